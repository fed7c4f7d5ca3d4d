"""Plain list pages of any make: items by their dates or the length of their text, pages by the words of the pager."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from corpus.cms.adapter import Adapter, links_of
from corpus.cms.feed import feed_links, next_answer
from corpus.cms.linked_pagers import NEXT_WORDS, is_later_page
from corpus.cms.pagers import pager_next

if TYPE_CHECKING:
    from bs4 import Tag

    from corpus.cms.page import Anchor, Link, WebPage

__all__ = ["Plain"]

LEAST_TITLE = 8  # characters; shorter texts are menus: 首页, 政务公开, 联系我们
CHROME_TAGS = ("nav", "header", "footer")
CHROME_CLASS = re.compile(r"nav|menu|foot|crumb|pag(?:e|ing|ination)|position|location", re.IGNORECASE)
LIST_TAGS = ("ul", "ol", "dl", "table", "tbody")


class Plain(Adapter):
    """Any list page; the last resort of the registry."""

    family = "plain"

    def matches(self, page: WebPage) -> bool:
        """Whether the page has any link at all, or is a JSON answer."""
        return bool(page.anchors or page.commented.anchors or page.data is not None)

    def report_links(self, page: WebPage) -> list[Link]:
        """The dated items, else the links of the list with the most text in them; what a JSON answer holds."""
        if page.data is not None:
            return feed_links(page)
        return _links(page) or _links(page.commented)

    def next_pages(self, page: WebPage) -> list[str]:
        """The page after this one, as its pager names it: by script, by words, by numbers."""
        url = pager_next(page) if page.data is None else next_answer(page)
        if url is None or (is_later_page(page.url) and not self.report_links(page)):
            return []
        return [url]


def _links(page: WebPage) -> list[Link]:
    candidates = [anchor for anchor in page.anchors if anchor.text and not _is_pager(anchor)]
    dated = [anchor for anchor in candidates if anchor.published]
    if dated:
        return links_of([anchor for anchor in candidates if anchor.published])
    long = [anchor for anchor in candidates if len(anchor.text) >= LEAST_TITLE and not _in_chrome(anchor.element)]
    weight: Counter[int] = Counter()
    for anchor in long:
        weight[_list_around(anchor.element)] += len(anchor.text)
    if not weight:
        return []
    densest, _ = weight.most_common(1)[0]
    return links_of([anchor for anchor in long if _list_around(anchor.element) == densest])


def _list_around(element: Tag) -> int:
    """Identity of the list an anchor stands in: of the nearest list element, else of its parent's parent."""
    around = element.find_parent(LIST_TAGS)
    if around is None:
        parent = element.parent
        around = (parent.parent or parent) if parent is not None else element
    return id(around)


def _in_chrome(element: Tag) -> bool:
    return any(
        parent.name in CHROME_TAGS or CHROME_CLASS.search(f"{_classes(parent)} {parent.get('id') or ''}")
        for parent in element.parents
        if parent.name not in {"[document]", "html", "body"}
    )


def _classes(element: Tag) -> str:
    return " ".join(str(name) for name in element.get_attribute_list("class") if name)


def _is_pager(anchor: Anchor) -> bool:
    return bool(NEXT_WORDS.match(anchor.text)) or anchor.text.isdigit()
