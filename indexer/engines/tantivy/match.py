"""Which reports a query matches: the tree of nodes compiled to tantivy's queries. None of them scores."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import tantivy

from indexer.engines.tantivy import schema
from indexer.engines.tantivy.near import nearby, standing_anywhere, stands_in_nothing, with_sign
from indexer.engines.tantivy.near_texts import holding_together
from indexer.engines.tantivy.sentence_words import word_sign
from indexer.engines.tantivy.weights import word_terms
from indexer.fold import fold
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

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.segment import Segmenter

__all__ = ["Matcher", "all_of", "containing", "with_word"]

Query = tantivy.Query
Occur = tantivy.Occur
MOST_YEARS = 1 << 62  # what an open end of a range of years stands for
REMEMBERED_NEARS = 16  # each is looked up for the page, and again for the next one


class Matcher:
    """Compiles queries for one commit of an index."""

    def __init__(self, searcher: tantivy.Searcher, segmenter: Segmenter) -> None:
        self._searcher = searcher
        self._segmenter = segmenter
        self._near = lru_cache(REMEMBERED_NEARS)(self._holding_together)

    def matching(self, node: Node) -> Query:
        """The query for the reports that `node` matches; it never matches the index's own state."""
        match node:
            case Near():
                return self._near(node)
            case Not(child=child):
                return Query.boolean_query([(Occur.Must, reports()), (Occur.MustNot, self.matching(child))])
            case And(children=children):
                return all_of(map(self.matching, children))
            case Or(children=children):
                return any_of(map(self.matching, children))
            case MatchAll() | Keyword() | Word():
                return _text(node)
            case _:
                return _filter(node)

    def _holding_together(self, near: Near) -> Query:
        if stands_in_nothing(near):
            return reports()
        known = nearby(near)
        if known.perhaps is None:
            return any_of(known.surely)
        anywhere = self.matching(standing_anywhere(near))
        unsure = Query.boolean_query(
            [(Occur.Must, anywhere), (Occur.Must, known.perhaps), *((Occur.MustNot, query) for query in known.surely)]
        )
        return any_of([*known.surely, holding_together(self._searcher, near, unsure, self._segmenter)])


def containing(field: str, folded: str) -> Query:
    """Every report with these characters, one after the other, in the field; the empty text stands in all."""
    match len(folded):
        case 0:
            return reports()
        case 1:
            return Query.term_query(schema.schema(), field, folded, "basic")
        case _:
            return Query.phrase_query(schema.schema(), field, list(folded))


def with_word(word: str) -> Query:
    """Every report whose title or body has the folded word."""
    return Query.term_set_query(schema.schema(), schema.WORDS, word_terms(word))


def reports() -> Query:
    """Every report."""
    return Query.term_query(schema.schema(), schema.RECORD, schema.REPORT, "basic")


def all_of(queries: Iterable[Query]) -> Query:
    """What all of them match."""
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Iterable[Query]) -> Query:
    """What any of them matches."""
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _text(node: MatchAll | Keyword | Word) -> Query:
    match node:
        case MatchAll():
            return reports()
        case Keyword(text=text, field=field):
            return _with_keyword(fold(text)) if field is None else containing(schema.CHARACTERS[field], fold(text))
        case Word(text=text):
            return with_word(fold(text))


def _with_keyword(folded: str) -> Query:
    sign = word_sign(folded)
    return containing(schema.TEXT, folded) if sign is None else with_sign(sign)


def _filter(node: YearFilter | PlaceFilter | PathFilter | TextFilter) -> Query:
    match node:
        case YearFilter(ranges=ranges):
            return any_of(_years(*ends) for ends in ranges)
        case PathFilter(paths=paths):
            return _one_of(schema.WITHIN, paths)
        case PlaceFilter(level=facet, names=values) | TextFilter(facet=facet, values=values):
            return _one_of(facet.value, values)


def _one_of(field: str, values: Iterable[str]) -> Query:
    """Every report with one of the values. One with a lone surrogate, which tantivy does not take, no report has."""
    return Query.term_set_query(schema.schema(), field, [value for value in values if _can_be_written(value)])


def _can_be_written(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _years(first: int | None, last: int | None) -> Query:
    return Query.range_query(
        schema.schema(),
        FilterField.YEAR.value,
        tantivy.FieldType.Integer,
        -MOST_YEARS if first is None else first,
        MOST_YEARS if last is None else last,
    )
