"""The source as the page names it (信息来源)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.metadata.decision import Decision
from corpus.metadata.facts import Finding, Passage
from corpus.report import Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.metadata.page import Page

__all__ = ["find_content_source"]

LABEL = re.compile(r"(?:信息|文章|稿件|内容|资料|新闻)?来\s*源\s*[\])]?\s*[:|][\s|:\[]*")
LEAST_SOURCE, LONGEST_SOURCE = 2, 60  # characters
# The source ends where another fact begins: with a label and a colon, after a space with the word alone, with a date.
OTHER_FACT = (
    r"作\s*者|责?任?编\s*辑|责\s*编|审\s*核|校\s*对|撰\s*稿|记者|(?:浏览|阅读|点击|访问)(?:次?数|量|率)?|字\s*[号体](?:大小)?|字体显示"
    r"|(?:发布|发表|更新|录入|上传|公开|成文|发文)?(?:时\s*间|日\s*期)|文章(?:类型|属性|来源)|信息来源|来\s*源|分享(?:到|至)?|打印(?:本页)?|收藏|关闭(?:窗口)?"
    r"|保护视力色?|扫一扫|背景色|视力保护色|发布(?:机构|单位|人)|索引号|文号|语音播报|我要纠错|下载"
)
SOURCE_END = re.compile(
    rf"\s*(?:[|\[\]]|(?:{OTHER_FACT})\s*:|(?:19|20)\d\d\s?[-/.年]\s?\d{{1,2}}\s?[-/.月]|\s(?:{OTHER_FACT})|\s[^\s:|]{{2,6}}\s*:|^(?:{OTHER_FACT})|\s\d+\s*次|[。;])"
)
WHOLLY_BRACKETED = re.compile(r"^[（(\[【]([^（(\[【）)\]】]+)[）)\]】]$")
SUPPLIED = re.compile(r"供稿$")
META_NAMES = ("contentsource", "source")
SAYS_NOTHING = re.compile(
    r"本站|本网站?|原创|互联网|网络|未知|转载|无|暂无|[-.…/]+|来源|(?:[（(]供稿[)）]\s*)+|供稿|null|undefined|{{.*|[<$].*"
)
CUT = re.compile(r"(?:\.{2,}|…+)$")
VISIBLE_CONFIDENCE = 0.9
META_CONFIDENCE = 0.8
SHORT_TITLE = 8  # characters; a shorter title may be part of a body's name
LONGEST_META = 40  # characters; what is longer is a title or a sentence


def find_content_source(page: Page) -> Decision[str]:
    """The visible source, else the meta tag's; none where it is empty, the title, or a word such as 本站."""
    candidates = list(_readings(page))
    return Decision.of(candidates, _whole(candidates))


def _readings(page: Page) -> Iterator[Finding[str]]:
    for line in page.datelines:
        match = LABEL.search(line.text)
        if match:
            start = match.end()
            end = SOURCE_END.search(line.text, start)
            source = _unbracketed(line.original[start : end.start() if end else len(line.text)].strip())
            if len(source) <= LONGEST_SOURCE and _names_a_source(source, page):
                yield Finding(source, line.evidence(VISIBLE_CONFIDENCE, (match.start(), start + len(source))))
    for name in META_NAMES:
        content = Passage.of(Where.META, page.meta.get(name, "").strip())
        label = LABEL.match(content.text)
        passage = content.part(label.end() if label else 0, len(content.text))
        if len(passage.original) <= LONGEST_META and _names_a_source(passage.original, page):
            yield Finding(passage.original, passage.evidence(META_CONFIDENCE))


def _whole(candidates: list[Finding[str]]) -> Finding[str] | None:
    """The first candidate; where the page cuts it short, the one that gives it whole."""
    first = candidates[0] if candidates else None
    if first is None or not CUT.search(first.value):
        return first
    shown = CUT.sub("", first.value)
    return next((other for other in candidates if other.value.startswith(shown) and not CUT.search(other.value)), first)


def _unbracketed(source: str) -> str:
    """Without brackets around it, and without 供稿 at its end: （某使馆供稿） names 某使馆; empty where one is open."""
    inner = WHOLLY_BRACKETED.sub(r"\1", source)
    named = SUPPLIED.sub("", inner) if inner != source else inner
    opening, closing = (sum(named.count(mark) for mark in marks) for marks in ("（([《【", "）)]》】"))
    return named if opening == closing else ""


def _names_a_source(source: str, page: Page) -> bool:
    title = "".join(page.title.original.split())
    compact = "".join(source.split())
    if len(compact) < LEAST_SOURCE or SAYS_NOTHING.fullmatch(compact):
        return False
    return not title or (compact != title and (len(title) < SHORT_TITLE or title not in compact))
