"""How well a report answers a query: BM25F over jieba words, lifted by a phrase in the title and by whole words.

BM25F weights each field's term frequency, normalised by that field's length, before it saturates (Robertson, Zaragoza,
Taylor: Simple BM25 extension to multiple weighted fields, CIKM 2004).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from indexer.engines.whoosh.rows import WORD_FIELDS
from indexer.fold import fold
from indexer.query.nodes import Field, Keyword, Node
from indexer.query.tree import ranking_terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.engines.whoosh.scan import Mask
    from indexer.engines.whoosh.words import Postings
    from indexer.segment import Segmenter

__all__ = ["Statistics", "order", "scores"]

K1 = 1.2  # the usual value: the second occurrence counts about two thirds of the first
FIELD_WEIGHT = {"title": 4.0, "body": 1.0}
LENGTH_NORMALISATION = {"title": 0.3, "body": 0.75}  # titles are all of about one length
TITLE_PHRASE_LIFT = 1.0  # times the keyword's rarity
WHOLE_WORD_LIFT = 0.5

Scores = npt.NDArray[np.float64]


class Statistics(Protocol):
    """What ranking needs to know of a reader; all arrays are over all its rows, deleted ones included."""

    @property
    def segmenter(self) -> Segmenter:
        """Cuts keywords as the reports were cut."""

    @property
    def live(self) -> Mask:
        """Which rows are not deleted."""

    def lengths(self, field: str) -> npt.NDArray[np.int32]:
        """How many words each field has."""

    def postings(self, field: str, word: str) -> Postings:
        """Where the word stands, and how often."""

    def containing(self, text: str, needle: bytes) -> Mask:
        """Which rows contain the folded needle."""


def scores(statistics: Statistics, query: Node, rows: npt.NDArray[np.intp]) -> Scores:
    """The score of each of `rows`; 0.0 where nothing in the query ranks."""
    total = np.zeros(len(rows), dtype=np.float64)
    live = int(np.count_nonzero(statistics.live))
    if not live or not len(rows):
        return total
    average = {name: max(float(statistics.lengths(name)[statistics.live].mean()), 1.0) for name in WORD_FIELDS}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for node in ranking_terms(query):
        fields = ("title",) if isinstance(node, Keyword) and node.field is Field.TITLE else WORD_FIELDS
        text = fold(node.text)
        if (text, fields) in seen:
            continue
        seen.add((text, fields))
        words = statistics.segmenter.segment_query(node.text) if isinstance(node, Keyword) else (text,)
        for word in dict.fromkeys(words):
            total += _bm25f(statistics, word, fields, average)[rows]
        total += _lift(statistics, text, fields, rows) * _rarity(len(rows), live)
    return total


def order(ranks: Iterable[npt.NDArray[np.float64]], tie: npt.NDArray[np.intp], last: int) -> npt.NDArray[np.intp]:
    """Places of the first `last` entries: by each of `ranks`, high before low, then by `tie`, low before high."""
    keys = [-rank for rank in ranks]
    chosen = np.arange(len(tie))
    if keys and last < len(tie):
        bound = np.partition(keys[0], last)[last]
        chosen = np.flatnonzero(keys[0] <= bound)
    arranged = np.lexsort((tie[chosen], *(key[chosen] for key in reversed(keys))))
    return chosen[arranged[:last]]


def _bm25f(statistics: Statistics, word: str, fields: tuple[str, ...], average: dict[str, float]) -> Scores:
    live = statistics.live
    frequency = np.zeros(len(live), dtype=np.float64)
    for field in fields:
        rows, counts = statistics.postings(field, word)
        share = LENGTH_NORMALISATION[field]
        length = 1.0 - share + share * statistics.lengths(field)[rows] / average[field]
        frequency[rows] += FIELD_WEIGHT[field] * counts / length
    found = int(np.count_nonzero(frequency[live]))
    return _rarity(found, int(np.count_nonzero(live))) * frequency / (K1 + frequency)


def _lift(statistics: Statistics, text: str, fields: tuple[str, ...], rows: npt.NDArray[np.intp]) -> Scores:
    whole = np.zeros(len(statistics.live), dtype=np.float64)
    for field in fields:
        whole[statistics.postings(field, text)[0]] = WHOLE_WORD_LIFT
    in_title = statistics.containing("title", text.encode())[rows]
    return whole[rows] + TITLE_PHRASE_LIFT * in_title


def _rarity(found: int, of: int) -> float:
    """Inverse document frequency, as Lucene writes it: never negative."""
    return float(np.log1p((of - found + 0.5) / (found + 0.5)))
