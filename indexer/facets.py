"""The values of a facet as the page lists them: counted, ordered, and the selected ones always among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.page import MAX_FACET_VALUES, FacetValue
from indexer.query.nodes import FilterField, Node, Or, PlaceFilter, TextFilter, YearFilter

if TYPE_CHECKING:
    from indexer.engine import FacetCounts

__all__ = ["facet_values"]


def facet_values(facet: FilterField, counts: FacetCounts, chosen: Node | None) -> tuple[FacetValue, ...]:
    """Years from the newest, other values from the most frequent and then by name; at most `MAX_FACET_VALUES` of them.

    Args:
        facet: the facet.
        counts: how many reports have each value.
        chosen: the facet's own filter; a value it names is listed even where no report has it.
    """
    candidates = () if chosen is None else (*_named(chosen), *counts)
    chosen_values = {value: counts.get(value, 0) for value in candidates if _selects(chosen, value)}
    shown = _most_frequent(counts, MAX_FACET_VALUES - len(chosen_values)) | chosen_values
    if facet is FilterField.YEAR:
        order = sorted(shown, key=int, reverse=True)
    else:
        order = sorted(sorted(shown, key=str), key=shown.__getitem__, reverse=True)
    return tuple(FacetValue(value, shown[value], selected=value in chosen_values) for value in order)


def _most_frequent(counts: FacetCounts, limit: int) -> FacetCounts:
    """At most `limit` values and their counts: the most frequent, and of equally frequent ones the first by name."""
    if len(counts) <= limit:
        return counts
    if limit <= 0:
        return {}
    least = sorted(counts.values(), reverse=True)[limit - 1]
    kept = {value: count for value, count in counts.items() if count > least}
    level = sorted((value for value, count in counts.items() if count == least), key=str)
    return kept | dict.fromkeys(level[: limit - len(kept)], least)


def _named(chosen: Node | None) -> list[str | int]:
    """The single values that a filter names; a range of years names none."""
    match chosen:
        case YearFilter(ranges=ranges):
            return [first for first, last in ranges if first is not None and first == last]
        case PlaceFilter(names=values) | TextFilter(values=values):
            return list(values)
        case Or(children=children):
            return [value for child in children for value in _named(child)]
        case _:
            return []


def _selects(chosen: Node | None, value: str | int) -> bool:
    match chosen:
        case YearFilter(ranges=ranges):
            year = int(value)
            return any((first is None or first <= year) and (last is None or year <= last) for first, last in ranges)
        case PlaceFilter(names=values) | TextFilter(values=values):
            return value in values
        case Or(children=children):
            return any(_selects(child, value) for child in children)
        case _:
            return False
