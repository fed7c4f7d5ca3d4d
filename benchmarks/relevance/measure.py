"""nDCG of rankings over the judged queries: of every engine, and of plain BM25 to compare with.

nDCG@10 (Järvelin, Kekäläinen: Cumulated gain-based evaluation of IR techniques, 2002): the gain of a report is
2 ** grade - 1, discounted by the logarithm of its place, as a share of what the best order of all reports would have.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from corpus import open_home
from corpus.store import open_store
from indexer import SearchRequest, open_searcher, update_index
from indexer.fold import fold
from indexer.segment import shipped_segmenter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from benchmarks.relevance.judged import JudgedQuery
    from corpus import Report

__all__ = ["DEPTH", "Ranking", "by_plain_bm25", "engine_ranking", "ndcg"]

DEPTH = 10
K1, B = 1.2, 0.75  # the usual values of BM25

Ranking = dict[str, list[str]]
"""The first `DEPTH` report ids for each query's text."""


def ndcg(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """Between 0 and 1; 1 where no order of the reports would be better."""
    best = sorted(grades.values(), reverse=True)
    return _gain([grades.get(one, 0) for one in ranked]) / _gain(best)


def engine_ranking(path: Path, engine: str, reports: Sequence[Report], queries: Sequence[JudgedQuery]) -> Ranking:
    """What the engine finds, in a new home at `path`."""
    home = open_home(path, create=True)
    with open_store(home) as store:
        store.save_many(reports)
        update_index(home, store, engine=engine)
        with open_searcher(home, store) as searcher:
            pages = {one.text: searcher.search(SearchRequest(query=one.text, limit=DEPTH)) for one in queries}
    return {text: [hit.report.id for hit in page.hits] for text, page in pages.items()}


def by_plain_bm25(reports: Sequence[Report], queries: Sequence[JudgedQuery]) -> Ranking:
    """The same matches in the order of BM25 over the words of title and body, taken as one text."""
    rank = _bm25(reports)
    return {one.text: sorted(_matches(reports, one.text), key=rank(one.text))[:DEPTH] for one in queries}


def _bm25(reports: Sequence[Report]) -> Callable[[str], Callable[[str], float]]:
    segmenter = shipped_segmenter()
    counts = {one.id: Counter(segmenter.words(f"{one.title}\n{one.body}")) for one in reports}
    average = sum(count.total() for count in counts.values()) / len(counts)
    found = Counter(word for count in counts.values() for word in count)

    def ranked(text: str) -> Callable[[str], float]:
        words = segmenter.segment_query(text)

        def score(report_id: str) -> float:
            count = counts[report_id]
            length = K1 * (1 - B + B * count.total() / average)
            rarity = {word: math.log1p((len(counts) - found[word] + 0.5) / (found[word] + 0.5)) for word in words}
            return -sum(rarity[word] * count[word] * (K1 + 1) / (count[word] + length) for word in words)

        return score

    return ranked


def _matches(reports: Sequence[Report], text: str) -> Iterator[str]:
    wanted = [fold(word) for word in text.split()]
    for one in reports:
        texts = (fold(one.title), fold(one.body))
        if all(any(word in text for text in texts) for word in wanted):
            yield one.id


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades[:DEPTH], start=1))
