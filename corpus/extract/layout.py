"""How a text shows its paragraphs: by blank lines, by indents, or by lines that fall short of the column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.extract.lines import Line

__all__ = ["Layout", "layout_of", "width"]

LEAST_LINES = 10  # to speak of a column at all
FULL_SHARE = 0.85  # of the column: a line that reaches it was broken for want of room
WRAPPED_SHARE = 0.5  # of the lines are full where a text was wrapped
COLUMN_QUANTILE = 0.95  # a stray long line does not make the column
NARROWEST_COLUMN, WIDEST_COLUMN = 40, 140  # in half-width characters; no printer breaks lines elsewhere
SPACED_SHARE = 0.5  # of the lines have a blank line before them where blank lines part paragraphs
INDENTED_SHARES = (0.1, 0.97)  # below, an accident; above, every line has one and it says nothing
WIDE = re.compile(r"[ᄀ-ᅟ⺀-꓏가-힣豈-﫿\ufe30-\ufe4f＀-\uff60\uffe0-\uffe6—…“”‘’]")


@dataclass(frozen=True, slots=True)
class Layout:
    """The habits of one text.

    Attributes:
        spaced: blank lines part the paragraphs.
        indents: some lines are set in and others are not, so that an indent means a new paragraph.
        column: the width at which the text was wrapped, in half-width characters; None where it was not.
    """

    spaced: bool
    indents: bool
    column: int | None

    def fills(self, text: str) -> bool:
        """Whether a line reaches the edge of the column."""
        return self.column is not None and width(text) >= FULL_SHARE * self.column


def layout_of(lines: Sequence[Line]) -> Layout:
    """The habits that `lines` show; table rows are left out of account."""
    running = [line for line in lines if not line.fixed]
    if not running:
        return Layout(spaced=False, indents=False, column=None)
    gaps = sum(line.gap for line in running[1:])
    low, high = INDENTED_SHARES
    return Layout(
        spaced=gaps >= SPACED_SHARE * (len(running) - 1) and gaps > 0,
        indents=low <= sum(line.indented for line in running) / len(running) <= high,
        column=_column_of(running),
    )


def width(text: str) -> int:
    """How wide `text` stands, in half-width characters: a Chinese character takes two."""
    return len(text) + len(WIDE.findall(text))


def _column_of(lines: Sequence[Line]) -> int | None:
    if len(lines) < LEAST_LINES:
        return None
    widths = sorted(width(line.text) for line in lines)
    column = widths[int(COLUMN_QUANTILE * (len(widths) - 1))]
    full = sum(width >= FULL_SHARE * column for width in widths)
    wrapped = NARROWEST_COLUMN <= column <= WIDEST_COLUMN and full >= WRAPPED_SHARE * len(widths)
    return column if wrapped else None
