"""TRS WCM: dated folders and file names, static list pages, a script call that says how many there are.

Three forms of the call: ``createPageHTML(pages, current, "index", "html")`` with current from 0; the same after a
count of records; and a quoted form with files of its own names, current from 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from localsite.families.family import Family, items_markup
from localsite.frame import DISCLAIMER
from localsite.listing import list_frame
from localsite.page import BUILT, html_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from localsite.listing import Listing
    from localsite.page import Page
    from localsite.places import Place

__all__ = ["TRS", "TRS_QUOTED", "TRS_RECORDS"]

STUB = """<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{name}</title><link rel="stylesheet" href="/static/site.css"></head>
<body><div class="list"><ul class="items"></ul></div>
<div class="footer">{disclaimer}</div></body></html>
"""


def _folder(place: Place, folder: str) -> str:
    return f"/{place.slug}/zwgk/{folder}/"


def _article(place: Place, folder: str, published: date, serial: int) -> str:
    return f"{_folder(place, folder)}{published:%Y%m}/t{published:%Y%m%d}_{serial}.html"


def _quoted_article(place: Place, folder: str, published: date, serial: int) -> str:
    return f"/{place.slug}/{folder}/{published:%Y%m}/t{published:%Y%m%d}_{serial}.shtml"


def _first(place: Place, folder: str) -> str:
    return f"{_folder(place, folder)}index.html"


def _quoted_first(place: Place, folder: str) -> str:
    return f"/{place.slug}/{folder}/{folder}list.shtml"


def _hrefs(listing: Listing, first: str) -> dict[str, str]:
    """Links relative to the list, as TRS writes them."""
    folder = first.rpartition("/")[0] + "/"
    return {item.path: f"./{item.path.removeprefix(folder)}" for item in listing.items}


def _pages(listing: Listing, call: Callable[[int, int], str]) -> dict[str, Page]:
    first = _first(listing.place, listing.column.folder)
    folder = first.removesuffix("index.html")
    hrefs = _hrefs(listing, first)
    found = {}
    batches = listing.batches
    for number, batch in enumerate(batches):
        main = f"{items_markup(batch, hrefs=hrefs)}\n"
        main += f'<div class="page"><script>{call(len(batches), number)}</script></div>'
        page = html_page(list_frame(listing, main, first), listing.newest)
        found[f"{folder}index_{number}.html" if number else first] = page
    return {folder: found[first], **found}


def _zero_based(listing: Listing) -> dict[str, Page]:
    return _pages(listing, lambda pages, current: f'createPageHTML({pages}, {current}, "index", "html");')


def _with_records(listing: Listing) -> dict[str, Page]:
    """The call names one page more than there is to see: the last is a stub."""
    records = len(listing.items)
    pages = _pages(
        listing, lambda pages, current: f'createPageHTML({records}, {pages + 1}, {current}, "index", "html");'
    )
    first = _first(listing.place, listing.column.folder)
    last = f"{first.removesuffix('index.html')}index_{len(listing.batches)}.html"
    return {**pages, last: html_page(STUB.format(name=listing.column.name, disclaimer=DISCLAIMER), BUILT)}


def _quoted(listing: Listing) -> dict[str, Page]:
    folder = listing.column.folder
    first = _quoted_first(listing.place, folder)
    batches = listing.batches
    found = {}
    for number, batch in enumerate(batches, start=1):
        call = f"createPageHTML('page_div',{len(batches)}, {number},'{folder}list','shtml',{len(listing.items)});"
        main = f'{items_markup(batch, css="news-list items")}\n<div class="page" id="page_div"></div>'
        main += f"\n<script>{call}</script>"
        path = first if number == 1 else first.replace("list.shtml", f"list_{number}.shtml")
        found[path] = html_page(list_frame(listing, main, first), listing.newest)
    return found


TRS = Family(article_path=_article, first_page=_first, pages=_zero_based)
TRS_RECORDS = Family(article_path=_article, first_page=_first, pages=_with_records)
TRS_QUOTED = Family(article_path=_quoted_article, first_page=_quoted_first, pages=_quoted)
