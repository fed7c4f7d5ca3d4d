"""The pagers that scripts draw on static lists: where the page after this one is, by the numbers in the script.

Each form names the files of a list in its own way; see `FORMS`. What links a reader could click is in `linked_pagers`.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from corpus.cms.linked_pagers import linked_next
from corpus.cms.scripts import address_of_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.cms.page import WebPage

__all__ = ["has_pager", "pager_next"]

# createPageHTML(pages, current, "index", "html"), or the same after a count of records; the second page is index_1.
INDEX_PAGER = re.compile(
    r"""createPage\w*\(\s*((?:\d+\s*,\s*){2,3})['"]([\w./-]+)['"]\s*,\s*['"](\w+)['"]""", re.IGNORECASE
)
# createPageHTML('page_div', pages, current, 'list', 'shtml', records); the second page is list_2.
DIVISION_PAGER = re.compile(
    r"""createPage\w*\(\s*['"][#.\w-]+['"]\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*['"]([\w./-]+)['"]\s*,\s*['"](\w+)['"]""",
    re.IGNORECASE,
)
# Pager({size:10, current:0, prefix:'index', suffix:'html'}); the second page is index_1.
OBJECT_PAGER = re.compile(r"\bPager\(\s*(\{[^{}]*\})")
OBJECT_KEY = r"""\b{}['"]?\s*:\s*['"]?([\w./-]+)"""
# var countPage = 12; var currentPage = 0; with the files of the first form.
COUNT_PAGER = re.compile(r"\b(?:countPage|nPageCount|m_nPageCount|_PAGE_COUNT)\s*=\s*['\"]?(\d+)")
COUNT_CURRENT = re.compile(r"\b(?:currentPage|nCurrIndex|m_nCurrPage|_PAGE_INDEX)\s*=\s*['\"]?(\d+)")
# A plug-in of jQuery: {totalPage: 12, currentPage: 1, callback: function (page) { location.href = ... }}, from 1.
CALLBACK_TOTAL = re.compile(r"\b(?:totalPages?|pageCount|total_page|pages)['\"]?\s*[:=]\s*['\"]?(\d+)", re.IGNORECASE)
CALLBACK_CURRENT = re.compile(
    r"\b(?:current(?:Page)?|curr(?:Page)?|page(?:Num|No|Index)|nowPage)['\"]?\s*[:=]\s*['\"]?(\d+)", re.IGNORECASE
)
# The same with items: {count: 120, limit: 15, curr: 1, jump: function (obj) { location.href = ... obj.curr }}
CALLBACK_COUNT = re.compile(r"\b(?:count|total|totalCount|totalRecords?)['\"]?\s*:\s*['\"]?(\d+)", re.IGNORECASE)
CALLBACK_LIMIT = re.compile(r"\b(?:limit|pageSize|perPage)['\"]?\s*:\s*['\"]?(\d+)", re.IGNORECASE)
CALL_CHARACTERS = 1500  # around a total in which its plug-in's callback stands
NUMBERED = re.compile(r"_(\d+)\.\w+$")
LINE_COMMENT = re.compile(r"(?<![:\"'\\])//[^\n]*")


def pager_next(page: WebPage) -> str | None:
    """The address of the page after this one; None on the last, and where no pager tells.

    A pager in a comment counts only where the page shows none.
    """
    for text in (page.live, page.comments):
        script = LINE_COMMENT.sub("", text)
        for form in FORMS:
            url = form(page, script)
            if url is not None:
                return page.absolute(url) if url else None
    return linked_next(page) or (linked_next(page.commented) if page.comments else None)


def has_pager(text: str) -> bool:
    """Whether the call of a pager that TRS sites use stands in the text."""
    lowered = text.lower()
    if not any(mark in lowered for mark in ("createpage", "pager(", "countpage", "pagecount", "_page_count")):
        return False
    return any(pager.search(text) for pager in (INDEX_PAGER, DIVISION_PAGER, OBJECT_PAGER, COUNT_PAGER))


def _page_number(url: str) -> int | None:
    """The number at the end of a list page's file name, as in index_3.html; None for the first page."""
    number = NUMBERED.search(urlsplit(url).path)
    return int(number[1]) if number else None


def _division_pager(page: WebPage, script: str) -> str | None:
    match = DIVISION_PAGER.search(script)
    if match is None:
        return None
    following = (_page_number(page.url) or max(int(match[2]), 1)) + 1
    return urljoin(page.url, f"{match[3]}_{following}.{match[4]}") if following <= int(match[1]) else ""


def _index_pager(page: WebPage, script: str) -> str | None:
    match = INDEX_PAGER.search(script)
    if match is None:
        return None
    pages, current = [int(number) for number in re.findall(r"\d+", match[1])][-2:]
    return _zero_based(page, pages, current, f"{match[2]}_{{}}.{match[3]}")


def _object_pager(page: WebPage, script: str) -> str | None:
    match = OBJECT_PAGER.search(script)
    if match is None:
        return None
    given = {key: re.search(OBJECT_KEY.format(key), match[1]) for key in ("size", "current", "prefix", "suffix")}
    size, current, prefix, suffix = given.values()
    if size is None or current is None or not (size[1].isdecimal() and current[1].isdecimal()):
        return None
    pattern = f"{prefix[1] if prefix else 'index'}_{{}}.{suffix[1] if suffix else 'html'}"
    return _zero_based(page, int(size[1]), int(current[1]), pattern)


def _count_pager(page: WebPage, script: str) -> str | None:
    count, current = COUNT_PAGER.search(script), COUNT_CURRENT.search(script)
    if count is None:
        return None
    name = urlsplit(page.url).path.rpartition("/")[2]
    stem, _, extension = (name if "." in name else "index.html").rpartition(".")
    pattern = f"{re.sub(r'_[0-9]+$', '', stem)}_{{}}.{extension}"
    return _zero_based(page, int(count[1]), int(current[1]) if current else 0, pattern)


def _callback_pager(page: WebPage, script: str) -> str | None:
    start = CALLBACK_TOTAL.search(script) or CALLBACK_COUNT.search(script)
    if start is None:
        return None
    call = script[max(start.start() - CALL_CHARACTERS, 0) : start.end() + CALL_CHARACTERS]
    written, pages, current = address_of_page(call), _callback_pages(call), CALLBACK_CURRENT.search(call)
    if written is None or pages is None or not written.names_page:
        return None
    here = max(written.page_at(page.url) or (int(current[1]) if current else 1), 1)
    return written.address(here + 1) if here < pages else ""


def _callback_pages(call: str) -> int | None:
    """The number of pages, or what the counts of items and of items a page make it."""
    total = CALLBACK_TOTAL.search(call)
    if total is not None:
        return int(total[1])
    count, limit = CALLBACK_COUNT.search(call), CALLBACK_LIMIT.search(call)
    return math.ceil(int(count[1]) / max(int(limit[1]), 1)) if count and limit else None


def _zero_based(page: WebPage, pages: int, current: int, pattern: str) -> str:
    """The next page where index is the first and index_1 the second; the address says better which page this is."""
    number = _page_number(page.url)
    following = (current if number is None else number) + 1
    return urljoin(page.url, pattern.format(following)) if following < pages else ""


FORMS: tuple[Callable[[WebPage, str], str | None], ...] = (
    _division_pager,
    _index_pager,
    _object_pager,
    _count_pager,
    _callback_pager,
)
"""Each gives the next page's address, "" on the last page, None where its form does not stand in the page."""
