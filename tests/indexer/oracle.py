"""What a query means, said in the plainest code there is: every report is looked at, nothing is indexed.

Engines are held to this, id by id and count by count.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

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
    Word,
    YearFilter,
)
from tests.indexer.naive import fold_text, marks, near_hits, runs_of, whole, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus import Report


class Oracle:
    """Answers over a list of reports."""

    def __init__(self, given: Iterable[Report]) -> None:
        self.reports = {report.id: report for report in given}
        self._folded = {
            report.id: {
                "title": fold_text(report.title),
                "body": fold_text(report.body),
                "issuer": fold_text(report.issuer or ""),
                "site": fold_text(report.site or ""),
            }
            for report in self.reports.values()
        }
        self._words = {
            report.id: {
                word
                for text in (report.title, report.body)
                for run, _ in runs_of(whole(text))
                for word, _ in words(run)
            }
            for report in self.reports.values()
        }
        self._known: dict[Node, frozenset[str]] = {}

    def ids(self, query: Node, filters: Iterable[Node] = ()) -> set[str]:
        """Ids of the reports that match the query and every filter."""
        return set(self._matching(query).intersection(*map(self._matching, filters)))

    def facet(self, facet: FilterField, query: Node, filters: Mapping[FilterField, Node]) -> dict[str | int, int]:
        """How many matching reports have each value, the facet's own filter left out."""
        others = [node for own, node in filters.items() if own is not facet]
        values = (getattr(self.reports[one], facet.value) for one in self.ids(query, others))
        return dict(Counter(value for value in values if value is not None))

    def marks(self, report_id: str, query: Node) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Spans to mark in the report's title and in its body; there are as many occurrences as spans."""
        report = self.reports[report_id]
        return marks(report.title, query, is_title=True), marks(report.body, query, is_title=False)

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
                return any(fold_text(node.text) in self._folded[report.id][name] for name in fields)
            case Word():
                return fold_text(node.text) in self._words[report.id]
            case Near():
                texts = ((report.title, True), (report.body, False))
                return any(near_hits(node, text, is_title=is_title) is not None for text, is_title in texts)
            case YearFilter() | PlaceFilter() | PathFilter() | TextFilter():
                return _passes(report, node)
        raise TypeError(node)


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
