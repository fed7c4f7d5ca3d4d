"""Where a page names the body that issued a report: in the title, at the end, in labels, in the opening sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.metadata.bodies import Body, Organ, read_body
from corpus.metadata.dates import YEAR_PATTERN
from corpus.metadata.kinds import KIND_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.gazetteer import Gazetteer
    from corpus.metadata.facts import Passage
    from corpus.metadata.page import Page

__all__ = ["TITLE_RULES", "Subject", "find_subjects"]

LONGEST_BODY_NAME = 60
YEAR = rf"{YEAR_PATTERN}(?:\s*-\s*{YEAR_PATTERN})?\s*年?度?"
REPORT_NAME = rf"(?P<body>[^,。;:《》\d]{{2,60}}?)(?:关于)?(?:{YEAR}(?:上半年|下半年)?[^,。;:\d]{{0,12}}?)?{KIND_NAMES}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A place on the page where a body is named: a pattern with the group `body`, and how far it can be trusted."""

    pattern: re.Pattern[str]
    confidence: float


@dataclass(frozen=True, slots=True)
class Subject:
    """A body that the page names as the issuer, with the passage and how sure that is.

    Attributes:
        is_issuer: False where the page names only who compiled the report: good for the place, not for the issuer.
    """

    body: Body
    passage: Passage
    span: tuple[int, int]
    confidence: float
    is_issuer: bool = True


START = r"^(?:\([^()]{1,12}\)|\[[^\[\]]{1,12}\])?\s*(?:关于)?"  # 【工作总结】, (某省): put before a title by a site
TITLE_RULES = (
    Rule(re.compile(rf"{START}(?P<body>.{{2,60}}?)\s*关于"), 0.95),
    Rule(re.compile(rf"{START}(?P<body>[^\d]{{2,60}}?)\s*{YEAR}"), 0.95),
    Rule(re.compile(rf"{START}{YEAR}\s*(?P<body>.{{2,60}}?)(?:关于)?(?:推进|贯彻落实|全面)?{KIND_NAMES}"), 0.95),
    Rule(re.compile(rf"{START}(?P<body>.{{2,60}}?)(?:推进|贯彻落实|全面)?{KIND_NAMES}"), 0.9),
)
SIGNATURE_RULE = Rule(re.compile(r"^(?P<body>.{3,60})$"), 0.9)
# A disclosure table names the issuing organ; the publishing one (发布机构) is often the department that keeps the site.
ISSUER_RULE = Rule(re.compile(r"发文机关[\]\s:|]*(?P<body>[^\s|:\[\]]{3,60})"), 0.95)
LABEL_RULES = (
    Rule(re.compile(r"(?:发布(?:机构|机关|单位)|发文(?:机构|单位))[\]\s:|]*(?P<body>[^\s|:\[\]日]{3,40})"), 0.7),
    Rule(re.compile(r"来\s*源\s*[::]\s*(?P<body>[^\s|:\[\]]{3,40})"), 0.5),
)
# Sessions at which work reports are delivered name the government that gives them.
SESSION_RULE = Rule(re.compile(r"在(?P<body>[^,。()]{3,20}?)第.{1,6}届\s*人民代表大会"), 0.85)
STATED_RULES = (
    Rule(re.compile(rf"(?:公布|发布|公开|编制|现将|现就|予以)(?:如下|了)?[:《\s]*(?:{YEAR}\s*)?{REPORT_NAME}"), 0.85),
    Rule(
        re.compile(
            rf"(?:^(?!全文包括|内容包括)|全文包括|内容包括)[《\s]*{REPORT_NAME}.{{0,8}}?(?:报告|年报|总结|情况)",
            re.MULTILINE,
        ),
        0.8,
    ),
)
COMPILER_RULE = Rule(
    re.compile(
        r"(?:由|是|:)(?P<body>[^,。;:《》()由\d]{3,40}?(?:办公室|公开办|人民政府|办事处|管委会|管理委员会))"
        r"(?:\(以下简称[^()]{2,20}\))?(?:综合|编制|结合|根据|负责|依据|按照|牵头|发布)"
    ),
    0.7,
)
OFFICE_OF_GOVERNMENT = re.compile(
    r"(?P<government>.+?(?:人民政府)?)(?:(?<=人民政府)(?:办公室|办公厅)|(?:政务|信息|政府信息|政务信息)?公开(?:工作)?(?:领导小组)?办(?:公室)?)"
)
COMPILED_FOR_CONFIDENCE = 0.6
LEADERSHIP = r"(?:,?\s*在[^。]{2,60}?(?:下|中),?\s*)?"
OPENING_RULE = Rule(
    re.compile(
        rf"(?:^|/\s)(?:[一二三][、.]\s*总体情况\s*)?(?:自|在)?(?:{YEAR}(?:以来|来)?|一年来|今年以来|过去一年|近年来)?[,,\s]*{LEADERSHIP}(?P<body>[^,。;:\s在]{{2,40}})",
        re.MULTILINE,
    ),
    0.75,
)
SHORTEST_SUBJECT = 3
LEADS = re.compile(r"的?[^,。;:]{0,8}领导下")  # the body in whose care the issuer works
OVER_THE_BODY = re.compile(r"(?:省|市|区|县|州|旗)?委")


def find_subjects(page: Page, gazetteer: Gazetteer) -> list[Subject]:
    """The bodies that the page names, the most trustworthy first."""
    compilers = list(_compilers(page.opening, gazetteer))
    return [
        *_in_lines(page.datelines, ISSUER_RULE, gazetteer),
        *_read(page.title, TITLE_RULES, gazetteer),
        *_read(page.signature.body, (SIGNATURE_RULE,), gazetteer),
        *_in_lines((*page.datelines, *page.preamble, page.opening), SESSION_RULE, gazetteer),
        *_read(page.own_opening, STATED_RULES, gazetteer),
        *_from_opening(page.opening, gazetteer),
        *_from_labels(page, gazetteer),
        *compilers,
        *_behind(compilers, gazetteer),
    ]


def _read(passage: Passage, rules: tuple[Rule, ...], gazetteer: Gazetteer) -> Iterator[Subject]:
    """At most one subject: that of the first rule whose words are a body."""
    for rule in rules:
        for match in rule.pattern.finditer(passage.text):
            subject = _subject(passage, match.span("body"), rule.confidence, gazetteer)
            if subject is not None:
                yield replace(subject, span=(match.start(), match.end("body")))
                return


def _subject(passage: Passage, span: tuple[int, int], confidence: float, gazetteer: Gazetteer) -> Subject | None:
    name = passage.text[span[0] : span[1]].strip("《》-( ")
    body = read_body(name + "政府" if name.endswith("人民") else name, gazetteer)
    return Subject(body, passage, span, confidence) if body is not None else None


def _in_lines(lines: Iterable[Passage], rule: Rule, gazetteer: Gazetteer) -> Iterator[Subject]:
    for line in lines:
        yield from _read(line, (rule,), gazetteer)


def _from_labels(page: Page, gazetteer: Gazetteer) -> Iterator[Subject]:
    """Who published the page. A department publishes for its government, so a department here is no issuer."""
    for rule in LABEL_RULES:
        for subject in _in_lines(page.datelines, rule, gazetteer):
            if subject.body.organ is not Organ.DEPARTMENT:
                yield subject


def _compilers(opening: Passage, gazetteer: Gazetteer) -> Iterator[Subject]:
    for subject in _read(opening, (COMPILER_RULE,), gazetteer):
        yield replace(subject, is_issuer=False)


def _behind(compilers: Iterable[Subject], gazetteer: Gazetteer) -> Iterator[Subject]:
    """The government that compiled the report, or whose office did, for pages that name nobody else."""
    for subject in compilers:
        if subject.body.organ in {Organ.GOVERNMENT, Organ.OFFICE, Organ.ZONE}:
            yield replace(subject, is_issuer=True)
        government = OFFICE_OF_GOVERNMENT.fullmatch(subject.body.name)
        body = read_body(government["government"], gazetteer) if government else None
        if body is not None:
            yield replace(subject, body=body, confidence=COMPILED_FOR_CONFIDENCE, is_issuer=True)


def _from_opening(opening: Passage, gazetteer: Gazetteer) -> Iterator[Subject]:
    """The subject of the first sentences: 2022年,某街道坚持... The longest head of the words that is a body."""
    for match in OPENING_RULE.pattern.finditer(opening.text):
        start, end = match.span("body")
        for stop in range(end, start + SHORTEST_SUBJECT - 1, -1):
            if LEADS.match(opening.text, stop):
                return
            if OVER_THE_BODY.match(opening.text, stop) and "领导" in opening.text[stop : stop + 20]:
                break
            subject = _subject(opening, (start, stop), OPENING_RULE.confidence, gazetteer)
            if subject is not None and _is_plainly_named(subject.body):
                yield subject
                return


def _is_plainly_named(body: Body) -> bool:
    """Whether a name means a place even in running text: an official one, or 伊犁州, or the zone of a short one."""
    return body.organ is Organ.ZONE or all(
        mention.official or mention.name.endswith("州") for mention in body.mentions[-1:]
    )
