"""What goes wrong when a place is looked up: several bear the name, or none does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import BaogaoError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.gazetteer.place import Place

__all__ = ["AmbiguousPlaceError", "UnknownPlaceError"]

SHOWN = 5


class AmbiguousPlaceError(BaogaoError):
    """Several places bear the name.

    Attributes:
        candidates: all of them, by code.
    """

    code = "ambiguous-place"

    def __init__(self, name: str, candidates: Sequence[Place]) -> None:
        shown = ", ".join(f"{place.full_name} ({place.code})" for place in candidates[:SHOWN])
        more = f" and {len(candidates) - SHOWN} more" if len(candidates) > SHOWN else ""
        super().__init__(
            f"{len(candidates)} places are called {name}: {shown}{more}; expected a name that only one place bears.",
            hint="Name the place that it lies in, or its level.",
        )
        self.candidates = tuple(candidates)


class UnknownPlaceError(BaogaoError):
    """No place bears the name, or the code.

    Attributes:
        nearest: official names that look like it, nearest first.
    """

    code = "unknown-place"

    def __init__(self, name: str, nearest: Sequence[str] = ()) -> None:
        super().__init__(
            f"{name} is not in the gazetteer of 2023; expected an official name, a short name or a code.",
            hint=f"Did you mean {', '.join(nearest)}?" if nearest else "Try the official name, such as 罗湖区.",
        )
        self.nearest = tuple(nearest)
