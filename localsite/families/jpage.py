"""Hanweb JCMS: columns by number, the first batch of a list in the column page, the others from a data proxy as XML.

The proxy gives the records between two numbers, or, asked with ``page``, a group of pages and the address of the next.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from localsite.families.family import Family
from localsite.frame import site_name
from localsite.listing import ITEMS_A_PAGE, column_number, list_frame
from localsite.page import BUILT, html_page, text_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from localsite.listing import Item, Listing
    from localsite.page import Page
    from localsite.places import Place

__all__ = ["JCMS", "JCMS_OLD"]

PROXY, OLD_PROXY = "/module/web/jpage/dataproxy.jsp", "/module/jpage/dataproxy.jsp"
PER_PAGE = ITEMS_A_PAGE // 2  # a group of two pages is what one answer holds


def _article(place: Place, folder: str, published: date, serial: int) -> str:
    number = column_number(place, folder)
    return f"/art/{published.year}/{published.month}/{published.day}/art_{number}_{serial}.html"


def _first(place: Place, folder: str) -> str:
    return f"/col/col{column_number(place, folder)}/index.html"


def _unit(listing: Listing) -> int:
    return listing.number + 200_000


def _parameters(listing: Listing) -> dict[str, str]:
    """What the page's script hands to the proxy with every request."""
    return {
        "col": "1",
        "appid": "1",
        "webid": str(listing.number % 97),
        "path": "/",
        "columnid": str(listing.number),
        "sourceContentType": "1",
        "unitid": str(_unit(listing)),
        "webname": site_name(listing.place),
        "permissiontype": "0",
    }


def _record(item: Item) -> str:
    title = escape(item.title)
    day = item.published.isoformat()
    line = f'<li><a href="{item.path}" title="{title}" target="_blank">{title}</a><span>{day}</span></li>'
    return f"<record><![CDATA[{line}]]></record>"


def _datastore(listing: Listing, group: int, proxy: str) -> str:
    """One group of records, from 0, and where the next comes from."""
    groups = listing.batches
    following = ""
    if group + 1 < len(groups):
        parameters = {"page": str(group + 1), **_parameters(listing)}
        query = "&".join(f"{name}={quote(value, safe='/')}" for name, value in parameters.items())
        following = f'<nextgroup><![CDATA[<a href="{proxy}?{query}"></a>]]></nextgroup>\n'
    records = "\n".join(_record(item) for item in groups[group]) if group < len(groups) else ""
    return f"<datastore>\n{following}<recordset>\n{records}\n</recordset>\n</datastore>"


def _range(listing: Listing, first: int, last: int) -> str:
    """The records from one number to another, both from 1 and included."""
    records = "\n".join(_record(item) for item in listing.items[max(first, 1) - 1 : last])
    total, pages = len(listing.items), -(-len(listing.items) // PER_PAGE)
    return (
        f"<datastore><totalrecord>{total}</totalrecord><totalpage>{pages}</totalpage>"
        f"<recordset>{records}</recordset></datastore>"
    )


def _script(listing: Listing, proxy: str) -> str:
    given = ",".join(f"{name}:'{value}'" for name, value in _parameters(listing).items())
    return f"""<script src="/script/jquery.jpage.js"></script>
<script>
$(function(){{$('#{_unit(listing)}').jpage({{dataStore:dataStore,totalRecord:{len(listing.items)},proxyUrl:'{proxy}',\
openCookies:false,perPage:{PER_PAGE},groupSize:{ITEMS_A_PAGE // PER_PAGE},barPosition:'bottom',showMode:'full',\
ajaxParam:{{{given}}}}});}});
</script>"""


def _column_page(listing: Listing, proxy: str, *, filled: bool) -> dict[str, Page]:
    """The column page; unfilled, it names its unit and holds no record."""
    store = f'<script type="text/xml">{_datastore(listing, 0, proxy)}</script>' if filled else ""
    main = f'<div id="{_unit(listing)}" class="default_pgContainer items">{store}</div>\n{_script(listing, proxy)}'
    first = _first(listing.place, listing.column.folder)
    page = html_page(list_frame(listing, main, first), listing.newest)
    return {first: page, first.removesuffix("index.html"): page}


def _pages(listing: Listing) -> dict[str, Page]:
    return _column_page(listing, PROXY, filled=listing.place.level != "township")


def _old_pages(listing: Listing) -> dict[str, Page]:
    return _column_page(listing, OLD_PROXY, filled=True)


def _answer(listings: Sequence[Listing], path: str, query: Mapping[str, str]) -> Page | None:
    if path not in (PROXY, OLD_PROXY):
        return None
    asked = next((listing for listing in listings if query.get("unitid") == str(_unit(listing))), None)
    if asked is None or query.get("columnid") != str(asked.number):
        return text_page("<datastore><recordset></recordset></datastore>", "text/xml", BUILT)
    if "startrecord" in query:
        text = _range(asked, _number(query, "startrecord"), _number(query, "endrecord"))
    else:
        text = _datastore(asked, _number(query, "page"), path)
    return text_page(text, "text/xml", asked.newest)


def _number(query: Mapping[str, str], name: str) -> int:
    given = query.get(name, "")
    return int(given) if given.isdigit() else 0


JCMS = Family(article_path=_article, first_page=_first, pages=_pages, answer=_answer)
JCMS_OLD = Family(article_path=_article, first_page=_first, pages=_old_pages, answer=_answer)
