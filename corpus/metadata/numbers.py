"""What a disclosure table says of the document besides: its day of writing, its document number, its index number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from corpus.metadata.dates import DATE_PATTERN, find_dates
from corpus.metadata.decision import Decision
from corpus.metadata.facts import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from corpus.metadata.facts import Passage
    from corpus.metadata.page import Page

__all__ = ["find_document_number", "find_index_number", "find_written"]

Value = TypeVar("Value")

LABELLED_CONFIDENCE = 0.95
SIGNED_CONFIDENCE = 0.85
BESIDE_TITLE_CONFIDENCE = 0.85
MARKS = r"[\]\s:|]{0,8}"
WRITTEN = re.compile(rf"(?:成\s*文|生\s*成|写作|制发)(?:日\s*期|时\s*间){MARKS}(?P<value>{DATE_PATTERN})")
# 机关代字〔年份〕序号号, brackets of any kind: plain text has square ones.
NUMBER = r"[^\W\d_][^\s,。:;|\[\](){}<>《》]{0,24}[\[(](?:19|20)\d{2}[\])]\s*第?\s*\d{1,5}\s*号"
LABELLED_NUMBER = re.compile(rf"(?:发文字号|文\s*件?\s*编?\s*号|公文文号|备注/文号){MARKS}(?P<value>{NUMBER})")
ALONE = re.compile(rf"^\W{{0,2}}(?P<value>{NUMBER})\W{{0,2}}$")
INDEX_NUMBER = re.compile(rf"索\s*引\s*号{MARKS}(?P<value>[A-Za-z0-9][\w/.\-()]{{4,60}})", re.ASCII)


def find_written(page: Page) -> Decision[date]:
    """The day the document was written (成文日期): as a label gives it, else that of the signature."""
    labelled = [
        Finding(found.value, line.evidence(LABELLED_CONFIDENCE, match.span()))
        for line, match in _in_lines(page.datelines, WRITTEN)
        for found in find_dates(match["value"])
    ]
    signed = [
        Finding(found.value, page.signature.date.evidence(SIGNED_CONFIDENCE))
        for found in find_dates(page.signature.date.text)
    ]
    return _first((*labelled, *signed))


def find_document_number(page: Page) -> Decision[str]:
    """The document number (发文字号) of a label, or of a line of its own above the text; others are those cited."""
    labelled = _values(page.datelines, LABELLED_NUMBER, LABELLED_CONFIDENCE)
    head = _values((page.title, *page.preamble, *page.head), ALONE, BESIDE_TITLE_CONFIDENCE)
    return _first((*labelled, *head))


def find_index_number(page: Page) -> Decision[str]:
    """The index number (索引号) of the disclosure table."""
    return _first(tuple(_values(page.datelines, INDEX_NUMBER, LABELLED_CONFIDENCE)))


def _values(lines: Iterable[Passage], pattern: re.Pattern[str], confidence: float) -> Iterator[Finding[str]]:
    for line, match in _in_lines(lines, pattern):
        start, end = match.span("value")
        yield Finding("".join(line.original[start:end].split()), line.evidence(confidence, match.span()))


def _in_lines(lines: Iterable[Passage], pattern: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
    for line in lines:
        match = pattern.search(line.text)
        if match:
            yield line, match


def _first(findings: tuple[Finding[Value], ...]) -> Decision[Value]:
    return Decision.of(findings, findings[0] if findings else None)
