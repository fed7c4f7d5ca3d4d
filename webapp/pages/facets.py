"""The facets beside the results: data with labels, counts and links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.query import PARAM_NAMES, FilterField
from webapp import labels, links

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer import FacetValue, SearchPage
    from webapp.search_state import SearchState

__all__ = ["Chip", "Facet", "FacetItem", "chips_of", "facets_of"]

SHOWN = 8  # values of a facet before the rest is folded away
MOST = 200  # values of a facet at all, fewer than the searcher lists; the query language reaches the others
FEW = 12  # values of a place facet that are worth offering before its parent is chosen
OPEN = 3  # of a facet in `FINE`, without having to unfold it
FINE = (FilterField.COUNTY, FilterField.TOWNSHIP)  # their many values of one report each would push the others down

LISTED = tuple(facet for facet in PARAM_NAMES if facet not in (FilterField.PLACE, FilterField.SITE))
PARENTS = {
    FilterField.CITY: (FilterField.PROVINCE,),
    FilterField.COUNTY: (FilterField.CITY, FilterField.PROVINCE),
    FilterField.TOWNSHIP: (FilterField.COUNTY, FilterField.CITY),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetItem:
    """One value of a facet; its link ticks it, or takes the tick away; None where the text in the box demands it."""

    value: str
    label: str
    count: int
    selected: bool
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One facet: the values always shown, those folded away, and whether there are more that are not listed.

    With none that are always shown, the facet as a whole is folded.
    """

    name: str
    label: str
    shown: tuple[FacetItem, ...]
    folded: tuple[FacetItem, ...]
    cut: bool
    clear_href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One ticked value, with the link that takes it away."""

    facet: str
    label: str
    href: str


def facets_of(page: SearchPage, state: SearchState) -> tuple[Facet, ...]:
    """The facets worth showing for a page of results, in the order of `FilterField`."""
    return tuple(
        _facet(facet, values, state, folded=facet in FINE and not _is_wanted(facet, page, state, few=OPEN))
        for facet in LISTED
        if (values := page.facets.get(facet, ())) and _is_wanted(facet, page, state, few=FEW)
    )


def chips_of(state: SearchState) -> tuple[Chip, ...]:
    """Every ticked value, facet by facet."""
    return tuple(
        Chip(
            facet=labels.facet_label(facet),
            label=labels.facet_value_label(facet, value),
            href=links.toggled(state, facet, value),
        )
        for facet in PARAM_NAMES
        for value in (sorted(state.values(facet)) if facet is FilterField.YEAR else state.values(facet))
    )


def _is_wanted(facet: FilterField, page: SearchPage, state: SearchState, *, few: int) -> bool:
    # What the text in the box demands (province:浙江) counts like a tick.
    if facet not in PARENTS or len(page.facets.get(facet, ())) <= few:
        return True
    return any(
        state.values(chosen) or any(value.selected for value in page.facets.get(chosen, ()))
        for chosen in (facet, *PARENTS[facet])
    )


def _facet(facet: FilterField, values: Sequence[FacetValue], state: SearchState, *, folded: bool) -> Facet:
    known = [str(item.value) for item in values]
    ticked = state.values(facet)
    chosen = set(links.expand_years(ticked, known) if facet is FilterField.YEAR else ticked)
    items = [
        _item(facet, item, state, chosen, known)
        for place, item in enumerate(values)
        if place < MOST or item.selected or str(item.value) in chosen
    ]
    # What is ticked is never folded away.
    shown = 0 if folded else SHOWN
    first = [item for place, item in enumerate(items) if place < shown or item.selected]
    rest = [item for place, item in enumerate(items) if place >= shown and not item.selected]
    return Facet(
        name=PARAM_NAMES[facet],
        label=labels.facet_label(facet),
        shown=tuple(first),
        folded=tuple(rest),
        cut=len(items) < len(values),
        clear_href=links.without_facet(state, facet) if ticked else None,
    )


def _item(facet: FilterField, counted: FacetValue, state: SearchState, chosen: set[str], known: list[str]) -> FacetItem:
    value = str(counted.value)
    ticked = value in chosen
    by_text = counted.selected and not ticked
    return FacetItem(
        value=value,
        label=labels.facet_value_label(facet, value),
        count=counted.count,
        selected=ticked or by_text,
        href=None if by_text else links.toggled(state, facet, value, known=known),
    )
