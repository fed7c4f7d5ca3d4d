"""Sentences and paragraphs of a text, and which of them hold the operands of a NEAR.

Folding drops line breaks, so the ends are kept as offsets into the folded text. A paragraph ends with its line. A
sentence ends with its paragraph, and after 。！？, half-width ones included, which end a sentence in GB/T 15834-2011 (a
semicolon ends a part of one there); and after an ellipsis of six dots (……), as segmenters of Chinese corpora have it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, AnyStr, Generic

import numpy as np

from indexer.boundaries import LINE_END, RUN_END, folded_with_marks
from indexer.fold import fold
from indexer.query.nodes import Keyword, Near, Or, Within, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from indexer.query.nodes import Node, Span

__all__ = [
    "Cut",
    "Nearness",
    "Passages",
    "nearness",
    "nearness_utf8",
    "packed_passages",
    "passages_between",
    "read_passages",
    "unpacked_passages",
]

ELLIPSIS = "......"
DOTS = re.compile(r"\.{6,}")

Cut = Callable[[str], Container[str]]
"""What gives the words of a text, as `Segmenter.words` does."""


@dataclass(frozen=True, slots=True)
class _Needle(Generic[AnyStr]):
    """A folded keyword to be found in a passage, or a word, which must also be among those that `cut` gives."""

    term: Keyword | Word
    text: AnyStr
    cut: Cut | None


@dataclass(frozen=True, slots=True)
class Nearness(Generic[AnyStr]):
    """A NEAR made ready to be looked for in many texts: for each operand its alternatives."""

    within: Within
    operands: tuple[tuple[_Needle[AnyStr] | Nearness[AnyStr], ...], ...]


def nearness(near: Near, cut: Cut) -> Nearness[str]:
    """`near`, ready for folded texts as characters; `cut` is that of the index."""
    return _ready(near, cut, str)


def nearness_utf8(near: Near, cut: Cut) -> Nearness[bytes]:
    """`near`, ready for folded texts as UTF-8; `cut` is that of the index."""
    return _ready(near, cut, str.encode)


class Passages(Generic[AnyStr]):
    """A folded text with the ends of its sentences, paragraphs and runs; offsets count the elements of `text`.

    Attributes:
        text: the folded text, characters or UTF-8.
        ends: ascending ends of sentences, each twice the offset, and one more where a paragraph ends too.
        runs: ascending ends of the runs that no word crosses, each once.
    """

    def __init__(self, text: AnyStr, ends: Sequence[int], runs: Sequence[int]) -> None:
        self.text: AnyStr = text
        self.ends = ends
        self.runs = runs

    def hold(self, near: Nearness[AnyStr]) -> bool:
        """Whether in some sentence or paragraph all operands of `near` stand."""
        return any(True for _ in self._passages(near, 0, len(self.text)))

    def terms(self, near: Nearness[AnyStr]) -> Iterator[tuple[Span, Keyword | Word]]:
        """Every passage in which all operands stand, with each term whose occurrences there are part of the match."""
        return self._terms(near, 0, len(self.text))

    def _terms(self, near: Nearness[AnyStr], start: int, end: int) -> Iterator[tuple[Span, Keyword | Word]]:
        for passage in self._passages(near, start, end):
            for alternatives in near.operands:
                for one in alternatives:
                    if isinstance(one, _Needle):
                        yield passage, one.term
                    else:
                        yield from self._terms(one, *passage)

    def _passages(self, near: Nearness[AnyStr], start: int, end: int) -> Iterator[Span]:
        ends = self.ends if near.within is Within.SENTENCE else self._paragraph_ends
        rarest = min(near.operands, key=_commonness)
        at = self._next(rarest, start, end)
        while 0 <= at < end:
            place = bisect_right(ends, 2 * at + 1)
            first, last = (ends[place - 1] >> 1 if place else 0), ends[place] >> 1
            if all(self._stand(alternatives, first, last) for alternatives in near.operands):
                yield first, last
            at = self._next(rarest, last, end)

    def _next(self, alternatives: tuple[_Needle[AnyStr] | Nearness[AnyStr], ...], start: int, end: int) -> int:
        """Offset of the first place from `start` on where one of the alternatives may stand; -1 where none can."""
        found = (
            self.text.find(one.text, start, end)
            if isinstance(one, _Needle)
            else self._next(min(one.operands, key=_commonness), start, end)
            for one in alternatives
        )
        return min((at for at in found if at >= 0), default=-1)

    def _stand(self, alternatives: tuple[_Needle[AnyStr] | Nearness[AnyStr], ...], start: int, end: int) -> bool:
        """Whether one of the alternatives stands in the passage."""
        for one in alternatives:
            if isinstance(one, Nearness):
                if any(True for _ in self._passages(one, start, end)):
                    return True
            elif self.text.find(one.text, start, end) >= 0 and (
                one.cut is None or _plain(one.text) in one.cut(self._cuttable(start, end))
            ):
                return True
        return False

    def _cuttable(self, start: int, end: int) -> str:
        """The runs of a passage, one a line: cut into the words that the whole text has there."""
        inside: Sequence[int] = self.runs[bisect_right(self.runs, start) : bisect_left(self.runs, end)]
        return "\n".join(_plain(self.text[first:last]) for first, last in pairwise((start, *inside, end)))

    @cached_property
    def _paragraph_ends(self) -> list[int]:
        return [end for end in self.ends if end & 1]


def read_passages(text: str, *, whole: bool = False) -> Passages[str]:
    """The passages of an original text; with `whole` it is one sentence and one paragraph, as a title is."""
    return passages_between(folded_with_marks(text), whole=whole)


def passages_between(marked: str, *, whole: bool = False) -> Passages[str]:
    """The passages of a text that `folded_with_marks` has folded; `whole` as for `read_passages`."""
    lined = marked.replace(RUN_END, "")
    text = lined.replace(LINE_END, "")
    ends = [2 * len(text) + 1] if whole else _ends(lined).tolist()
    return Passages(text, ends, _runs(marked).tolist())


def _ends(lined: str) -> npt.NDArray[np.int64]:
    """Ends as `Passages` has them, of a folded text with a mark for each line break."""
    codes = _codes(f"{LINE_END}{lined}{LINE_END}")
    breaks = codes == ord(LINE_END)
    full_stops = (codes == ord("。")) | (codes == ord("!")) | (codes == ord("?"))
    if ELLIPSIS in lined:
        for dots in DOTS.finditer(lined):
            full_stops[dots.start() + 1 : dots.end() + 1] = True
    # of two neighbours the second is where a passage may begin; nothing ends between two line breaks
    paragraphs = ~breaks[:-1] & breaks[1:]
    sentences = full_stops[:-1] & ~full_stops[1:] & ~breaks[1:]
    at = np.flatnonzero(paragraphs | sentences)
    ends: npt.NDArray[np.int64] = 2 * (at + 1 - np.cumsum(breaks)[at]) + paragraphs[at]
    return ends


def _runs(marked: str) -> npt.NDArray[np.int64]:
    """Ascending ends of the runs between marks, as offsets into the text without marks."""
    codes = _codes(f"{marked}{LINE_END}")
    marks = np.flatnonzero((codes == ord(LINE_END)) | (codes == ord(RUN_END)))
    ends = marks - np.arange(len(marks))
    distinct: npt.NDArray[np.int64] = ends[np.diff(ends, prepend=0) > 0]
    return distinct


def packed_passages(passages: Passages[str]) -> bytes:
    """The ends of sentences, paragraphs and runs as bytes, for an index that keeps the text as UTF-8 beside them."""
    codes = _codes(passages.text)
    widths = 1 + (codes >= 0x80) + (codes >= 0x800) + (codes >= 0x10000)  # noqa: PLR2004 - bounds of UTF-8's lengths
    offsets = np.concatenate(([0], np.cumsum(widths)))
    ends = np.array(passages.ends, dtype=np.int64)
    runs = np.array(passages.runs, dtype=np.int64)
    return np.concatenate(([len(ends)], 2 * offsets[ends >> 1] + (ends & 1), offsets[runs])).astype("I").tobytes()


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), dtype="<u4")


def unpacked_passages(text: bytes, packed: bytes) -> Passages[bytes]:
    """The passages of a folded text kept as UTF-8."""
    numbers = memoryview(packed).cast("I")
    return Passages(text, numbers[1 : 1 + numbers[0]], numbers[1 + numbers[0] :])


def _ready(near: Near, cut: Cut, form: Callable[[str], AnyStr]) -> Nearness[AnyStr]:
    return Nearness(near.within, tuple(_alternatives(operand, cut, form) for operand in near.operands))


def _alternatives(
    node: Node, cut: Cut, form: Callable[[str], AnyStr]
) -> tuple[_Needle[AnyStr] | Nearness[AnyStr], ...]:
    match node:
        case Keyword():
            return (_Needle(node, form(fold(node.text)), None),)
        case Word():
            return (_Needle(node, form(fold(node.text)), cut),)
        case Near():
            return (_ready(node, cut, form),)
        case Or(children=children):
            return tuple(one for child in children for one in _alternatives(child, cut, form))
        case _:
            raise TypeError(f"{node} is no operand of NEAR")


def _commonness(alternatives: tuple[_Needle[AnyStr] | Nearness[AnyStr], ...]) -> tuple[int, int]:
    """How often one of the alternatives is likely to stand in a text: a long single keyword seldom."""
    return len(alternatives), min(-len(one.text) if isinstance(one, _Needle) else 0 for one in alternatives)


def _plain(text: str | bytes) -> str:
    return text.decode() if isinstance(text, bytes) else text
