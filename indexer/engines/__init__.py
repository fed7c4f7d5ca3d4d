"""The engines there are. To add one: a folder that keeps the contract of `indexer.engine`, and a line in `ENGINES`."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from corpus import SettingsError
from indexer.engines.whoosh import WhooshEngine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.engine import Engine

__all__ = ["ENGINES", "engine_named"]

ENGINES: Mapping[str, Engine] = MappingProxyType({engine.name: engine for engine in (WhooshEngine(),)})


def engine_named(name: str) -> Engine:
    """The engine of that name.

    Raises:
        SettingsError: there is none.
    """
    try:
        return ENGINES[name]
    except KeyError:
        raise SettingsError(f"There is no engine {name!r}.", hint=f"Known: {', '.join(ENGINES)}.") from None
