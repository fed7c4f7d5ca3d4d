"""The period that a report is about, as a person types it, and what it means for the report's year."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from corpus.corrections.errors import bad_value, not_of_year
from corpus.metadata.facts import Passage
from corpus.metadata.period import Period, find_period
from corpus.overrides import PERIOD_FIELDS, text_of
from corpus.report import Report, Where

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PERIOD", "RANGE", "period_text", "read_period", "settled_period"]

PERIOD = "period"
"""Beside the fields: the first and the last day of a period in one, such as 2021..2025."""

RANGE = ".."
FIRST_YEAR, LAST_YEAR = 1900, 2100
DATE_DASH = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
ENDS = re.compile(rf"({DATE_DASH}|\d{{4}})年?度?(?:\.\.|[-—–~至到])({DATE_DASH}|\d{{4}})年?度?")
NUMBER = re.compile(r"\d+")
EXPECTED = "several years or a part of one, such as 2021..2025, 2022-01-01..2022-06-30 or 2022年上半年"


def read_period(text: str) -> str:
    """The period as it is kept: first and last day in ISO 8601, with `RANGE` between.

    Raises:
        CorrectionError: it is no period, or a single whole year, which has none.
    """
    typed = "".join(text.split())
    match = ENDS.fullmatch(typed)
    if match is None:
        found = find_period(Passage.of(Where.USER, typed)).chosen
        if found is None or found.evidence.quote != typed:
            raise bad_value(PERIOD, text, EXPECTED)
        period = found.value
    else:
        try:
            period = Period(_day(match[1], last=False), _day(match[2], last=True))
        except ValueError:
            raise bad_value(PERIOD, text, EXPECTED) from None
    whole_year = period == Period(date(period.first.year, 1, 1), date(period.first.year, 12, 31))
    years_are_sound = period.first.year >= FIRST_YEAR and period.last.year <= LAST_YEAR
    if whole_year or not years_are_sound or period.first > period.last:
        raise bad_value(PERIOD, text, EXPECTED)
    return f"{period.first}{RANGE}{period.last}"


def period_text(report: Report) -> str | None:
    """The period of a report as a person would type it: 2021..2025, or with both days; None where it has none."""
    first, last = report.period_from, report.period_to
    if first is None or last is None:
        return None
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}{RANGE}{last.year}"
    return f"{first}{RANGE}{last}"


def settled_period(asked: Mapping[str, str | None], report: Report) -> dict[str, str | None]:
    """The fields that a correction of the period or the year sets beside those that were said.

    The year of a report is the last one of its period. Where the year is corrected, a period that was read goes by
    itself; one that a person said goes here.

    Args:
        asked: what the person said, by field; ``period`` as `read_period` gives it.
        report: as it is shown now.

    Raises:
        CorrectionError: the period ends in another year than was given with it.
    """
    year = asked.get("report_year")
    if PERIOD not in asked:
        last_day, read = report.period_to, report.evidence.get("period_to")
        is_said = read is not None and read.where is Where.USER
        goes = year is not None and is_said and last_day is not None and str(last_day.year) != year
        return dict.fromkeys(PERIOD_FIELDS) if goes else {}
    period = asked[PERIOD]
    if period is None:
        return dict.fromkeys(PERIOD_FIELDS)
    first, _, last = period.partition(RANGE)
    ends: dict[str, str | None] = dict(zip(PERIOD_FIELDS, (first, last), strict=True))
    last_year = str(date.fromisoformat(last).year)
    if year not in (None, last_year):
        raise not_of_year(PERIOD, period, str(year))
    return ends if text_of(report.report_year) == last_year else {**ends, "report_year": last_year}


def _day(text: str, *, last: bool) -> date:
    numbers = [int(number) for number in NUMBER.findall(text)]
    if len(numbers) == 1:
        return date(numbers[0], 12, 31) if last else date(numbers[0], 1, 1)
    return date(*numbers)
