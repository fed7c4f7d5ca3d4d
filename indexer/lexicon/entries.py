"""What goes into the lexicon: terms worth typing, issuing bodies and titles, each with how many reports have it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Entry", "Kind", "is_term", "issuer_entries", "term_entries", "title_entries"]

MAX_TERMS = 300_000  # the rarest beyond are mostly accidents of cutting
MAX_NAMES = 500_000  # titles, and issuing bodies
LONGEST_TERM = 16  # characters
LONGEST_NAME = 120
NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两几第年月日号个件名次项")


class Kind(IntEnum):
    """What an entry is, in the order in which completions show them."""

    TERM = 0
    ISSUER = 1
    TITLE = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to type: its text as shown, and about how many reports have it."""

    kind: Kind
    text: str
    weight: int


def is_term(word: str) -> bool:
    """Whether a word of the index is worth proposing: two characters or more, no number, nothing but letters.

    Of Latin letters alone it takes three: shorter ones are units and the rubble of addresses.
    """
    if not 1 < len(word) <= LONGEST_TERM or not word.isalpha():
        return False
    if word.isascii():
        return len(word) > 2  # noqa: PLR2004 - as said above
    return not NUMERALS.issuperset(word)


def term_entries(terms: Iterable[tuple[str, int]]) -> list[Entry]:
    """The terms among the words of an index: the `MAX_TERMS` most frequent."""
    found = ((word, reports) for word, reports in terms if reports > 0 and is_term(word))
    return [Entry(Kind.TERM, *one) for one in _most_frequent(found, MAX_TERMS)]


def issuer_entries(names: Iterable[tuple[str, int]]) -> list[Entry]:
    """Issuing bodies and in how many reports each is named: the `MAX_NAMES` most frequent."""
    return _names(Kind.ISSUER, names)


def title_entries(names: Iterable[tuple[str, int]]) -> list[Entry]:
    """Titles and how many reports bear each: the `MAX_NAMES` most frequent."""
    return _names(Kind.TITLE, names)


def _names(kind: Kind, names: Iterable[tuple[str, int]]) -> list[Entry]:
    found = ((text, reports) for text, reports in names if _is_name(text))
    return [Entry(kind, *one) for one in _most_frequent(found, MAX_NAMES)]


def _most_frequent(found: Iterable[tuple[str, int]], limit: int) -> list[tuple[str, int]]:
    """Those of most reports, at most `limit`, in order; of as many the first. Twice as many are held at a time."""
    rest = iter(found)
    kept: list[tuple[str, int]] = []
    while chunk := list(islice(rest, limit)):
        kept = sorted(kept + chunk, key=itemgetter(1), reverse=True)[:limit]
    return kept


def _is_name(text: str) -> bool:
    return 1 < len(text) <= LONGEST_NAME and any(map(str.isalpha, text)) and text.isprintable()
