"""The whole site as addresses and bytes: the same on every machine and in every run."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import format_datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from localsite.article import notice_page, report_page
from localsite.catalogue import COLUMNS, REPORTS
from localsite.frame import frame
from localsite.lists import column_items, columns_of, home_page, list_pages, site_page
from localsite.notices import notices_of
from localsite.places import PLACES, Layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localsite.places import Place
    from localsite.report import LocalReport

__all__ = ["MOVED", "Page", "not_found_page", "pages"]

CHINA = timezone(timedelta(hours=8))
WORKING_HOUR = time(9, 30, tzinfo=CHINA)
BUILT = date(2024, 4, 1)  # last change of everything that is no article and no list
RELATED_LINKS = 3
HTML, HTML_UTF8 = "text/html", "text/html; charset=utf-8"
ROBOTS = "User-agent: *\nDisallow: /search/\n"


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answers: the body, its Content-Type, and the validators for conditional requests."""

    body: bytes
    content_type: str
    changed: datetime

    @property
    def etag(self) -> str:
        """Strong entity tag of the body."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'

    @property
    def last_modified(self) -> str:
        """The HTTP date of the last change."""
        return format_datetime(self.changed.astimezone(UTC), usegmt=True)


def not_found_page() -> bytes:
    """What an unknown address answers, with status 404."""
    page = frame(
        title="404",
        banner="虚构政务网",
        crumbs=[],
        main='<div class="list"><h2>您访问的页面不存在或已删除</h2><p><a href="/">返回首页</a></p></div>',
        meta={},
    )
    return page.encode()


def _at(day: date) -> datetime:
    return datetime.combine(day, WORKING_HOUR)


def _report_pages(place: Place) -> dict[str, Page]:
    own = [report for report in REPORTS if report.slug == place.slug]
    names = {column.folder: column.name for column in COLUMNS}
    pages = {}
    for report in own:
        related = _related(report, own)
        text = report_page(report, place, names[report.column], related)
        content_type = HTML_UTF8 if report.charset == "utf-8" else HTML
        pages[report.path] = Page(text.encode(report.charset), content_type, _at(report.published))
    return pages


def _related(report: LocalReport, own: list[LocalReport]) -> list[tuple[str, str]]:
    """Other reports of the same site; the plain site links to none."""
    if report.layout is Layout.PLAIN:
        return []
    others = [other for other in own if other is not report]
    return [(other.path, other.list_title) for other in others[:RELATED_LINKS]]


def _place_pages(place: Place) -> dict[str, Page]:
    pages = {f"/{place.slug}/": Page(site_page(place).encode(), HTML_UTF8, _at(BUILT)), **_report_pages(place)}
    for notice in notices_of(place):
        text = notice_page(notice, place, COLUMNS[0].name)
        pages[notice.path] = Page(text.encode(), HTML_UTF8, _at(notice.published))
    for column in columns_of(place):
        newest = max(item.published for item in column_items(place, column))
        for path, text in list_pages(place, column).items():
            page = Page(text.encode(), HTML_UTF8, _at(newest))
            pages[path] = page
            if path.endswith("/index.html"):
                pages[path.removesuffix("index.html")] = page
    return pages


@cache
def pages() -> Mapping[str, Page]:
    """Every page of the site by its address: path, and query where it has one."""
    static = files("localsite").joinpath("static")
    found = {
        "/": Page(home_page().encode(), HTML_UTF8, _at(BUILT)),
        "/robots.txt": Page(ROBOTS.encode(), "text/plain; charset=utf-8", _at(BUILT)),
        "/static/site.css": Page(static.joinpath("site.css").read_bytes(), "text/css; charset=utf-8", _at(BUILT)),
        "/static/site.js": Page(static.joinpath("site.js").read_bytes(), "text/javascript; charset=utf-8", _at(BUILT)),
    }
    for place in PLACES:
        found |= _place_pages(place)
    return found


MOVED: Mapping[str, str] = {report.linked_path: report.path for report in REPORTS if report.linked_path != report.path}
