"""Sites whose columns are templates filled by /queryList, as in 江西: ids stand in the page, items in a JSON answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlencode, urlsplit

from corpus.cms.feed import feed_links, next_answer
from corpus.cms.static import StaticLists

if TYPE_CHECKING:
    from corpus.cms.page import Link, WebPage

__all__ = ["Channels"]

ANSWER = "/queryList"
CODES = re.compile(r"\b(webSiteCode|channelCode|channelId)['\"]?\s*:\s*(\[[^\]]*\]|['\"][^'\"]*['\"])")
SINGLE = re.compile(r"\b(unitid|perPage)['\"]?\s*:\s*['\"]?(\w+)")
PAGE_SIZE = "15"


class Channels(StaticLists):
    """A column calls ``loadPageData({webSiteCode: [...], channelCode: [...], perPage: '15', ...})`` on a template.

    The sites' own script asks by POST; the same address is asked here by GET. Articles stand at
    ``/content/content_<19 digits>.html``.
    """

    family = "channels"
    form_answers = (ANSWER,)
    article: ClassVar[re.Pattern[str]] = re.compile(r"/content/content_\d{15,}\.s?html?$")

    def matches(self, page: WebPage) -> bool:
        """Whether it is an answer of queryList, or a column that asks for one."""
        return _is_answer(page) or bool(_first_query(page)) or super().matches(page)

    def report_links(self, page: WebPage) -> list[Link]:
        """The items of the answer; the dated ones of a column that shows some."""
        return feed_links(page) if page.data is not None else super().report_links(page)

    def next_pages(self, page: WebPage) -> list[str]:
        """The first answer for a column, the next one for an answer."""
        if page.data is not None:
            url = next_answer(page)
            return [url] if url else []
        query = _first_query(page)
        if not query or self.has_article_at(page.url):
            return super().next_pages(page)
        url = page.absolute(f"{ANSWER}?{urlencode(query)}")
        return [url] if url else []


def _is_answer(page: WebPage) -> bool:
    return urlsplit(page.url).path.endswith(ANSWER)


def _first_query(page: WebPage) -> list[tuple[str, str]]:
    """What a column asks for; empty where it names no channel."""
    if "channelcode" not in page.lowered and "channelid" not in page.lowered:
        return []
    codes = [
        (f"{name}[]", code)
        for name, given in CODES.findall(page.live)
        for code in re.findall(r"['\"]([^'\"]+)['\"]", given)
    ]
    if not {"channelCode[]", "channelId[]"} & {name for name, _ in codes}:
        return []
    given = dict(SINGLE.findall(page.live))
    unit = [("unitid", given["unitid"])] if "unitid" in given else []
    return [("current", "1"), *unit, *dict.fromkeys(codes), ("pageSize", given.get("perPage", PAGE_SIZE))]
