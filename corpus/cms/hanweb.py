"""Hanweb JCMS, the family of 江苏, 山东 and older 浙江 sites: jpage lists, further batches by a proxy in XML.

A column's page holds its first batch in ``<datastore>``; ``/module/web/jpage/dataproxy.jsp`` answers the others.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from corpus.cms.marked import marked_facts, marked_text
from corpus.cms.page import WebPage
from corpus.cms.static import StaticLists, batch_links

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from corpus.cms.page import Link

__all__ = ["Hanweb"]

RECORD = re.compile(r"<record>\s*(?:<!\[CDATA\[(.*?)\]\]>|(.*?))\s*</record>", re.DOTALL | re.IGNORECASE)
NEXT_GROUP = re.compile(r"<nextgroup>(.*?)</nextgroup>", re.DOTALL | re.IGNORECASE)
NEXT_ADDRESS = re.compile(r"""href\s*=\s*(["'])(.*?dataproxy\.jsp.*?)\1(?=[\s>])""", re.DOTALL | re.IGNORECASE)
TOTAL_RECORDS = re.compile(r"<totalrecord>\s*(\d+)", re.IGNORECASE)
TOTAL_PAGES = re.compile(r"<totalpage>\s*(\d+)", re.IGNORECASE)
# var InitData90 = ['<li>...</li>', '<li>...</li>']: the first batch of older columns, and the answers of their proxy
ARRAY = re.compile(r"[=:(]\s*\[((?:\s*+'(?:[^'\\]|\\.)*+'\s*+,?+)++)\s*\]", re.DOTALL)
QUOTED = re.compile(r"'((?:[^'\\]|\\.)*+)'", re.DOTALL)
CALL = re.compile(r"""(?:\(\s*['"]#([\w-]+)['"]\s*\))?\.jpage\(""", re.IGNORECASE)
NAMED_PARAMETERS = r"\b(?:param_?{unit}|{name})\s*=\s*\{{([^{{}}]*)\}}"
AJAX_NAME = re.compile(r"ajaxParam['\"]?\s*:\s*([A-Za-z_$][\w$]*)")
DATA_STORE = re.compile(r"<datastore>.*?</datastore>", re.DOTALL | re.IGNORECASE)
PROXY = "dataproxy.jsp"
PROXY_ADDRESS = re.compile(r"""proxyUrl['"]?\s*:\s*['"]([^'"]+)""", re.IGNORECASE)
DEFAULT_PROXY = "/module/web/jpage/dataproxy.jsp"
PARAMETERS = (
    "col",
    "appid",
    "webid",
    "path",
    "columnid",
    "sourceContentType",
    "unitid",
    "webname",
    "permissiontype",
    "b_vir",
    "virinfos",
    "keyWordCount",
)
DEFAULT_PER_PAGE = 15
PAGES_A_BATCH = 3  # that the proxy is asked for at once where the column shows none


class Hanweb(StaticLists):
    """Articles at ``/art/YYYY/M/D/art_COL_ID.html``, lists at ``/col/colN/index.html``."""

    family = "hanweb"
    form_answers = (PROXY,)
    article: ClassVar[re.Pattern[str]] = re.compile(
        r"/art/(?P<year>(?:19|20)\d\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})/art_\d+_\d+\.s?html?$"
    )

    def matches(self, page: WebPage) -> bool:
        """Whether a jpage list or its answer stands here, or addresses of this form."""
        return _is_answer(page) or PROXY in page.html or bool(_columns(page)) or super().matches(page)

    def body(self, page: WebPage) -> _Element | None:
        """What stands between the comments that mark the text."""
        return marked_text(page)

    def facts(self, page: WebPage) -> Mapping[str, str]:
        """The facts that the template marks with comments."""
        return marked_facts(page)

    def report_links(self, page: WebPage) -> list[Link]:
        """The records of the batch; on a column without one, the items that the page shows."""
        records = _records(page.html)
        if not records:
            return super().report_links(page)
        return batch_links(WebPage(page.base, "".join(f"<div>{record}</div>" for record in records)), self.article)

    def next_pages(self, page: WebPage) -> list[str]:
        """The batch after this one: by the counts that the page states, else where its nextgroup leads."""
        if self.has_article_at(page.url):
            return []
        if _is_answer(page):
            return _after_answer(page)
        columns = _columns(page)
        if columns:
            return [url for column in columns if (url := column.next_batch(page)) is not None]
        return _next_group(page) or super().next_pages(page)


@dataclass(frozen=True, slots=True)
class _Column:
    """One jpage list of a page: how to ask for it, and how much of it the page shows.

    Attributes:
        proxy: the address that answers.
        asked: the parameters that name the list.
        per_page: items that the site shows at once.
        total: items in all; None where the page does not say.
        shown: items in the page.
    """

    proxy: str
    asked: dict[str, str]
    per_page: int
    total: int | None
    shown: int

    def next_batch(self, page: WebPage) -> str | None:
        if self.total is not None and self.shown >= self.total:
            return None
        size = self.shown or self.per_page * PAGES_A_BATCH
        return page.absolute(_batch(self.proxy, {"perpage": str(self.per_page), **self.asked}, self.shown + 1, size))


def _columns(page: WebPage) -> list[_Column]:
    """The jpage calls of the page that name a list; each shows the records that stand before it."""
    if ".jpage(" not in page.lowered:
        return []
    found, start = [], 0
    calls = list(CALL.finditer(page.html))
    for place, call in enumerate(calls):
        end = calls[place + 1].start() if place + 1 < len(calls) else len(page.html)
        script = page.html[call.end() : end].partition("</script>")[0]
        asked = _asked(page.html, script, call[1] or "")
        if "columnid" in asked and "unitid" in asked:
            shown = len(_records(page.html[start : call.start()])) or len(_records(script))
            total, per_page = _value(script, "totalRecord"), _value(script, "perPage")
            proxy = PROXY_ADDRESS.search(script)
            found.append(
                _Column(
                    proxy=proxy[1] if proxy else DEFAULT_PROXY,
                    asked=asked,
                    per_page=int(per_page) if per_page and per_page.isdecimal() else DEFAULT_PER_PAGE,
                    total=int(total) if total and total.isdecimal() else None,
                    shown=shown,
                )
            )
        start = call.start()
    return found


def _asked(html_text: str, script: str, unit: str) -> dict[str, str]:
    """What names a list to the proxy: in its call, or in a variable named in the call or by the unit."""
    name = AJAX_NAME.search(script)
    named = re.search(
        NAMED_PARAMETERS.format(unit=re.escape(unit or "-"), name=re.escape(name[1] if name else "-")), html_text
    )
    given = f"{script} {named[1]}" if named else script
    asked = {name: value for name in PARAMETERS if (value := _value(given, name)) is not None}
    return {**asked, "unitid": unit} if unit and "unitid" not in asked else asked


def _value(script: str, name: str) -> str | None:
    match = re.search(rf"""\b{name}['"]?\s*[:=]\s*(?:'([^']*)'|"([^"]*)"|([^\s,'"}}&;]+))""", script)
    return next((value for value in match.groups() if value is not None), None) if match else None


def _records(text: str) -> list[str]:
    """The HTML of the records in a column or an answer; of older ones, the strings of their array that hold a link."""
    found = [inside or html.unescape(escaped) for inside, escaped in RECORD.findall(text)]
    if found:
        return found
    strings = (string for array in ARRAY.findall(text) for string in QUOTED.findall(array))
    return [re.sub(r"\\(.)", r"\1", string) for string in strings if "<a" in string]


def _is_answer(page: WebPage) -> bool:
    return urlsplit(page.url).path.endswith(PROXY)


def _batch(proxy: str, asked: dict[str, str], first: int, size: int) -> str:
    records = {"startrecord": str(first), "endrecord": str(first + size - 1)}
    return f"{proxy}?{urlencode({**records, **asked})}"


def _after_answer(page: WebPage) -> list[str]:
    asked = dict(parse_qsl(urlsplit(page.url).query, keep_blank_values=True))
    first, last = asked.pop("startrecord", ""), asked.pop("endrecord", "")
    records = len(_records(page.html))
    if not records:
        return []
    if not (first.isdecimal() and last.isdecimal()):
        return _next_group(page)
    size, total = int(last) - int(first) + 1, TOTAL_RECORDS.search(page.html)
    if (int(last) >= int(total[1])) if total else (records < size):
        return []
    proxy = urlsplit(page.url)._replace(query="", fragment="").geturl()
    return [_batch(proxy, asked, int(last) + 1, size)]


def _next_group(page: WebPage) -> list[str]:
    """Where nextgroup leads, as long as it leads on; in an answer without one, the next up to its count of pages."""
    group, pages = NEXT_GROUP.search(page.html), TOTAL_PAGES.search(page.html)
    here, last = _page_of(page.url), int(pages[1]) if pages else None
    if group is None:
        more = here is not None and last is not None and here < last
        return [re.sub(rf"([?&]page=){here}\b", rf"\g<1>{(here or 0) + 1}", page.address)] if more else []
    address = NEXT_ADDRESS.search(html.unescape(group[1]))
    url = page.absolute(address[2]) if address else None
    if url is None:
        return []
    there = _page_of(url)
    if there is not None and ((here is not None and there <= here) or (last is not None and there > last)):
        return []
    return [url]


def _page_of(url: str) -> int | None:
    number = dict(parse_qsl(urlsplit(url).query)).get("page", "")
    return int(number) if number.isdecimal() else None
