"""Plain list pages of any make: items by their dates or the length of their text, pages by the words of the pager."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
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
CHROME_NAME = re.compile(
    r".*(?:nav|menu|foot|crumb).*|(?:.*[_-])?(?:page[rs]?|paging|pagination|fenye|position|location|dqwz|weizhi)\d*",
    re.IGNORECASE,
)
LONGER_LIST = 2  # times as many links without a date as there are dated ones make those a side list
SHORTEST_TITLE = 4  # characters of an item among longer ones
LEVELS_OF_A_KIND = 2  # elements around a list by which its parts are known as one
LIST_TAGS = ("ul", "ol", "dl", "table", "tbody")


class Plain(Adapter):
    """Any list page; the last resort of the registry."""

    family = "plain"

    def matches(self, page: WebPage) -> bool:
        """Whether the page has any link at all, or is a JSON answer."""
        return bool(page.anchors or page.commented.anchors or page.data is not None)

    def report_links(self, page: WebPage) -> list[Link]:
        """The dated items, or the list with the most text; what a JSON answer holds."""
        if page.data is not None:
            return feed_links(page)
        return _links(page)

    def next_pages(self, page: WebPage) -> list[str]:
        """The page after this one, as its pager names it: by script, by words, by numbers."""
        url = pager_next(page) if page.data is None else next_answer(page)
        if url is None or (is_later_page(page.url) and not self.report_links(page)):
            return []
        return [url]


def _links(page: WebPage) -> list[Link]:
    """The items that the page shows; those in its comments where it shows none, or none with a date and they have."""
    shown, hidden = _shown_links(page), _shown_links(page.commented)
    if not shown or (any(link.published for link in hidden) and not any(link.published for link in shown)):
        return hidden or shown
    return shown


def _shown_links(page: WebPage) -> list[Link]:
    """The dated items; the list with the most text where it is far longer, for its dates may lack a year."""
    candidates = [anchor for anchor in page.anchors if anchor.text and not _is_pager(anchor)]
    dated = links_of([anchor for anchor in candidates if anchor.published])
    densest = links_of(_densest_list(candidates))
    if dated and len(densest) <= LONGER_LIST * len(dated):
        return dated
    known = {link.url for link in densest}
    return [*densest, *(link for link in dated if link.url not in known)]


def _densest_list(candidates: list[Anchor]) -> list[Anchor]:
    """The links of the list whose titles hold the most text, outside menus; a list may be cut into several elements."""
    outside = [anchor for anchor in candidates if not _in_chrome(anchor.element)]
    weight: Counter[str] = Counter()
    for anchor in outside:
        if len(anchor.text) >= LEAST_TITLE:
            weight[_kind_of_list(anchor.element)] += len(anchor.text)
    if not weight:
        return []
    densest, _ = weight.most_common(1)[0]
    return [
        anchor for anchor in outside if _kind_of_list(anchor.element) == densest and len(anchor.text) >= SHORTEST_TITLE
    ]


def _kind_of_list(element: Tag) -> str:
    """What the list around a link is known by: what it looks like, else the element that it stands in."""
    around = element.find_parent(LIST_TAGS)
    if around is None:
        parent = element.parent
        around = (parent.parent or parent) if parent is not None else element
    if _classes(around):
        chain = [around, *islice(around.parents, LEVELS_OF_A_KIND)]
        return ">".join(f"{tag.name}.{_classes(tag)}#{tag.get('id') or ''}" for tag in chain)
    holder = around.parent
    return str(id(around) if holder is None or holder.name in {"[document]", "html", "body"} else id(holder))


def _in_chrome(element: Tag) -> bool:
    return any(
        parent.name in CHROME_TAGS or any(CHROME_NAME.fullmatch(name) for name in _names(parent))
        for parent in element.parents
        if parent.name not in {"[document]", "html", "body"}
    )


def _names(element: Tag) -> list[str]:
    return [*_classes(element).split(), str(element.get("id") or "")]


def _classes(element: Tag) -> str:
    return " ".join(str(name) for name in element.get_attribute_list("class") if name)


def _is_pager(anchor: Anchor) -> bool:
    return bool(NEXT_WORDS.match(anchor.text)) or anchor.text.isdigit()
