"""How a query was read: the words each keyword is cut into, and how many reports have the keywords as words.

A keyword finds its characters wherever they stand, so 和服 finds 产品和服务 too. What it finds is divided here into the
reports that have it as a word of its own and the rest, each with the query that finds just those.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indexer.fold import fold
from indexer.query.nodes import Keyword, Near, Node, Not, Word
from indexer.query.parser import parse
from indexer.query.tree import all_of, keywords, split_filters, with_terms
from indexer.query.unparse import unparse

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.segment import Segmenter

__all__ = ["Divided", "KeywordReading", "Reading", "read_query"]

MAX_KEYWORDS = 20  # whose words are told; more nobody reads


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordReading:
    """One keyword: as typed, in the folded form that is compared, and the words that it is cut into for ranking.

    `is_word`: it is a word to the segmenter, so that ``word:`` can find it.
    """

    text: str
    folded: str
    words: tuple[str, ...]
    is_word: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Divided:
    """A part of the reports found, and the text of the query that finds just these, filters beside it aside."""

    total: int
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a query was read.

    Attributes:
        keywords: the first `MAX_KEYWORDS` keywords.
        whole_words: the reports that still match where each keyword that is a word must stand as one.
        otherwise: all others of those found. Both are None where no keyword is a word, nothing is found, or the divided
            query would be too long.
    """

    keywords: tuple[KeywordReading, ...]
    whole_words: Divided | None = None
    otherwise: Divided | None = None

    def to_json(self) -> dict[str, Any]:
        """The reading as JSON-ready data; the names are part of the product's contract."""
        return {
            "keywords": [
                {"text": keyword.text, "folded": keyword.folded, "words": [*keyword.words], "is_word": keyword.is_word}
                for keyword in self.keywords
            ],
            "whole_words": _divided_json(self.whole_words),
            "otherwise": _divided_json(self.otherwise),
        }


def read_query(node: Node, total: int, segmenter: Segmenter, count: Callable[[Node], int]) -> Reading:
    """How the query `node` was read.

    Args:
        node: the text's meaning, with the filters that stand in it.
        total: how many reports it finds.
        segmenter: cuts as the index was cut.
        count: how many reports another query finds under the same conditions; called once at most.
    """
    read = tuple(_read_keyword(keyword, segmenter) for keyword in keywords(node)[:MAX_KEYWORDS])
    with_words = with_terms(node, lambda term: _as_word(term, segmenter))
    if not total or with_words == node:
        return Reading(keywords=read)
    rest = all_of((node, Not(split_filters(with_words)[0])))
    queries = unparse(with_words), unparse(rest)
    if [parse(query, segmenter=segmenter).node for query in queries] != [
        with_words,
        rest,
    ]:  # more terms than a query may have
        return Reading(keywords=read)
    found = count(with_words)
    return Reading(
        keywords=read,
        whole_words=Divided(total=found, query=queries[0]),
        otherwise=Divided(total=total - found, query=queries[1]),
    )


def _read_keyword(keyword: Keyword, segmenter: Segmenter) -> KeywordReading:
    return KeywordReading(
        text=keyword.text,
        folded=fold(keyword.text),
        words=tuple(segmenter.segment_query(keyword.text)),
        is_word=_is_word(keyword.text, segmenter),
    )


def _as_word(term: Keyword | Word | Near, segmenter: Segmenter) -> Node:
    # A keyword that must not stand there is left alone, so that the reports with the word are some of those found.
    if not isinstance(term, Keyword) or term.field is not None or not _is_word(term.text, segmenter):
        return term
    return Word(term.text)


def _is_word(text: str, segmenter: Segmenter) -> bool:
    return fold(text) in segmenter.words(text)


def _divided_json(part: Divided | None) -> dict[str, Any] | None:
    return None if part is None else {"total": part.total, "query": part.query}
