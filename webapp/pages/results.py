"""The page of results."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer import SearchRequest
from indexer.query import describe, keywords, unparse
from webapp import labels, links
from webapp.language import language
from webapp.notes import note_text
from webapp.pages.facets import Chip, Facet, chips_of, facets_of
from webapp.pages.pager import PAGE_SIZE, Pager, pager_of
from webapp.pages.places import host_of, place_chain

if TYPE_CHECKING:
    from datetime import date

    from indexer import Hit, Searcher, SearchPage, Snippet
    from indexer.query import FilterField, Keyword
    from webapp.search_state import SearchState

__all__ = [
    "Advice",
    "KeywordAlone",
    "ResultHit",
    "ResultsPage",
    "Suggestion",
    "WordTotal",
    "request_of",
    "results_page",
]

MAX_ADVICE = 8  # keywords that are counted one by one when nothing is found


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultHit:
    """One report in the list. `title_html` and the snippets' html are escaped text with marks."""

    report_id: str
    href: str
    hit_href: str | None
    title_html: str
    issuer: str | None
    report_year: int | None
    published: date | None
    places: tuple[str, ...]
    level: str | None
    doc_type: str
    snippets: tuple[Snippet, ...]
    occurrences: int
    url: str | None
    host: str | None
    bookmarked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SortLink:
    """One order of hits."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A search to try instead, with how many reports it finds."""

    label: str
    count: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordAlone:
    """What one keyword finds by itself: under the filters, and in the whole collection where there are filters."""

    filtered: Suggestion
    everywhere: Suggestion | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What to drop from a search that found nothing: each keyword alone, and each facet whose absence helps."""

    keywords: tuple[KeywordAlone, ...]
    facets: tuple[Suggestion, ...]
    unfiltered: Suggestion | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTotal:
    """How many of the reports have the keyword as a word of its own, and the search for just those."""

    word: str
    count: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPage:
    """Everything the page of results shows. `first` and `last` number the hits on it, counted from 1."""

    state: SearchState
    address: str
    words: str
    total: int
    took_ms: float
    first: int
    last: int
    hits: tuple[ResultHit, ...]
    facets: tuple[Facet, ...]
    chips: tuple[Chip, ...]
    clear_href: str
    sorts: tuple[SortLink, ...]
    pager: Pager
    notes: tuple[str, ...]
    word_total: WordTotal | None
    advice: Advice | None


def request_of(state: SearchState) -> SearchRequest:
    """What the searcher is asked for a page of results."""
    return SearchRequest(
        query=state.query,
        filters=state.filters,
        sort=state.sort,
        offset=(state.page - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
    )


def results_page(searcher: Searcher, state: SearchState, bookmarked: frozenset[str], page: SearchPage) -> ResultsPage:
    """The page of results for `state`.

    Args:
        searcher: asked again where the page needs counts of other searches.
        state: the search.
        bookmarked: ids of the reports on this page that the visitor has bookmarked.
        page: the searcher's answer to `request_of(state)`.
    """
    pager = pager_of(state, page.total)
    start = (state.page - 1) * PAGE_SIZE
    return ResultsPage(
        state=state,
        address=links.search_url(state),
        words=describe(page.node, language()),
        total=page.total,
        took_ms=page.took_ms,
        first=start + 1,
        last=start + len(page.hits),
        hits=tuple(_hit(hit, state, hit.report.id in bookmarked) for hit in page.hits),
        facets=facets_of(page, state),
        chips=chips_of(state),
        clear_href=links.cleared(state),
        sorts=tuple(
            SortLink(label=labels.sort_label(sort), href=links.sorted_by(state, sort), current=sort is state.sort)
            for sort in labels.SORTS
        ),
        pager=pager,
        notes=tuple(note_text(note) for note in page.notes),
        word_total=_word_total(searcher, state, page),
        advice=_advice(searcher, state, page) if page.total == 0 and not state.is_empty else None,
    )


def _hit(hit: Hit, state: SearchState, bookmarked: bool) -> ResultHit:
    report = hit.report
    return ResultHit(
        report_id=report.id,
        href=links.report_url(report.id, state),
        hit_href=links.report_url(report.id, state, hit=1) if hit.occurrences else None,
        title_html=hit.title_html,
        issuer=report.issuer,
        report_year=report.report_year,
        published=report.published,
        places=place_chain(report),
        level=labels.level_label(report.level) if report.level else None,
        doc_type=labels.doc_type_label(report.doc_type),
        snippets=tuple(snippet for snippet in hit.snippets if snippet.field != "title"),
        occurrences=hit.occurrences,
        url=report.url,
        host=host_of(report.url),
        bookmarked=bookmarked,
    )


def _word_total(searcher: Searcher, state: SearchState, page: SearchPage) -> WordTotal | None:
    # Only for one plain keyword, where the two ways of matching can be told apart in one line.
    asked = keywords(page.node)
    if page.total == 0 or len(asked) != 1 or asked[0].field is not None or asked[0].text != state.query:
        return None
    as_word = replace(state, query=f"word:{unparse(asked[0])}", page=1)
    found = searcher.search(_counting(as_word))
    if found.total == page.total or found.notes:  # a note: the segmenter makes no one word of it
        return None
    return WordTotal(word=asked[0].text, count=found.total, href=links.search_url(as_word))


def _advice(searcher: Searcher, state: SearchState, page: SearchPage) -> Advice:
    asked = tuple(dict.fromkeys(keywords(page.node)))[:MAX_ADVICE]
    without = (_without(searcher, state, facet) for facet in state.filters)
    unfiltered = None
    if len(state.filters) > 1:
        unfiltered = _suggestion(searcher, state.query, replace(state, filters={}, page=1))
    # A filter that does not help is left out; a keyword that is nowhere is the very thing to be told.
    return Advice(
        keywords=tuple(_keyword_alone(searcher, state, keyword) for keyword in asked),
        facets=tuple(suggestion for suggestion in without if suggestion.count),
        unfiltered=unfiltered if unfiltered and unfiltered.count else None,
    )


def _keyword_alone(searcher: Searcher, state: SearchState, keyword: Keyword) -> KeywordAlone:
    alone = replace(state, query=unparse(keyword), page=1)
    everywhere = _suggestion(searcher, keyword.text, replace(alone, filters={})) if state.filters else None
    return KeywordAlone(filtered=_suggestion(searcher, keyword.text, alone), everywhere=everywhere)


def _without(searcher: Searcher, state: SearchState, facet: FilterField) -> Suggestion:
    values = "、".join(labels.facet_value_label(facet, value) for value in state.values(facet))
    return _suggestion(searcher, f"{labels.facet_label(facet)} {values}", state.with_values(facet, ()))


def _suggestion(searcher: Searcher, label: str, state: SearchState) -> Suggestion:
    return Suggestion(label=label, count=searcher.search(_counting(state)).total, href=links.search_url(state))


def _counting(state: SearchState) -> SearchRequest:
    return SearchRequest(query=state.query, filters=state.filters, limit=0, snippets=0)
