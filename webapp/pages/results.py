"""The page of results."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer import SearchRequest
from indexer.query import describe
from webapp import labels, links
from webapp.language import language
from webapp.narrowing import Step, steps_of
from webapp.notes import note_text
from webapp.pages.advice import Advice, advice_of
from webapp.pages.downloads import Downloads, downloads_of
from webapp.pages.facets import COUNTED, Chip, Facet, chips_of, facets_of
from webapp.pages.pager import PAGE_SIZE, Pager, pager_of
from webapp.pages.places import host_of, place_chain
from webapp.pages.reading import QueryReading, reading_of
from webapp.pages.years import Years, years_of

if TYPE_CHECKING:
    from datetime import date

    from indexer import Hit, SearchPage, Snippet
    from webapp.search_state import SearchState

__all__ = ["ResultHit", "ResultsPage", "ScoreLine", "request_of", "results_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """A share of a hit's score, in words: what it was given for and how much it is."""

    label: str
    text: str
    share: str


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
    score: str
    score_lines: tuple[ScoreLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SortLink:
    """One order of hits."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPage:
    """Everything the page of results shows.

    `first` and `last` number the hits on it, counted from 1; `explain_href` tells or hides what scores are made of, and
    is None where the order has no scores.
    """

    state: SearchState
    address: str
    words: str
    steps: tuple[Step, ...]
    build_href: str
    total: int
    took_ms: float
    first: int
    last: int
    hits: tuple[ResultHit, ...]
    years: Years | None
    facets: tuple[Facet, ...]
    chips: tuple[Chip, ...]
    clear_href: str
    sorts: tuple[SortLink, ...]
    explain_href: str | None
    pager: Pager
    notes: tuple[str, ...]
    reading: QueryReading | None
    advice: Advice | None
    downloads: Downloads


def request_of(state: SearchState) -> SearchRequest:
    """What the searcher is asked for a page of results."""
    return SearchRequest(
        query=state.query,
        filters=state.filters,
        sort=state.sort,
        offset=(state.page - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
        reading=True,
        facets=COUNTED,
    )


def results_page(state: SearchState, bookmarked: frozenset[str], page: SearchPage) -> ResultsPage:
    """The page of results for `state`.

    Args:
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
        steps=steps_of(state),
        build_href=links.build_url(state),
        total=page.total,
        took_ms=page.took_ms,
        first=start + 1,
        last=start + len(page.hits),
        hits=tuple(_hit(hit, state, hit.report.id in bookmarked) for hit in page.hits),
        years=years_of(page, state),
        facets=facets_of(page, state),
        chips=chips_of(state),
        clear_href=links.cleared(state),
        sorts=tuple(
            SortLink(label=labels.sort_label(sort), href=links.sorted_by(state, sort), current=sort is state.sort)
            for sort in labels.SORTS
        ),
        explain_href=links.search_url(replace(state, explain=not state.explain)) if _has_scores(page) else None,
        pager=pager,
        notes=tuple(note_text(note) for note in page.notes),
        reading=reading_of(page, state),
        advice=advice_of(page, state) if page.total == 0 and not state.is_empty else None,
        downloads=downloads_of(page, state),
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
        score=f"{hit.score:.2f}",
        score_lines=tuple(
            ScoreLine(label=labels.score_label(part.feature), text=part.text, share=f"{part.share:.2f}")
            for part in hit.parts
            if state.explain
        ),
    )


def _has_scores(page: SearchPage) -> bool:
    return any(hit.parts for hit in page.hits)
