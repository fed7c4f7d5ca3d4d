"""The gazetteer: look places up by code or by name. An ambiguous name is reported, never guessed."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from corpus.gazetteer.errors import AmbiguousPlaceError, UnknownPlaceError
from corpus.gazetteer.place import Place
from corpus.report import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Gazetteer", "ZoneRow", "canonical_code"]

PLACEHOLDER = "placeholder"
LEVELS = {2: Level.PROVINCE, 4: Level.CITY, 6: Level.COUNTY, 9: Level.TOWNSHIP}
PARENT_LENGTHS = {4: 2, 6: 4, 9: 6}
NEAREST_SHOWN = 3

Row = Sequence[str]  # code, official name, other names separated by commas, kind: "placeholder", "zone" or empty


class ZoneRow(NamedTuple):
    """One row of the table of zones; `parent` and `within` are codes."""

    name: str
    other_names: Sequence[str]
    parent: str
    within: Sequence[str]


class Gazetteer:
    """The divisions of China from province to township, and some functional zones. Read-only.

    Rows are kept as text and a place is made when it is first asked for: making all 44,000 at the start takes twice
    as long as everything else here.

    Attributes:
        zones: the zones that have no code of their own.
    """

    def __init__(self, rows: Iterable[Row], zones: Iterable[ZoneRow] = ()) -> None:
        """Index the rows of the compiled gazetteer and of the table of zones."""
        self._rows: dict[str, Row] = {}
        self._made: dict[str, Place] = {}
        self._official: dict[str, list[str]] = {}
        self._spoken: dict[str, list[str]] = {}
        for row in rows:
            code, name, spoken_column, kind = row
            self._rows[code] = row
            if kind == PLACEHOLDER:
                continue
            self._official.setdefault(name, []).append(code)
            if spoken_column:
                for spoken in spoken_column.split(","):
                    self._spoken.setdefault(spoken, []).append(code)
        self._longest_from: dict[str, int] = {}
        self._covers = {self._add_zone(zone): zone.within for zone in zones}
        self.zones = tuple(self._covers)
        for index in (self._official, self._spoken):
            for name in index:
                if len(name) > self._longest_from.get(name[0], 0):
                    self._longest_from[name[0]] = len(name)

    @property
    def row_counts(self) -> dict[int, int]:
        """Rows of the compiled file, placeholders included, by the number of digits of their code."""
        return dict(Counter(len(code) for code in self._rows))

    def places(self, level: Level) -> Iterator[Place]:
        """All places of a level, by code."""
        for code, (_, _, _, kind) in self._rows.items():
            if kind != PLACEHOLDER and (place := self._place(code)).level is level:
                yield place

    def by_code(self, code: str) -> Place:
        """The place with this code, of 2, 4, 6 or 9 digits, or padded with zeros to 6, 9 or 12.

        The code of a placeholder (110100 市辖区, 441900) gives the place it stands for.

        Raises:
            UnknownPlaceError: no place has it.
        """
        canonical = canonical_code(code)
        if canonical not in self._rows:
            raise UnknownPlaceError(f"The code {code}")
        return self._place(canonical)

    def find(self, name: str, level: Level | None = None, within: Place | str | None = None) -> list[Place]:
        """The places with this official name or, if there are none, with this short name; ordered by code.

        Args:
            name: 浙江省, 浙江, 恩施.
            level: only places of this level.
            within: only places that lie in this one; a name stands for every place that bears it.
        """
        for named in (self.official, self.spoken):
            found = [place for place in named(name) if self._fits(place, level, within)]
            if found:
                return found
        return []

    def resolve(self, name: str, level: Level | None = None, within: Place | str | None = None) -> Place:
        """The one place with this name; see `find` for the arguments.

        Raises:
            AmbiguousPlaceError: several places bear the name.
            UnknownPlaceError: none does.
        """
        found = self.find(name, level, within)
        if not found:
            raise UnknownPlaceError(name, self._nearest(name, level, within))
        if len(found) > 1:
            raise AmbiguousPlaceError(name, found)
        return found[0]

    def names(self, level: Level, name: str) -> tuple[str, ...]:
        """The official names at this level that an official or short name may mean; empty where there are none.

        鼓楼 as a county gives one name (鼓楼区), though four places bear it: a filter asks for names.
        """
        places = (*self.official(name), *self.spoken(name))
        return tuple(dict.fromkeys(place.name for place in places if place.level is level))

    def official(self, name: str) -> tuple[Place, ...]:
        """The places with exactly this official name; ordered by code."""
        return tuple(self._place(code) for code in self._official.get(name, ()))

    def spoken(self, name: str) -> tuple[Place, ...]:
        """The places that go by this name though it is not their official one; ordered by code."""
        return tuple(self._place(code) for code in self._spoken.get(name, ()))

    def covered_by(self, zone: Place) -> tuple[Place, ...]:
        """The counties that a zone covers, as far as they are certain."""
        return tuple(self._place(code) for code in self._covers.get(zone, ()))

    def longest_from(self, character: str) -> int:
        """Characters of the longest name that begins with this character; 0 where none does."""
        return self._longest_from.get(character, 0)

    def _place(self, code: str) -> Place:
        """The place of a row; the one it stands for where the row is a placeholder."""
        made = self._made.get(code)
        if made is None:
            _, name, spoken_column, kind = self._rows[code]
            parent = self._place(code[: PARENT_LENGTHS[len(code)]]) if len(code) in PARENT_LENGTHS else None
            if kind == PLACEHOLDER and parent is not None:
                made = parent
            else:
                level = Level.ZONE if kind == "zone" else LEVELS[len(code)]
                made = Place(code, name, spoken_column.split(",")[0] or name, level, parent)
            self._made[code] = made
        return made

    def _add_zone(self, zone: ZoneRow) -> Place:
        """The place of a zone without a code; it is found under its names like any other."""
        key = f"zone:{zone.name}"
        place = self._made[key] = Place("", zone.name, zone.name, Level.ZONE, self._place(zone.parent))
        self._official.setdefault(zone.name, []).append(key)
        for other_name in zone.other_names:
            self._spoken.setdefault(other_name, []).append(key)
        return place

    def _fits(self, place: Place, level: Level | None, within: Place | str | None) -> bool:
        if level is not None and place.level is not level:
            return False
        if within is None:
            return True
        parents = (*self.official(within), *self.spoken(within)) if isinstance(within, str) else (within,)
        return any(place.lies_in(parent) for parent in parents)

    def _nearest(self, name: str, level: Level | None, within: Place | str | None) -> list[str]:
        wanted = set(name)
        sharing = {
            official
            for official in self._official
            if not wanted.isdisjoint(official)
            and any(self._fits(place, level, within) for place in self.official(official))
        }
        return difflib.get_close_matches(name, sorted(sharing), n=NEAREST_SHOWN)


def canonical_code(code: str) -> str:
    """The code without the zeros that pad it: 2, 4, 6 or 9 digits where it is a code (110000 gives 11).

    Returns the text unchanged where it is no code.
    """
    digits = code.strip()
    if not (digits.isascii() and digits.isdigit()):
        return digits
    for length in LEVELS:
        if len(digits) >= length and not digits[length:].strip("0"):
            return digits[:length]
    return digits
