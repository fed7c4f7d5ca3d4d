"""The marks of a query in a text: where its terms stand, what overlaps made one."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from indexer.fold import FoldedText, fold
from indexer.passages import nearness, read_passages
from indexer.query.nodes import Field, Keyword, Near, Word
from indexer.query.tree import marked_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.passages import Nearness
    from indexer.query.nodes import Node, Span
    from indexer.segment import Segmenter

__all__ = ["Mark", "MarkedField", "Marker"]

MarkedField = Literal["title", "body"]

Term = tuple[frozenset[int], str, bool]  # its number among the query's terms, its folded text, whether it is a word


class Mark(NamedTuple):
    """A mark in a text: its span, and which of the query's terms it shows."""

    start: int
    end: int
    terms: frozenset[int]


class Marker:
    """What finds the marks of one query in the titles and bodies of many reports."""

    def __init__(self, node: Node, segmenter: Segmenter) -> None:
        """`segmenter` is that of the index."""
        self._segmenter = segmenter
        self._numbers: dict[tuple[type, str], int] = {}
        self._near: list[Nearness[str]] = []
        self._terms: dict[MarkedField, list[Term]] = {"title": [], "body": []}
        for term in marked_terms(node):
            if isinstance(term, Near):
                self._near.append(nearness(term, segmenter.words))
                continue
            if not isinstance(term, Keyword) or term.field in (None, Field.TITLE):
                self._terms["title"].append(self._numbered(term))
            if not isinstance(term, Keyword) or term.field is None:
                self._terms["body"].append(self._numbered(term))

    def marks(self, text: str | FoldedText, field: MarkedField) -> list[Mark]:
        """The marks in a text that is the `field` of a report: in order, none overlapping another."""
        terms = self._terms[field]
        if not (terms or self._near):
            return []
        folded = FoldedText(text) if isinstance(text, str) else text
        found = [mark for term in terms for mark in self._found(folded, term)]
        if self._near:
            for term, (start, end) in self._near_terms(folded, field):
                piece = FoldedText(folded.original[start:end])
                marks = self._found(piece, self._numbered(term))
                found += [Mark(start + mark.start, start + mark.end, mark.terms) for mark in marks]
        return _merged(found)

    def _found(self, text: FoldedText, term: Term) -> list[Mark]:
        number, wanted, is_word = term
        if not wanted or wanted not in text.folded:
            return []
        spans = self._segmenter.word_spans(text.original, wanted) if is_word else text.find_all(wanted)
        return [Mark(start, end, number) for start, end in spans]

    def _near_terms(self, text: FoldedText, field: MarkedField) -> Iterator[tuple[Keyword | Word, Span]]:
        """Each term of a NEAR with each passage of the original text in which its occurrences are marked."""
        passages = read_passages(text.original, whole=field == "title")
        for near in self._near:
            for passage, term in passages.terms(near):
                yield term, text.original_span(*passage)

    def _numbered(self, term: Keyword | Word) -> Term:
        """The term with a number of its own; the same for what folds to the same."""
        folded = fold(term.text)
        number = self._numbers.setdefault((type(term), folded), len(self._numbers))
        return frozenset({number}), folded, isinstance(term, Word)


def _merged(found: list[Mark]) -> list[Mark]:
    merged: list[Mark] = []
    for hit in sorted(found, key=itemgetter(0)):
        if merged and hit.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = Mark(last.start, max(last.end, hit.end), last.terms | hit.terms)
        else:
            merged.append(hit)
    return merged
