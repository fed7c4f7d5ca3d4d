"""The lines of one report, and of a whole selection one report after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING

from indexer.marks import Marker
from indexer.query.tree import marked_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus import Report
    from corpus.store import Store
    from indexer.marks import MarkedField
    from indexer.selection import Selection

__all__ = [
    "DEFAULT_WIDTH",
    "LINE_COLUMNS",
    "MAX_WIDTH",
    "MIN_WIDTH",
    "Line",
    "LineReport",
    "concordance_json",
    "concordance_lines",
    "line_cells",
    "lines_of",
]

DEFAULT_WIDTH = 30
MIN_WIDTH, MAX_WIDTH = 1, 200
TITLE = 0  # the number of a title among the paragraphs

# Each becomes one space, so that a context keeps its length and a line is one line wherever it is printed.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class LineReport:
    """What a line tells of the report it stands in; `title` is the supplied heading where the page showed none."""

    id: str
    url: str | None
    title: str
    report_year: int | None
    province: str | None
    city: str | None
    county: str | None
    township: str | None
    issuer: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence.

    Attributes:
        report: where it stands.
        paragraph: counted from 1 in the body as kept; 0 for the title.
        number: which of the report's occurrences it is, from 1: the anchor ``hit-<number>`` of the report's page.
        left: the characters before it in the title or body, nearest last; line breaks are spaces.
        keyword: the occurrence as written in the report.
        right: the characters after it.
    """

    report: LineReport
    paragraph: int
    number: int
    left: str
    keyword: str
    right: str


_OF_REPORT = tuple(item.name for item in fields(LineReport))
_OF_LINE = tuple(item.name for item in fields(Line))[1:]
_cells = attrgetter(*(f"report.{name}" for name in _OF_REPORT), *_OF_LINE)

LINE_COLUMNS = tuple("report_id" if name == "id" else name for name in (*_OF_REPORT, *_OF_LINE))
"""The names of a line's values in JSON and in exports."""


def line_cells(line: Line) -> tuple[str | int | None, ...]:
    """The line's values in the order of `LINE_COLUMNS`."""
    cells: tuple[str | int | None, ...] = _cells(line)
    return cells


def _line_json(line: Line) -> dict[str, str | int | None]:
    """The line as JSON-ready data."""
    return dict(zip(LINE_COLUMNS, line_cells(line), strict=True))


def lines_of(report: Report, marker: Marker, width: int = DEFAULT_WIDTH) -> list[Line]:
    """Every occurrence in the report, title first, in the order of the text.

    Args:
        report: the report.
        marker: of the query; what is marked on the report's page is an occurrence.
        width: characters of context on either side; fewer at the ends of title and body.
    """
    whence = LineReport(
        id=report.id,
        url=report.url,
        title=report.heading,
        report_year=report.report_year,
        province=report.province,
        city=report.city,
        county=report.county,
        township=report.township,
        issuer=report.issuer,
    )
    fields: tuple[tuple[str, MarkedField], ...] = ((report.title, "title"), (report.body, "body"))
    found: list[Line] = []
    for text, field in fields:
        hits = marker.marks(text, field)
        shown = _CONTROLS.sub(" ", text) if hits else text
        paragraph, counted = (TITLE, len(text)) if field == "title" else (1, 0)
        for start, end, _ in hits:
            paragraph += text.count("\n", counted, start)
            counted = max(start, counted)
            left, right = shown[max(start - width, 0) : start], shown[end : end + width]
            found.append(Line(whence, paragraph, len(found) + 1, left, shown[start:end], right))
    return found


def concordance_lines(selection: Selection, store: Store, width: int = DEFAULT_WIDTH) -> Iterator[Line]:
    """The lines of all its reports, in their order; only those of the report at hand are in memory."""
    if not marked_terms(selection.query):
        return  # no text need be read to know that nothing is marked in it
    marker = Marker(selection.query, selection.segmenter)
    for report in selection.reports(store):
        yield from lines_of(report, marker, width)


def concordance_json(
    selection: Selection, lines: Sequence[Line], *, total: int, order: str, width: int
) -> dict[str, object]:
    """A page of lines as JSON-ready data: the object of the command's ``--json`` and of the web API.

    Args:
        selection: the reports that were read.
        lines: of the page.
        total: how many lines there are in all.
        order: a value of `LineOrder`.
        width: characters of context on either side.
    """
    return {
        "query": selection.request.query,
        "total": total,
        "reports": selection.total,
        "reports_covered": len(selection.ids),
        "order": order,
        "width": width,
        "lines": [_line_json(line) for line in lines],
    }
