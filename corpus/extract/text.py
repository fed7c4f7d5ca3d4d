"""Plain text: the title at its head, the lines that speak about it, the paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.extract.chrome import split_chrome
from corpus.extract.document import Document
from corpus.extract.lines import Line, compact, split_lines
from corpus.extract.mend import ends_sentence, is_date_line, is_heading, mend

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["find_title", "read_text", "split_preamble", "without_title"]

LONGEST_TITLE = 100  # characters, all its lines together
LONGEST_TITLE_LINE = 60
MOST_TITLE_LINES = 3
MOST_PREAMBLE_LINES = 8
LONGEST_PREAMBLE_LINE = 60
SEARCHED_FOR_TITLE = 5  # lines from the head; a title stands no deeper

TITLE_END = re.compile(
    r"(?:报告|总结|汇报|述职|年报|年度报告|决议|决定|通知|意见|方案|公报|公告|通告|计划|规划|纲要|办法|规定|要点|说明|讲话|情况|白皮书|清单|目录"
    r"|報告|總結|匯報|決議)(?:[书稿文]|全文)?(?:[（(〔\[].{1,20}[）)〕\]])?$"
)
ISSUER_LINE = re.compile(
    r".{2,40}(?:人民政府|办事处|管委会|管理委员会|委员会|办公室|局|厅|委|院|部|中心|支队|大队|人民法院|人民检察院)(?:办公室)?$"
)
DOCUMENT_NUMBER = re.compile(r".{1,20}[〔\[\uff3b（(]\s*[12]\d{3}\s*[〕\]\uff3d）)]\s*第?\s*\d{1,5}\s*号")
PREAMBLE = re.compile(
    r"[（(].{4,}[）)]|[—─\-]{1,3}.{4,}|.{0,10}(?:省长|市长|州长|区长|县长|镇长|乡长|旗长|主任|总理)[\s　].{2,12}"
)


def read_text(text: str, *, encoding: str, title: str | None = None) -> Document:
    """The document that plain `text` holds.

    Args:
        text: all of it.
        encoding: named in the document.
        title: where it is known from elsewhere (a record's column); else it is looked for at the head.
    """
    lines, chrome = split_chrome(split_lines(text))
    if title is None:
        title, lines = find_title(lines)
    body_lines = without_title(lines, title)
    header = [*split_preamble(body_lines), *chrome]
    return Document(
        title=title,
        header="\n".join(header),
        body="\n".join(mend(body_lines)),
        media_type="text/plain",
        encoding=encoding,
    )


def find_title(lines: Sequence[Line]) -> tuple[str, list[Line]]:
    """The title at the head of `lines`, and the lines after it; the empty title and all lines where there is none.

    A title may stand on up to three short lines: the issuer over the title, or a long title broken in two.
    """
    candidates: list[str] = []
    for line in lines[:SEARCHED_FOR_TITLE]:
        if not _may_be_title(line) or len(candidates) == MOST_TITLE_LINES:
            break
        candidates.append(line.text)
        if TITLE_END.search(line.text) and sum(map(len, candidates)) <= LONGEST_TITLE:
            return "".join(candidates), list(lines[len(candidates) :])
    if candidates and _stands_alone(lines):
        return candidates[0], list(lines[1:])
    return "", list(lines)


def without_title(lines: Sequence[Line], title: str) -> list[Line]:
    """`lines` without a repetition of `title`, on one line or several, at their head."""
    wanted = compact(title)
    if not wanted:
        return list(lines)
    for start in range(min(MOST_TITLE_LINES, len(lines))):
        found = ""
        for end in range(start, min(start + MOST_TITLE_LINES, len(lines))):
            found += compact(lines[end].text)
            if found == wanted:
                return [*lines[:start], *lines[end + 1 :]]
    return list(lines)


def split_preamble(lines: Sequence[Line]) -> list[str]:
    """The lines between title and text that say when, where and by whom: dates, document numbers, session, speaker.

    They stay in the body, where a search must find them; they are given apart because metadata reads them.
    """
    preamble: list[str] = []
    for line in lines[:MOST_PREAMBLE_LINES]:
        text = line.text
        if len(text) > LONGEST_PREAMBLE_LINE or ends_sentence(text):
            break
        if is_date_line(text) or DOCUMENT_NUMBER.fullmatch(text) or PREAMBLE.fullmatch(text):
            preamble.append(text)
    return preamble


def _may_be_title(line: Line) -> bool:
    text = line.text
    return (
        1 < len(text) <= LONGEST_TITLE_LINE
        and not line.fixed
        and not ends_sentence(text)
        and text[-1] not in ",，、"
        and not is_heading(text)
        and not is_date_line(text)
        and not DOCUMENT_NUMBER.fullmatch(text)
        and not PREAMBLE.fullmatch(text)
    )


def _stands_alone(lines: Sequence[Line]) -> bool:
    """Whether the first line is set apart from a text below it, and is not the name of a body alone."""
    first, *rest = lines[:2]
    if not rest or ISSUER_LINE.fullmatch(first.text):
        return False
    return (rest[0].gap or rest[0].indented) and len(rest[0].text) > len(first.text)
