"""Place names in queries: short names become official ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from corpus import Level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.gazetteer import Place
    from indexer.query.nodes import FilterField

__all__ = ["GazetteerPlaces", "PlaceNames"]


class PlaceNames(Protocol):
    """Knows which official names a name may mean."""

    def official_names(self, facet: FilterField, name: str) -> tuple[str, ...]:
        """The official names at the level of `facet` that an official or short name may mean; empty where none."""

    def official_paths(self, path: str) -> tuple[str, ...]:
        """The paths of official names that a path of official or short names may mean; empty where none."""


class GazetteerPlaces:
    """The names of the gazetteer, which is loaded when the first place is looked up."""

    def official_names(self, facet: FilterField, name: str) -> tuple[str, ...]:
        """See `PlaceNames`."""
        from corpus.gazetteer import load_gazetteer  # its table is large, and most queries name no place

        return load_gazetteer().names(Level(facet.value), name)

    def official_paths(self, path: str) -> tuple[str, ...]:
        """See `PlaceNames`. A path of official names means itself alone, so that any path of a report can be chosen."""
        from corpus.gazetteer import load_gazetteer  # as above

        gazetteer = load_gazetteer()
        names = path.split("/")
        if path in map(_path, (*gazetteer.official(names[-1]), *gazetteer.former(names[-1]))):
            return (path,)
        if all(map(gazetteer.official, names)):
            return ()
        found = gazetteer.find(names[0], Level.PROVINCE)
        for name in names[1:]:
            found = [place for area in found for place in _nearest_below(area, gazetteer.find(name, within=area))]
        return tuple(dict.fromkeys(map(_path, found)))

    def paths_named(self, name: str) -> tuple[str, ...]:
        """The paths of the places of any level that an official or short name may mean; empty where none.

        A township is meant where nothing above a township is so called.
        """
        from corpus.gazetteer import load_gazetteer  # as above

        found = [place for place in load_gazetteer().find(name) if place.level is not Level.ZONE]
        higher = [place for place in found if place.level is not Level.TOWNSHIP]
        return tuple(dict.fromkeys(map(_path, higher or found)))


def _nearest_below(area: Place, named: Iterable[Place]) -> list[Place]:
    """Of places in the area those of the highest level: 西湖 in 杭州市 is the district and not the street."""
    depths = {place: _path(place).count("/") for place in named if place != area and place.level is not Level.ZONE}
    return [place for place, depth in depths.items() if depth == min(depths.values())]


def _path(place: Place) -> str:
    """The place as `Report.place` has it: zones are no level of it."""
    return "/".join(reversed([part.name for part in place.chain() if part.level is not Level.ZONE]))
