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
        from corpus.gazetteer import load_gazetteer  # its table is large, and most queries name no place

        return load_gazetteer().names(Level(facet.value), name)
