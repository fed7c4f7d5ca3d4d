"""The frame of every page: head, banner, breadcrumb, footer with the notice that all of it is invented."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from localsite.places import Place

__all__ = ["DISCLAIMER", "Crumb", "frame", "site_code", "site_name"]

DISCLAIMER = "本站为演示用的虚构网站，内容均为虚构"
SITE_SERIAL = "9999"  # last digits of the ten of a site code; none in use ends so


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the path to a page."""

    name: str
    path: str


def site_name(place: Place) -> str:
    """What the place's site calls itself."""
    return f"{place.name}虚构政务网"


def site_code(place: Place) -> str:
    """网站标识码: the division code and four more digits."""
    return f"{place.code}{SITE_SERIAL}"


def frame(
    *, title: str, banner: str, crumbs: Sequence[Crumb], main: str, meta: Mapping[str, str], code: str = ""
) -> str:
    """A whole page.

    Args:
        title: of the window.
        banner: the site's name, shown at the top.
        crumbs: the path to the page; empty shows none.
        main: markup between breadcrumb and footer.
        meta: names and contents of further meta tags; the name ``charset`` sets the page's label.
        code: 网站标识码 shown in the footer; empty shows none.
    """
    charset = meta.get("charset", "utf-8")
    tags = "\n".join(
        f'<meta name="{escape(name)}" content="{escape(content)}">'
        for name, content in meta.items()
        if name != "charset"
    )
    footer_code = f"<p>网站标识码：{code}　政府网站找错（虚构）</p>" if code else ""
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html lang="zh-CN">
<head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title, quote=False)}</title>
{tags}
<link rel="stylesheet" href="/static/site.css">
<script src="/static/site.js"></script>
</head>
<body>
<div class="notice">{DISCLAIMER}</div>
<div class="header"><a class="logo" href="/">{escape(banner, quote=False)}</a>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/">政务公开</a></li><li><a href="/">互动交流</a></li></ul>
</div>
{_breadcrumb(crumbs)}<div class="main">
{main}
</div>
<div class="footer">
<p>主办：虚构政务网编辑部　承办：演示数据组</p>
{footer_code}<p>{DISCLAIMER}</p>
</div>
</body>
</html>
"""


def _breadcrumb(crumbs: Sequence[Crumb]) -> str:
    if not crumbs:
        return ""
    links = " &gt; ".join(f'<a href="{escape(crumb.path)}">{escape(crumb.name)}</a>' for crumb in crumbs)
    return f'<div class="position">当前位置：{links}</div>\n'
