"""Dates and years as Chinese pages write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DATE_PATTERN", "HAN_DIGITS", "YEAR_PATTERN", "FoundDate", "find_dates", "read_date", "read_year"]

ZERO = "\u3007"  # the ideograph; often written as the circle that looks like it
HAN_DIGITS = f"{ZERO}○零一二三四五六七八九"
HAN_VALUES = {ZERO: 0, "○": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TEN = 10
EARLIEST_YEAR, LATEST_YEAR = 1949, 2099  # of a report; PubDate of 1970 is a clock that was never set

YEAR_PATTERN = rf"(?<![\d{HAN_DIGITS}])(?:(?:19|20)\d{{2}}|[一二][{HAN_DIGITS}]{{3}})"
# The day may have a time glued to it: 2021-03-2918:26.
NUMERIC_DATE = r"(?<!\d)(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*(?:\d{2}|\d)(?:\s*日|(?=\d{1,2}:\d{2})|(?!\d))"
HAN_DATE = rf"[一二][{HAN_DIGITS}]{{3}}年[正元一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日"
DATE_PATTERN = rf"(?:{NUMERIC_DATE}|{HAN_DATE})"
DATE = re.compile(DATE_PATTERN)
PARTS = re.compile(rf"[\d{HAN_DIGITS}十正元]+")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where in the text it stands."""

    value: date
    span: tuple[int, int]


def find_dates(text: str) -> Iterator[FoundDate]:
    """The dates in plain text, in order; what is no day of the calendar is passed over."""
    for match in DATE.finditer(text):
        value = read_date(match.group())
        if value is not None:
            yield FoundDate(value, match.span())


def read_date(text: str) -> date | None:
    """The date that text matching `DATE_PATTERN` names; None for 2021年2月30日 and for years that cannot be right."""
    parts = PARTS.findall(text)
    year, month, day = (_number(part) for part in parts[:3])
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_year(text: str) -> int:
    """The year that text matching `YEAR_PATTERN` names: 2022 for 2022 and for 二〇二二."""
    return _number(text)


def _number(text: str) -> int:
    if text.isascii():
        return int(text)
    if text in ("正", "元"):
        return 1
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (HAN_VALUES[tens] if tens else 1) * TEN + (HAN_VALUES[ones] if ones else 0)
    return int("".join(str(HAN_VALUES[digit]) for digit in text))
