"""The page of a concordance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.query import describe, marked_terms
from webapp import labels, links
from webapp.concordances import MAX_REPORTS
from webapp.language import language
from webapp.notes import note_text
from webapp.pages.pager import Pager, pager

if TYPE_CHECKING:
    from indexer.concordance import Line
    from webapp.concordance_state import ConcordanceState
    from webapp.concordances import Concordance

__all__ = ["MAX_DOWNLOAD_LINES", "PAGE_LINES", "ChoiceLink", "ConcordanceLine", "ConcordancePage", "concordance_page"]

PAGE_LINES = 50
MAX_DOWNLOAD_LINES = 50_000
WIDTHS = (15, 30, 60, 120)  # characters on either side that the page offers
ONE_LINE = 30  # characters on either side that a line of the page has room for


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcordanceLine:
    """One occurrence, with the address of its mark and of its report."""

    left: str
    keyword: str
    right: str
    hit_href: str
    report_href: str
    title: str
    report_year: int | None
    places: tuple[str, ...]
    issuer: str | None
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceLink:
    """One of several ways to see the same."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcordancePage:
    """Everything the page shows. `first` and `last` number its lines, counted from 1.

    `total` is the exact number of occurrences in the `covered` first of the `reports` that are found. Where
    `is_aligned`, both contexts have room on one line, and occurrences can stand under each other.
    """

    state: ConcordanceState
    words: str
    total: int
    reports: int
    covered: int
    has_keyword: bool
    first: int
    last: int
    lines: tuple[ConcordanceLine, ...]
    is_aligned: bool
    orders: tuple[ChoiceLink, ...]
    widths: tuple[ChoiceLink, ...]
    results_href: str
    pager: Pager
    notes: tuple[str, ...]
    downloads: tuple[ChoiceLink, ...]
    most_reports: int = MAX_REPORTS
    most_lines: int = MAX_DOWNLOAD_LINES


def concordance_page(state: ConcordanceState, found: Concordance) -> ConcordancePage:
    """The page of the concordance `found` for `state`."""
    selection = found.selection
    total = len(found.lines)
    start = (state.search.page - 1) * PAGE_LINES
    lines = found.page(start, PAGE_LINES)
    return ConcordancePage(
        state=state,
        words=describe(selection.node, language()),
        total=total,
        reports=selection.total,
        covered=len(selection.ids),
        has_keyword=bool(marked_terms(selection.query)),
        first=start + 1,
        last=start + len(lines),
        lines=tuple(_line(line, state) for line in lines),
        is_aligned=state.width <= ONE_LINE,
        orders=tuple(
            ChoiceLink(
                label=labels.line_order_label(order),
                href=links.concordance_url(replace(state.at_page(1), order=order)),
                current=order is state.order,
            )
            for order in labels.LINE_ORDERS
        ),
        widths=tuple(
            ChoiceLink(
                label=str(width),
                href=links.concordance_url(replace(state.at_page(1), width=width)),
                current=width == state.width,
            )
            for width in sorted({*WIDTHS, state.width})
        ),
        results_href=links.search_url(replace(state.search, page=1)),
        pager=pager(state.search.page, total, PAGE_LINES, lambda page: links.concordance_url(state.at_page(page))),
        notes=tuple(note_text(note) for note in selection.notes),
        downloads=tuple(
            ChoiceLink(label=label, href=links.concordance_file_url(state, format_id), current=False)
            for format_id, label in (("csv", "CSV"), ("jsonl", "JSONL"))
        ),
    )


def _line(line: Line, state: ConcordanceState) -> ConcordanceLine:
    report = line.report
    search = replace(state.search, page=1)
    return ConcordanceLine(
        left=line.left,
        keyword=line.keyword,
        right=line.right,
        hit_href=links.report_url(report.id, search, hit=line.number),
        report_href=links.report_url(report.id, search),
        title=report.title,
        report_year=report.report_year,
        places=tuple(part for part in (report.province, report.city, report.county, report.township) if part),
        issuer=report.issuer,
        paragraph=line.paragraph,
    )
