"""One page of the hits in an order that is the same every time: ties go by newer year, then by id."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import tantivy

from indexer.engine import Sort
from indexer.engines.tantivy import schema
from indexer.engines.tantivy.ids import report_ids

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Entry", "by_key", "by_score", "newest_of_score", "page"]

Entry = tuple[float, tantivy.DocAddress]

ORDER_KEYS = {
    Sort.YEAR: schema.BY_OLDEST,
    Sort.YEAR_DESC: schema.BY_NEWEST,
    Sort.PUBLISHED: schema.BY_PUBLISHED,
    Sort.PUBLISHED_DESC: schema.BY_PUBLISHED_DESC,
    Sort.RELEVANCE: schema.BY_NEWEST,  # where nothing in the query ranks
}
MARGIN = 128  # fetching so many costs little beside another search
WIDER_MARGIN = 4096  # where more tie than that, those that are wanted are found by looking through the newest
MARGIN_GROWTH = 32
NEWEST_LOOKED_AT, MOST_LOOKED_AT = 512, 32_768  # of all that match, for those of one score
LOOKED_AT_GROWTH = 8

Fetch = Callable[[int, int], list[Entry]]
"""Gives the hits from one place up to another."""

Tied = Callable[[float, int], list[Entry] | None]
"""Gives the first so many hits of one score in the order of ties; None where they lie too far apart."""


def by_key(searcher: tantivy.Searcher, query: tantivy.Query, sort: Sort) -> Fetch:
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


def by_score(searcher: tantivy.Searcher, query: tantivy.Query) -> Fetch:
    """What gives the hits from one place up to another, the highest score first."""
    return lambda first, last: searcher.search(query, limit=last - first, offset=first, count=False).hits


def newest_of_score(searcher: tantivy.Searcher, matched: tantivy.Query, scored: tantivy.Query) -> Tied:
    """What gives the first hits of one score: the newest reports that match are looked through for them.

    A word that stands in every title gives all reports that have it one score; to fetch them all takes longer than the
    rest of the page.
    """
    newest = by_key(searcher, matched, Sort.YEAR_DESC)

    def tied(score: float, wanted: int) -> list[Entry] | None:
        size = NEWEST_LOOKED_AT
        while size <= MOST_LOOKED_AT:
            hits = newest(0, size)
            whole = len(hits) < size
            # reports with the key of the last one may have been left out
            sure = [address for key, address in hits if whole or key != hits[-1][0]]
            scores = _scores(searcher, scored, sure)
            found = [(score, address) for address in sure if scores[_place(address)] == score]
            if whole or len(found) >= wanted:
                return list(_by_year_and_id(searcher, found))[:wanted]
            size *= LOOKED_AT_GROWTH
        return None

    return tied


def page(
    searcher: tantivy.Searcher, fetch: Fetch, first: int, last: int, total: int, tied: Tied | None = None
) -> list[Entry]:
    """The hits from place `first` up to `last` of `total`; of hits that tie, those that the order of ties puts there.

    Tantivy orders ties by where they are stored. So as many neighbours are fetched as tie with the page's ends, or
    those that tie with its last hit are asked of `tied`.
    """
    last = min(last, total)
    if first >= last:
        return []
    margin = MARGIN
    while True:
        start, end = max(first - margin, 0), min(last + margin, total)
        entries = fetch(start, end)
        lowest = entries[last - 1 - start][0]
        begins = start == 0 or entries[0][0] != entries[first - start][0]
        ends = end == total or entries[-1][0] != lowest
        if begins and ends:
            return list(_untied(searcher, entries))[first - start : last - start]
        if begins and tied and margin >= WIDER_MARGIN:
            higher = [entry for entry in entries if entry[0] > lowest]
            level = tied(lowest, last - start - len(higher))
            if level is not None:
                return [*_untied(searcher, higher), *level][first - start : last - start]
        margin = WIDER_MARGIN if margin < WIDER_MARGIN else margin * MARGIN_GROWTH


def _scores(
    searcher: tantivy.Searcher, scored: tantivy.Query, addresses: Sequence[tantivy.DocAddress]
) -> dict[tuple[int, int], float]:
    """The score of each of these hits."""
    ids = tantivy.Query.term_set_query(schema.schema(), schema.ID, report_ids(searcher, addresses))
    among = tantivy.Query.boolean_query(
        [(tantivy.Occur.Must, scored), (tantivy.Occur.Must, tantivy.Query.const_score_query(ids, 0.0))]
    )
    hits = searcher.search(among, limit=max(len(addresses), 1), count=False).hits
    return {_place(address): score for score, address in hits}


def _place(address: tantivy.DocAddress) -> tuple[int, int]:
    return address.segment_ord, address.doc


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
