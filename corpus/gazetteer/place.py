"""One administrative division or functional zone of the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.report import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its code, its names and the place it belongs to. Places are the same if code and name are.

    Attributes:
        code: 2 digits for a province, 4 for a city, 6 for a county, 9 for a township, as the National Bureau of
            Statistics gives them; empty for a zone that has no code of its own.
        name: official name (恩施土家族苗族自治州).
        short_name: what people say (恩施); the official name where it cannot be shortened.
        level: PROVINCE, CITY, COUNTY, TOWNSHIP or ZONE.
        parent: the place it belongs to; None for a province. Placeholder rows of the statistics (市辖区) are passed
            over, so a district of Beijing belongs to 北京市 directly.
    """

    code: str
    name: str
    short_name: str = field(compare=False)
    level: Level = field(compare=False)
    parent: Place | None = field(compare=False, repr=False)

    @property
    def province(self) -> Place:
        """The province that this place is, or lies in."""
        return next(place for place in self.chain() if place.level is Level.PROVINCE)

    @property
    def city(self) -> Place | None:
        """The prefecture-level city that this place is, or lies in; None under a municipality or a province."""
        return self._at(Level.CITY)

    @property
    def county(self) -> Place | None:
        """The county-level division that this place is, or lies in."""
        return self._at(Level.COUNTY)

    @property
    def township(self) -> Place | None:
        """This place where it is a township, else None."""
        return self._at(Level.TOWNSHIP)

    @property
    def zone(self) -> Place | None:
        """The functional zone that this place is, or that the statistics count it under."""
        return self._at(Level.ZONE)

    def chain(self) -> Iterator[Place]:
        """This place, then its parent, up to the province."""
        place: Place | None = self
        while place is not None:
            yield place
            place = place.parent

    def lies_in(self, other: Place) -> bool:
        """Whether `other` is this place or one of those it belongs to."""
        return any(place == other for place in self.chain())

    @property
    def full_name(self) -> str:
        """The official names from the province down: 广东省深圳市罗湖区东门街道."""
        return "".join(reversed([place.name for place in self.chain()]))

    def _at(self, level: Level) -> Place | None:
        return next((place for place in self.chain() if place.level is level), None)
