"""TRS WCM, the family of most ministries and many cities: static list pages, a script that draws the pager.

Articles stand at ``.../YYYYMM/tYYYYMMDD_ID.html``. The pager's numbers stand in one of three forms, and each names the
files of the list in its own way; see `PAGERS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from corpus.cms.adapter import Adapter, links_of

if TYPE_CHECKING:
    from corpus.cms.page import Link, WebPage

__all__ = ["Trs"]

ARTICLE = re.compile(r"/t(\d{4})(\d\d)(\d\d)_\d+\.s?html?$")
NUMBERED = re.compile(r"_(\d+)\.\w+$")

# createPageHTML(pages, current, "index", "html"), or the same after a count of records; the second page is index_1.
INDEX_PAGER = re.compile(
    r"""createPageHTML\(\s*((?:\d+\s*,\s*){2,3})['"]([\w./-]+)['"]\s*,\s*['"](\w+)['"]""", re.IGNORECASE
)
# createPageHTML('page_div', pages, current, 'list', 'shtml', records); the second page is list_2.
DIVISION_PAGER = re.compile(
    r"""createPageHTML\(\s*['"][\w-]+['"]\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*['"]([\w./-]+)['"]\s*,\s*['"](\w+)['"]""",
    re.IGNORECASE,
)
# var countPage = 12; var currentPage = 0; with the same files as the first form.
COUNT_PAGER = re.compile(r"\bcountPage\s*=\s*(\d+)")
COUNT_CURRENT = re.compile(r"\bcurrentPage\s*=\s*(\d+)")


class Trs(Adapter):
    """The TRS family."""

    family = "trs"

    def matches(self, page: WebPage) -> bool:
        """Whether a TRS pager stands in the page, or an address of the TRS form."""
        if any(pager.search(page.html) for pager in (INDEX_PAGER, DIVISION_PAGER, COUNT_PAGER)):
            return True
        return any(_article(anchor.url) for anchor in page.anchors)

    def report_links(self, page: WebPage) -> list[Link]:
        """The anchors with an address of the TRS form, and the dated items; from comments where the page has none."""
        return _links(page) or _links(page.commented)

    def next_pages(self, page: WebPage) -> list[str]:
        """The page after this one, as the pager's numbers name it."""
        for pager in PAGERS:
            url = pager(page)
            if url is not None:
                return [url] if url else []
        return []


def _links(page: WebPage) -> list[Link]:
    wanted = [anchor for anchor in page.anchors if anchor.text and (_article(anchor.url) or anchor.published)]
    return [link if link.published else replace(link, published=_date_of(link.url)) for link in links_of(wanted)]


def _article(url: str) -> re.Match[str] | None:
    return ARTICLE.search(urlsplit(url).path)


def _date_of(url: str) -> date | None:
    match = _article(url)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:  # such as t20231301
        return None


def _index_pager(page: WebPage) -> str | None:
    match = INDEX_PAGER.search(page.html)
    if match is None:
        return None
    numbers = [int(number) for number in re.findall(r"\d+", match[1])]
    pages, current = numbers[-2:]
    return _zero_based(page, pages, current, f"{match[2]}_{{}}.{match[3]}")


def _count_pager(page: WebPage) -> str | None:
    count, current = COUNT_PAGER.search(page.html), COUNT_CURRENT.search(page.html)
    if count is None:
        return None
    name = urlsplit(page.url).path.rpartition("/")[2]
    stem, _, extension = (name or "index.html").rpartition(".")
    pattern = f"{re.sub(r'_[0-9]+$', '', stem)}_{{}}.{extension}"
    return _zero_based(page, int(count[1]), int(current[1]) if current else 0, pattern)


def _zero_based(page: WebPage, pages: int, current: int, pattern: str) -> str:
    """The next page where index is the first and index_1 the second; the address says better which page this is."""
    number = NUMBERED.search(urlsplit(page.url).path)
    following = (int(number[1]) if number else current) + 1
    return urljoin(page.url, pattern.format(following)) if following < pages else ""


def _division_pager(page: WebPage) -> str | None:
    match = DIVISION_PAGER.search(page.html)
    if match is None:
        return None
    number = NUMBERED.search(urlsplit(page.url).path)
    following = (int(number[1]) if number else max(int(match[2]), 1)) + 1
    return urljoin(page.url, f"{match[3]}_{following}.{match[4]}") if following <= int(match[1]) else ""


PAGERS: tuple[Callable[[WebPage], str | None], ...] = (_division_pager, _index_pager, _count_pager)
"""Each gives the next page's address, "" on the last page, None where its form does not stand in the page."""
