"""The years beside the results: a bar a year, and the span that is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.query import EXCLUDING, FilterField
from webapp import labels, links
from webapp.pages.facets import FacetItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer import FacetValue, SearchPage
    from webapp.search_state import SearchState

__all__ = ["YearBar", "Years", "years_of"]

MOST_BARS = 60  # years without a report between others are left out where the bars would be more
LEAST_HEIGHT = 2  # of a bar that stands for a report at all


@dataclass(frozen=True, slots=True, kw_only=True)
class YearBar:
    """One year; `height` is its part of the largest count, in percent; `href` is that of a `FacetItem`."""

    year: int
    count: int
    height: int
    selected: bool
    excluded: bool
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """The years of the reports found.

    Attributes:
        label: the heading.
        bars: from the oldest.
        items: the same years as a list, the newest first, each to be ticked or excluded.
        first, last: of all bars.
        span_from, span_to: the span that is chosen; empty where none is, or not one.
        kept: name and value of every parameter of the search but the years.
        clear_href: the search for any year; None where none is chosen.
    """

    label: str
    bars: tuple[YearBar, ...]
    items: tuple[FacetItem, ...]
    first: int
    last: int
    span_from: str
    span_to: str
    kept: tuple[tuple[str, str], ...]
    clear_href: str | None


def years_of(page: SearchPage, state: SearchState) -> Years | None:
    """The years of a page of results; None where no report tells its year."""
    values = page.facets.get(FilterField.YEAR, ())
    if not values:
        return None
    items = tuple(_item(value, [str(other.value) for other in values], state) for value in values)
    bars = _bars(items)
    span_from, span_to = _span(state)
    return Years(
        label=labels.facet_label(FilterField.YEAR),
        bars=bars,
        items=items,
        first=bars[0].year,
        last=bars[-1].year,
        span_from=span_from,
        span_to=span_to,
        kept=links.kept_parameters(state, but=FilterField.YEAR),
        clear_href=links.without_facet(state, FilterField.YEAR) if state.values(FilterField.YEAR) else None,
    )


def _item(counted: FacetValue, known: list[str], state: SearchState) -> FacetItem:
    year = str(counted.value)
    unwanted = f"{EXCLUDING}{year}"
    ticked = links.expand_years(state.values(FilterField.YEAR), known)
    # A span of years that is excluded cannot be taken apart by one of its years.
    by_text = (counted.selected and year not in ticked) or (counted.excluded and unwanted not in ticked)
    toggled = links.toggled(state, FilterField.YEAR, unwanted if counted.excluded else year, known=known)
    return FacetItem(
        value=year,
        label=labels.facet_value_label(FilterField.YEAR, year),
        count=counted.count,
        selected=counted.selected,
        excluded=counted.excluded,
        href=None if by_text else toggled,
        exclude_href=None if by_text or counted.excluded else links.excluding(state, FilterField.YEAR, year),
    )


def _bars(items: Sequence[FacetItem]) -> tuple[YearBar, ...]:
    known = {int(item.value): item for item in items}
    first, last = min(known), max(known)
    years = range(first, last + 1) if last - first < MOST_BARS else sorted(known)
    most = max(item.count for item in items) or 1
    return tuple(_bar(year, known.get(year), most) for year in years)


def _bar(year: int, item: FacetItem | None, most: int) -> YearBar:
    if item is None:
        return YearBar(year=year, count=0, height=0, selected=False, excluded=False, href=None)
    return YearBar(
        year=year,
        count=item.count,
        height=max(round(100 * item.count / most), LEAST_HEIGHT) if item.count else 0,
        selected=item.selected,
        excluded=item.excluded,
        href=item.href,
    )


def _span(state: SearchState) -> tuple[str, str]:
    """The ends of the one span or year that is ticked."""
    ticked = [value for value in state.values(FilterField.YEAR) if not value.startswith(EXCLUDING)]
    if len(ticked) != 1:
        return "", ""
    first, dots, last = ticked[0].partition("..")
    return (first, last) if dots else (first, first)
