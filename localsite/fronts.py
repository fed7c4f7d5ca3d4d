"""Front pages: of a host, with every site on it, of one site, and the page for unknown addresses."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from localsite.frame import DISCLAIMER, Crumb, frame, site_code, site_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from localsite.places import Place

__all__ = ["host_page", "not_found_page", "site_page"]


def host_page(starts: Mapping[Place, Sequence[Crumb]]) -> str:
    """The front page of a host: every site and its columns."""
    rows = []
    for place, columns in starts.items():
        links = "".join(f" {_link(column)}" for column in columns)
        rows.append(f'<li><a class="site" href="{place.home}">{site_name(place)}</a>{links}</li>')
    return frame(
        title="虚构政务网",
        banner="虚构政务网",
        crumbs=[],
        main=f'<div class="list">\n<h2>各地站点</h2>\n<p>{DISCLAIMER}。地名用于演示检索，所述事项均不存在。</p>\n'
        '<ul class="sites">\n' + "\n".join(rows) + "\n</ul>\n</div>",
        meta={},
    )


def site_page(place: Place, columns: Sequence[Crumb]) -> str:
    """The front page of one place's site: its columns."""
    links = "\n".join(f"<li>{_link(column)}</li>" for column in columns)
    return frame(
        title=site_name(place),
        banner=site_name(place),
        crumbs=[Crumb("首页", "/"), Crumb(place.name, place.home)],
        main=f'<div class="list">\n<h2>政务公开</h2>\n<ul>\n{links}\n</ul>\n</div>',
        meta={"SiteName": site_name(place), "SiteIDCode": site_code(place)},
        code=site_code(place),
    )


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


def _link(column: Crumb) -> str:
    return f'<a href="{escape(column.path)}">{column.name}</a>'
