"""Which rows of a segment have the operands of a NEAR in one passage: rows that have them all, then their passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.engines.whoosh.rows import PASSAGES
from indexer.fold import fold
from indexer.passages import nearness_utf8, unpacked_passages
from indexer.query.nodes import Keyword, Near, Node, Or, Word

if TYPE_CHECKING:
    from indexer.engines.whoosh.scan import Mask
    from indexer.engines.whoosh.segment import Segment
    from indexer.segment import Segmenter

__all__ = ["near"]


def near(segment: Segment, node: Near, among: Mask, segmenter: Segmenter) -> Mask:
    """Which of the rows marked in `among` match `node`."""
    return segment.remembered(node, among, lambda rows: _near(segment, node, rows, segmenter))


def _near(segment: Segment, node: Near, among: Mask, segmenter: Segmenter) -> Mask:
    found = _standing(segment, node, "title", among)  # a title is one passage: what stands in it stands together
    wanted = nearness_utf8(node, segmenter.words)
    bodies, passages = segment.rows.records["body"], segment.rows.records[PASSAGES]
    for row in np.flatnonzero(_standing(segment, node, "body", among & ~found)).tolist():
        found[row] = unpacked_passages(bodies.record(row), passages.record(row)).hold(wanted)
    return found


def _standing(segment: Segment, node: Node, text: str, among: Mask) -> Mask:
    """Which of the rows marked in `among` have each operand somewhere in their title, or in their body."""
    match node:
        case Keyword(text=wanted):
            return segment.containing(text, fold(wanted).encode(), among)
        case Word(text=wanted):
            return among & segment.having_word(text, fold(wanted))
        case Near(operands=operands):
            found = among.copy()
            for operand in operands:
                found = _standing(segment, operand, text, found)
            return found
        case Or(children=children):
            found = np.zeros_like(among)
            for child in children:
                found |= _standing(segment, child, text, among & ~found)
            return found
        case _:
            raise TypeError(f"{node} is no operand of NEAR")
