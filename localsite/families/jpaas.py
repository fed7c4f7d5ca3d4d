"""JPAAS: the column page names a unit, and the unit answers with JSON that holds the list as HTML."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from localsite.families.family import Family, items_markup
from localsite.listing import ITEMS_A_PAGE, column_number, list_frame
from localsite.page import BUILT, html_page, json_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from localsite.listing import Listing
    from localsite.page import Page
    from localsite.places import Place

__all__ = ["JPAAS"]

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"


def _hex(*parts: object) -> str:
    return hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()[:32]


def _article(place: Place, folder: str, published: date, serial: int) -> str:
    """Below the column in one half of the sites, at the root in the other."""
    below = f"/col/col{column_number(place, folder)}" if place.level == "township" else ""
    return f"{below}/art/{published.year}/art_{_hex(place.slug, folder, serial)}.html"


def _first(place: Place, folder: str) -> str:
    return f"/col/col{column_number(place, folder)}/index.html"


def _query_data(listing: Listing) -> dict[str, str]:
    return {
        "webId": _hex(listing.place.host),
        "pageId": str(listing.number),
        "parseType": "bulidstatic",
        "pageType": "column",
        "tagId": "栏目_列表",
        "tplSetId": _hex(listing.place.host, "templates")[:21],
        "editType": "null",
    }


def _batch(listing: Listing, number: int, size: int) -> str:
    """One page of the list, from 1, with the pager's figures."""
    items = listing.items[(number - 1) * size : number * size]
    return (
        f'<div class="page-content">{items_markup(items)}</div>'
        f'<div class="pagination" id="pagination" rows="{size}" count="{len(listing.items)}" pageno="{number}"></div>'
    )


def _pages(listing: Listing) -> dict[str, Page]:
    """The column page: a county's leaves the list to its script, a town's shows the first page."""
    shown = _batch(listing, 1, ITEMS_A_PAGE) if listing.place.level == "township" else ""
    data = str(_query_data(listing))  # as the sites write it: JSON but for its single quotes
    attributes = f'url="{UNIT}" querydata="{data}"'
    main = f"""<div id="栏目_列表">{shown}</div>
<script parseType="bulidstatic" src="/script/unit.js" {attributes}></script>"""
    first = _first(listing.place, listing.column.folder)
    page = html_page(list_frame(listing, main, first), listing.newest)
    return {first: page, first.removesuffix("index.html"): page}


def _answer(listings: Sequence[Listing], path: str, query: Mapping[str, str]) -> Page | None:
    if path != UNIT:
        return None
    asked = next((listing for listing in listings if query.get("pageId") == str(listing.number)), None)
    if asked is None or any(query.get(name) != value for name, value in _query_data(asked).items()):
        return json_page({"success": False, "code": "400", "message": "参数错误", "data": None}, BUILT)
    number, size = _wanted(query.get("paramJson", ""))
    data = {"html": _batch(asked, number, size), "tagId": "栏目_列表"}
    return json_page({"success": True, "code": "200", "message": "成功", "data": data}, asked.newest)


def _wanted(given: str) -> tuple[int, int]:
    """Page number and page size; the first page where nothing, or nothing readable, is asked for."""
    try:
        wanted = json.loads(given or "{}")
        return max(int(wanted.get("pageNo", 1)), 1), max(int(wanted.get("pageSize", ITEMS_A_PAGE)), 1)
    except (ValueError, TypeError, AttributeError):
        return 1, ITEMS_A_PAGE


JPAAS = Family(article_path=_article, first_page=_first, pages=_pages, answer=_answer)
