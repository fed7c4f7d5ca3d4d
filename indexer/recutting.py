"""What to do with an index when the collection's own words have changed: cut again the reports that hold such a word.

A word changes the cut only of runs in which its characters stand, and an exact search knows the reports with those.
They are written to a copy of the live index, which takes its place when all are done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.own_words import changed_words, why_all_changes
from indexer.query.nodes import Keyword

if TYPE_CHECKING:
    from indexer.engine import Engine
    from indexer.generations import Generation
    from indexer.own_words import OwnWords

__all__ = ["Recut", "plan_recut"]

LARGEST_SHARE = 0.5  # of the reports to cut again; where there are more, a new index is as quick, and tidier


@dataclass(frozen=True, slots=True)
class Recut:
    """What changed words ask for.

    Attributes:
        words: those that came, went or changed in frequency.
        report_ids: the reports to cut again.
        anew: why the whole index is to be built anew instead; None where it need not be.
    """

    words: tuple[str, ...]
    report_ids: tuple[str, ...] = ()
    anew: str | None = None


def plan_recut(engine: Engine, live: Generation, own: OwnWords) -> Recut:
    """What going from the words that `live` was made with to `own` asks for."""
    words = changed_words(live.segmenter.terms, own.terms)
    if reason := why_all_changes(live.segmenter.terms, own.terms):
        return Recut(words, anew=reason)
    reader = engine.reader(live.path, live.segmenter)
    try:
        found: set[str] = set()
        for word in words:
            found |= reader.ids(Keyword(word))
            if len(found) > LARGEST_SHARE * len(reader):
                return Recut(words, anew="words of dictionary.txt changed that more than half of the reports hold")
    finally:
        reader.close()
    return Recut(words, tuple(sorted(found)))
