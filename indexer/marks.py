"""The marks of a query in a text: where its terms stand, what overlaps made one."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from indexer.fold import FoldedText, fold
from indexer.passages import nearness, read_passages
from indexer.query.nodes import Field, Keyword, Near, Word
from indexer.query.tree import marked_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.query.nodes import Node, Span
    from indexer.segment import Segmenter

__all__ = ["Mark", "MarkedField", "find_marks"]

MarkedField = Literal["title", "body"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in a text: its span, and which of the query's terms it shows."""

    start: int
    end: int
    terms: frozenset[int]


def find_marks(text: str, node: Node, field: MarkedField, segmenter: Segmenter) -> list[Mark]:
    """The marks of the query in a text that is the `field` of a report: in order, none overlapping another."""
    marked = [term for term in marked_terms(node) if _is_marked_in(term, field)]
    folded = FoldedText(text if marked else "")
    numbers: dict[tuple[type, str], int] = {}
    found: list[Mark] = []
    for term, (start, end) in _looked_in(folded, marked, field, segmenter):
        key = (type(term), fold(term.text))
        number = frozenset({numbers.setdefault(key, len(numbers))})
        piece = folded if (start, end) == (0, len(text)) else FoldedText(text[start:end])
        if isinstance(term, Word):
            places = segmenter.word_spans(piece.original, term.text)
        else:
            places = piece.find_all(term.text)
        found.extend(Mark(start + first, start + last, number) for first, last in places)
    return _merged(found)


def _looked_in(
    folded: FoldedText, marked: Iterable[Keyword | Word | Near], field: MarkedField, segmenter: Segmenter
) -> Iterator[tuple[Keyword | Word, Span]]:
    """Each term with each part of the original text in which its occurrences are marked: for NEAR, the passages."""
    whole = (0, len(folded.original))
    passages = None
    for term in marked:
        if not isinstance(term, Near):
            yield term, whole
            continue
        passages = passages or read_passages(folded.original, whole=field == "title")
        for passage, near_term in passages.terms(nearness(term, segmenter.words)):
            yield near_term, folded.original_span(*passage)


def _is_marked_in(term: Keyword | Word | Near, field: MarkedField) -> bool:
    if not isinstance(term, Keyword):
        return True
    return term.field is None or (field == "title" and term.field is Field.TITLE)


def _merged(found: list[Mark]) -> list[Mark]:
    merged: list[Mark] = []
    for hit in sorted(found, key=attrgetter("start")):
        if merged and hit.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = Mark(last.start, max(last.end, hit.end), last.terms | hit.terms)
        else:
            merged.append(hit)
    return merged
