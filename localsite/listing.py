"""A list before any CMS draws it: its items, newest first, in pages of a few."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from localsite.draw import Draw
from localsite.frame import Crumb, frame, site_code, site_name

if TYPE_CHECKING:
    from localsite.columns import Column
    from localsite.places import Place

__all__ = ["ITEMS_A_PAGE", "Item", "Listing", "column_number", "list_frame"]

ITEMS_A_PAGE = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list."""

    path: str
    title: str
    published: date


@dataclass(frozen=True, slots=True)
class Listing:
    """The list of one column of one site, newest first."""

    place: Place
    column: Column
    items: tuple[Item, ...]

    @property
    def batches(self) -> list[tuple[Item, ...]]:
        """The items page by page."""
        return [self.items[start : start + ITEMS_A_PAGE] for start in range(0, len(self.items), ITEMS_A_PAGE)]

    @property
    def newest(self) -> date:
        """The day of the last change of the list."""
        return max(item.published for item in self.items)

    @property
    def number(self) -> int:
        """What a CMS that counts its columns calls this one."""
        return column_number(self.place, self.column.folder)


def column_number(place: Place, folder: str) -> int:
    """The number of a column, for the families that count them."""
    return Draw(place.slug, folder, "column").between(10_000, 99_999)


def list_frame(listing: Listing, main: str, first_page: str) -> str:
    """A whole list page around the markup of its items and pager."""
    place, column = listing.place, listing.column
    label = {} if place.charset == "utf-8" else {"charset": place.label}
    return frame(
        title=f"{column.name}_{site_name(place)}",
        banner=site_name(place),
        crumbs=[Crumb("首页", "/"), Crumb(place.name, place.home), Crumb(column.name, first_page)],
        main=f'<div class="list">\n<h2>{column.name}</h2>\n{main}\n</div>',
        meta={
            **label,
            "SiteName": site_name(place),
            "SiteIDCode": site_code(place),
            "ColumnName": column.name,
        },
        code=site_code(place),
    )
