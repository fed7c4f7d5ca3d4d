"""Lists and reports of the hosts that make trouble: short, plain, and as invented as all the others."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from localsite.frame import DISCLAIMER
from localsite.page import BUILT, html_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localsite.page import Page

__all__ = ["LIST", "article", "list_page", "title_of"]

LIST = "/fzzf/index.html"
"""The first list page of every such host."""

SHELL = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>
<body><div class="notice">{disclaimer}</div><div class="main">
{main}
</div><div class="footer"><p>{disclaimer}</p></div></body></html>
"""


def title_of(name: str, year: int = 2022) -> str:
    """The title of a report that such a host lists."""
    return f"{name}{year}年法治政府建设情况报告"


def list_page(items: Mapping[str, str], following: str = "") -> Page:
    """A list page.

    Args:
        items: titles by path.
        following: where 下一页 leads; empty where it is the last.
    """
    lines = "\n".join(
        f'<li><a href="{path}">{escape(title, quote=False)}</a><span>2023-02-0{number}</span></li>'
        for number, (path, title) in enumerate(items.items(), start=1)
    )
    pager = f'<div class="page"><a href="{following}">下一页</a></div>' if following else ""
    return _shell("法治政府建设", f'<div class="list"><ul class="items">\n{lines}\n</ul>{pager}</div>')


def article(name: str) -> Page:
    """The page of a report that can be had."""
    title = title_of(name)
    paragraphs = (
        f"2022年，{name}按照上级部署推进法治政府建设，现将有关情况报告如下。",
        "一是修订权责清单，公布办事指南二十六项，群众少跑路。二是落实行政执法公示，案卷全部归档备查。",
        "下一步，将继续规范决策程序，做好矛盾纠纷排查化解。",
    )
    body = "\n".join(f"<p>{text}</p>" for text in paragraphs)
    return _shell(
        title,
        f'<div class="article"><h1>{title}</h1><div class="info">发布日期：2023-02-01　来源：{name}人民政府</div>\n'
        f'<div class="TRS_Editor">\n{body}\n</div></div>',
    )


def _shell(title: str, main: str) -> Page:
    return html_page(SHELL.format(title=title, main=main, disclaimer=DISCLAIMER), BUILT)
