"""Plain list pages of any make: items by their dates or the length of their text, pages by the words of the pager."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from bs4 import Tag

from corpus.cms.adapter import Adapter, links_of

if TYPE_CHECKING:
    from corpus.cms.page import Anchor, Link, WebPage

__all__ = ["Plain"]

LEAST_TITLE = 8  # characters; shorter texts are menus: 首页, 政务公开, 联系我们
CHROME_TAGS = ("nav", "header", "footer")
CHROME_CLASS = re.compile(r"nav|menu|foot|crumb|pag(?:e|ing|ination)|position|location", re.IGNORECASE)
LIST_TAGS = ("ul", "ol", "dl", "table", "tbody")
NEXT_WORDS = re.compile(r"^(?:下一页|下页|后一页|下一頁|next(?: page)?|[>\u203a»]{1,2})[\s>\u203a»]*$", re.IGNORECASE)
PAGE_NUMBER = re.compile(r"(?:_|[?&](?:page|p|pageno|pageindex|currentpage|curpage)=)(\d+)", re.IGNORECASE)
OFF_CLASS = re.compile(r"disabled|\boff\b|\bnone\b", re.IGNORECASE)
CURRENT_CLASS = re.compile(r"\b(?:current|cur|active|on|selected|now|this)\b", re.IGNORECASE)


class Plain(Adapter):
    """Any list page; the last resort of the registry."""

    family = "plain"

    def matches(self, page: WebPage) -> bool:
        """Whether the page has any link at all."""
        return bool(page.anchors or page.commented.anchors)

    def report_links(self, page: WebPage) -> list[Link]:
        """The dated items; without dates, the links of the list with the most text in them."""
        return _links(page) or _links(page.commented)

    def next_pages(self, page: WebPage) -> list[str]:
        """Where the next-page link leads, else the link whose text is the number after the current page's."""
        for view in (page, page.commented):
            url = _declared_next(view) or _worded_next(view) or _numbered_next(view)
            if url is not None:
                return [url]
        return []


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


def _declared_next(page: WebPage) -> str | None:
    tag = page.soup.find(["a", "link"], rel="next", href=True)
    return page.absolute(str(tag["href"])) if isinstance(tag, Tag) else None


def _worded_next(page: WebPage) -> str | None:
    for anchor in page.anchors:
        shown = " ".join(anchor.element.get_text(" ").split()) or anchor.text
        if NEXT_WORDS.match(shown) and not OFF_CLASS.search(_classes(anchor.element)):
            return anchor.url
    return None


def _numbered_next(page: WebPage) -> str | None:
    numbers = {int(anchor.text): anchor for anchor in page.anchors if anchor.text.isdigit()}
    if not numbers:
        return None
    following = numbers.get(_current_number(page) + 1)
    return following.url if following is not None and PAGE_NUMBER.search(following.url) else None


def _current_number(page: WebPage) -> int:
    """The number of this page as the pager marks it by a class such as current; 1 where none is."""
    for tag in page.soup.find_all(["a", "span", "b", "strong", "em", "li"]):
        text = tag.get_text().strip()
        if text.isdigit() and CURRENT_CLASS.search(_classes(tag)):
            return int(text)
    return 1
