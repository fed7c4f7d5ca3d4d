"""Where a query's hits stand in a report: marks, snippets and their count, by offsets in the original text.

One rule holds everywhere: the hits of all keywords and words of the query, wherever they overlap, make one mark; marks
that only touch stay apart. The number of occurrences is the number of marks on the report's own page, title included,
so that a reader finds as many as the page of results promised.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from html import escape
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from indexer.marks import MarkedField, Marker
from indexer.page import Snippet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus import Report
    from indexer.fold import FoldedText
    from indexer.marks import Mark
    from indexer.query.nodes import Node, Span
    from indexer.segment import Segmenter

__all__ = ["SNIPPET_WIDTH", "Highlighter", "MarkedDocument", "MarkedField", "Marker", "mark", "occurrences", "snippets"]

SNIPPET_WIDTH = 80  # characters: two lines of a page of results
MANY_HITS = 3  # in one snippet; more of the same do not make it better
CORE = 0.6  # of a snippet at most lies between its first and its last hit; the rest is context
LOOK_BACK = 20  # characters in which the end of the sentence before is looked for, past indentation
ELLIPSIS = "…"
_SENTENCE_END = re.compile("[。！？!?；;]+[”’」』）)]*")
_LINE_END = re.compile(r"[^\S\n]*(\n|\Z)")
_SPECIAL = re.compile("[&<>\"']")  # what `escape` changes
_CLAUSE_END = re.compile("[，,、：:]")


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A whole report with its hits marked: escaped html, each mark with the id ``hit-1`` to ``hit-<total>``.

    Attributes:
        title_html: the title; where the page showed none, the supplied heading without marks.
        paragraphs_html: the body's paragraphs. A hit that runs over the end of a paragraph is one hit; its second part
            is a mark without id.
        total: hits in title and body.
    """

    title_html: str
    paragraphs_html: tuple[str, ...]
    total: int


class Highlighter:
    """The hits of one query in one report, found once and shown in several ways."""

    def __init__(self, report: Report, marker: Marker, body: FoldedText | None = None) -> None:
        """Find the hits; `body` is the report's body folded, where it has been folded already."""
        self._report = report
        self._title_hits = marker.marks(report.title, "title")
        self._body_hits = marker.marks(body or report.body, "body")

    @property
    def occurrences(self) -> int:
        """How many marks the report's own page shows: 0 where the query has no keyword for title or body."""
        return len(self._title_hits) + len(self._body_hits)

    @cached_property
    def title_html(self) -> str:
        """The title, escaped and marked; where the page showed none, the supplied heading."""
        return mark(self._report.title, _spans_of(self._title_hits)) or escape(self._report.heading)

    def snippets(self, limit: int = 3, width: int = SNIPPET_WIDTH) -> list[Snippet]:
        """At most `limit` pieces of about `width` characters, the best first; see `snippets`."""
        body = self._report.body
        if limit <= 0:
            return []
        if self._body_hits:
            windows = _best_windows(body, self._body_hits, limit, width)
            return [Snippet("body", _window_html(body, self._body_hits, window)) for window in windows]
        if self._title_hits:
            return [Snippet("title", self.title_html)]
        beginning = _beginning(body, width)
        return [Snippet("body", escape(beginning))] if beginning else []

    def document(self) -> MarkedDocument:
        """The whole report with its hits numbered."""
        title = _numbered(self._report.title, self._title_hits, first_number=1, offset=0)
        paragraphs = []
        offset = 0
        for paragraph in self._report.paragraphs:
            end = offset + len(paragraph)
            first = bisect_right(self._body_hits, offset, key=attrgetter("end"))
            last = bisect_right(self._body_hits, end - 1, key=attrgetter("start"))
            number = len(self._title_hits) + first + 1
            paragraphs.append(_numbered(paragraph, self._body_hits[first:last], first_number=number, offset=offset))
            offset = end + 1
        return MarkedDocument(title or escape(self._report.heading), tuple(paragraphs), self.occurrences)


def mark(text: str, marked: Iterable[Span]) -> str:
    """The text as html: escaped, with ``<mark>`` around the given spans (in order, not overlapping)."""
    return _html(text, (("<mark>", start, end) for start, end in marked))


def snippets(
    report: Report, node: Node, segmenter: Segmenter, limit: int = 3, width: int = SNIPPET_WIDTH
) -> list[Snippet]:
    """At most `limit` pieces of the body with hits, about `width` characters each, the best first.

    Best is where most of the query's keywords stand close together; a piece begins and ends with a sentence where one
    is near, and an ellipsis shows a cut. Where only the title has hits, the title; where nothing has, because the query
    names no keyword of title or body, the beginning of the body.
    """
    return Highlighter(report, Marker(node, segmenter)).snippets(limit, width)


def occurrences(report: Report, node: Node, segmenter: Segmenter) -> int:
    """How many marks the report's own page shows for the query."""
    return Highlighter(report, Marker(node, segmenter)).occurrences


class _Group(NamedTuple):
    """Hits that fit into one snippet, by their places among all hits; in the order of these fields the best is first.

    Attributes:
        lacking: minus the number of the query's terms that they show.
        few: minus the number of hits, as far as it counts.
        first, last: the first of them, and one past the last.
    """

    lacking: int
    few: int
    first: int
    last: int


def _best_windows(text: str, hits: Sequence[Mark], limit: int, width: int) -> list[Span]:
    starts, ends = [hit.start for hit in hits], [hit.end for hit in hits]
    windows: list[Span] = []
    for group in sorted(_groups(text, hits, ends, width)):
        core = starts[group.first], ends[group.last - 1]
        if any(start <= core[0] and core[1] <= end for start, end in windows):
            continue  # shown already, in the context of another
        window = _off_hits(starts, ends, _window(text, core, width), core)
        if all(window[1] <= start or end <= window[0] for start, end in windows):
            windows.append(window)
        if len(windows) == limit:
            break
    return windows


def _groups(text: str, hits: Sequence[Mark], ends: Sequence[int], width: int) -> Iterator[_Group]:
    """For each hit, it and the hits after it that fit into one snippet of one paragraph."""
    core = round(width * CORE)
    terms = [hit.terms for hit in hits]
    alike = len(set(terms)) == 1
    for first, (start, end, shown) in enumerate(hits):
        line_end = text.find("\n", end, start + core)
        reach = line_end if line_end >= 0 else start + core
        last = bisect_right(ends, reach, first) if reach > end else first + 1
        lacking = -len(shown if alike else frozenset().union(*terms[first:last]))
        yield _Group(lacking, -MANY_HITS if last - first > MANY_HITS else first - last, first, last)


def _window(text: str, core: Span, width: int) -> Span:
    """The span around `core` to show: within its paragraph, from a sentence's beginning to a sentence's end if near."""
    room = max(width - (core[1] - core[0]), 0)
    before, after = max(core[0] - width, 0), min(core[1] + width, len(text))
    line_start = max(text.rfind("\n", before, core[0]) + 1, before)
    line_end = text.find("\n", core[1], after)
    line_end = after if line_end < 0 else line_end
    start = max(line_start, core[0] - room // 2)
    if start > line_start:
        start = (
            _after_last(_SENTENCE_END, text, start, core[0]) or _after_last(_CLAUSE_END, text, start, core[0]) or start
        )
    end = min(line_end, max(start + width, core[1]))
    if end < line_end:
        sentence_end = _after_last(_SENTENCE_END, text, core[1], end)
        end = sentence_end if sentence_end and sentence_end - start >= width // 2 else end
    return start, end


def _off_hits(starts: Sequence[int], ends: Sequence[int], window: Span, core: Span) -> Span:
    """The window, shrunk towards `core` where it would cut one of the hits in two."""
    start, end = window
    first = bisect_right(ends, start)
    if first < len(ends) and starts[first] < start and ends[first] <= core[0]:
        start = ends[first]
    last = bisect_left(starts, end) - 1
    if last >= 0 and core[1] <= starts[last] and end < ends[last]:
        end = starts[last]
    return start, end


def _after_last(pattern: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    found = None
    for match in pattern.finditer(text, start, end):
        found = match.end()
    return found


def _window_html(text: str, hits: Sequence[Mark], window: Span) -> str:
    start, end = window
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    first = bisect_left(hits, start, key=attrgetter("start"))
    last = bisect_right(hits, end, first, key=attrgetter("end"))
    inside = [(hit.start - start, hit.end - start) for hit in hits[first:last]]
    before = "" if _begins_sentence(text, start) else ELLIPSIS
    after = "" if _ends_sentence(text, end) else ELLIPSIS
    return f"{before}{mark(text[start:end], inside).replace(chr(10), ' ')}{after}"


def _begins_sentence(text: str, at: int) -> bool:
    before = text[max(at - LOOK_BACK, 0) : at].rstrip(" \t\r\u3000")
    return not before or before.endswith("\n") or _after_last(_SENTENCE_END, before, 0, len(before)) == len(before)


def _ends_sentence(text: str, at: int) -> bool:
    return _LINE_END.match(text, at) is not None or _begins_sentence(text, at)


def _beginning(text: str, width: int) -> str:
    """The first `width` characters, to the end of a sentence where one is near."""
    text = " ".join(text[: 4 * width].split())
    if len(text) <= width:
        return text
    sentence_end = _after_last(_SENTENCE_END, text, width // 2, width)
    return text[:sentence_end] if sentence_end else text[:width].rstrip() + ELLIPSIS


def _numbered(text: str, hits: Sequence[Mark], *, first_number: int, offset: int) -> str:
    """The html of a text that stands at `offset` of the text that `hits` were found in."""
    marks = []
    for number, hit in enumerate(hits, start=first_number):
        # a hit that began in an earlier paragraph has its id there
        tag = f'<mark id="hit-{number}">' if hit.start >= offset else "<mark>"
        marks.append((tag, max(hit.start - offset, 0), min(hit.end - offset, len(text))))
    return _html(text, (one for one in marks if one[1] < one[2]))  # none in a blank paragraph that a hit runs over


def _html(text: str, marks: Iterable[tuple[str, int, int]]) -> str:
    escaped = escape if _SPECIAL.search(text) else str
    pieces = []
    at = 0
    for tag, start, end in marks:
        pieces += [escaped(text[at:start]), tag, escaped(text[start:end]), "</mark>"]
        at = end
    pieces.append(escaped(text[at:]))
    return "".join(pieces)


def _spans_of(hits: list[Mark]) -> list[Span]:
    return [(hit.start, hit.end) for hit in hits]
