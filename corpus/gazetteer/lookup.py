"""The gazetteer: look places up by code or by name. An ambiguous name is reported, never guessed."""

from __future__ import annotations

import difflib
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from corpus.gazetteer.errors import AmbiguousPlaceError, UnknownPlaceError
from corpus.gazetteer.place import Place
from corpus.report import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["FormerRow", "Gazetteer", "ZoneRow", "canonical_code"]

PLACEHOLDER = "placeholder"
LEVELS = {2: Level.PROVINCE, 4: Level.CITY, 6: Level.COUNTY, 9: Level.TOWNSHIP}
CODE_LENGTHS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.ZONE: 6, Level.TOWNSHIP: 9}
PARENT_LENGTHS = {4: 2, 6: 4, 9: 6}
NEAREST_SHOWN = 3
PLAIN_BRACKETS = str.maketrans("（）", "()")  # pages write either

Row = Sequence[str]  # code, official name, other names separated by commas, kind: "placeholder", "zone" or empty


class ZoneRow(NamedTuple):
    """One row of the table of zones; `parent` and `within` are codes."""

    name: str
    other_names: Sequence[str]
    parent: str
    within: Sequence[str]


class FormerRow(NamedTuple):
    """A division that is no more, or is called otherwise now; `now` holds the codes of what became of it."""

    name: str
    level: Level
    now: Sequence[str]
    year: int


class Gazetteer:
    """The divisions of China from province to township, and some functional zones. Read-only.

    Rows are kept as text and a place is made when it is first asked for: making all 44,000 at the start takes twice
    as long as everything else here.

    Attributes:
        zones: the zones that have no code of their own.
    """

    def __init__(self, rows: Iterable[Row], zones: Iterable[ZoneRow] = (), former: Iterable[FormerRow] = ()) -> None:
        """Index the rows of the compiled gazetteer, of the table of zones and of the table of former names."""
        self._rows: dict[str, Row] = {}
        self._made: dict[str, Place] = {}
        self._official: dict[str, list[str]] = {}
        self._spoken: dict[str, list[str]] = {}
        for row in rows:
            code, name, spoken_column, kind = row
            self._rows[code] = row
            if kind == PLACEHOLDER:
                continue
            for written in {name, name.translate(PLAIN_BRACKETS)}:
                self._official.setdefault(written, []).append(code)
            if spoken_column:
                for spoken in spoken_column.split(","):
                    self._spoken.setdefault(spoken, []).append(code)
        self._codes = sorted(self._rows)
        self._longest_from: dict[str, int] = {}
        self._covers = {self._add_zone(zone): zone.within for zone in zones}
        self.zones = tuple(self._covers)
        self._former: dict[str, list[Place]] = {}
        self._last_years: dict[Place, int] = {}
        for former_row in former:
            self._add_former(former_row)
        for index in (self._official, self._spoken, self._former):
            for name in index:
                if len(name) > self._longest_from.get(name[0], 0):
                    self._longest_from[name[0]] = len(name)

    @property
    def row_counts(self) -> dict[int, int]:
        """Rows of the compiled file, placeholders included, by the number of digits of their code."""
        return dict(Counter(len(code) for code in self._rows))

    def places(self, level: Level) -> Iterator[Place]:
        """All places of a level that have a code, by code."""
        length = CODE_LENGTHS.get(level, 0)
        for code, (_, _, _, kind) in self._rows.items():
            if len(code) == length and kind != PLACEHOLDER and (place := self._place(code)).level is level:
                yield place

    def names_by_code(self) -> Iterator[tuple[str, str]]:
        """Codes and official names of all places that have a code, without making the places."""
        return ((code, row[1]) for code, row in self._rows.items() if row[3] != PLACEHOLDER)

    def inside(self, area: Place) -> Iterator[Place]:
        """The places that lie in this one, at all levels below it, by code; nothing for one without a code."""
        if not area.code:
            return
        for code in self._codes[bisect_right(self._codes, area.code) :]:
            if not code.startswith(area.code):
                return
            if self._rows[code][3] != PLACEHOLDER:
                yield self._place(code)

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
        """The places with this official name; if there are none, with this short name; else with this former name.

        Args:
            name: 浙江省, 浙江, 恩施.
            level: only places of this level.
            within: only places that lie in this one; a name stands for every place that bears it.
        """
        for named in (self.official, self.spoken, self.former):
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
        places = (*self.official(name), *self.spoken(name), *self.former(name))
        return tuple(dict.fromkeys(place.name for place in places if place.level is level))

    def official(self, name: str) -> tuple[Place, ...]:
        """The places with exactly this official name; ordered by code."""
        codes = self._official.get(name)  # most words are no names: nothing is made for them
        return tuple([self._place(code) for code in codes]) if codes else ()

    def spoken(self, name: str) -> tuple[Place, ...]:
        """The places that go by this name though it is not their official one; ordered by code."""
        codes = self._spoken.get(name)
        return tuple([self._place(code) for code in codes]) if codes else ()

    def former(self, name: str) -> tuple[Place, ...]:
        """The divisions that bore this name before they were renamed, merged or divided.

        They keep the name then and lie in the place that holds them now. Their code is that of what they became; of one
        that was divided, none.
        """
        return tuple(self._former.get(name, ()))

    def last_year(self, place: Place) -> int | None:
        """The year in which a former division was renamed or dissolved; None for a place that is still there."""
        return self._last_years.get(place)

    def covered_by(self, area: Place) -> tuple[Place, ...]:
        """The counties that a zone or a former division covers, as far as they are certain."""
        return tuple(self._place(code) for code in self._covers.get(area, ()))

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

    def _add_former(self, row: FormerRow) -> None:
        heirs = [self._place(code) for code in row.now]
        parent = heirs[0].province if row.level is Level.CITY else heirs[0].parent
        code = row.now[0] if len(heirs) == 1 else ""
        place = Place(code, row.name, row.name, row.level, parent)
        self._former.setdefault(row.name, []).append(place)
        self._covers[place] = row.now
        self._last_years[place] = row.year

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
