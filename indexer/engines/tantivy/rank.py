"""How well a report answers a query: BM25F over jieba's words, lifted by a phrase in the title and by whole words."""

from __future__ import annotations

from dataclasses import dataclass
from math import log1p
from typing import TYPE_CHECKING

import tantivy

from indexer.engines.tantivy import schema
from indexer.engines.tantivy.facets import count
from indexer.engines.tantivy.match import containing, with_word
from indexer.engines.tantivy.weights import STEPS, step_value, word_terms
from indexer.fold import fold
from indexer.query.nodes import Field, Keyword, Node, Word
from indexer.query.tree import ranking_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.segment import Segmenter

__all__ = ["Statistics", "scoring"]

TITLE_PHRASE_LIFT = 1.0  # times the rarity of what was found
WHOLE_WORD_LIFT = 0.5
GRAIN = 1024  # scores are added in single precision: multiples of 1/1024 add up alike in any order, up to 16,384

Query = tantivy.Query
Occur = tantivy.Occur


@dataclass(frozen=True, slots=True)
class Statistics:
    """What ranking needs to know of the collection.

    Attributes:
        searcher: the index.
        segmenter: cuts keywords as the reports were cut.
        found: how many reports the query matches.
    """

    searcher: tantivy.Searcher
    segmenter: Segmenter
    found: int

    def rarity_of_word(self, word: str) -> float:
        """Inverse document frequency, as Lucene writes it: never negative."""
        held = self.searcher.doc_freq(schema.RECORD, schema.REPORT)
        if held == self._live:  # nothing deleted: the index's own numbers are true
            documents = sum(self.searcher.doc_freq(schema.WORDS, term) for term in word_terms(word))
        else:
            documents, _ = count(self.searcher, with_word(word), ())
        return self._rarity(documents)

    @property
    def rarity_of_match(self) -> float:
        """The same of what the query matches."""
        return self._rarity(self.found)

    @property
    def _live(self) -> int:
        return self.searcher.num_docs - 1  # the index's own state is a document too

    def _rarity(self, documents: int) -> float:
        return log1p((self._live - documents + 0.5) / (documents + 0.5))


def scoring(query: Node, matched: Query, statistics: Statistics) -> Query | None:
    """The query that matches what `matched` does and scores by `query`; None where nothing in it ranks."""
    words: dict[str, None] = {}
    texts: dict[str, None] = {}
    for node in ranking_terms(query):
        if text := fold(node.text):
            texts[text] = None
            words |= dict.fromkeys(statistics.segmenter.segment_query(node.text) if _is_keyword(node) else (text,))
    if not texts:
        return None
    clauses = [clause for word in words for clause in _weighed(word, statistics.rarity_of_word(word))]
    for text in texts:
        clauses.append(_lifted(with_word(text), WHOLE_WORD_LIFT * statistics.rarity_of_match))
        in_title = containing(schema.CHARACTERS[Field.TITLE], text)
        clauses.append(_lifted(in_title, TITLE_PHRASE_LIFT * statistics.rarity_of_match))
    unscored = Query.const_score_query(matched, 0.0)
    return Query.boolean_query([(Occur.Must, unscored), *((Occur.Should, clause) for clause in clauses)])


def _is_keyword(node: Keyword | Word) -> bool:
    return isinstance(node, Keyword)


def _weighed(word: str, rarity: float) -> Iterator[Query]:
    for term, step in zip(word_terms(word), STEPS, strict=True):
        query = Query.term_query(schema.schema(), schema.WORDS, term, "basic")
        yield _lifted(query, rarity * step_value(step))


def _lifted(query: Query, score: float) -> Query:
    return Query.const_score_query(query, round(score * GRAIN) / GRAIN)
