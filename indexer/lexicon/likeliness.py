"""How likely an entry is what somebody begins to type: by its reports, but words that say nothing alone come last."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.fold import fold
from indexer.lexicon.entries import Kind
from indexer.segment import domain_terms

if TYPE_CHECKING:
    from indexer.lexicon.entries import Entry

__all__ = ["likeliness"]

FIELD_WEIGHT = 4  # a term of the field counts as if so many times as many reports had it
FUNCTION_WORD_WEIGHT = 0.001  # in every report, and nobody's keyword

FUNCTION_WORDS = frozenset(Path(__file__).with_name("function_words.txt").read_text(encoding="utf-8").split())


def likeliness(entry: Entry) -> float:
    """The higher, the likelier; an entry of twice as many reports is twice as likely."""
    if entry.kind is not Kind.TERM:
        return entry.weight
    if entry.text in FUNCTION_WORDS:
        return entry.weight * FUNCTION_WORD_WEIGHT
    return entry.weight * (FIELD_WEIGHT if entry.text in _field_terms() else 1)


@cache
def _field_terms() -> frozenset[str]:
    return frozenset(fold(term) for term, _, _ in domain_terms())
