"""What the signs of words in sentences tell of a NEAR: which reports it matches for sure, and which it may match.

Where the operands are words of the list, that is all; see `sentence_words`. Of other operands the words of the list in
them must stand together, and what is left is looked up in the texts.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING, NamedTuple

import tantivy

from indexer.engines.tantivy import schema
from indexer.engines.tantivy.sentence_words import LONG_PARAGRAPH, PARAGRAPH_REACH, standing_in, word_sign
from indexer.fold import fold
from indexer.query.nodes import And, Keyword, Near, Node, Or, Within, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Nearby", "nearby", "standing_anywhere", "stands_in_nothing", "with_sign"]

Query = tantivy.Query
Occur = tantivy.Occur
MOST_WAYS = 64  # of taking one alternative of each operand; more are looked up in the texts


class Nearby(NamedTuple):
    """What is known of a NEAR without a look at the texts.

    Attributes:
        surely: queries for reports that it matches.
        perhaps: what a report must match too, that none of `surely` matches; None where there is no such report.
    """

    surely: Sequence[Query]
    perhaps: Query | None


class _Way(NamedTuple):
    """Signs that must stand in one passage, and whether it is enough that they do."""

    signs: frozenset[str]
    enough: bool


def nearby(near: Near) -> Nearby:
    """What the signs tell of `near`."""
    ways = set(_ways_together(near))
    if not ways or not all(way.signs for way in ways):
        return Nearby((), Query.all_query())
    if near.within is Within.SENTENCE:
        surely = [_in_sentence(way.signs) for way in ways if way.enough]
        perhaps = [_in_sentence(way.signs) for way in ways if not way.enough]
    else:
        surely = [_surely_in_paragraph(way.signs) for way in ways if way.enough]
        perhaps = [_perhaps_in_paragraph(way.signs) for way in ways if not (way.enough and _is_pair(way.signs))]
        perhaps.append(with_sign(LONG_PARAGRAPH))
    return Nearby(surely, _any_of(perhaps) if perhaps else None)


def standing_anywhere(node: Node) -> Node:
    """The query for reports in whose title or body the operands stand, in whatever passages."""
    match node:
        case Near(operands=operands):
            return And(tuple(map(standing_anywhere, operands)))
        case Or(children=children):
            return Or(tuple(map(standing_anywhere, children)))
        case _:
            return node


def stands_in_nothing(node: Node) -> bool:
    """Whether an operand of NEAR asks for no character: so it stands in an empty title too, and in every report."""
    match node:
        case Keyword(text=text):
            return not fold(text)
        case Near(operands=operands):
            return all(map(stands_in_nothing, operands))
        case Or(children=children):
            return any(map(stands_in_nothing, children))
        case _:
            return False


def with_sign(sign: str) -> Query:
    """Every report whose sentences have the sign; that of a word is in each that contains it."""
    return Query.term_query(schema.schema(), schema.SENTENCES, sign, "basic")


def _ways_together(near: Near) -> Iterator[_Way]:
    """The ways of taking one alternative of each operand; none where they are too many."""
    operands = [list(_ways(operand)) for operand in near.operands]
    if prod(map(len, operands)) <= MOST_WAYS:
        for chosen in product(*operands):
            signs = frozenset[str]().union(*(way.signs for way in chosen))
            # a single word may stand in no sentence, but across the end of one
            yield _Way(signs, enough=len(signs) > 1 and all(way.enough for way in chosen))


def _ways(node: Node) -> Iterator[_Way]:
    match node:
        case Keyword(text=text):
            folded = fold(text)
            sign = word_sign(folded)
            yield _Way(standing_in(folded), not folded) if sign is None else _Way(frozenset(sign), enough=True)
        case Word(text=text):
            yield _Way(standing_in(fold(text)), enough=False)
        case Or(children=children):
            for child in children:
                yield from _ways(child)
        case Near():
            ways = list(_ways_together(node)) or [_Way(frozenset(), enough=False)]
            yield from (way._replace(enough=False) for way in ways)


def _is_pair(signs: frozenset[str]) -> bool:
    return len(signs) == 2  # noqa: PLR2004 - a pair is two


def _in_sentence(signs: frozenset[str]) -> Query:
    """All of them in one sentence."""
    if len(signs) == 1:
        return with_sign(*signs)
    return _at_one_position(sorted(signs))


def _surely_in_paragraph(signs: frozenset[str]) -> Query:
    """All of them in one paragraph; of more than two, those in one sentence."""
    return _perhaps_in_paragraph(signs) if _is_pair(signs) else _in_sentence(signs)


def _perhaps_in_paragraph(signs: frozenset[str]) -> Query:
    """The first of them in one paragraph with each of the others, unless it is a long one."""
    first, *others = sorted(signs)
    if not others:
        return with_sign(first)
    pairs = (_at_one_position((first, other), reach=PARAGRAPH_REACH) for other in others)
    return Query.boolean_query([(Occur.Must, pair) for pair in pairs])


def _at_one_position(signs: Sequence[str], *, reach: int = 0) -> Query:
    """All of them, no further than `reach` positions apart."""
    phrase: list[str | tuple[int, str]] = [(0, sign) for sign in signs]
    return Query.phrase_query(schema.schema(), schema.SENTENCES, phrase, slop=reach)


def _any_of(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
