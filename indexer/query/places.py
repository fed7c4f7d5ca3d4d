"""Place names in queries: short names become official ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from corpus import Level

if TYPE_CHECKING:
    from indexer.query.nodes import FilterField

__all__ = ["GazetteerPlaces", "PlaceNames"]


class PlaceNames(Protocol):
    """Knows which official names a name may mean."""

    def official_names(self, facet: FilterField, name: str) -> tuple[str, ...]:
        """The official names at the level of `facet` that an official or short name may mean; empty where none."""


class GazetteerPlaces:
    """The names of the gazetteer, which is loaded when the first place is looked up."""

    def official_names(self, facet: FilterField, name: str) -> tuple[str, ...]:
        """See `PlaceNames`."""
        from corpus.gazetteer import load_gazetteer  # 0.2 s and 60 MB that a query without places is spared

        return load_gazetteer().names(Level(facet.value), name)
