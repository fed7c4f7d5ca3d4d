"""List pages, column by column, and the home page that links to all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from localsite.catalogue import COLUMNS, REPORTS
from localsite.frame import DISCLAIMER, Crumb, frame, site_code, site_name
from localsite.notices import notices_of
from localsite.places import PLACES, Layout, Place

if TYPE_CHECKING:
    from localsite.catalogue import Column

__all__ = ["MISSING", "Item", "column_items", "columns_of", "first_page", "home_page", "list_pages", "site_page"]

ITEMS_A_PAGE = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list."""

    path: str
    title: str
    published: date


MISSING = Item(
    "/danjingshan/zwgk/fzzf/201902/t20190220_100404.html", "丹景山镇2018年法治政府建设情况报告", date(2019, 2, 20)
)  # listed, and gone: it answers 404


def columns_of(place: Place) -> list[Column]:
    """The columns in which a place has reports."""
    used = {report.column for report in REPORTS if report.slug == place.slug}
    return [column for column in COLUMNS if column.folder in used]


def column_items(place: Place, column: Column) -> list[Item]:
    """All lines of one column's list, newest first."""
    plain = place.layout is Layout.PLAIN  # one list for everything
    items = [
        Item(report.linked_path, report.list_title, report.published)
        for report in REPORTS
        if report.slug == place.slug and (plain or report.column == column.folder)
    ]
    if column is COLUMNS[0]:
        items += [Item(notice.path, notice.title, notice.published) for notice in notices_of(place)]
        items += [MISSING] if MISSING.path.startswith(f"/{place.slug}/") else []
    return sorted(items, key=lambda item: (item.published, item.path), reverse=True)


def first_page(place: Place, column: Column) -> str:
    """The path of a column's first list page."""
    return _page_path(place, column, 0)


def list_pages(place: Place, column: Column) -> dict[str, str]:
    """The pages of one column's list, by path."""
    items = column_items(place, column)
    batches = [items[start : start + ITEMS_A_PAGE] for start in range(0, len(items), ITEMS_A_PAGE)]
    pages = {}
    for number, batch in enumerate(batches):
        main = f'<div class="list">\n<h2>{column.name}</h2>\n{_items(batch, place.layout)}\n'
        main += f"{_pager(place, column, number, len(batches))}\n</div>"
        pages[_page_path(place, column, number)] = frame(
            title=f"{column.name}_{site_name(place)}",
            banner=site_name(place),
            crumbs=[
                Crumb("首页", "/"),
                Crumb(place.name, f"/{place.slug}/"),
                Crumb(column.name, _page_path(place, column, 0)),
            ],
            main=main,
            meta={"SiteName": site_name(place), "SiteIDCode": site_code(place), "ColumnName": column.name},
            code=site_code(place),
        )
    return pages


def site_page(place: Place) -> str:
    """The front page of one place's site: its columns."""
    links = "\n".join(
        f'<li><a href="{first_page(place, column)}">{column.name}</a></li>' for column in columns_of(place)
    )
    return frame(
        title=site_name(place),
        banner=site_name(place),
        crumbs=[Crumb("首页", "/"), Crumb(place.name, f"/{place.slug}/")],
        main=f'<div class="list">\n<h2>政务公开</h2>\n<ul>\n{links}\n</ul>\n</div>',
        meta={"SiteName": site_name(place), "SiteIDCode": site_code(place)},
        code=site_code(place),
    )


def home_page() -> str:
    """The front page of the host: every site and its columns."""
    rows = []
    for place in PLACES:
        links = "".join(f' <a href="{first_page(place, column)}">{column.name}</a>' for column in columns_of(place))
        rows.append(f'<li><a class="site" href="/{place.slug}/">{site_name(place)}</a>{links}</li>')
    return frame(
        title="虚构政务网",
        banner="虚构政务网",
        crumbs=[],
        main=f'<div class="list">\n<h2>各地站点</h2>\n<p>{DISCLAIMER}。地名用于演示检索，所述事项均不存在。</p>\n'
        '<ul class="sites">\n' + "\n".join(rows) + "\n</ul>\n</div>",
        meta={},
    )


def _page_path(place: Place, column: Column, number: int) -> str:
    if place.layout is Layout.PLAIN:
        return f"/{place.slug}/list" + (f"?page={number + 1}" if number else "")
    return f"/{place.slug}/zwgk/{column.folder}/" + ("index.html" if number == 0 else f"index_{number}.html")


def _items(batch: list[Item], layout: Layout) -> str:
    lines = []
    for item in batch:
        href = item.path if layout is Layout.PLAIN else f"./{item.path.split('/', 4)[4]}"
        title = escape(item.title)
        lines.append(
            f'<li><a href="{href}" title="{title}" target="_blank">{title}</a>'
            f"<span>{item.published.isoformat()}</span></li>"
        )
    return '<ul class="items">\n' + "\n".join(lines) + "\n</ul>"


def _pager(place: Place, column: Column, number: int, total: int) -> str:
    """The TRS script call, or links and page queries on the plain site."""
    if place.layout is not Layout.PLAIN:
        return f'<div class="page"><script>createPageHTML({total}, {number}, "index", "html");</script></div>'
    links = []
    if number:
        links.append(f'<a href="{_page_path(place, column, number - 1)}">上一页</a>')
    if number + 1 < total:
        links.append(f'<a href="{_page_path(place, column, number + 1)}">下一页</a>')
    return f'<div class="page">第{number + 1}页，共{total}页 {" ".join(links)}</div>'
