"""What each host publishes: its lists, its front pages, its articles; the same on every machine and in every run."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING

from localsite.article import notice_page, report_page
from localsite.attached import attached_pages
from localsite.columns import COLUMNS, RULE_OF_LAW
from localsite.families import FAMILIES
from localsite.frame import Crumb
from localsite.fronts import host_page, site_page
from localsite.listing import Item, Listing
from localsite.notices import notices_of
from localsite.page import BUILT, html_page, text_page
from localsite.places import PLACES, Layout
from localsite.report import Delivery, Quirk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from localsite.columns import Column
    from localsite.notices import Notice
    from localsite.page import Page
    from localsite.places import Place
    from localsite.report import LocalReport

__all__ = ["MISSING", "column_crumb", "columns_of", "contents", "listings", "notices"]

MISSING = Item(
    "/danjingshan/zwgk/fzzf/201902/t20190220_100404.html", "丹景山镇2018年法治政府建设情况报告", date(2019, 2, 20)
)  # listed, and gone: it answers 404
RELATED_LINKS = 3
ROBOTS = "User-agent: *\nDisallow: /search/\n"


def contents(
    host: str, reports: Sequence[LocalReport], *, listed: Sequence[LocalReport] | None = None
) -> dict[str, Page]:
    """Every page of one host that is a file, by its address: path, and query where it has one.

    Args:
        host: its name.
        reports: all that have a page.
        listed: all that a list links to; None for the same.
    """
    places = [place for place in PLACES if place.host == host]
    found = {"/robots.txt": text_page(ROBOTS, "text/plain", BUILT), **_static()}
    starts = {place: _starts(place, reports) for place in places}
    found["/"] = html_page(host_page(starts), BUILT)
    for place in places:
        found[place.home] = html_page(site_page(place, starts[place]), BUILT)
        found |= _articles(place, [report for report in reports if report.slug == place.slug])
        found |= _notices(place)
    for listing in listings(host, reports if listed is None else listed):
        found |= FAMILIES[listing.place.family].pages(listing)
    return found


def listings(host: str, reports: Sequence[LocalReport]) -> list[Listing]:
    """The lists of one host."""
    return [
        Listing(place, column, _items(place, column, reports))
        for place in PLACES
        if place.host == host
        for column in columns_of(place, reports)
    ]


def columns_of(place: Place, reports: Sequence[LocalReport]) -> list[Column]:
    """The columns in which a place has reports."""
    used = {report.column for report in reports if report.slug == place.slug}
    return [column for column in COLUMNS if column.folder in used]


def column_crumb(place: Place, column: Column) -> Crumb:
    """A column's name and the path of its first list page."""
    return Crumb(column.name, FAMILIES[place.family].first_page(place, column.folder))


def notices(place: Place) -> list[Notice]:
    """The notices in the list of one place."""
    return notices_of(place, FAMILIES[place.family].article_path)


def _starts(place: Place, reports: Sequence[LocalReport]) -> list[Crumb]:
    return [column_crumb(place, column) for column in columns_of(place, reports)]


def _items(place: Place, column: Column, reports: Sequence[LocalReport]) -> tuple[Item, ...]:
    items = [
        Item(report.linked_path, report.list_title, report.published)
        for report in reports
        if report.slug == place.slug and report.column == column.folder
    ]
    if column is RULE_OF_LAW:
        items += [Item(notice.path, notice.title, notice.published) for notice in notices(place)]
        items += [MISSING] if MISSING.path.startswith(place.home) else []
    return tuple(sorted(items, key=lambda item: (item.published, item.path), reverse=True))


def _articles(place: Place, own: list[LocalReport]) -> dict[str, Page]:
    crumbs = {column.folder: column_crumb(place, column) for column in COLUMNS}
    found: dict[str, Page] = {}
    for report in own:
        found |= attached_pages(report)
        if report.delivery is Delivery.DIRECT:
            continue
        text = report_page(report, place, crumbs[report.column], _related(report, own))
        declared = "" if report.quirk is Quirk.GBK else place.declared
        found[report.path] = html_page(
            text, report.revised or report.published, charset=report.charset, declared=declared
        )
    return found


def _related(report: LocalReport, own: list[LocalReport]) -> list[tuple[str, str]]:
    """Other reports of the same site; the plain sites link to none."""
    if report.layout is Layout.PLAIN:
        return []
    others = [other for other in own if other is not report]
    return [(other.path, other.list_title) for other in others[:RELATED_LINKS]]


def _notices(place: Place) -> dict[str, Page]:
    crumb = column_crumb(place, RULE_OF_LAW)
    return {
        notice.path: html_page(
            notice_page(notice, place, crumb), notice.published, charset=place.charset, declared=place.declared
        )
        for notice in notices(place)
    }


def _static() -> dict[str, Page]:
    folder = files("localsite").joinpath("static")
    types = {"site.css": "text/css", "site.js": "text/javascript"}
    return {
        f"/static/{name}": text_page(folder.joinpath(name).read_text(encoding="utf-8"), media_type, BUILT)
        for name, media_type in types.items()
    }
