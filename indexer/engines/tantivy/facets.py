"""Exact counts: how many reports a query matches, and how many of them have each value of a facet."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import tantivy

from indexer.engines.tantivy import schema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.engine import FacetCounts
    from indexer.query.nodes import FilterField

__all__ = ["count"]

LAST_KEY = (1 << 64) - 1  # of the order of newness
EVERY_VALUE = 1_000_000  # more values than any facet has; tantivy counts exactly what it does not cut off
TOTAL = "total"


def count(
    searcher: tantivy.Searcher, matched: tantivy.Query, facets: Iterable[FilterField]
) -> tuple[int, dict[FilterField, FacetCounts]]:
    """How many reports `matched` finds, and the counts of each of `facets` among them."""
    asked = tuple(facets)
    try:
        return _count(searcher, matched, asked)
    except ValueError:
        if not asked:
            raise
    # Tantivy answers with at most 65,000 values at once, and refuses where there are more.
    total, counts = _count(searcher, matched, ())
    for facet in asked:
        counts[facet] = _part(searcher, matched, facet, 0, LAST_KEY)
    return total, counts


def _part(searcher: tantivy.Searcher, matched: tantivy.Query, facet: FilterField, first: int, last: int) -> FacetCounts:
    """The counts among the reports whose key in the order of newness lies from `first` to `last`."""
    keys = tantivy.Query.range_query(schema.schema(), schema.BY_NEWEST, tantivy.FieldType.Unsigned, first, last)
    part = tantivy.Query.boolean_query([(tantivy.Occur.Must, matched), (tantivy.Occur.Must, keys)])
    try:
        return _count(searcher, part, (facet,))[1][facet]
    except ValueError:
        if first == last:
            raise
    middle = (first + last) // 2
    older = Counter(_part(searcher, matched, facet, middle + 1, last))
    return Counter(_part(searcher, matched, facet, first, middle)) + older


def _count(
    searcher: tantivy.Searcher, matched: tantivy.Query, facets: Iterable[FilterField]
) -> tuple[int, dict[FilterField, FacetCounts]]:
    request: dict[str, Any] = {facet.value: _terms(facet) for facet in facets}
    request[TOTAL] = {"value_count": {"field": schema.BY_NEWEST}}
    answer = searcher.aggregate(matched, request)
    counts = {facet: _counts(answer[facet.value]) for facet in facets}
    return int(answer[TOTAL]["value"]), counts


def _terms(facet: FilterField) -> dict[str, Any]:
    return {"terms": {"field": facet.value, "size": EVERY_VALUE, "segment_size": EVERY_VALUE}}


def _counts(answer: dict[str, Any]) -> FacetCounts:
    return {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]}
