"""Days of the invented reports, and how they are written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from localsite.draw import Draw

__all__ = ["arabic_date", "chinese_date", "publication_day"]

DIGITS = "〇一二三四五六七八九"
WORK_REPORT_LAST_DAY = 44  # counted from 1 January: people's congresses meet before the middle of February
LAST_DAY = 88  # reports on a year are due by 1 April of the next
EARLIEST_DAY = 8


def publication_day(draw: Draw, year: int, *, work_report: bool = False) -> date:
    """A day from January to March of `year`."""
    last = WORK_REPORT_LAST_DAY if work_report else LAST_DAY
    return date(year, 1, 1) + timedelta(days=draw.between(EARLIEST_DAY, last) - 1)


def arabic_date(day: date) -> str:
    """2023年1月12日."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_date(day: date) -> str:
    """二〇二三年一月十二日."""
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_number(day.month)}月{_number(day.day)}日"


def _number(number: int) -> str:
    """A number from 1 to 99 in Chinese: 十二, 二十, 三十一."""
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else ("" if tens == 1 else DIGITS[tens]) + "十"
    return ten + (DIGITS[ones] if ones else "")
