"""Sites of no known make: pages by query, by number in the name, in tables; titles in scripts nowhere."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from localsite.families.family import Family, items_markup
from localsite.listing import column_number, list_frame
from localsite.page import html_page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from localsite.listing import Item, Listing
    from localsite.page import Page
    from localsite.places import Place

__all__ = ["NUMBERED", "PLAIN", "QUERY"]


def _words(number: int, total: int, path: Callable[[int], str]) -> str:
    """上一页 and 下一页, each where there is one; `number` from 0."""
    links = []
    if number:
        links.append(f'<a href="{path(number - 1)}">上一页</a>')
    if number + 1 < total:
        links.append(f'<a href="{path(number + 1)}">下一页</a>')
    return f'<div class="page">第{number + 1}页，共{total}页 {" ".join(links)}</div>'


def _drawn(
    listing: Listing,
    path: Callable[[int], str],
    items: Callable[[Sequence[Item]], str],
    pager: Callable[[int, int], str],
) -> dict[str, Page]:
    place = listing.place
    batches = listing.batches
    return {
        path(number): html_page(
            list_frame(listing, f"{items(batch)}\n{pager(number, len(batches))}", path(0)),
            listing.newest,
            charset=place.charset,
            declared=place.declared,
        )
        for number, batch in enumerate(batches)
    }


def _plain_pages(listing: Listing) -> dict[str, Page]:
    def path(number: int) -> str:
        return f"/{listing.place.slug}/list" + (f"?page={number + 1}" if number else "")

    return _drawn(listing, path, items_markup, lambda number, total: _words(number, total, path))


def _query_pages(listing: Listing) -> dict[str, Page]:
    """A pager whose second page is ``p=1``; the list is a table."""

    def path(number: int) -> str:
        return f"/{listing.place.slug}/list.asp?id={listing.number}" + (f"&p={number}" if number else "")

    def pager(number: int, total: int) -> str:
        return _words(number, total, lambda wanted: escape(path(wanted)))

    return _drawn(listing, path, _rows, pager)


def _rows(items: Sequence[Item]) -> str:
    rows = "\n".join(
        f'<tr><td width="20">·</td><td><a href="{item.path}">{escape(item.title, quote=False)}</a></td>'
        f'<td class="date">{item.published:%Y/%m/%d}</td></tr>'
        for item in items
    )
    return f'<table class="items" width="100%" border="0" cellpadding="4"><tbody>\n{rows}\n</tbody></table>'


def _numbered_pages(listing: Listing) -> dict[str, Page]:
    """Numbers for a pager, without words; between the items stand links to other hosts."""
    folder = f"/{listing.place.slug}/{listing.column.folder}/"

    def path(number: int) -> str:
        return f"{folder}list_{number + 1}.htm"

    def pager(number: int, total: int) -> str:
        links = " ".join(
            f'<span class="current">{page + 1}</span>'
            if page == number
            else f'<a href="list_{page + 1}.htm">{page + 1}</a>'
            for page in range(total)
        )
        return f'<div class="pagination">{links}</div>'

    def items(batch: Sequence[Item]) -> str:
        lines = []
        for item in batch:
            title = escape(item.title)
            day = item.published.isoformat()
            lines.append(f'<li><span>[{day}]</span><a href="{item.path}" target="_blank">{title}</a></li>')
            lines.append(f'<li><span>[{day}]</span><a href="https://news.example/{day}.html">（转载）法治要闻</a></li>')
        return '<ul class="items">\n' + "\n".join(lines) + "\n</ul>"

    return _drawn(listing, path, items, pager)


def _plain_article(place: Place, folder: str, published: date, serial: int) -> str:  # noqa: ARG001 - nothing of it in the address
    return f"/{place.slug}/article/{serial}.html"


def _query_article(place: Place, folder: str, published: date, serial: int) -> str:  # noqa: ARG001
    return f"/{place.slug}/show.asp?id={serial}"


def _numbered_article(place: Place, folder: str, published: date, serial: int) -> str:  # noqa: ARG001
    return f"/{place.slug}/{folder}/{serial}.htm"


def _plain_first(place: Place, folder: str) -> str:  # noqa: ARG001 - one list for everything
    return f"/{place.slug}/list"


def _query_first(place: Place, folder: str) -> str:
    return f"/{place.slug}/list.asp?id={column_number(place, folder)}"


def _numbered_first(place: Place, folder: str) -> str:
    return f"/{place.slug}/{folder}/list_1.htm"


PLAIN = Family(article_path=_plain_article, first_page=_plain_first, pages=_plain_pages)
QUERY = Family(article_path=_query_article, first_page=_query_first, pages=_query_pages)
NUMBERED = Family(article_path=_numbered_article, first_page=_numbered_first, pages=_numbered_pages)
