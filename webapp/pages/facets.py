"""The facets beside the results: data with labels, counts and links."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.query import EXCLUDING, PARAM_NAMES, FilterField
from webapp import labels, links

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from indexer import FacetValue, SearchPage
    from webapp.search_state import SearchState

__all__ = ["COUNTED", "Branch", "Chip", "Facet", "FacetItem", "chips_of", "facets_of", "item_of"]

SHOWN = 8  # values side by side before the rest is folded away
MOST = 20  # values side by side at all; the page of the facet lists the others
MOST_PLACES = 40  # more than there are provinces, or cities in one
SLASH = "/"
LISTED = (FilterField.PLACE, FilterField.LEVEL, FilterField.DOC_TYPE, FilterField.SITE)
COUNTED = (FilterField.YEAR, *LISTED)
"""The facets that the page of results shows; the years stand in `webapp.pages.years`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetItem:
    """One value of a facet.

    Attributes:
        value, label, count: what it is, what it is called, how many reports have it.
        selected, excluded: whether the search asks for it, or excludes it.
        href: ticks it, or takes the tick or the exclusion away; None where the text in the box demands either.
        exclude_href: excludes it; None where it is excluded already, or demanded by the text.
        inside: of a place that is open, the places in it.
    """

    value: str
    label: str
    count: int
    selected: bool
    excluded: bool
    href: str | None
    exclude_href: str | None
    inside: Branch | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """Values side by side: those always shown, those folded away, and the page that lists them all if these do not."""

    shown: tuple[FacetItem, ...]
    folded: tuple[FacetItem, ...]
    all_href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One facet. `find_href` is its page, on which values are searched for; None where all are in sight."""

    name: str
    label: str
    values: Branch
    clear_href: str | None
    find_href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One ticked or excluded value, with the link that takes it away."""

    facet: str
    label: str
    excluded: bool
    href: str


def facets_of(page: SearchPage, state: SearchState) -> tuple[Facet, ...]:
    """The facets worth showing for a page of results, without the years."""
    return tuple(_facet(facet, values, state) for facet in LISTED if (values := page.facets.get(facet, ())))


def chips_of(state: SearchState) -> tuple[Chip, ...]:
    """Every ticked or excluded value, facet by facet."""
    return tuple(
        Chip(
            facet=labels.facet_label(facet),
            label=labels.facet_value_label(facet, value.removeprefix(EXCLUDING)),
            excluded=value.startswith(EXCLUDING),
            href=links.toggled(state, facet, value),
        )
        for facet in PARAM_NAMES
        for value in (sorted(state.values(facet)) if facet is FilterField.YEAR else state.values(facet))
    )


def item_of(facet: FilterField, counted: FacetValue, state: SearchState, inside: Branch | None = None) -> FacetItem:
    """One value with its links.

    Args:
        facet: its facet; not the years, of which a span may be ticked.
        counted: the value.
        state: the search.
        inside: of a place, the places in it that are listed.
    """
    value = str(counted.value)
    unwanted = f"{EXCLUDING}{value}"
    ticked = state.values(facet)
    by_text = (counted.selected and value not in ticked) or (counted.excluded and unwanted not in ticked)
    name = value.rpartition(SLASH)[2] if facet is FilterField.PLACE else value
    return FacetItem(
        value=value,
        label=labels.facet_value_label(facet, name),
        count=counted.count,
        selected=counted.selected,
        excluded=counted.excluded,
        href=None if by_text else links.toggled(state, facet, unwanted if counted.excluded else value),
        exclude_href=None if by_text or counted.excluded else links.excluding(state, facet, value),
        inside=inside,
    )


def _facet(facet: FilterField, values: Sequence[FacetValue], state: SearchState) -> Facet:
    children: defaultdict[str, list[FacetValue]] = defaultdict(list)
    for item in values:
        children[str(item.value).rpartition(SLASH)[0] if facet is FilterField.PLACE else ""].append(item)
    is_long = facet is FilterField.PLACE or len(values) > SHOWN
    return Facet(
        name=PARAM_NAMES[facet],
        label=labels.facet_label(facet),
        values=_branch(facet, "", children, state),
        clear_href=links.without_facet(state, facet) if state.values(facet) else None,
        find_href=links.facet_url(state, facet) if is_long else None,
    )


def _branch(
    facet: FilterField, parent: str, children: Mapping[str, Sequence[FacetValue]], state: SearchState
) -> Branch:
    """The values below `parent`; what is ticked or open is never folded away."""
    most = MOST_PLACES if facet is FilterField.PLACE else MOST
    shown: list[FacetItem] = []
    folded: list[FacetItem] = []
    for place, counted in enumerate(children[parent]):
        is_open = str(counted.value) in children
        if is_open or counted.selected or counted.excluded or place < most:
            inside = _branch(facet, str(counted.value), children, state) if is_open else None
            in_sight = is_open or counted.selected or counted.excluded or place < SHOWN
            (shown if in_sight else folded).append(item_of(facet, counted, state, inside))
    cut = len(shown) + len(folded) < len(children[parent])
    all_href = links.facet_url(state, facet, within=parent) if cut else None
    return Branch(shown=tuple(shown), folded=tuple(folded), all_href=all_href)


def names_above(path: str) -> Iterable[str]:
    """The paths of the places that a path leads through, itself last."""
    names = path.split(SLASH)
    return (SLASH.join(names[:end]) for end in range(1, len(names) + 1))
