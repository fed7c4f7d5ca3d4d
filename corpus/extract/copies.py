"""Text that a page holds more than once: copies for phones and for the elderly, a table in several nested elements."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from corpus.extract.lines import compact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.extract.lines import Line

__all__ = ["without_copies"]

LEAST_COPY = 100  # characters; shorter repetitions (the rows of a form, a refrain) are the text's own
LEAST_LINES = 2


def without_copies(lines: Sequence[Line]) -> list[Line]:
    """`lines` with each run of lines that stands again right after itself taken once."""
    texts = [compact(line.text) for line in lines]
    places: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        places[text].append(place)
    kept: list[Line] = []
    start = 0
    while start < len(texts):
        length = _copied_run(texts, start, places[texts[start]])
        if length:
            start += length  # the copy that stands last is the one that is kept
        else:
            kept.append(lines[start])
            start += 1
    return kept


def _copied_run(texts: Sequence[str], start: int, places: Sequence[int]) -> int:
    """How many lines from `start` on are followed by the very same lines; 0 where none are."""
    for place in places:
        length = place - start
        if length < LEAST_LINES:
            continue
        if texts[start:place] == texts[place : place + length] and sum(map(len, texts[start:place])) >= LEAST_COPY:
            return length
    return 0
