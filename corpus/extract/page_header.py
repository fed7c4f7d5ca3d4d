"""What a page says about its document around the text.

Lines under the title, label lines anywhere near, and labels that a script writes or that stand in hidden elements.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.etree import XPath

from corpus.extract.chrome import is_label_line
from corpus.extract.lines import compact, split_lines
from corpus.extract.render import Region
from corpus.extract.tree import is_hidden, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from corpus.extract.render import PageLine

__all__ = ["DATE", "lines_about", "parted", "scripted_dates", "stated_lines", "untold_lines"]

LINES_ABOVE_TEXT = 60  # lines above the text in which an index table may stand
LINES_BELOW_TITLE = 12
LINES_BELOW_TEXT = 15
LONGEST_LINE = 200  # characters
LONGEST_VALUE = 60  # characters that may stand on the line below a label
FACT = re.compile(r"(?:来\s*源|时\s*间|日\s*期|发布机构)\s*[\])】]?\s*[:：]")
LEAST_LINK_TITLE = 8  # characters; shorter links beside a date are the source, or buttons
LONGEST_LABEL = 11  # characters
BARE_LABEL = re.compile(r"[^:：]{1,10}[:：]$")
BUTTONS = re.compile(r"\W*(?:分享|字\s*[号体]|大小|打印|扫|关闭|收藏|浏览字号|语音)")
ANY_LABEL = re.compile(r"[^\s:：|]{1,8}[:：](?!\d)")

STYLED = XPath("//*[@style or @hidden]")
LITERAL = r"""(?P<{0}>"(?:[^"\\\n]|\\.){{0,300}}"|'(?:[^'\\\n]|\\.){{0,300}}')"""
LABELLED_LITERAL = re.compile(
    r"""["'](?:<[^<>"']{0,80}>)*\s*(?:(?:信息|文章|稿件|内容)?来\s*源|发布(?:时间|日期|机构)|发文(?:机关|日期))\s*[:：]"""
)
WRITTEN = re.compile(
    LITERAL.format("text") + r"(?:\s*\+\s*(?:(?P<name>[A-Za-z_$][\w$]*)|" + LITERAL.format("more") + r"))?"
)
ASSIGNED = re.compile(
    r"(?:\bvar\s+|\blet\s+|\bconst\s+|[;{,\s])(?P<name>[A-Za-z_$][\w$]*)\s*=\s*" + LITERAL.format("value")
)
TELLING = re.compile(r"来源|发布|source|laiyuan|\bly\s*=|document\.write", re.IGNORECASE)
WRITES = re.compile(
    r"document\.write(?:ln)?\s*\(\s*(?:" + LITERAL.format("text") + r"|(?P<name>[A-Za-z_$][\w$]*))\s*\)"
)
LABEL_BEFORE = re.compile(r"[^\s:：|]{2,8}[:：]\s*$")
SOURCE_NAMES = re.compile(
    r"(?:doc|content|info|news|article|xx|wz|str|_)*(?:source|laiyuan|ly)(?:name|_)?$", re.IGNORECASE
)
DATE_NAMES = re.compile(
    r"(?:doc|content|info|news|article|xx|wz|fb|str|_)*(?:pub(?:lish)?|release|rel|create|crt|fb)?_?(?:date|time|sj|rq|shijian)",
    re.IGNORECASE,
)
DATE = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
MARKUP = re.compile(r"<[^>]*>")
BETWEEN = re.compile(r"</[^>]*>\s*<[^>/]*>|<br\s*/?>", re.IGNORECASE)
FACT_LABELS = {
    "published": "发布日期",
    "content_source": "来源",
    "issuer": "发布机构",
    "document_number": "文号",
    "index_number": "索引号",
}


def lines_about(page: Sequence[PageLine], title: str) -> list[str]:
    """The lines under the title and the label lines above and below the text, each fact of a line parted by " | "."""
    above = [item for item in page if item.region is Region.BEFORE][-LINES_ABOVE_TEXT:]
    below = [item for item in page if item.region is Region.AFTER][:LINES_BELOW_TEXT]
    wanted = compact(title)
    at = max((place for place, item in enumerate(above) if wanted and compact(item.line.text) == wanted), default=None)
    start = len(above) if at is None else at + 1
    under_title = above[start : start + LINES_BELOW_TITLE]
    kept = [*_labelled(above[:start]), *(item for item in under_title if not _is_list_item(item)), *_labelled(below)]
    return list(_joined([item for item in kept if len(item.line.text) <= LONGEST_LINE]))


def parted(page: Sequence[PageLine], texts: Sequence[str]) -> Iterator[str]:
    """Lines of the page, each before itself with its facts parted by " | " where it holds several."""
    pieces = {item.line.text: item.pieces for item in page if len(item.pieces) > 1}
    for text in texts:
        if text in pieces:
            yield " | ".join(pieces[text])
        yield text


def untold_lines(tree: _Element) -> list[str]:
    """Label lines that a reader sees only when a script has run, or never: written by it, or in hidden elements.

    Args:
        tree: of the page, before scripts and hidden elements are taken out.
    """
    found: list[str] = []
    for script in tree.iter("script"):
        text = script.text or ""
        if TELLING.search(text):
            found += _scripted(text)
            found += _behind_label(script, text)
    for element in STYLED(tree):
        if is_hidden(element) and is_label_line(text := text_of(element)):
            found.append(text)
    return found


def scripted_dates(tree: _Element) -> list[str]:
    """The day of publication out of a script's variable, as a label line: for pages that show no date themselves.

    Args:
        tree: of the page, before scripts are taken out.
    """
    scripts = (script.text or "" for script in tree.iter("script"))
    assigned = (match for text in scripts if "20" in text for match in ASSIGNED.finditer(text))
    dates = (_unquoted(match["value"]).strip() for match in assigned if DATE_NAMES.fullmatch(match["name"]))
    return [f"发布时间：{value}" for value in dates if DATE.match(value)][:1]


def stated_lines(facts: Mapping[str, str]) -> list[str]:
    """What the page's family states of the document, as label lines."""
    return [f"{label}：{facts[key].strip()}" for key, label in FACT_LABELS.items() if facts.get(key, "").strip()]


def _labelled(items: Sequence[PageLine]) -> Iterator[PageLine]:
    """Label lines; a bare label with the line that gives its value."""
    for place, item in enumerate(items):
        before = items[place - 1].line.text if place else ""
        if (
            _is_about(item.line.text, fixed=item.line.fixed)
            or _is_bare_label(item.line.text)
            or (_is_bare_label(before) and len(item.line.text) <= LONGEST_VALUE)
        ):
            yield item


def _is_list_item(item: PageLine) -> bool:
    """Whether the line links to another page by its title: the date beside it is that page's."""
    return item.linked or (item.link_length >= LEAST_LINK_TITLE and not FACT.search(item.line.text))


def _joined(items: Sequence[PageLine]) -> Iterator[str]:
    """The text of lines, facts parted; a label without a value is joined with the line that gives it."""
    waiting = ""
    for item in items:
        text = " | ".join(item.pieces) if len(item.pieces) > 1 else item.line.text
        if waiting and not ANY_LABEL.match(text):
            yield f"{waiting}{text}"
            waiting = ""
            continue
        if waiting:
            yield waiting
            waiting = ""
        if _is_bare_label(text):
            waiting = text if text[-1] in ":：" else f"{text}："
            continue
        yield text
        if text != item.line.text:
            yield item.line.text
    if waiting:
        yield waiting


def _is_bare_label(text: str) -> bool:
    """Whether the line is a label and nothing else, with a colon or without."""
    if BUTTONS.match(text) or len(text) > LONGEST_LABEL:
        return False
    return bool(BARE_LABEL.fullmatch(text)) or (
        FACT.fullmatch(f"{text[-2:]}：") is not None and is_label_line(f"{text}：")
    )


def _is_about(text: str, *, fixed: bool) -> bool:
    return any(is_label_line(cell + "：") for cell in text.split(" | ")[::2]) if fixed else is_label_line(text)


def _scripted(script: str) -> Iterator[str]:
    values = {match["name"]: _unquoted(match["value"]) for match in ASSIGNED.finditer(script)}
    for start in LABELLED_LITERAL.finditer(script):
        match = WRITTEN.match(script, start.start())
        if match is None:
            continue
        more = values.get(match["name"], "") if match["name"] else _unquoted(match["more"] or "''")
        for line in split_lines(_without_markup(_unquoted(match["text"]) + more)):
            if is_label_line(line.text):
                yield line.text
    for name, value in values.items():
        text = _without_markup(value)
        if SOURCE_NAMES.fullmatch(name) and text and is_label_line(f"来源：{text}"):
            yield f"来源：{text}"


def _behind_label(script: _Element, text: str) -> Iterator[str]:
    """What a script writes right behind a label that the page itself shows: variables first, then words."""
    before, parent = script.getprevious(), script.getparent()
    shown = before.tail if before is not None else parent.text if parent is not None else None
    label = LABEL_BEFORE.search(shown or "")
    if label is None:
        return
    values = {match["name"]: _unquoted(match["value"]) for match in ASSIGNED.finditer(text)}
    calls = sorted(WRITES.finditer(text), key=lambda call: call["name"] is None)
    for call in calls:
        value = _without_markup(values.get(call["name"], "") if call["name"] else _unquoted(call["text"]))
        if value and is_label_line(f"{label.group().strip()}{value}"):
            yield f"{label.group().strip()}{value}"


def _without_markup(text: str) -> str:
    return " ".join(MARKUP.sub("", BETWEEN.sub(" | ", text)).split())


def _unquoted(literal: str) -> str:
    return re.sub(r"\\(.)", r"\1", literal[1:-1])
