"""The page in its parts: title, dateline, salutation, opening, signature, as far as each is there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.metadata.datelines import is_dateline, split_datelines
from corpus.metadata.dates import DATE_PATTERN
from corpus.metadata.facts import Passage
from corpus.report import Where

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from corpus.metadata.facts import PageFacts

__all__ = ["Page", "Signature", "read_page"]

HEAD_LINES = 12  # of the text, in which title, dateline and salutation are looked for
TITLE_LINES = 3
LONGEST_TITLE = 100
LONGEST_SALUTATION = 40
OPENING_CHARACTERS = 900
BODY_CHARACTERS = 200_000  # far more than a report has; a file of 100 MB is not searched for places
LONGEST_LINE = 2_000  # characters of a line that patterns are tried on
EDGE_LINES = 30  # lines of each end of the text that any part of the page can stand in
TAIL_LINES = 8
LONGEST_SIGNATURE = 45

TITLE_END = re.compile(r"(?:报告|总结|汇报|年报|决议|情况)(?:\(.{1,12}\))?$")
# The row of a disclosure table that names the document.
TITLE_ROW = re.compile(
    r"(?:标\s*题|信息名称|文件名称)[\]\s:|]{1,8}(?P<title>[^\s|:][^|:]{5,80}?(?:报告|总结|汇报|年报|决议|情况))"
)
NO_TITLE = re.compile(r"(?:根据|按照|依据|为|现|本|近年来)|[一二三四五六七八九十][、.]|.*现[将就]|.{0,6}代表\s*:")
SALUTATION = re.compile(r"^[^。;:\d]{2,39}(?:委|政府|会|局|办|厅|代表|组|公室|委员|部)[^。;:\d]{0,8}[::]")
SIGNATURE_DATE = re.compile(rf"^\W{{0,3}}{DATE_PATTERN}\W{{0,3}}$")
SIGNATURE_TOGETHER = re.compile(rf"^(?P<body>[^。;:,]{{4,45}}?)\s*(?P<date>{DATE_PATTERN})\W{{0,3}}$")
SIGNING_BODY = re.compile(
    r"^[^。;:,!?]{3,60}(?:政府|办事处|委员会|管委会|局|厅|办公室|办|委|中心|院|所|部|处|大队|支队|署)$"
)


# A name in 《》 at the head of a line, or after words that publish it, is the report's own; others are cited.
QUOTED_NAME = re.compile(
    r"(?P<before>[^\s/])(?<!公布)(?<!现发布)(?<!会发布)(?<!以发布)(?<!公开)(?<!现将)(?<!现就)(?<!将)(?<!名为)(?<!:)(?P<name>《[^》\n]{2,80}》)"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """The body that signed a report at its end, and the date it wrote; either may be empty."""

    body: Passage
    date: Passage


@dataclass(frozen=True, slots=True)
class Page:
    """The parts of a page; a part that is not there is an empty passage.

    Attributes:
        title: the page's title, else the one in its meta tags, else title lines at the head of the text.
        datelines: the lines about the document: above the text, at its head, or at its end.
        preamble: the lines above the salutation, where there is one: where and when a report was delivered.
        salutation: whom the report is addressed to.
        opening: the head of the body, line breaks kept.
        own_opening: the same without the names of other documents.
        signature: at the end.
        body: the text, of a very long one the head.
        context: breadcrumb and site name.
        head: the first lines of the text below title and datelines.
        meta: the meta tags, names in lower case.
        listed: the date that the list shows which led to the page.
        read_on: the day the page was read, where that is known.
    """

    title: Passage
    datelines: tuple[Passage, ...]
    preamble: tuple[Passage, ...]
    salutation: Passage
    opening: Passage
    own_opening: Passage
    signature: Signature
    body: Passage
    context: tuple[Passage, ...]
    head: tuple[Passage, ...]
    meta: Mapping[str, str]
    listed: date | None = None
    read_on: date | None = None


def read_page(facts: PageFacts) -> Page:
    """The parts of the page that the facts were taken from."""
    meta = {name.lower(): value for name, value in facts.meta.items()}
    lines = _edges(facts.text)
    labels, unlabelled = split_datelines(lines)
    title, rest = _title(facts, meta, unlabelled)
    header = [Passage.of(Where.DATELINE, line.original) for line in _edges(facts.header)]
    salutation = next(
        (line for line in rest[:HEAD_LINES] if SALUTATION.match(line.text[: LONGEST_SALUTATION + 1])), None
    )
    opening = _opening(rest, salutation)
    return Page(
        title=title,
        datelines=(*header, *(Passage(Where.DATELINE, line.original, line.text) for line in labels)),
        preamble=tuple(rest[: rest.index(salutation)]) if salutation is not None else (),
        salutation=_salutation(salutation),
        opening=opening,
        own_opening=_without_quoted_names(opening),
        signature=_signature(rest[-TAIL_LINES:]),
        body=Passage.of(Where.BODY, facts.text[:BODY_CHARACTERS]),
        context=(
            Passage.of(Where.BREADCRUMB, facts.breadcrumb),
            Passage.of(Where.META, facts.site_name or meta.get("sitename", "")),
        ),
        head=tuple(rest[:TITLE_LINES]),
        meta=meta,
        listed=facts.listed,
        read_on=facts.read_on,
    )


def _without_quoted_names(opening: Passage) -> Passage:
    """The opening with the names of other documents blanked out, so that spans stay what they are."""
    blanked = QUOTED_NAME.sub(lambda match: match["before"] + " " * len(match["name"]), opening.text)
    return Passage(opening.where, opening.original, blanked)


def _edges(text: str) -> list[Passage]:
    """The first and the last lines that are not empty, cut to a length that patterns can be tried on."""
    lines = [line for raw in text.splitlines() if (line := raw.strip())]
    if len(lines) > EDGE_LINES + EDGE_LINES:
        lines = lines[:EDGE_LINES] + lines[-EDGE_LINES:]
    return [Passage.of(Where.BODY, line[:LONGEST_LINE]) for line in lines]


def _title(facts: PageFacts, meta: Mapping[str, str], lines: list[Passage]) -> tuple[Passage, list[Passage]]:
    """The title, and the lines of the text without it."""
    heading = _heading(lines)
    rest = lines[heading:]
    if facts.title.strip():
        return Passage.of(Where.TITLE, " ".join(facts.title.split())[:LONGEST_LINE]), rest
    if meta.get("articletitle", "").strip():
        return Passage.of(Where.META, meta["articletitle"].strip()[:LONGEST_LINE]), rest
    if not heading:
        for line in _edges(facts.header):
            if row := TITLE_ROW.search(line.text):
                return Passage.of(Where.TITLE, line.original[row.start("title") : row.end("title")]), rest
    return Passage.of(Where.TITLE, " ".join(line.original for line in lines[:heading])), rest


def _heading(lines: list[Passage]) -> int:
    """How many lines at the head of the text are its title."""
    length = 0
    for count, line in enumerate(lines[:TITLE_LINES], start=1):
        length += len(line.text)
        if length > LONGEST_TITLE or line.text[-1] in "。:;,!?" or NO_TITLE.match(line.text) or is_dateline(line.text):
            return 0
        if TITLE_END.search(line.text):
            return count
    return 0


def _salutation(line: Passage | None) -> Passage:
    if line is None:
        return Passage.of(Where.SALUTATION, "")
    return Passage.of(Where.SALUTATION, line.original[: line.text.index(":") + 1])


def _opening(lines: list[Passage], salutation: Passage | None) -> Passage:
    start = lines.index(salutation) if salutation in lines else 0
    opening = "\n".join(line.original for line in lines[start : start + HEAD_LINES])
    if salutation is not None:
        opening = opening[salutation.text.index(":") + 1 :].lstrip()
    return Passage.of(Where.BODY, opening[:OPENING_CHARACTERS])


def _signature(tail: list[Passage]) -> Signature:
    """The last line that is a body, beside, before or without a line that is a date alone."""
    empty = Passage.of(Where.SIGNATURE, "")
    for position in range(len(tail) - 1, -1, -1):
        text = tail[position].text
        together = SIGNATURE_TOGETHER.match(text)
        if together and SIGNING_BODY.match(together["body"].replace(" ", "")):
            original = tail[position].original
            return Signature(
                Passage.of(Where.SIGNATURE, original[: together.end("body")]),
                Passage.of(Where.SIGNATURE, original[together.start("date") :]),
            )
        if SIGNATURE_DATE.match(text):
            before = tail[position - 1] if position else empty
            return Signature(_signed(before, empty), Passage.of(Where.SIGNATURE, tail[position].original))
    last = next((line for line in reversed(tail) if _signed(line, empty)), empty)
    return Signature(_signed(last, empty), empty)


def _signed(line: Passage, otherwise: Passage) -> Passage:
    signs = len(line.text) <= LONGEST_SIGNATURE and SIGNING_BODY.match(line.text.replace(" ", ""))
    return Passage(Where.SIGNATURE, line.original, line.text) if signs else otherwise
