"""The page of one facet: all its values under a search, and a box to find some by characters or pinyin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer import FacetRequest, SearchRequest
from indexer.query import PARAM_NAMES, FilterField
from webapp import labels, links
from webapp.notes import note_text
from webapp.pages.facets import SLASH, FacetItem, item_of, names_above
from webapp.pages.pager import Pager, pager

if TYPE_CHECKING:
    from indexer import FacetPage as FoundValues
    from webapp.search_state import SearchState

__all__ = ["FacetPage", "Step", "ValueRow", "facet_page", "request_of"]

PAGE_SIZE = 100
LOWEST = 4  # province, city, county, township: what lies in the last is not counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One place on the way down the tree; `href` leads to what lies in it, None for the one that is shown."""

    label: str
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRow:
    """One value; of a place, also where it lies and the page of what lies in it."""

    item: FacetItem
    above: str
    inside_href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetPage:
    """Everything the page of a facet shows. `first` and `last` number the values on it, counted from 1."""

    name: str
    label: str
    text: str
    within: str
    steps: tuple[Step, ...]
    rows: tuple[ValueRow, ...]
    total: int
    first: int
    last: int
    pager: Pager
    back_href: str
    clear_href: str | None
    kept: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def request_of(facet: FilterField, state: SearchState, *, text: str, within: str) -> FacetRequest:
    """What the searcher is asked for a page of the facet; the page is that of `state`."""
    return FacetRequest(
        facet=facet,
        search=SearchRequest(query=state.query, filters=state.filters),
        text=text,
        within=within,
        offset=(state.page - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
    )


def facet_page(asked: FacetRequest, state: SearchState, found: FoundValues) -> FacetPage:
    """The page of a facet.

    Args:
        asked: what the searcher was asked.
        state: the search, its values under their official names; its page is that of the facet's values.
        found: the searcher's answer.
    """
    facet, text, within = asked.facet, asked.text, asked.within

    def page_of(number: int) -> str:
        return links.facet_url(state, facet, text=text, within=within, page=number)

    return FacetPage(
        name=PARAM_NAMES[facet],
        label=labels.facet_label(facet),
        text=text,
        within=within,
        steps=_steps(state, within) if facet is FilterField.PLACE else (),
        rows=tuple(_row(facet, item_of(facet, value, state), state, within) for value in found.values),
        total=found.total,
        first=asked.offset + 1,
        last=asked.offset + len(found.values),
        pager=pager(state.page, found.total, PAGE_SIZE, page_of),
        back_href=links.paged(state, 1),
        clear_href=links.without_facet(state, facet) if state.values(facet) else None,
        kept=links.kept_parameters(state),
        notes=tuple(note_text(note) for note in found.notes),
    )


def _row(facet: FilterField, item: FacetItem, state: SearchState, within: str) -> ValueRow:
    if facet is not FilterField.PLACE:
        return ValueRow(item=item, above="", inside_href=None)
    above = item.value.rpartition(SLASH)[0].removeprefix(within).strip(SLASH)
    is_lowest = item.value.count(SLASH) + 1 >= LOWEST
    inside = None if is_lowest else links.facet_url(state, facet, within=item.value)
    return ValueRow(item=item, above=labels.path_label(above), inside_href=inside)


def _steps(state: SearchState, within: str) -> tuple[Step, ...]:
    if not within:
        return ()
    top = Step(label="", href=links.facet_url(state, FilterField.PLACE))
    below = (
        Step(
            label=path.rpartition(SLASH)[2],
            href=None if path == within else links.facet_url(state, FilterField.PLACE, within=path),
        )
        for path in names_above(within)
    )
    return (top, *below)
