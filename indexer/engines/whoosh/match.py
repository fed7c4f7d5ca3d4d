"""Which rows of a segment a query matches: the tree of nodes compiled to operations on arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.engines.whoosh.alternatives import KEYED_BYTES, containing_any
from indexer.engines.whoosh.near import near
from indexer.engines.whoosh.rows import WORD_FIELDS
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
    from collections.abc import Callable, Sequence

    from indexer.engines.whoosh.scan import Mask
    from indexer.engines.whoosh.segment import Segment
    from indexer.segment import Segmenter

__all__ = ["matching"]


MANY_ALTERNATIVES = 30  # keywords from which on one pass for all is quicker than one for each
NEAR_COST = 1_000  # beyond any other: it looks into every report that has its operands


def matching(  # noqa: C901 - one case a kind of node
    segment: Segment, node: Node, among: Mask, segmenter: Segmenter
) -> Mask:
    """Which of the rows marked in `among` match `node`; False for all others. A deleted row is a row like any other.

    `segmenter` is that of the index.
    """
    match node:
        case MatchAll():
            found = among
        case Keyword():
            found = _keyword(segment, node, among)
        case Word(text=text):
            found = among & _word(segment, fold(text))
        case Near():
            found = near(segment, node, among, segmenter)
        case Not(child=child):
            found = among & ~matching(segment, child, among, segmenter)
        case And(children=children):
            found = among
            for child in sorted(children, key=_cost):
                found = matching(segment, child, found, segmenter)
        case Or(children=children):
            many, rest = _many_keywords(children)
            found = _any_keyword(segment, many, among) if many else np.zeros_like(among)
            for child in rest:
                found |= matching(segment, child, among & ~found, segmenter)
        case YearFilter() | PlaceFilter() | PathFilter() | TextFilter():
            found = among & _filtered(segment, node)
    return found


def _many_keywords(children: Sequence[Node]) -> tuple[list[str], list[Node]]:
    """The folded keywords of any field that one pass can look for together, where they are many; and what is left."""
    texts = [fold(child.text) if isinstance(child, Keyword) and child.field is None else "" for child in children]
    many = [text for text in texts if len(text.encode()) >= KEYED_BYTES]
    if len(many) < MANY_ALTERNATIVES:
        return [], list(children)
    return many, [child for child, text in zip(children, texts, strict=True) if len(text.encode()) < KEYED_BYTES]


def _any_keyword(segment: Segment, texts: Sequence[str], among: Mask) -> Mask:
    """Which rows have any of the folded keywords: where one is a word its rows are at hand, and need not be read."""
    needles = [text.encode() for text in texts]

    def look(rows: Mask) -> Mask:
        found = np.zeros_like(rows)
        for text in texts:
            found |= _word(segment, text)
            if found[rows].all():
                return found & rows
        for field in WORD_FIELDS:
            found |= containing_any(segment.rows.records[field], needles, rows & ~found)
        return found & rows

    return segment.remembered(("any", *texts), among, look)


def _keyword(segment: Segment, node: Keyword, among: Mask) -> Mask:
    needle = fold(node.text).encode()
    if node.field is not None:
        return segment.containing(node.field.value, needle, among)
    found = segment.containing("title", needle, among)
    return found | segment.containing("body", needle, among & ~found)


def _word(segment: Segment, word: str) -> Mask:
    found = np.zeros(len(segment), dtype=np.bool_)
    for field in WORD_FIELDS:
        found |= segment.having_word(field, word)
    return found


def _filtered(segment: Segment, node: YearFilter | PlaceFilter | PathFilter | TextFilter) -> Mask:
    match node:
        case YearFilter(ranges=ranges):
            return _having(segment, FilterField.YEAR, lambda year: _in_ranges(int(year), ranges))
        case PathFilter(paths=paths):
            return segment.rows.within(paths)
        case PlaceFilter(level=facet, names=values) | TextFilter(facet=facet, values=values):
            return _having(segment, facet, lambda value: value in values)


def _having(segment: Segment, facet: FilterField, wanted: Callable[[str | int], bool]) -> Mask:
    """Rows whose value of `facet` is wanted; an unknown value never is."""
    table = np.array([False, *map(wanted, segment.rows.values[facet])], dtype=np.bool_)
    mask: Mask = table[segment.rows.column(facet.value)]
    return mask


def _in_ranges(year: int, ranges: tuple[tuple[int | None, int | None], ...]) -> bool:
    return any((first is None or year >= first) and (last is None or year <= last) for first, last in ranges)


def _cost(node: Node) -> int:
    """Cheap conditions come first, so that dear ones look at fewer rows; a longer keyword is likely to be rarer."""
    match node:
        case MatchAll() | YearFilter() | PlaceFilter() | PathFilter() | TextFilter():
            return -1_000_000
        case Word():
            return -900_000
        case Keyword(text=text):
            return -len(text)
        case Near():
            return NEAR_COST
        case Not(child=child):
            return 1 + max(_cost(child), 0)
        case And(children=children) | Or(children=children):
            return max(map(_cost, children))
