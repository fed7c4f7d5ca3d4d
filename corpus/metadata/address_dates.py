"""Dates in addresses: t20240228_123.html, /art/2024/2/28/, /c/2023-01-29/, /202403/."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from corpus.metadata.facts import Finding
from corpus.report import Evidence, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["find_address_dates"]

DAY_CONFIDENCE = 0.4  # of 31 labelled pages with a date here and one shown, the two differ on 7
MONTH_CONFIDENCE = 0.3
YEAR, MONTH, DAY = r"(?P<year>(?:19|20)\d\d)", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
TWO = r"(?P<month>\d\d)", r"(?P<day>\d\d)"
DAY_PATTERNS = (
    re.compile(rf"/t{YEAR}{TWO[0]}{TWO[1]}_"),
    re.compile(rf"/{YEAR}[-/]{MONTH}[-/]{DAY}(?=[/_.]|$)"),
    re.compile(rf"/{YEAR}{TWO[0]}/{TWO[1]}(?=/)"),
    re.compile(rf"/{YEAR}{TWO[0]}{TWO[1]}(?=[/_.]|\d{{4}})"),
    re.compile(rf"[/_]{YEAR}{TWO[0]}{TWO[1]}\d{{6}}(?!\d{{8}})"),
)
MONTH_PATTERNS = (re.compile(rf"/{YEAR}{TWO[0]}(?=/)"), re.compile(rf"/{YEAR}-{TWO[0]}(?=/)"))
FIRST_WEBSITES = 1996


def find_address_dates(path: str) -> tuple[Finding[date] | None, Finding[date] | None]:
    """The day in an address, and the first day of the month in it; each None where there is none.

    An address with a day has its month too. Numbers that are no day of the calendar (a title's id) are passed over.
    """
    day = next(_found(path, DAY_PATTERNS, DAY_CONFIDENCE), None)
    if day is not None:
        return day, Finding(day.value.replace(day=1), day.evidence)
    return None, next(_found(path, MONTH_PATTERNS, MONTH_CONFIDENCE), None)


def _found(path: str, patterns: tuple[re.Pattern[str], ...], confidence: float) -> Iterator[Finding[date]]:
    for pattern in patterns:
        for match in pattern.finditer(path):
            try:
                value = date(int(match["year"]), int(match["month"]), int(match.groupdict().get("day") or 1))
            except ValueError:
                continue
            if value.year >= FIRST_WEBSITES:
                quote = match.group().strip("/_")
                yield Finding(value, Evidence(where=Where.URL, quote=quote, confidence=confidence))
