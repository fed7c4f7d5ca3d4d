"""Lines about the document (dates, source, issuing body, place on the site): told from the text, or cut off it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.metadata.dates import DATE_PATTERN

if TYPE_CHECKING:
    from corpus.metadata.facts import Passage

__all__ = ["is_dateline", "split_datelines"]

HEAD_LINES = 12  # of the text, in which the lines about the document are looked for
TAIL_LINES = 8
LONGEST_LABEL_LINE = 80
LONGEST_HEADER = 300  # characters of a disclosure table or a breadcrumb that was put into one line

DATE_LABEL = r"(?:发布|发文|公开|成文|生成|发表|更新|印发)?(?:日\s*期|时\s*间)"
OTHER_LABEL = (
    r"(?:(?:信息|文章|稿件)?来\s*源|(?:发布|发文)(?:机构|机关|单位)|索\s*引\s*号|文\s*号|作者|责编|责任编辑|编辑)"
)
COUNTER = r"(?:(?:浏览|阅读|访问|点击)(?:次数|量)|点击数?|点击率)"
MARKS = r"[\]\s:|]{1,8}"
TIME = r"(?:\s*\d{1,2}[:时]\d{2}(?::\d{2}|分)?)?"
LABEL_LINE = re.compile(rf"^\W{{0,3}}(?:{DATE_LABEL}|{OTHER_LABEL}|{COUNTER}|政策文件)\W{{0,3}}:")
DATE_LINE = re.compile(rf"^\W{{0,3}}{DATE_PATTERN}(?:\s*\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?(?:\s+\S.{{0,50}})?$")
NO_SPAN = r"(?!\s*(?:至|到|起|止|-|在|,))"  # 2022年1月1日至: of the figures, not of the document
HEADER = re.compile(
    rf"^.{{0,30}}?(?:首页\s*>|(?:当前|所在)的?位置\s*:|索\s*引\s*号)|(?<!统计){DATE_LABEL}{MARKS}{DATE_PATTERN}{NO_SPAN}"
)
PIECE = re.compile(
    rf"{DATE_LABEL}{MARKS}(?:{DATE_PATTERN}{TIME})?|{COUNTER}{MARKS}\d*|{OTHER_LABEL}{MARKS}[^\s|:。]{{0,50}}"
    rf"|{DATE_PATTERN}{NO_SPAN}{TIME}|(?:首页|位置)?\s*>+\s*[^\s>。]{{0,40}}"
)
SENTENCE_END = re.compile(r"[。!?]\s*$|.{80}")


def split_datelines(lines: list[Passage]) -> tuple[list[Passage], list[Passage]]:
    """The lines about the document, and the others. Below the first sentence a date alone is no dateline: it signs."""
    labels: list[Passage] = []
    rest: list[Passage] = []
    in_head = True
    for at, line in enumerate(lines):
        in_head = in_head and at < HEAD_LINES
        end = _header_end(line.text) if in_head else 0
        if (in_head and is_dateline(line.text)) or (at >= len(lines) - TAIL_LINES and _is_label(line.text)):
            labels.append(line)
        elif end:
            labels.append(line.part(0, end))
            if line.text[end:].strip():
                rest.append(line.part(end, len(line.text)))
                in_head = False
        else:
            rest.append(line)
            in_head = in_head and not SENTENCE_END.search(line.text)
    return labels, rest


def is_dateline(text: str) -> bool:
    """Whether a line is about the document: it begins with a label, or is a date."""
    return _is_label(text) or (len(text) <= LONGEST_LABEL_LINE and bool(DATE_LINE.match(text)))


def _is_label(text: str) -> bool:
    return len(text) <= LONGEST_LABEL_LINE and bool(LABEL_LINE.match(text))


def _header_end(text: str) -> int:
    """Where the header ends that the line begins with, and that may run on into the text; 0 where it has none."""
    head = text[:LONGEST_HEADER].partition("。")[0]
    if not HEADER.search(head):
        return 0
    return max((match.end() for match in PIECE.finditer(head)), default=0)
