"""How a paragraph of a report is set: by the forms that Chinese official documents number their headings with.

GB/T 9704-2012, 7.3.3: the first four levels of a text are numbered 一、 (一) 1. and (1).
"""

from __future__ import annotations

import re
from enum import StrEnum

__all__ = ["ParagraphKind", "kinds_of"]

LONGEST_HEADING = 40  # characters; longer numbered paragraphs are text that begins with its number
LONGEST_SIGNATURE = 30
SIGNATURE_PARAGRAPHS = 3  # the issuer and the date, and at times a line between them

SECTION = re.compile(r"[一二三四五六七八九十百]+、|第[一二三四五六七八九十百]+[章节部]")
SUBSECTION = re.compile(r"[（(][一二三四五六七八九十百]+[)）]")
SENTENCE_END = "。！？；：，、!?;:,"
DATE = re.compile(
    r"[\d\u3007○零一二三四五六七八九十]{4}年[\d一二三四五六七八九十]{1,3}月([\d一二三四五六七八九十]{1,3}日)?"
)
TABLE_SEPARATOR = " | "


class ParagraphKind(StrEnum):
    """The classes of paragraphs in the page's style sheet."""

    TEXT = "text"
    SECTION = "section"
    SUBSECTION = "subsection"
    ROW = "row"
    SIGNATURE = "signature"


def kinds_of(paragraphs: list[str]) -> list[ParagraphKind]:
    """How each of a report's `paragraphs` is set."""
    kinds = [_kind(paragraph) for paragraph in paragraphs]
    for place in _signature(paragraphs):
        kinds[place] = ParagraphKind.SIGNATURE
    return kinds


def _kind(paragraph: str) -> ParagraphKind:
    text = paragraph.strip()
    if TABLE_SEPARATOR in text:
        return ParagraphKind.ROW
    if len(text) <= LONGEST_HEADING and text[-1:] not in SENTENCE_END:
        if SECTION.match(text):
            return ParagraphKind.SECTION
        if SUBSECTION.match(text):
            return ParagraphKind.SUBSECTION
    return ParagraphKind.TEXT


def _signature(paragraphs: list[str]) -> list[int]:
    """The places of the short lines at the end, where one of them is a date and none ends as a sentence does."""
    places: list[int] = []
    for place in range(len(paragraphs) - 1, max(len(paragraphs) - 1 - SIGNATURE_PARAGRAPHS, 0), -1):
        text = paragraphs[place].strip()
        if not text or len(text) > LONGEST_SIGNATURE or text[-1] in SENTENCE_END or SECTION.match(text):
            break
        places.append(place)
    return places if any(DATE.fullmatch(paragraphs[place].strip()) for place in places) else []
