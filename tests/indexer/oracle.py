"""What a query means, said in the plainest code there is: every report is looked at, nothing is indexed.

Engines are held to this, id by id and count by count.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from indexer.fold import FoldedText, fold
from indexer.query.nodes import (
    And,
    FilterField,
    Keyword,
    MatchAll,
    Near,
    Node,
    Not,
    Or,
    PathFilter,
    PlaceFilter,
    TextFilter,
    Within,
    Word,
    YearFilter,
)
from indexer.segment import shipped_segmenter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus import Report


class Oracle:
    """Answers over a list of reports."""

    def __init__(self, given: Iterable[Report]) -> None:
        self.reports = {report.id: report for report in given}
        self._folded = {
            report.id: {
                "title": fold(report.title),
                "body": fold(report.body),
                "issuer": fold(report.issuer or ""),
                "site": fold(report.site or ""),
            }
            for report in self.reports.values()
        }
        cut = shipped_segmenter().word_set
        self._words = {report.id: cut(report.title) | cut(report.body) for report in self.reports.values()}
        self._known: dict[Node, frozenset[str]] = {}

    def ids(self, query: Node, filters: Iterable[Node] = ()) -> set[str]:
        """Ids of the reports that match the query and every filter."""
        return set(self._matching(query).intersection(*map(self._matching, filters)))

    def facet(self, facet: FilterField, query: Node, filters: Mapping[FilterField, Node]) -> dict[str | int, int]:
        """How many matching reports have each value, the facet's own filter left out."""
        others = [node for own, node in filters.items() if own is not facet]
        values = (getattr(self.reports[one], facet.value) for one in self.ids(query, others))
        return dict(Counter(value for value in values if value is not None))

    def _matching(self, node: Node) -> frozenset[str]:
        match node:
            case Not(child=child):
                return frozenset(self.reports) - self._matching(child)
            case And(children=children):
                return frozenset.intersection(*map(self._matching, children))
            case Or(children=children):
                return frozenset.union(*map(self._matching, children))
        if node not in self._known:  # each condition is looked for once, however many queries ask for it
            self._known[node] = frozenset(one for one, report in self.reports.items() if self._matches(report, node))
        return self._known[node]

    def _matches(self, report: Report, node: Node) -> bool:
        match node:
            case MatchAll():
                return True
            case Keyword(field=field):
                fields = [field.value] if field else ["title", "body"]
                return any(_folded(node.text) in self._folded[report.id][name] for name in fields)
            case Word():
                return _folded(node.text) in self._words[report.id]
            case Near():
                return _near(report, node)
            case YearFilter() | PlaceFilter() | PathFilter() | TextFilter():
                return _passes(report, node)
        raise TypeError(node)


@cache
def sentences(line: str) -> tuple[str, ...]:
    """The pieces of a line up to and with the marks that end a sentence."""
    folded = FoldedText(line)
    found = re.finditer(r"[^。!?]*?(([。!?]|\.{6,})+|$)", folded.folded)
    return tuple(line[slice(*folded.original_span(*piece.span()))] for piece in found if piece[0])


def _near(report: Report, node: Near) -> bool:
    if not any(_stands(node, text, (text,)) for text in (report.title, report.body)):
        return False  # what does not stand in it at all does not in a part of it; this spares most of the time
    lines = [(line, sentences(line)) for line in report.body.splitlines()]
    return any(_stands(node, *paragraph) for paragraph in ((report.title, (report.title,)), *lines))


def _stands(node: Node, text: str, of_text: tuple[str, ...]) -> bool:
    """Whether an operand stands in a passage: its text, and the sentences of that."""
    match node:
        case Keyword():
            return _folded(node.text) in _folded(text)
        case Word():
            return _folded(node.text) in _words_of(text)
        case Or(children=children):
            return any(_stands(child, text, of_text) for child in children)
        case Near(within=Within.SENTENCE, operands=operands):
            return any(all(_stands(one, sentence, (sentence,)) for one in operands) for sentence in of_text)
        case Near(operands=operands):
            return all(_stands(one, text, of_text) for one in operands)
    raise TypeError(node)


_folded = cache(fold)
_words_of = cache(shipped_segmenter().word_set)


def _passes(report: Report, node: YearFilter | PlaceFilter | PathFilter | TextFilter) -> bool:
    match node:
        case YearFilter(ranges=ranges):
            year = report.report_year
            return year is not None and any((a is None or a <= year) and (b is None or year <= b) for a, b in ranges)
        case PathFilter(paths=paths):
            chain = [name for name in (report.province, report.city, report.county, report.township) if name]
            return any(chain[: len(names)] == names for names in (path.split("/") for path in paths))
        case PlaceFilter(level=facet, names=values) | TextFilter(facet=facet, values=values):
            return getattr(report, facet.value) in values
