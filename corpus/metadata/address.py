"""The address of a page as a hint of its place: labels of the host and names of folders against names in Latin letters.

A page may stand on another government's site, so an address never outweighs what the page says: it tells namesakes
apart, and says which place 我县 is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus.gazetteer import UnknownPlaceError
from corpus.gazetteer.romanised import Spelling, load_roman_names
from corpus.metadata.address_dates import find_address_dates
from corpus.report import Evidence, Level, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from corpus.gazetteer import Gazetteer, Place
    from corpus.gazetteer.romanised import RomanMatch, RomanNames
    from corpus.metadata.facts import Finding

__all__ = ["Address", "Hint", "read_address"]

HOST_CONFIDENCE = {Spelling.SHORT: 0.5, Spelling.INITIALS: 0.6, Spelling.FULL: 0.65}
LEARNT_CONFIDENCE = 0.7
LEARNT_RANK, NAMED_RANK = Spelling.FULL + 1, Spelling.FULL + 2
FOLDER_CONFIDENCE = 0.6
MOST_NAMESAKES_FOR_SHORT = 5  # two letters fit so many places that they would pick one of many namesakes by chance
DOMAIN_LABELS = {"gov", "cn", "com", "org", "net", "edu", "www"}
FOLDER_NUMBER = re.compile(r"[_-]?\d+$")
FOLDER_WORD = re.compile(r"[a-z]{2,40}")
MOST_FOLDERS = 12


@dataclass(frozen=True, slots=True)
class Hint:
    """A place that the host may mean; `rank` compares the hints of one host."""

    place: Place
    rank: int
    evidence: Evidence


@dataclass(frozen=True)
class Address:
    """What the address of a page may say about its place; empty where there is none.

    Attributes:
        hints: the places that the host may mean, the surest first.
        folders: words of the path that may be names of places.
        day: the date in it, which is that of a file.
        month: the first day of the month in it.
    """

    hints: tuple[Hint, ...] = ()
    folders: tuple[str, ...] = ()
    day: Finding[date] | None = None
    month: Finding[date] | None = None

    def after(self, hints: Iterable[tuple[Place, Evidence]]) -> Address:
        """This address behind surer hints of the place of its site."""
        surer = tuple(Hint(place, NAMED_RANK, evidence) for place, evidence in hints)
        return replace(self, hints=surer + self.hints) if surer else self

    def support(self, place: Place) -> tuple[tuple[int, int], Evidence] | None:
        """How well the address fits the place, for comparison, and the part of it that does; None if it does not."""
        hint = next((hint for hint in self.hints if place.lies_in(hint.place)), None)
        if hint is None:
            return None
        inside = [upper for upper in place.chain() if upper.lies_in(hint.place)]
        for folder in self.folders:
            if any((load_roman_names().spelling(upper, folder) or 0) > Spelling.SHORT for upper in inside):
                return (hint.rank, 1), _folder_evidence(folder)
        return (hint.rank, 0), hint.evidence

    def narrow(self, candidates: tuple[Place, ...]) -> tuple[tuple[Place, ...], Evidence | None]:
        """Those of the namesakes that the address fits best; all of them, and no evidence, where it fits none."""
        supports = {place: support for place in candidates if (support := self.support(place)) is not None}
        if not supports:
            return candidates, None
        best = max(rank for rank, _ in supports.values())
        if best <= (Spelling.SHORT, 0) and len(candidates) > MOST_NAMESAKES_FOR_SHORT:
            return candidates, None
        found = tuple(place for place, (rank, _) in supports.items() if rank == best)
        return found, supports[found[0]][1]

    def of_unit(self, unit: str) -> tuple[Place, Evidence] | None:
        """The place that calls itself 我省, 我市, 我区 or 我县 on this site; None where several or none fit.

        The host's own place, a place below it that a folder spells, or one above it that a folder spells.
        """
        fitting = [hint for hint in self.hints if _is_unit(hint.place, unit)]
        surest = [hint for hint in fitting if hint.rank == fitting[0].rank]
        below = dict(self._below(unit))
        if len(below) == 1 and not surest:
            return next(iter(below.items()))
        if len(surest) == 1:
            return surest[0].place, surest[0].evidence
        above = dict(self._above(unit)) if not surest else {}
        return next(iter(above.items())) if len(above) == 1 else None

    def fitting(self, unit: str) -> tuple[tuple[Place, Evidence], ...]:
        """The places of the host that may call themselves by this word, all as sure as the surest of them."""
        hints = [hint for hint in self.hints if _is_unit(hint.place, unit)]
        return tuple((hint.place, hint.evidence) for hint in hints if hint.rank == hints[0].rank)

    def counties(self) -> tuple[tuple[Place, Evidence], ...]:
        """The counties that the host may mean, where it means counties and spells one name or the initials of two."""
        surest = [hint for hint in self.hints if hint.rank == self.hints[0].rank > Spelling.SHORT]
        if any(hint.place.level is not Level.COUNTY for hint in surest):
            return ()
        return tuple((hint.place, hint.evidence) for hint in surest)

    def shared_area(self) -> tuple[Place, Evidence] | None:
        """The lowest place from city up that holds all the places that the host may mean."""
        surest = [hint for hint in self.hints if hint.rank == self.hints[0].rank > Spelling.SHORT]
        areas = {(hint.place.city or hint.place.province) for hint in surest}
        return (areas.pop(), surest[0].evidence) if len(areas) == 1 else None

    def sure_place(self) -> tuple[Place, Evidence] | None:
        """The one place that the host means, if it spells its name or the initials of two places."""
        if not self.hints or self.hints[0].rank <= Spelling.SHORT:
            return None
        surest = [hint for hint in self.hints if hint.rank == self.hints[0].rank]
        return (surest[0].place, surest[0].evidence) if len(surest) == 1 else None

    def township(self, area: Place, endings: tuple[str, ...]) -> tuple[Place, Evidence] | None:
        """The township of a county that a folder spells (ytz: 砚台镇); None where several fit, or none."""
        found = {
            place: _folder_evidence(folder)
            for folder in self.folders
            for place in load_roman_names().inside(area, folder)
            if place.level is Level.TOWNSHIP and place.name.endswith(endings)
        }
        return next(iter(found.items())) if len(found) == 1 else None

    def _below(self, unit: str) -> Iterable[tuple[Place, Evidence]]:
        area = self.sure_place() or self._province()
        if area is None or area[0].level in {Level.COUNTY, Level.ZONE}:
            return
        for folder in self.folders:
            for place in load_roman_names().inside(area[0], folder):
                if place.level is Level.COUNTY and _is_unit(place, unit):
                    yield place, _folder_evidence(folder)

    def _above(self, unit: str) -> Iterable[tuple[Place, Evidence]]:
        for hint in self.hints:
            for upper in hint.place.chain():
                if upper != hint.place and _is_unit(upper, unit):
                    for folder in self.folders:
                        if load_roman_names().spelling(upper, folder) is Spelling.FULL:
                            yield upper, _folder_evidence(folder)

    def _province(self) -> tuple[Place, Evidence] | None:
        found = [hint for hint in self.hints if hint.place.level is Level.PROVINCE]
        return (found[0].place, found[0].evidence) if len(found) == 1 else None


def read_address(url: str | None, gazetteer: Gazetteer, known_sites: Mapping[str, str] | None = None) -> Address:
    """What the address says.

    Args:
        url: of the page; None gives an address that says nothing.
        gazetteer: to look up the codes of `known_sites`.
        known_sites: codes of the places of sites, by host name, as `learn_sites` gives them.
    """
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").lower()
    except ValueError:
        return Address()
    if not host:
        return Address()
    hints = [
        Hint(match.place, match.spelling, _host_evidence(host, HOST_CONFIDENCE[match.spelling]))
        for match in _of_host(host, load_roman_names())
    ]
    place = _known_place((known_sites or {}).get(host), gazetteer)
    if place is not None:
        hints = [hint for hint in hints if hint.place != place]
        hints.insert(0, Hint(place, LEARNT_RANK, _host_evidence(host, LEARNT_CONFIDENCE)))
    return Address(tuple(hints), tuple(_folders(parts.path)), *find_address_dates(parts.path))


def _known_place(code: str | None, gazetteer: Gazetteer) -> Place | None:
    """The place of that code; None where the gazetteer has dropped it since it was learnt."""
    try:
        return gazetteer.by_code(code) if code is not None else None
    except UnknownPlaceError:
        return None


def _of_host(host: str, names: RomanNames) -> tuple[RomanMatch, ...]:
    """The places of the host's last label, narrowed by the labels before it: nanguan.changchun.gov.cn."""
    labels = [label for label in host.split(".") if label not in DOMAIN_LABELS and label.isalpha()]
    if not labels:
        return ()
    *before, last = labels
    found = names.matches(last)
    if not found:
        return ()
    for label in reversed(before):
        inner = tuple(
            match
            for match in names.matches(label)
            if match.spelling > Spelling.SHORT
            and any(match.place != outer.place and match.place.lies_in(outer.place) for outer in found)
        )
        found = inner or found
    return found


def _folders(path: str) -> Iterable[str]:
    for segment in path.lower().split("/")[:-1][:MOST_FOLDERS]:
        for part in re.split(r"[_-]", FOLDER_NUMBER.sub("", segment)):
            if FOLDER_WORD.fullmatch(part):
                yield part


def _host_evidence(host: str, confidence: float) -> Evidence:
    return Evidence(where=Where.HOST, quote=host, confidence=confidence)


def _folder_evidence(folder: str) -> Evidence:
    return Evidence(where=Where.URL, quote=folder, confidence=FOLDER_CONFIDENCE)


def _is_unit(place: Place, unit: str) -> bool:
    """Whether the place would call itself by this word: 自治区 are 我区 too."""
    if place.level is Level.TOWNSHIP:
        return False
    return place.name.endswith(unit) or (place.level is Level.ZONE and unit in {"区", "新区"})
