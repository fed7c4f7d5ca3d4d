"""JPAAS, the family of 浙江, 扬州 and many ministries: the script of a column names the unit that answers its list."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

from corpus.cms.page import WebPage
from corpus.cms.static import StaticLists, batch_links

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.cms.page import Link

__all__ = ["Jpaas"]

UNIT = "/jpaas-publish-server/front/page/build/unit"
PAGE_SIZE = 15  # asked for where the column does not say how many its pages hold
MOST_UNITS = 5  # of a column; beside its list stand a few boxes
PAIR = re.compile(r"""['"]?(\w+)['"]?\s*:\s*(?:'([^']*)'|"([^"]*)"|([^,'"{}\s]+))""")


class Jpaas(StaticLists):
    """Articles at ``/art/YYYY/art_<hex>.html``; lists by GET of ``.../front/page/build/unit``."""

    family = "jpaas"
    article: ClassVar[re.Pattern[str]] = re.compile(
        r"/art/(?P<year>(?:19|20)\d\d)/(?:(?P<month>\d{1,2})/(?P<day>\d{1,2})/)?art_[0-9a-f]{32}\.s?html?$"
    )

    def matches(self, page: WebPage) -> bool:
        """Whether a unit or its answer stands here, or addresses of this form."""
        return _is_answer(page) or bool(_units(page)) or super().matches(page)

    def report_links(self, page: WebPage) -> list[Link]:
        """The items in the column or in the HTML that the unit answers."""
        return batch_links(_list_of(page), self.article) if _is_answer(page) else super().report_links(page)

    def next_pages(self, page: WebPage) -> list[str]:
        """The first answer for a column without a list, then the pages that the pagination counts."""
        shown = _list_of(page)
        pages = _Pages(shown)
        if _is_answer(page):
            return _next_answer(page, pages) if self.report_links(page) else []
        if self.has_article_at(page.url):
            return []
        units = _units(page)
        if not units:
            return super().next_pages(page)
        if pages.known and self.report_links(page):
            return [_asked(url, keys, 2, pages.rows) for url, keys in units[:1] if pages.total > 1]
        return [_asked(url, keys, 1, pages.rows or PAGE_SIZE) for url, keys in units]


@dataclass(frozen=True)
class _Pages:
    """What the pagination of a list says: items a page, items in all."""

    page: WebPage

    @cached_property
    def _given(self) -> Mapping[str, str]:
        for tag in self.page.soup.find_all(True, class_="pagination") + self.page.soup.find_all(
            True, id=re.compile("pagination", re.IGNORECASE)
        ):
            given = {name: str(tag[name]) for name in ("rows", "count", "pageno") if tag.has_attr(name)}
            given = {**_pairs(str(tag.get("querydata") or "")), **given}
            if "rows" in given and "count" in given:
                return {name.lower(): value for name, value in given.items()}
        return {}

    def _number(self, name: str) -> int:
        value = self._given.get(name, "")
        return int(value) if value.isdecimal() else 0

    @property
    def known(self) -> bool:
        return self.rows > 0

    @property
    def rows(self) -> int:
        return self._number("rows")

    @property
    def total(self) -> int:
        return math.ceil(self._number("count") / self.rows) if self.rows else 0


def _is_answer(page: WebPage) -> bool:
    return urlsplit(page.url).path.endswith(UNIT)


def _list_of(page: WebPage) -> WebPage:
    """The page whose list is read: the HTML in an answer, else the page itself."""
    data = page.data.get("data") if isinstance(page.data, dict) else None
    html = data.get("html") if isinstance(data, dict) else None
    return WebPage(page.base, html) if isinstance(html, str) else page


def _units(page: WebPage) -> list[tuple[str, dict[str, str]]]:
    """The units of a column: the address that answers, and the keys to ask it with."""
    units: list[tuple[str, dict[str, str]]] = []
    if "querydata" not in page.lowered:
        return units
    for script in page.soup.find_all("script", attrs={"querydata": True}):
        url = page.absolute(str(script.get("url") or f"/api-gateway{UNIT}"))
        keys = _pairs(str(script["querydata"]))
        if url is not None and keys and urlsplit(url).path.endswith(UNIT):
            units.append((url, keys))
    return units[:MOST_UNITS]


def _pairs(text: str) -> dict[str, str]:
    return {key: single or double or bare for key, single, double, bare in PAIR.findall(text)}


def _asked(url: str, keys: Mapping[str, str], number: int, rows: int) -> str:
    wanted = json.dumps({"pageNo": number, "pageSize": rows}, separators=(",", ":"))
    return f"{url}?{urlencode({**keys, 'paramJson': wanted})}"


def _next_answer(page: WebPage, pages: _Pages) -> list[str]:
    parts = urlsplit(page.url)
    keys = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    try:
        asked = json.loads(keys.pop("paramJson", "{}"))
        number, rows = int(asked.get("pageNo", 1)), int(asked.get("pageSize", 0))
    except (ValueError, TypeError, AttributeError):
        return []
    if number >= pages.total:
        return []
    return [_asked(parts._replace(query="", fragment="").geturl(), keys, number + 1, pages.rows or rows)]
