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

VISIBLE = re.compile(r"(?:信息|文章|稿件|内容)?来\s*源\s*[\]]?\s*:\s*(?P<source>[^\s|:\[\]]{2,60})")
META_NAMES = ("contentsource", "source")
SAYS_NOTHING = re.compile(r"本站|本网站?|原创|互联网|网络|未知|转载|无|暂无|-+|来源")
NEXT_LABEL = re.compile(
    r"(?:作者|编辑|责编|(?:浏览|阅读|访问|点击)(?:次数|量)|点击数?|点击率|字号|字体|发布时间|时间|日期)$"
)
VISIBLE_CONFIDENCE = 0.9
META_CONFIDENCE = 0.8


def find_content_source(page: Page) -> Decision[str]:
    """The visible source, else the meta tag's; none where it is empty, the title, or a word such as 本站."""
    candidates = list(_readings(page))
    return Decision.of(candidates, candidates[0] if candidates else None)


def _readings(page: Page) -> Iterator[Finding[str]]:
    for line in page.datelines:
        match = VISIBLE.search(line.text)
        if match:
            start, end = match.span("source")
            source = NEXT_LABEL.sub("", line.original[start:end]).strip()
            if _names_a_source(source, page):
                yield Finding(source, line.evidence(VISIBLE_CONFIDENCE, match.span()))
    for name in META_NAMES:
        passage = Passage.of(Where.META, page.meta.get(name, "").strip())
        if _names_a_source(passage.original, page):
            yield Finding(passage.original, passage.evidence(META_CONFIDENCE))


def _names_a_source(source: str, page: Page) -> bool:
    return bool(source) and source != page.title.original and not SAYS_NOTHING.fullmatch(source)
