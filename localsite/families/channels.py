"""A list that a script fills: the column page names a channel, queryList answers its items in JSON, page by page."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from localsite.families.family import Family
from localsite.listing import ITEMS_A_PAGE, list_frame
from localsite.page import BUILT, html_page, json_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from localsite.listing import Item, Listing
    from localsite.page import Page
    from localsite.places import Place

__all__ = ["CHANNELS"]

ANSWER = "/queryList"
WORKING_HOUR = time(9, 30, tzinfo=timezone(timedelta(hours=8)))


def _article(place: Place, folder: str, published: date, serial: int) -> str:
    """Named by a number of 19 digits, in which no date stands."""
    name = f"{place.slug}/{folder}/{published}/{serial}"
    number = 10**18 + int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10**18
    return f"/{place.slug}/{folder}/content/content_{number}.html"


def _first(place: Place, folder: str) -> str:
    return f"/{place.slug}/{folder}/list.shtml"


def _channel(listing: Listing) -> str:
    return f"col{listing.number}"


def _pages(listing: Listing) -> dict[str, Page]:
    """The column page: a template without items, and the script that fills it."""
    first = _first(listing.place, listing.column.folder)
    main = f"""<ul class="items" id="list-{listing.number}"></ul>
<div class="pagination" id="page-{listing.number}"></div>
<script src="/script/pageList.js"></script>
<script>
loadPageData({{ current: 1, unitid: '{listing.number}', webSiteCode: ['{listing.place.slug}'],
  channelCode: ['{_channel(listing)}'], perPage: '{ITEMS_A_PAGE}', showMode: 'full' }});
</script>"""
    return {first: html_page(list_frame(listing, main, first), listing.newest)}


def _answer(listings: Sequence[Listing], path: str, query: Mapping[str, str]) -> Page | None:
    if path != ANSWER:
        return None
    asked = next((listing for listing in listings if query.get("channelCode[]") == _channel(listing)), None)
    if asked is None:
        return json_page({"code": 400, "message": "参数错误", "data": None}, BUILT)
    size = _number(query, "pageSize", ITEMS_A_PAGE)
    number = _number(query, "current", 1)
    items = asked.items[(number - 1) * size : number * size]
    data = {"page": number, "rows": size, "total": len(asked.items), "results": [_entry(item) for item in items]}
    return json_page({"code": 200, "message": "成功", "data": data}, asked.newest)


def _entry(item: Item) -> dict[str, object]:
    """As the search engine behind such lists keeps it: the addresses as a text, the moment in milliseconds."""
    moment = datetime.combine(item.published, WORKING_HOUR)
    urls = json.dumps({"common": item.path, "pc": item.path})
    return {"source": {"title": item.title, "urls": urls, "pubDate": int(moment.timestamp()) * 1000}}


def _number(query: Mapping[str, str], name: str, otherwise: int) -> int:
    given = query.get(name, "")
    return max(int(given), 1) if given.isdecimal() else otherwise


CHANNELS = Family(article_path=_article, first_page=_first, pages=_pages, answer=_answer)
