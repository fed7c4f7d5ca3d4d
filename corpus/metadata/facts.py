"""What goes in: the facts that one page shows, and passages of it that remember where they stood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from corpus.metadata.plain import plain
from corpus.report import Evidence, Where

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

__all__ = ["Finding", "PageFacts", "Passage"]

LONGEST_QUOTE = 80  # characters

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page shows of one report. Everything but the text may be missing.

    Attributes:
        text: title lines, dateline and body as far as they are not given apart.
        title: as shown; empty where the page shows none.
        header: the lines about the document: dates, source, issuing body; separated by newlines.
        breadcrumb: the page's place on its site (首页 > 政务公开 > ...).
        site_name: the site's name as the page gives it.
        url: address of the page.
        meta: the page's meta tags; names in any case.
        listed: the date that stands beside the link to the page, in the list that led to it.
        read_on: the day the page was read; nothing on it was published later.
    """

    text: str
    title: str = ""
    header: str = ""
    breadcrumb: str = ""
    site_name: str = ""
    url: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    listed: date | None = None
    read_on: date | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the page: its words as published, and the same words made plain, character for character.

    Attributes:
        where: the part of the page.
        original: as published.
        text: the plain form that patterns read; as long as `original`.
    """

    where: Where
    original: str
    text: str

    @classmethod
    def of(cls, where: Where, original: str) -> Passage:
        """A passage of these words."""
        return cls(where, original, plain(original))

    def part(self, start: int, end: int) -> Passage:
        """The characters from `start` to `end`, without white space at the ends."""
        piece = self.original[start:end]
        return Passage.of(self.where, piece.strip())

    def evidence(self, confidence: float, span: tuple[int, int] | None = None) -> Evidence:
        """Evidence that quotes the characters of `span`, or the head of the passage."""
        start, end = span if span is not None else (0, len(self.original))
        quote = " ".join(self.original[start:end].split())
        return Evidence(where=self.where, quote=quote[:LONGEST_QUOTE], confidence=confidence)

    def __bool__(self) -> bool:
        return bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class Finding(Generic[Value]):
    """A value and what it was read from."""

    value: Value
    evidence: Evidence
