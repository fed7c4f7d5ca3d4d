"""UCAP, the family of 中国政府网: a column's items in a JSON feed, or in static lists home.htm and home_1.htm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from corpus.cms.feed import feed_links
from corpus.cms.static import StaticLists

if TYPE_CHECKING:
    from corpus.cms.page import Link, WebPage

__all__ = ["Ucap"]

# $.ajax({url: "./ZUIXIN.json"}), $.getJSON("/zhengce/ZUIXIN.json?t=1", ...), axios.get('list.json')
FEED = re.compile(
    r"""(?:\burl['"]?\s*[:=]|getJSON\(|\.get\(|fetch\(|\.open\(\s*['"]GET['"]\s*,)\s*['"]([^'"\s<>{}]+\.json)(?:\?[^'"]*)?['"]""",
    re.IGNORECASE,
)


class Ucap(StaticLists):
    """Articles at ``/YYYYMM/content_ID.htm``, older ones at ``/content/YYYY-MM/DD/content_ID.htm``."""

    family = "ucap"
    article: ClassVar[re.Pattern[str]] = re.compile(
        r"""(?: /(?P<year>(?:19|20)\d\d) (?: -?(?P<month>0[1-9]|1[0-2]) (?: /(?P<day>[0-3]\d) )? )? )?
            /content_\d+\.s?html?$""",
        re.VERBOSE,
    )

    def matches(self, page: WebPage) -> bool:
        """Whether its container stands in the page, addresses of this form, or a script that draws all from a feed."""
        if page.data is not None:
            return any(self.has_article_at(link.url) for link in feed_links(page))
        if "ucap-content" in page.lowered or "ucapcontent" in page.lowered or super().matches(page):
            return True
        return bool(_feeds(page)) and not any(anchor.published for anchor in page.anchors)

    def report_links(self, page: WebPage) -> list[Link]:
        """The items of the feed or of the list."""
        return feed_links(page) if page.data is not None else super().report_links(page)

    def next_pages(self, page: WebPage) -> list[str]:
        """The next static page; for a column without items or without pager the feed, which holds all of it."""
        if page.data is not None or self.has_article_at(page.url):
            return []
        further = super().next_pages(page) if self.report_links(page) else []
        return further or _feeds(page)[:1] or super().next_pages(page)


def _feeds(page: WebPage) -> list[str]:
    if ".json" not in page.lowered:
        return []
    return [url for name in FEED.findall(page.live) if (url := page.absolute(name)) is not None]
