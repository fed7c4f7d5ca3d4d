"""The values of a facet as the page lists them: counted, ordered, and those chosen or excluded always among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.page import MAX_FACET_VALUES, FacetValue
from indexer.query.nodes import FilterField, Node, Or, PathFilter, PlaceFilter, TextFilter, YearFilter
from indexer.query.tree import excluded, included

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.engine import FacetCounts

__all__ = ["Chosen", "facet_values", "in_order", "is_chosen", "selection_of"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a search chooses of one facet: the filter of the values asked for, and that of the values excluded."""

    asked_for: Node | None = None
    unwanted: Node | None = None

    def named(self) -> list[str | int]:
        """The single values that the filters name; a range of years names none."""
        return [*_named(self.asked_for), *_named(self.unwanted)]

    def value(self, value: str | int, count: int) -> FacetValue:
        """The value with its count, and whether it is chosen or excluded."""
        return FacetValue(
            value, count, selected=_selects(self.asked_for, value), excluded=_selects(self.unwanted, value)
        )


def selection_of(chosen: Node | None) -> Chosen:
    """The two sides of a facet's own filter, as `split_filters` gives it."""
    if chosen is None:
        return Chosen()
    return Chosen(next(iter(included(chosen)), None), next(iter(excluded(chosen)), None))


def facet_values(facet: FilterField, counts: FacetCounts, chosen: Node | None) -> tuple[FacetValue, ...]:
    """Years from the newest, other values from the most frequent and then by name; at most `MAX_FACET_VALUES` of them.

    Args:
        facet: any facet but PLACE, whose values are a tree (`indexer.place_tree`).
        counts: how many reports have each value.
        chosen: the facet's own filter; a value it names is listed even where no report has it.
    """
    listed: dict[str | int, FacetValue] = {}
    if chosen is not None:
        selection = selection_of(chosen)
        values = dict.fromkeys((*selection.named(), *counts))
        listed = {value: item for value in values if is_chosen(item := selection.value(value, counts.get(value, 0)))}
    frequent = _most_frequent(counts, MAX_FACET_VALUES - len(listed))
    if not listed:
        return _arranged(facet, frequent)
    for value, count in frequent.items():
        listed.setdefault(value, FacetValue(value, count))
    return tuple(in_order(facet, listed.values()))


def in_order(facet: FilterField, values: Iterable[FacetValue]) -> list[FacetValue]:
    """Years from the newest, other values from the most frequent and then by name."""
    if facet is FilterField.YEAR:
        return sorted(values, key=lambda item: int(item.value), reverse=True)
    return sorted(values, key=lambda item: (-item.count, str(item.value)))


def _arranged(facet: FilterField, counts: FacetCounts) -> tuple[FacetValue, ...]:
    """The values in order, none of them chosen: what nearly every facet of every page is, so it is made quickly."""
    if facet is FilterField.YEAR:
        values = sorted(counts, key=int, reverse=True)
    else:
        values = sorted(sorted(counts, key=str), key=counts.__getitem__, reverse=True)
    return tuple(map(FacetValue, values, map(counts.__getitem__, values)))


def is_chosen(item: FacetValue) -> bool:
    """Whether the search asks for the value or excludes it."""
    return item.selected or item.excluded


def _most_frequent(counts: FacetCounts, limit: int) -> FacetCounts:
    """At most `limit` values and their counts: the most frequent, and of equally frequent ones the first by name."""
    if len(counts) <= limit:
        return counts
    if limit <= 0:
        return {}
    least = sorted(counts.values(), reverse=True)[limit - 1]
    kept = {value: count for value, count in counts.items() if count > least}
    level = sorted([value for value, count in counts.items() if count == least])[: limit - len(kept)]
    return kept | dict.fromkeys(level, least)


def _named(chosen: Node | None) -> list[str | int]:
    match chosen:
        case YearFilter(ranges=ranges):
            return [first for first, last in ranges if first is not None and first == last]
        case PlaceFilter(names=values) | TextFilter(values=values) | PathFilter(paths=values):
            return list(values)
        case Or(children=children):
            return [value for child in children for value in _named(child)]
        case _:
            return []


def _selects(chosen: Node | None, value: str | int) -> bool:
    """Whether the filter names the value; a path is named itself, and not with all that lies in it."""
    match chosen:
        case YearFilter(ranges=ranges):
            year = int(value)
            return any((first is None or first <= year) and (last is None or year <= last) for first, last in ranges)
        case PlaceFilter(names=values) | TextFilter(values=values) | PathFilter(paths=values):
            return value in values
        case Or(children=children):
            return any(_selects(child, value) for child in children)
        case _:
            return False
