"""How the query was read, for the page: how its keywords were cut and folded, and the two parts of what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp import links

if TYPE_CHECKING:
    from indexer import Divided, KeywordReading, SearchPage
    from webapp.search_state import SearchState

__all__ = ["Part", "QueryReading", "reading_of"]

SHOWN_WORDS = 24  # of one keyword
SHOWN_CHARACTERS = 60  # of one keyword as typed


@dataclass(frozen=True, slots=True, kw_only=True)
class CutKeyword:
    """One keyword: the words it was cut into, and what was typed where that was folded into something else."""

    typed: str | None
    words: tuple[str, ...]
    cut_short: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the reports found, and the search for just those."""

    count: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryReading:
    """What the page tells of the reading; both parts are None where the query cannot be divided so."""

    keywords: tuple[CutKeyword, ...]
    whole_words: Part | None
    otherwise: Part | None


def reading_of(page: SearchPage, state: SearchState) -> QueryReading | None:
    """How `page`'s query was read; None where there is nothing to tell."""
    if page.reading is None or not page.reading.keywords:
        return None
    return QueryReading(
        keywords=tuple(map(_cut, page.reading.keywords)),
        whole_words=_part(page.reading.whole_words, state),
        otherwise=_part(page.reading.otherwise, state),
    )


def _cut(keyword: KeywordReading) -> CutKeyword:
    typed = keyword.text if len(keyword.text) <= SHOWN_CHARACTERS else f"{keyword.text[:SHOWN_CHARACTERS]}…"
    return CutKeyword(
        typed=typed if keyword.folded != keyword.text else None,
        words=keyword.words[:SHOWN_WORDS],
        cut_short=len(keyword.words) > SHOWN_WORDS,
    )


def _part(part: Divided | None, state: SearchState) -> Part | None:
    return None if part is None else Part(count=part.total, href=links.requeried(state, part.query))
