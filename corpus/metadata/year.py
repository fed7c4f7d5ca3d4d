"""The year a report is about, which is often not the year it was published in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.metadata.dates import (
    DATE_PATTERN,
    EARLIEST_YEAR,
    LATEST_YEAR,
    YEAR_PATTERN,
    find_dates,
    read_date,
    read_year,
)
from corpus.metadata.decision import Decision
from corpus.metadata.facts import Finding, Passage
from corpus.metadata.kinds import KIND_NAMES
from corpus.metadata.period import find_period
from corpus.report import DocType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.metadata.address import Address
    from corpus.metadata.page import Page

__all__ = ["find_report_year"]

YEAR = rf"(?P<year>{YEAR_PATTERN})"
# A year in a title that is not the report's: a range of plan years, a day, a document number, next year's plans.
IN_TITLE = re.compile(rf"(?<!\d-)(?<!年-){YEAR}(?!\s*年?\s*-\s*\d{{4}})(?!\s*年\s*\d{{1,2}}\s*月)(?!\])")
PLANS = re.compile(r"\s*年?度?[^\d,。]{0,14}?(?:计划|安排|打算|思路|要点|规划|展望|部署|方案|谋划)")
TITLE_CONFIDENCE = 0.95
SESSION_DATE = re.compile(rf"(?P<date>{DATE_PATTERN})\s*在?.{{2,30}}人民代表大会")
SESSION_CONFIDENCE = 0.7
SIGNED_CONFIDENCE = 0.5
YEARLY = {DocType.RULE_OF_LAW, DocType.INFO_DISCLOSURE}
LAST_MONTH_FOR_LAST_YEAR, DECEMBER = 4, 12


@dataclass(frozen=True, slots=True)
class Rule:
    """A way in which the text of a report says its year."""

    pattern: re.Pattern[str]
    confidence: float


# In order; the first rule that finds one year only decides.
TEXT_RULES = (
    Rule(re.compile(rf"现[将就][^。\n]{{0,40}}?{YEAR}\s*年[^。\n]{{0,60}}?如下"), 0.9),
    Rule(
        re.compile(rf"现[^。\n]{{0,8}}(?:公布|发布|公开)[^。\n]{{0,40}}?{YEAR}\s*年[^。\n]{{0,40}}?(?:报告|年报|情况)"),
        0.9,
    ),
    Rule(re.compile(rf"{YEAR}年1月1日起?(?:至|到|-)(?:(?P=year)年)?12月31日"), 0.9),
    Rule(re.compile(rf"\A(?:[一二三][、.]\S{{0,8}}\s+)?(?:自|在)?{YEAR}\s*年?(?:度|以来|来)?(?:[,,\s]|是|我|全)"), 0.8),
    Rule(re.compile(rf"^(?:[一二三][、.]|\(一\))\s*{YEAR}\s*年", re.MULTILINE), 0.75),
    Rule(re.compile(rf"{YEAR}\s*年度?[^,。;\d\n]{{0,20}}?{KIND_NAMES}[^。\n]{{0,12}}?(?:报告|年报|总结|情况)"), 0.7),
    Rule(re.compile(rf"(?:^|[。;/]\s*)(?:自|在)?{YEAR}\s*年?(?:度|以来|来)?[,,]", re.MULTILINE), 0.65),
    Rule(
        re.compile(
            rf"^(?:自|在)?{YEAR}\s*年度?(?=[^\d,。;月]{{2,30}}?(?:坚持|按照|认真|深入|严格|全面|积极|继续|切实|高度))",
            re.MULTILINE,
        ),
        0.65,
    ),
    Rule(re.compile(rf"{YEAR}\s*年度?(?:我|全|本)(?:省|自治区|市|区|县|州|盟|旗|镇|乡|街)"), 0.65),
    Rule(re.compile(rf"{YEAR}\s*年度?[^,。;\d\n]{{0,20}}?(?:政务公开|信息公开|法治政府建设|依法行政)工作"), 0.6),
)


def find_report_year(page: Page, doc_type: DocType | None, address: Address) -> Decision[int]:
    """The year of the title; else the one that the opening states; else the year before that of its publication.

    A title with two years that are both possible is settled by the text, or not at all. A resolution is about the
    years to come, so its text is asked only for what it states outright.

    Args:
        page: the page.
        doc_type: its kind; None where it was not recognised.
        address: what the address says.
    """
    stated = list(_stated(page.own_opening, outright=doc_type is DocType.OTHER))
    in_title = list(_in_title(page.title))
    by_habit = list(_by_habit(page, doc_type, address))
    candidates = (*in_title, *stated, *by_habit)
    years = {finding.value for finding in in_title}
    period = find_period(page.title).chosen
    if period is not None and years <= {period.value.first.year, period.value.last.year}:
        return Decision.of(candidates, Finding(period.value.last.year, period.evidence))
    if len(years) == 1:
        return Decision.of(candidates, in_title[0])
    if years:
        return Decision.of(candidates, next((finding for finding in stated if finding.value in years), None))
    return Decision.of(candidates, next(iter((*stated, *by_habit)), None))


def _by_habit(page: Page, doc_type: DocType | None, address: Address) -> Iterator[Finding[int]]:
    """The year that a report of its kind is about if it was delivered, signed or put up on that day.

    A work report is delivered early in the year and looks back on the last one. The two kinds of annual reports are due
    by the end of January and of March of the year after; those of December are of the same year.
    """
    if doc_type is DocType.WORK_REPORT:
        for line in (*page.datelines, *page.preamble):
            for match in SESSION_DATE.finditer(line.text):
                if (delivered := read_date(match["date"])) is not None:
                    yield Finding(delivered.year - 1, line.evidence(SESSION_CONFIDENCE, match.span()))
    if doc_type not in YEARLY:
        return
    dates = [
        Finding(found.value, page.signature.date.evidence(SIGNED_CONFIDENCE))
        for found in find_dates(page.signature.date.text)
    ]
    dates += [
        Finding(found.value, line.evidence(SIGNED_CONFIDENCE, found.span))
        for line in page.datelines
        for found in find_dates(line.text)
    ]
    for finding in (*dates, *([address.month] if address.month else [])):
        if finding.value.month <= LAST_MONTH_FOR_LAST_YEAR:
            yield Finding(finding.value.year - 1, finding.evidence)
        elif finding.value.month == DECEMBER:
            yield Finding(finding.value.year, finding.evidence)


def _in_title(title: Passage) -> Iterator[Finding[int]]:
    for match in IN_TITLE.finditer(title.text):
        year = read_year(match["year"])
        if EARLIEST_YEAR <= year <= LATEST_YEAR and not PLANS.match(title.text, match.end()):
            yield Finding(year, title.evidence(TITLE_CONFIDENCE))


def _stated(opening: Passage, *, outright: bool) -> Iterator[Finding[int]]:
    """What each rule finds, where it finds one year only."""
    for rule in TEXT_RULES[: 3 if outright else None]:
        matches = {read_year(match["year"]): match for match in reversed(list(rule.pattern.finditer(opening.text)))}
        if len(matches) == 1:
            ((year, match),) = matches.items()
            if EARLIEST_YEAR <= year <= LATEST_YEAR:
                yield Finding(year, opening.evidence(rule.confidence, match.span()))
