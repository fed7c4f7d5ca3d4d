"""The disclosure platform of Guangdong (gkmlpt), and the portals beside it.

The platform's index holds its whole catalogue in ``window._CONFIG``; a category's articles come as JSON, a hundred a
page, pages 0 and 1 being the same. A portal has static lists, ``index_2.html`` after ``index.html``.
"""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from localsite.article import notice_page
from localsite.families.family import Family, items_markup
from localsite.frame import Crumb, frame, site_code, site_name
from localsite.listing import Item, column_number, list_frame
from localsite.notices import Notice, announcements
from localsite.page import BUILT, CHINA, html_page, json_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from localsite.listing import Listing
    from localsite.page import Page
    from localsite.places import Place

__all__ = ["GKMLPT", "PORTAL"]

INDEX, API = "/gkmlpt/index", "/gkmlpt/api/all/"
ARTICLES_A_PAGE = 100
WHOLE_SITE = 0  # the category that holds all others; here there is one other
MORNING = time(9, 30, tzinfo=CHINA)


def _article(place: Place, folder: str, published: date, serial: int) -> str:  # noqa: ARG001 - nothing of it in the address
    return f"/gkmlpt/content/{serial // 100_000}/{serial // 1000}/post_{serial}.html"


def _portal_article(place: Place, folder: str, published: date, serial: int) -> str:  # noqa: ARG001
    return f"/{place.slug}/{folder}/content/post_{serial}.html"


def _first(place: Place, folder: str) -> str:  # noqa: ARG001 - one index for all columns
    return INDEX


def _portal_first(place: Place, folder: str) -> str:
    return f"/{place.slug}/{folder}/index.html"


def _site_id(place: Place) -> int:
    return column_number(place, "site") + 700_000


def _config(listing: Listing) -> dict[str, Any]:
    category = {"id": listing.number, "name": listing.column.name, "parent": 1, "post_count": len(_all_items(listing))}
    return {
        "LOCALE": "zh-CN",
        "SID": _site_id(listing.place),
        "SITE_NAME": site_name(listing.place),
        "APP_URL": "/gkmlpt",
        "TREE": [{"id": 1, "name": "法定主动公开内容", "parent": 0, "post_count": 0, "children": [category]}],
    }


def _all_items(listing: Listing) -> list[Item]:
    """The items among a year's announcements, so that a category fills more than a page of the API."""
    others = [Item(notice.path, notice.title, notice.published) for notice in _announcements(listing)]
    return sorted([*listing.items, *others], key=lambda item: (item.published, item.path), reverse=True)


def _announcements(listing: Listing) -> list[Notice]:
    return announcements(listing.place, ARTICLES_A_PAGE + 8, _article)


def _pages(listing: Listing) -> dict[str, Page]:
    place = listing.place
    config = json.dumps(_config(listing), ensure_ascii=False)
    text = frame(
        title=f"政府信息公开_{site_name(place)}",
        banner=site_name(place),
        crumbs=[Crumb("首页", "/"), Crumb("政府信息公开", INDEX)],
        main=f'<div id="app"></div>\n<script>\nwindow._CONFIG = {config};\n</script>',
        meta={"SiteName": site_name(place), "SiteIDCode": site_code(place)},
        code=site_code(place),
    )
    others = {
        notice.path: html_page(notice_page(notice, place, Crumb(listing.column.name, INDEX)), notice.published)
        for notice in _announcements(listing)
    }
    return {INDEX: html_page(text, listing.newest), **others}


def _answer(listings: Sequence[Listing], path: str, query: Mapping[str, str]) -> Page | None:
    if not path.startswith(API):
        return None
    asked = next((listing for listing in listings if path in (f"{API}{listing.number}", f"{API}{WHOLE_SITE}")), None)
    if asked is None or query.get("sid") not in (None, str(_site_id(asked.place))):
        return json_page({"articles": [], "classify": None}, BUILT)
    given = query.get("page", "1")
    number = max(int(given), 1) if given.isdigit() else 1
    items = _all_items(asked)
    batch = items[(number - 1) * ARTICLES_A_PAGE : number * ARTICLES_A_PAGE]
    classify = {"id": asked.number, "name": asked.column.name, "post_count": len(items)}
    articles = [_entry(asked, item) for item in batch]
    return json_page({"classify": classify, "total": len(items), "articles": articles}, asked.newest)


def _entry(listing: Listing, item: Item) -> dict[str, Any]:
    shown = datetime.combine(item.published, MORNING)
    return {
        "id": int(item.path.rpartition("_")[2].removesuffix(".html")),
        "title": item.title,
        "document_number": "",
        "identifier": f"{listing.place.slug.upper()}/{item.published.year}-{item.published:%m%d}",
        "publisher": listing.place.issuer,
        "date": int(shown.timestamp()),
        "created_at": (shown + timedelta(minutes=7)).strftime("%Y-%m-%d %H:%M:%S"),
        "url": item.path,
        "attachment": [],
    }


def _portal_pages(listing: Listing) -> dict[str, Page]:
    first = _portal_first(listing.place, listing.column.folder)
    batches = listing.batches
    found = {}
    for number, batch in enumerate(batches, start=1):
        links = [f'<span class="cur">{number}</span>']
        if number > 1:
            links.insert(0, f'<a class="prev" href="{_portal_page(first, number - 1)}">上一页</a>')
        if number < len(batches):
            links.append(f'<a class="next" href="{_portal_page(first, number + 1)}">下一页</a>')
            links.append(f'<a class="last" href="{_portal_page(first, len(batches))}">尾页</a>')
        main = f'{items_markup(batch)}\n<div class="page">{" ".join(links)}</div>'
        found[_portal_page(first, number)] = html_page(list_frame(listing, main, first), listing.newest)
    return found


def _portal_page(first: str, number: int) -> str:
    return first if number == 1 else first.replace("index.html", f"index_{number}.html")


GKMLPT = Family(article_path=_article, first_page=_first, pages=_pages, answer=_answer)
PORTAL = Family(article_path=_portal_article, first_page=_portal_first, pages=_portal_pages)
