"""The span of time that a report names in its title where it is not one calendar year: half a year, several years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from corpus.metadata.dates import EARLIEST_YEAR, HAN_DIGITS, LATEST_YEAR, YEAR_PATTERN, read_year
from corpus.metadata.decision import Decision
from corpus.metadata.facts import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.metadata.facts import Passage

__all__ = ["Period", "find_period"]

CONFIDENCE = 0.9
MOST_YEARS = 10
QUOTED = re.compile(r"《[^》]*》")  # the plan that a report is about has its own years
YEARS = re.compile(
    rf"(?P<first>{YEAR_PATTERN})\s*年?度?\s*(?:-|至|到)\s*(?P<last>(?:19|20)\d\d|[一二][{HAN_DIGITS}]{{3}})\s*年?"
)
NO_PERIOD = re.compile(r"\s*度?[^\d,。]{0,14}?(?:计划|安排|规划|纲要|方案|要点|意见)")
PART = re.compile(rf"(?P<year>{YEAR_PATTERN})\s*年度?\s*(?P<part>上半年|下半年|第?[一二三四1234]季度|前三季度)")
# First and last month of the parts of a year, and the last month's days.
PARTS = {"上半年": (1, 6, 30), "下半年": (7, 12, 31), "前三季度": (1, 9, 30)}
QUARTERS = {"一": (1, 3, 31), "二": (4, 6, 30), "三": (7, 9, 30), "四": (10, 12, 31)}
QUARTERS |= {"1": QUARTERS["一"], "2": QUARTERS["二"], "3": QUARTERS["三"], "4": QUARTERS["四"]}


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included."""

    first: date
    last: date


def find_period(title: Passage) -> Decision[Period]:
    """The span that the title names, of half a year, a quarter or several years; none for a single whole year."""
    text = QUOTED.sub(lambda quoted: " " * len(quoted.group()), title.text)
    candidates = [*_of_years(title, text), *_of_parts(title, text)]
    values = {finding.value for finding in candidates}
    return Decision.of(candidates, candidates[0] if len(values) == 1 else None)


def _of_years(title: Passage, text: str) -> Iterator[Finding[Period]]:
    for match in YEARS.finditer(text):
        first, last = read_year(match["first"]), read_year(match["last"])
        if EARLIEST_YEAR <= first < last <= min(first + MOST_YEARS, LATEST_YEAR) and not NO_PERIOD.match(
            text, match.end()
        ):
            yield Finding(Period(date(first, 1, 1), date(last, 12, 31)), title.evidence(CONFIDENCE, match.span()))


def _of_parts(title: Passage, text: str) -> Iterator[Finding[Period]]:
    for match in PART.finditer(text):
        year, part = read_year(match["year"]), match["part"]
        start, end, days = PARTS.get(part) or QUARTERS[part.removeprefix("第")[0]]
        if EARLIEST_YEAR <= year <= LATEST_YEAR:
            yield Finding(Period(date(year, start, 1), date(year, end, days)), title.evidence(CONFIDENCE, match.span()))
