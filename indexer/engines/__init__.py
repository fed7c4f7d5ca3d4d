"""The engines there are. To add one: a folder that keeps the contract of `indexer.engine`, and a line in `ENGINES`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from corpus import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.engine import Engine

__all__ = ["ENGINES", "engine_named"]


class _Engines(Mapping[str, "Engine"]):
    """The engines by name; one is imported when it is asked for, since each brings libraries that take time to load."""

    def __init__(self, classes: Mapping[str, str]) -> None:
        """`classes` names the class of each engine, in the package ``indexer.engines.<name of the engine>``."""
        self._classes = classes

    def __getitem__(self, name: str) -> Engine:
        return _made(name, self._classes[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._classes)

    def __len__(self) -> int:
        return len(self._classes)


@cache
def _made(name: str, class_name: str) -> Engine:
    engine: Engine = getattr(import_module(f"indexer.engines.{name}"), class_name)()
    return engine


ENGINES: Mapping[str, Engine] = _Engines({"whoosh": "WhooshEngine", "tantivy": "TantivyEngine"})


def engine_named(name: str) -> Engine:
    """The engine of that name.

    Raises:
        SettingsError: there is none.
    """
    try:
        return ENGINES[name]
    except KeyError:
        raise SettingsError(f"There is no engine {name!r}.", hint=f"Known: {', '.join(ENGINES)}.") from None
