"""The values of a facet as the page lists them: counted, ordered, and the selected ones always among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.page import FacetValue
from indexer.query.nodes import FilterField, Node, Or, PlaceFilter, TextFilter, YearFilter

if TYPE_CHECKING:
    from indexer.engine import FacetCounts

__all__ = ["facet_values"]


def facet_values(facet: FilterField, counts: FacetCounts, chosen: Node | None) -> tuple[FacetValue, ...]:
    """Years from the newest, other values from the most frequent and then by name.

    Args:
        facet: the facet.
        counts: how many reports have each value.
        chosen: the facet's own filter; a value it names is listed even where no report has it.
    """
    shown = dict.fromkeys(_named(chosen), 0) | counts
    values = [FacetValue(value, count, selected=_selects(chosen, value)) for value, count in shown.items()]
    if facet is FilterField.YEAR:
        return tuple(sorted(values, key=lambda item: -int(item.value)))
    return tuple(sorted(values, key=lambda item: (-item.count, str(item.value))))


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
