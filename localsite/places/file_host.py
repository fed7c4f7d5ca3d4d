"""The places whose reports come as attached files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from localsite.places.place import Place

__all__ = ["FILE_PLACES"]

FILE_PLACES: tuple[Place, ...] = ()
