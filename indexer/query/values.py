"""The values of filters: years, places, levels and types, read from what people write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize

from corpus import DocType, Level
from indexer.fold import fold
from indexer.query import notes
from indexer.query.lexer import MINUS_SIGNS, without_quotes
from indexer.query.nodes import FilterField, Node, Not, PathFilter, PlaceFilter, Span, TextFilter, YearFilter
from indexer.query.tree import all_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from indexer.query.notes import Note
    from indexer.query.places import PlaceNames

__all__ = [
    "EXCLUDING",
    "PARAM_NAMES",
    "PLACE_FACETS",
    "YearError",
    "filters_from_params",
    "names_a_place",
    "read_filter",
    "split_values",
]

PARAM_NAMES: dict[FilterField, str] = {
    facet: "year" if facet is FilterField.YEAR else facet.value for facet in FilterField
}
"""The short name of each facet, in addresses and on the command line."""

EXCLUDING = "-"
"""What a ticked value begins with that is excluded."""

PLACE_FACETS = frozenset({FilterField.PROVINCE, FilterField.CITY, FilterField.COUNTY, FilterField.TOWNSHIP})
LEVEL_NAMES = {
    "国家": Level.STATE,
    "国家级": Level.STATE,
    "中央": Level.STATE,
    "国务院": Level.STATE,
    "省": Level.PROVINCE,
    "省级": Level.PROVINCE,
    "市": Level.CITY,
    "市级": Level.CITY,
    "地市": Level.CITY,
    "县": Level.COUNTY,
    "区": Level.COUNTY,
    "县级": Level.COUNTY,
    "区县": Level.COUNTY,
    "县区": Level.COUNTY,
    "乡": Level.TOWNSHIP,
    "镇": Level.TOWNSHIP,
    "乡镇": Level.TOWNSHIP,
    "街道": Level.TOWNSHIP,
    "乡镇街道": Level.TOWNSHIP,
    "乡级": Level.TOWNSHIP,
    "部门": Level.DEPARTMENT,
    "功能区": Level.ZONE,
    "开发区": Level.ZONE,
    "园区": Level.ZONE,
}
PLACE_LEVELS = len(PLACE_FACETS)
LONGEST_YEARS_ECHO = 40  # characters of a wrong year that a note repeats
_YEARS = re.compile(r"(?P<single>[0-9]{4})|(?P<first>[0-9]{4})?(?:\.{2,3}|[-–—~至])(?P<last>[0-9]{4})?")


class YearError(ValueError):
    """A value is neither a year nor a range of years."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A filter as read, with what the reader should know."""

    node: Node
    notes: tuple[Note, ...] = ()


def split_values(text: str) -> tuple[str, ...]:
    """The values in a comma-separated list, Chinese commas included; blank ones are left out."""
    values = (without_quotes(value).strip() for value in re.split("[,，、]", text))
    return tuple(dict.fromkeys(value for value in values if value))


def names_a_place(path: str) -> bool:
    """Whether anything stands between the slashes of a path."""
    return bool(re.sub(r"[/／\s]", "", path))  # noqa: RUF001


def read_filter(facet: FilterField, values: Sequence[str], places: PlaceNames | None, span: Span = (0, 0)) -> Reading:
    """The filter for one facet; several values are OR.

    A place, level or type that is not known is kept as written, with a note; without `places` names are not looked up.

    Raises:
        YearError: a year is none.
    """
    if facet is FilterField.YEAR:
        return _read_years(values, span)
    if facet is FilterField.PLACE:
        return _read_paths(values, places, span)
    if facet in PLACE_FACETS:
        return _read_places(facet, values, places, span)
    if facet is FilterField.SITE:
        return Reading(TextFilter(facet, tuple(dict.fromkeys(values)), span))
    return _read_terms(facet, values, span)


def _read_terms(facet: FilterField, values: Sequence[str], span: Span) -> Reading:
    known = list(Level) if facet is FilterField.LEVEL else list(DocType)
    found: list[str] = []
    remarks = []
    for value in values:
        meant = _levels_meant(value) if facet is FilterField.LEVEL else _types_meant(value)
        if not meant:
            remarks.append(notes.unknown_value(facet, value, known))
        found.extend(meant or (value,))
    return Reading(TextFilter(facet, tuple(dict.fromkeys(found)), span), tuple(remarks))


def filters_from_params(
    params: Mapping[FilterField, Sequence[str]], places: PlaceNames | None
) -> tuple[dict[FilterField, Node], tuple[Note, ...]]:
    """The filters that ticked facets or command-line options state, by facet, and notes on how they were taken.

    A value after a minus sign is excluded. A year that is none is left out, with a note; a facet without values is
    absent.
    """
    filters: dict[FilterField, Node] = {}
    remarks: list[Note] = []
    for facet, given in params.items():
        asked_for, unwanted = _parted(facet, given)
        conditions: list[Node] = []
        for values, is_excluded in ((asked_for, False), (unwanted, True)):
            kept = _readable(facet, values, remarks)
            if kept:
                reading = read_filter(facet, kept, places)
                conditions.append(Not(reading.node) if is_excluded else reading.node)
                remarks.extend(reading.notes)
        if conditions:
            filters[facet] = all_of(conditions)
    return filters, tuple(remarks)


def _parted(facet: FilterField, given: Iterable[str]) -> tuple[list[str], list[str]]:
    """The values asked for, and those to be excluded."""
    parts: tuple[list[str], list[str]] = ([], [])
    for text in given:
        # A site may be called by the name of a file, commas and all.
        for value in (text.strip(),) if facet is FilterField.SITE else split_values(text):
            is_excluded = value[:1] in MINUS_SIGNS and len(value) > 1
            if value:
                parts[is_excluded].append(value[1:].strip() if is_excluded else value)
    return parts


def _readable(facet: FilterField, values: list[str], remarks: list[Note]) -> list[str]:
    """The values without years that are none, which are noted."""
    if facet is FilterField.PLACE:
        return [value for value in values if names_a_place(value)]
    if facet is not FilterField.YEAR:
        return values
    wrong = [value for value in values if not _is_years(value)]
    remarks.extend(notes.ignored_year(value[:LONGEST_YEARS_ECHO]) for value in wrong)
    return [value for value in values if value not in wrong]


def _read_years(values: Iterable[str], span: Span) -> Reading:
    ranges: list[tuple[int | None, int | None]] = []
    remarks = []
    for value in values:
        first, last = _year_range(value)
        if first is not None and last is not None and first > last:
            remarks.append(notes.reversed_years(value))
            first, last = last, first
        ranges.append((first, last))
    return Reading(YearFilter(tuple(dict.fromkeys(ranges)), span), tuple(remarks))


def _year_range(value: str) -> tuple[int | None, int | None]:
    plain = re.sub("年度?|\\s", "", normalize("NFKC", value))
    match = _YEARS.fullmatch(plain)
    if match is None or not any(match.groups()):
        raise YearError(value)
    if match["single"]:
        return int(match["single"]), int(match["single"])
    return (int(match["first"]) if match["first"] else None), (int(match["last"]) if match["last"] else None)


def _is_years(value: str) -> bool:
    try:
        _year_range(value)
    except YearError:
        return False
    return True


def _read_places(facet: FilterField, values: Iterable[str], places: PlaceNames | None, span: Span) -> Reading:
    names: list[str] = []
    remarks = []
    for value in values:
        meant = _places_meant(facet, value, places) if places else (value,)
        if not meant:
            remarks.append(notes.unknown_place(facet, value))
        names.extend(meant or (value,))
    return Reading(PlaceFilter(facet, tuple(dict.fromkeys(names)), span), tuple(remarks))


def _read_paths(values: Iterable[str], places: PlaceNames | None, span: Span) -> Reading:
    paths: list[str] = []
    remarks = []
    for value in values:
        names = [name.strip() for name in re.split("[/／]", value) if name.strip()]  # noqa: RUF001
        # No place lies deeper than its township: what has more names is none, and is kept as the name of none.
        path = ("/" if len(names) <= PLACE_LEVELS else " ").join(names)
        meant = _paths_meant(path, places) if places else (path,)
        if not meant:
            remarks.append(notes.unknown_place(FilterField.PLACE, value))
        paths.extend(meant or (path,))
    return Reading(PathFilter(tuple(dict.fromkeys(paths)), span), tuple(remarks))


def _paths_meant(path: str, places: PlaceNames) -> tuple[str, ...]:
    return places.official_paths(path) or places.official_paths(fold(path))  # 廣東 is found as 广东


def _places_meant(facet: FilterField, value: str, places: PlaceNames) -> tuple[str, ...]:
    for name in dict.fromkeys((value, fold(value))):  # 廣東 is found as 广东
        meant = places.official_names(facet, name)
        if name in meant:
            return (name,)  # an official name means itself, though it may be short for others
        if meant:
            return meant
    return ()


def _levels_meant(value: str) -> tuple[str, ...]:
    plain = fold(value)
    if plain in LEVEL_NAMES:
        return (LEVEL_NAMES[plain].value,)
    return (Level(plain).value,) if plain in list(Level) else ()


def _types_meant(value: str) -> tuple[str, ...]:
    wanted = fold(value)
    exact = tuple(kind.value for kind in DocType if fold(kind) == wanted)
    return exact or tuple(kind.value for kind in DocType if wanted and wanted in fold(kind))
