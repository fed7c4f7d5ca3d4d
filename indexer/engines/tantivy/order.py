"""One page of the hits in an order that is the same every time: ties go by newer year, then by id."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import tantivy

from indexer.engine import Sort
from indexer.engines.tantivy import schema
from indexer.engines.tantivy.ids import report_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["Entry", "by_key", "by_score", "page"]

Entry = tuple[float, tantivy.DocAddress]

ORDER_KEYS = {
    Sort.YEAR: schema.BY_OLDEST,
    Sort.YEAR_DESC: schema.BY_NEWEST,
    Sort.PUBLISHED: schema.BY_PUBLISHED,
    Sort.PUBLISHED_DESC: schema.BY_PUBLISHED_DESC,
    Sort.RELEVANCE: schema.BY_NEWEST,  # where nothing in the query ranks
}
MARGIN = 128  # a common word gives many reports one score; fetching them costs little beside another search
MARGIN_GROWTH = 32


def by_key(searcher: tantivy.Searcher, query: tantivy.Query, sort: Sort) -> Callable[[int, int], list[Entry]]:
    """What gives the hits from one place up to another in the order of a column."""

    def fetch(first: int, last: int) -> list[Entry]:
        return searcher.search(
            query,
            limit=last - first,
            offset=first,
            count=False,
            order_by_field=ORDER_KEYS[sort],
            order=tantivy.Order.Asc,
        ).hits

    return fetch


def by_score(searcher: tantivy.Searcher, query: tantivy.Query) -> Callable[[int, int], list[Entry]]:
    """What gives the hits from one place up to another, the highest score first."""
    return lambda first, last: searcher.search(query, limit=last - first, offset=first, count=False).hits


def page(
    searcher: tantivy.Searcher, fetch: Callable[[int, int], list[Entry]], first: int, last: int, total: int
) -> list[Entry]:
    """The hits from place `first` up to `last` of `total`; of hits that tie, those that the order of ties puts there.

    Tantivy orders ties by where they are stored. So as many neighbours are fetched as tie with the page's ends.
    """
    last = min(last, total)
    if first >= last:
        return []
    margin = MARGIN
    while True:
        start, end = max(first - margin, 0), min(last + margin, total)
        entries = fetch(start, end)
        begins = start == 0 or entries[0][0] != entries[first - start][0]
        ends = end == total or entries[-1][0] != entries[last - 1 - start][0]
        if begins and ends:
            return list(_untied(searcher, entries))[first - start : last - start]
        margin *= MARGIN_GROWTH


def _untied(searcher: tantivy.Searcher, entries: Sequence[Entry]) -> Iterator[Entry]:
    for _, tied in groupby(entries, key=itemgetter(0)):
        group = list(tied)
        yield from group if len(group) == 1 else _by_year_and_id(searcher, group)


def _by_year_and_id(searcher: tantivy.Searcher, entries: Sequence[Entry]) -> Iterator[Entry]:
    keys = searcher.fast_field_values(schema.BY_NEWEST, [address for _, address in entries])
    arranged = sorted(zip(keys, entries, strict=True), key=itemgetter(0))
    for _, tied in groupby(arranged, key=itemgetter(0)):
        group = [entry for _, entry in tied]
        if len(group) > 1:
            ids = report_ids(searcher, [address for _, address in group])
            group = [entry for _, entry in sorted(zip(ids, group, strict=True), key=itemgetter(0))]
        yield from group
