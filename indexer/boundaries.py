"""A text folded once, with marks where its lines end and where no word crosses: all that an index keeps of it.

Folding drops line breaks, quotes and brackets. Words are cut between them, and paragraphs end with their lines; so one
pass over the text gives its folded form with a mark in the place of each.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from indexer.fold import QUOTES_AND_BRACKETS, Folding

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LINE_END", "RUN_END", "folded_with_marks", "original_runs"]

LINE_END: Final = "\n"
"""Stands for each line break; folding drops it, so no folded text holds it."""
RUN_END: Final = "\r"
"""Stands for each quote or bracket, which no word crosses; no folded text holds it either."""

LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
# half-width, full-width and vertical forms of quotes and brackets stand in these blocks
COMPATIBILITY_FORMS = (*range(0x2070, 0x2090), *range(0x2329, 0x232B), *range(0xFE10, 0xFE70), *range(0xFF00, 0xFFF0))
BRACKETS = "".join(QUOTES_AND_BRACKETS) + "".join(
    form for form in map(chr, COMPATIBILITY_FORMS) if normalize("NFKC", form) in QUOTES_AND_BRACKETS
)
_RUN = re.compile(f"[^{re.escape(LINE_BREAKS + BRACKETS)}]+")
_FOLDING = Folding({**dict.fromkeys(LINE_BREAKS, LINE_END), **dict.fromkeys(BRACKETS, RUN_END)})


def folded_with_marks(text: str) -> str:
    """The folded text with `LINE_END` for each line break and `RUN_END` for each other boundary of words."""
    return _FOLDING.fold(text)


def original_runs(text: str) -> Iterator[re.Match[str]]:
    """The runs of an original text that no word crosses; none is empty."""
    return _RUN.finditer(text)
