"""Families whose lists are static pages: items known by the shape of an article's address, pages by their pager."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from corpus.cms.adapter import Adapter, links_of
from corpus.cms.linked_pagers import is_later_page
from corpus.cms.pagers import has_pager, pager_next

if TYPE_CHECKING:
    from corpus.cms.page import Anchor, Link, WebPage

__all__ = ["StaticLists", "batch_links"]

LEAST_SHARE = 0.5  # of a list's items have the family's shape; the others lead off site


class StaticLists(Adapter):
    """A family that is known by its addresses.

    Attributes:
        article: the path of an article's address; its groups year, month and day, where it has them, are its date.
    """

    article: ClassVar[re.Pattern[str]]

    def matches(self, page: WebPage) -> bool:
        """Whether the page is an article of this shape, or at least half of the items of its list are."""
        if self.has_article_at(page.url):
            return True
        linked = any(self.article.search(path) for path in page.written_paths)
        return linked and any(_is_mostly(self.article, view) for view in (page, page.commented))

    def has_article_at(self, url: str) -> bool:
        """Whether the address has the shape of an article of this family."""
        return self.article.search(urlsplit(url).path) is not None

    def report_links(self, page: WebPage) -> list[Link]:
        """The anchors with an address of the family's shape, and the dated items."""
        return _shaped_links(page, self.article)

    def next_pages(self, page: WebPage) -> list[str]:
        """The page after this one, as the pager names it; none where this page, being a later one, has no items."""
        url = pager_next(page)
        if url is None or (is_later_page(page.url) and not self.report_links(page)):
            return []
        return [url]


def _shaped_links(page: WebPage, article: re.Pattern[str]) -> list[Link]:
    """The items of a list; from its comments where the page shows none, or where its pager stands in them as well.

    Some sites keep a list and its pager in a comment and draw the live one by script.
    """
    shown, hidden = _links(page, article), _links(page.commented, article)
    if len(hidden) > len(shown) and (not shown or (has_pager(page.comments) and not has_pager(page.live))):
        return hidden
    return shown


def batch_links(page: WebPage, article: re.Pattern[str]) -> list[Link]:
    """The items of a batch that holds nothing else: known by shape or date, else every link with a text."""
    return _shaped_links(page, article) or links_of([anchor for anchor in page.anchors if anchor.text])


def _date_in(match: re.Match[str] | None) -> date | None:
    """The date that an address states, where its shape has one and it stands in the calendar."""
    parts = match.groupdict() if match is not None else {}
    try:
        return date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    except (KeyError, TypeError, ValueError):  # a shape without a day, or such as t20231301
        return None


def _links(page: WebPage, article: re.Pattern[str]) -> list[Link]:
    wanted = [anchor for anchor in page.anchors if anchor.text and (_matches(article, anchor) or anchor.published)]
    links = links_of(wanted)
    return [link if link.published else replace(link, published=_date_of(article, link.url)) for link in links]


def _matches(article: re.Pattern[str], anchor: Anchor) -> bool:
    return article.search(urlsplit(anchor.url).path) is not None


def _date_of(article: re.Pattern[str], url: str) -> date | None:
    return _date_in(article.search(urlsplit(url).path))


def _is_mostly(article: re.Pattern[str], page: WebPage) -> bool:
    shaped = {anchor.url for anchor in page.anchors if _matches(article, anchor)}
    dated = {anchor.url for anchor in page.anchors if anchor.published}
    return bool(shaped) and len(shaped) >= LEAST_SHARE * len(dated | shaped)
