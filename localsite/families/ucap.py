"""UCAP: ``content_ID.htm`` in monthly folders; a list is a JSON feed that a script draws, or pages ``home_1.htm``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localsite.families.family import Family, items_markup
from localsite.listing import list_frame
from localsite.page import html_page, json_page

if TYPE_CHECKING:
    from datetime import date

    from localsite.listing import Listing
    from localsite.page import Page
    from localsite.places import Place

__all__ = ["UCAP", "UCAP_HOME"]


def _article(place: Place, folder: str, published: date, serial: int) -> str:
    return f"/{place.slug}/{folder}/content/{published:%Y%m}/content_{serial}.htm"


def _first(place: Place, folder: str) -> str:
    return f"/{place.slug}/{folder}/home.htm"


def _feed_pages(listing: Listing) -> dict[str, Page]:
    """A column page without items, and the feed from which its script draws them all."""
    first = _first(listing.place, listing.column.folder)
    name = f"{listing.column.folder.upper()}.json"
    feed = [
        {"TITLE": item.title, "SUB_TITLE": "", "URL": item.path, "DOCRELPUBTIME": item.published.isoformat()}
        for item in listing.items
    ]
    script = f"""<div class="news_box"><ul class="items" id="list-1-ajax-id"></ul>
<div class="newspage cl" id="newspage"></div></div>
<script>
$(function () {{
  $.ajax({{ url: './{name}', type: 'get', dataType: 'json', success: function (data) {{ drawList(data, 20); }} }});
}});
</script>"""
    return {
        first: html_page(list_frame(listing, script, first), listing.newest),
        first.replace("home.htm", name): json_page(feed, listing.newest),
    }


def _home_pages(listing: Listing) -> dict[str, Page]:
    """Static pages: home.htm, then home_1.htm, linked by 下一页."""
    first = _first(listing.place, listing.column.folder)
    batches = listing.batches
    found = {}
    for number, batch in enumerate(batches):
        links = []
        if number:
            links.append(f'<a href="{_name(number - 1)}">上一页</a>')
        if number + 1 < len(batches):
            links.append(f'<a href="{_name(number + 1)}">下一页</a>')
        main = f'{items_markup(batch, css="list01 items")}\n<div class="newspage page">{" ".join(links)}</div>'
        path = first.replace("home.htm", _name(number))
        found[path] = html_page(list_frame(listing, main, first), listing.newest)
    return found


def _name(number: int) -> str:
    return f"home_{number}.htm" if number else "home.htm"


UCAP = Family(article_path=_article, first_page=_first, pages=_feed_pages)
UCAP_HOME = Family(article_path=_article, first_page=_first, pages=_home_pages)
