"""The date of publication: the visible one first, then the meta tags, then that of the list, then the signature's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from corpus.metadata.dates import DATE_PATTERN, find_dates
from corpus.metadata.decision import Decision
from corpus.metadata.facts import Finding, Passage
from corpus.report import DocType, Evidence, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.metadata.page import Page

__all__ = ["find_published"]

FIRST_WEBSITES = date(1996, 1, 1)  # no government site is older; PubDate 1970 is an unset clock
CHINA = timezone(timedelta(hours=8))
CLOCKS_APART = timedelta(days=1)
MIGRATION = timedelta(days=400)  # a meta date this long after the signature is that of a move to another site
YEARLY = {DocType.RULE_OF_LAW, DocType.INFO_DISCLOSURE}  # these speak about a year that is over, or nearly


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to write the date on the page; the date ends the match."""

    pattern: re.Pattern[str]
    confidence: float


# In order. The day a document was written (成文日期, 生成日期) is not the day it was published.
VISIBLE_RULES = (
    Rule(re.compile(rf"(?:发布|发表|公开|上传|录入)(?:日期|时间|于)[\]\s:|]*{DATE_PATTERN}"), 0.95),
    Rule(re.compile(rf"(?<![成生印更])(?<!文)(?<!成|新)(?:日\s*期|时\s*间)[\]\s:|]*{DATE_PATTERN}"), 0.9),
    Rule(re.compile(rf"发文(?:日期|时间)[\]\s:|]*{DATE_PATTERN}"), 0.8),
    Rule(re.compile(rf"更新(?:日期|时间)[\]\s:|]*{DATE_PATTERN}"), 0.7),
    Rule(
        re.compile(
            rf"(?:^\W{{0,3}}|(?<=[^\s:期间|\]])\s+|(?<=[^\s:期间|\]] \| )){DATE_PATTERN}"
            r"(?!.{0,30}(?:会议|大会|通过|[届次]))"
        ),
        0.75,
    ),
)
META_NAMES = ("pubdate", "publishdate", "publishtime", "firstpublishedtime", "article:published_time", "createdate")
GENERATED_NAME = "others"  # <meta name="others" content="页面生成时间 2023-08-16 10:33:59">
META_CONFIDENCE = 0.8
LIST_CONFIDENCE = 0.75
SIGNATURE_CONFIDENCE = 0.6


def find_published(
    page: Page, doc_type: DocType, report_year: int | None, in_address: Finding[date] | None
) -> Decision[date]:
    """The date of publication; none where the page shows none, or only the day the document was written.

    The date in an address is that of the file: half of those seen differ from the date shown, by a move to another site
    or by years. It is a candidate that never decides.
    """
    signed = next(_dates(page.signature.date, SIGNATURE_CONFIDENCE), None)
    earliest = date(report_year, 1, 1) if report_year is not None and doc_type in YEARLY else FIRST_WEBSITES
    listed = [Finding(page.listed, _beside_link(page.listed))] if page.listed is not None else []
    candidates = [*_visible(page.datelines), *_in_meta(page, signed), *listed, *([signed] if signed else [])]
    latest = page.read_on + CLOCKS_APART if page.read_on is not None else date.max
    possible = [finding for finding in candidates if max(earliest, FIRST_WEBSITES) <= finding.value <= latest]
    shown = [*candidates, *([in_address] if in_address else [])]
    return Decision.of(shown, possible[0] if possible else None)


def _beside_link(listed: date) -> Evidence:
    return Evidence(where=Where.LIST, quote=listed.isoformat(), confidence=LIST_CONFIDENCE)


def _visible(datelines: tuple[Passage, ...]) -> Iterator[Finding[date]]:
    for rule in VISIBLE_RULES:
        for line in datelines:
            match = rule.pattern.search(line.text)
            if match:
                yield from _dates(line, rule.confidence, match.span())


def _in_meta(page: Page, signed: Finding[date] | None) -> Iterator[Finding[date]]:
    generated = page.meta.get(GENERATED_NAME, "")
    for name in META_NAMES:
        passage = Passage.of(Where.META, page.meta.get(name, ""))
        if passage.original and passage.original in generated:
            continue  # the moment at which the site wrote the file anew
        moment = _zoned(passage.text)
        zoned = [Finding(moment.astimezone(CHINA).date(), passage.evidence(META_CONFIDENCE))] if moment else []
        for finding in zoned or _dates(passage, META_CONFIDENCE):
            if signed is None or finding.value - signed.value <= MIGRATION:
                yield finding


def _zoned(text: str) -> datetime | None:
    """The moment that a text with a time zone names (2024-02-28T17:00:00Z), which may be the next day in China."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo is not None and moment.year > date.min.year else None


def _dates(passage: Passage, confidence: float, span: tuple[int, int] | None = None) -> Iterator[Finding[date]]:
    start, end = span if span is not None else (0, len(passage.text))
    for found in reversed(list(find_dates(passage.text[start:end]))):
        yield Finding(found.value, passage.evidence(confidence, (start, end)))
