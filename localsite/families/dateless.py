"""Families known by the shape of their article addresses: hexadecimal names, time stamps, numbers without a date."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from localsite.families.family import Family, items_markup
from localsite.listing import column_number, list_frame
from localsite.page import html_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from localsite.listing import Listing
    from localsite.page import Page
    from localsite.places import Place

__all__ = ["C_CONTENT", "HEX_DAY", "HEX_MONTH", "TIMESTAMP"]


def _hex(place: Place, folder: str, serial: int) -> str:
    return hashlib.sha256(f"{place.slug}/{folder}/{serial}".encode()).hexdigest()[:32]


def _linked_pages(listing: Listing, first: str, path: Callable[[int], str]) -> dict[str, Page]:
    """Pages that link to one another by word and number; `path` takes a page's number, from 1."""
    batches = listing.batches
    found = {}
    for number, batch in enumerate(batches, start=1):
        links = [
            f'<a class="on">{page}</a>' if page == number else f'<a href="{path(page)}">{page}</a>'
            for page in range(1, len(batches) + 1)
        ]
        if number < len(batches):
            links.append(f'<a href="{path(number + 1)}">下一页</a>')
        main = f'{items_markup(batch)}\n<div class="page">{" ".join(links)}</div>'
        found[path(number)] = html_page(list_frame(listing, main, first), listing.newest)
    return found


def _month_article(place: Place, folder: str, published: date, serial: int) -> str:
    return f"/{place.slug}/{folder}/{published:%Y%m}/{_hex(place, folder, serial)}.shtml"


def _month_first(place: Place, folder: str) -> str:
    return f"/{place.slug}/{folder}/common_list.shtml"


def _month_pages(listing: Listing) -> dict[str, Page]:
    first = _month_first(listing.place, listing.column.folder)
    return _linked_pages(
        listing,
        first,
        lambda page: first if page == 1 else first.replace("common_list", f"common_list_{page}"),
    )


def _day_article(place: Place, folder: str, published: date, serial: int) -> str:
    return f"/{place.slug}/content/{published:%Y%m%d}/{_hex(place, folder, serial)}.html"


def _day_first(place: Place, folder: str) -> str:
    return f"/{place.slug}/{folder}/index.html"


def _day_pages(listing: Listing) -> dict[str, Page]:
    first = _day_first(listing.place, listing.column.folder)
    return _linked_pages(listing, first, lambda page: first if page == 1 else first.replace("index", f"index_{page}"))


def _timestamp_article(place: Place, folder: str, published: date, serial: int) -> str:
    return f"/{place.slug}/zwgk/{folder}/{published:%Y%m%d}09{serial}{place.code}/index.shtml"


def _timestamp_first(place: Place, folder: str) -> str:
    return f"/{place.slug}/zwgk/{folder}/index.shtml"


def _timestamp_pages(listing: Listing) -> dict[str, Page]:
    first = _timestamp_first(listing.place, listing.column.folder)
    pages = _linked_pages(listing, first, lambda page: first if page == 1 else f"{first}?currentPage={page}")
    return {first.removesuffix("index.shtml"): pages[first], f"{first}?currentPage=1": pages[first], **pages}


def _numbers(place: Place, folder: str) -> str:
    return f"/n1/n{column_number(place, 'site') % 1000}/n{column_number(place, folder)}"


def _c_article(place: Place, folder: str, published: date, serial: int) -> str:  # noqa: ARG001 - no date in the address
    return f"{_numbers(place, folder)}/c{serial}/content.html"


def _c_first(place: Place, folder: str) -> str:
    return f"{_numbers(place, folder)}/index.html"


def _c_pages(listing: Listing) -> dict[str, Page]:
    first = _c_first(listing.place, listing.column.folder)
    return _linked_pages(
        listing,
        first,
        lambda page: first if page == 1 else first.replace("index", f"index_{listing.number}_{page - 1}"),
    )


HEX_MONTH = Family(article_path=_month_article, first_page=_month_first, pages=_month_pages)
HEX_DAY = Family(article_path=_day_article, first_page=_day_first, pages=_day_pages)
TIMESTAMP = Family(article_path=_timestamp_article, first_page=_timestamp_first, pages=_timestamp_pages)
C_CONTENT = Family(article_path=_c_article, first_page=_c_first, pages=_c_pages)
