"""gkmlpt, the disclosure platform of 广东: a JSON list for each category, and portals with static lists beside it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from corpus.cms.feed import feed_links, number_of
from corpus.cms.gkmlpt_detail import detail_attachments, detail_body, detail_facts
from corpus.cms.static import StaticLists

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from corpus.cms.page import Attachment, Link, WebPage

__all__ = ["Gkmlpt"]

API = re.compile(r"^(?P<site>.*)/gkmlpt/api/all/(?P<category>\d+)$")
CONFIG = re.compile(r"\b_CONFIG\s*=")
SITE_ID = re.compile(r"\b(?:SID|SITE_ID)['\"]?\s*:\s*['\"]?(\d+)")
TREE = re.compile(r"\bTREE['\"]?\s*:\s*(?=\[)")
WHOLE_SITE = "0"  # the category that is asked for where the index shows no catalogue
PER_PAGE = 100  # articles in an answer


class Gkmlpt(StaticLists):
    """Lists at ``/gkmlpt/index#<category>`` and ``/gkmlpt/api/all/<category>?page=N&sid=SID``; pages 0 and 1 are one.

    Articles stand at ``/gkmlpt/content/A/B/post_ID.html``, those of a portal at ``/content/post_ID.html``.
    """

    family = "gkmlpt"
    article: ClassVar[re.Pattern[str]] = re.compile(r"/content/(?:\d+/\d+/)?m?post_\d+\.html?$")

    def matches(self, page: WebPage) -> bool:
        """Whether it is the platform's index or one of its answers, or has addresses of this form."""
        return _is_index(page) or _is_answer(page) or super().matches(page)

    def body(self, page: WebPage) -> _Element | None:
        """The text out of the article's detail, where the page waits for a script to draw it."""
        return detail_body(page)

    def facts(self, page: WebPage) -> Mapping[str, str]:
        """What the article's detail states."""
        return detail_facts(page)

    def attachments(self, page: WebPage) -> list[Attachment]:
        """The files that the article's detail lists."""
        return detail_attachments(page)

    def report_links(self, page: WebPage) -> list[Link]:
        """The articles of an answer; of a portal's list, its items."""
        return feed_links(page) if page.data is not None else super().report_links(page)

    def next_pages(self, page: WebPage) -> list[str]:
        """The first answers for an index, the answer after this one, or what a portal's pager names."""
        if page.data is not None:
            return _next_answer(page)
        if _is_index(page) and not self.has_article_at(page.url):
            return _first_answers(page)
        return super().next_pages(page)


def _is_index(page: WebPage) -> bool:
    return "gkmlpt" in page.html and CONFIG.search(page.html) is not None and SITE_ID.search(page.html) is not None


def _is_answer(page: WebPage) -> bool:
    return API.search(urlsplit(page.url).path) is not None


def _first_answers(page: WebPage) -> list[str]:
    """For the category that the address names behind #, else for each one of the catalogue."""
    site_id, parts = SITE_ID.search(page.html), urlsplit(page.url)
    site, platform, _ = parts.path.partition("/gkmlpt")
    if site_id is None or not platform:
        return []
    categories = [parts.fragment] if parts.fragment.isdecimal() else _catalogue(page) or [WHOLE_SITE]
    urls = (page.absolute(f"{site}/gkmlpt/api/all/{category}?page=1&sid={site_id[1]}") for category in categories)
    return [url for url in urls if url is not None]


def _catalogue(page: WebPage) -> list[str]:
    """The ids of the categories that hold no other and stand on this site."""
    start = TREE.search(page.html)
    if start is None:
        return []
    try:
        tree, _ = json.JSONDecoder().raw_decode(page.html, start.end())
    except (ValueError, RecursionError):
        return []
    return list(dict.fromkeys(_leaves(tree)))


def _leaves(nodes: Any) -> Iterator[str]:
    for node in nodes if isinstance(nodes, list) else []:
        if isinstance(node, dict) and node.get("children"):
            yield from _leaves(node["children"])
        elif isinstance(node, dict) and str(node.get("id", "")).isdecimal() and not node.get("jump_url"):
            yield str(node["id"])


def _next_answer(page: WebPage) -> list[str]:
    """The count of all articles decides; without one, whether this answer is full. The post_count is no such count."""
    parts = urlsplit(page.url)
    given = parse_qs(parts.query)
    number = given.get("page", ["1"])[0]
    shown = len(feed_links(page))
    if not _is_answer(page) or not number.isdecimal() or not shown:
        return []
    here, total = max(int(number), 1), number_of(page.data, "total")
    if shown < PER_PAGE if total is None else here * PER_PAGE >= total:
        return []
    site_id = "".join(f"&sid={value}" for value in given.get("sid", [])[:1])
    return [parts._replace(query=f"page={here + 1}{site_id}", fragment="").geturl()]
