# ruff: noqa: E501 (markup is easier to read on the line it came on)
"""Three ways in which government sites lay out an article, and what a page of each expects to be read as.

All content is invented; the markup has the forms of the TRS and Hanweb families and of pages laid out in tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

TITLE = "白溪镇人民政府2022年度法治政府建设情况报告"
SITE = "白溪镇人民政府网站"
COLUMN = "法治政府建设"
FIRST = "2022年，白溪镇把依法行政放在各项工作的前头，领导干部带头学法，重大事项先听取法律意见，基层治理水平稳步提高。"
SECOND = "一、主要做法和成效"
THIRD = "全年举办法治讲座十一场，受教育群众三千余人次；调解纠纷八十六件，成功率达百分之九十七，无一起转为信访。"
LAST = "下一步，我镇将补上专业人员不足的短板，推动执法力量向村居延伸。"
BODY = f"{FIRST}\n{SECOND}\n{THIRD}\n{LAST}"
PARAGRAPHS = "".join(f"<p>　　{text}</p>\n" for text in (FIRST, SECOND, THIRD, LAST))
URL = "http://www.baixi.example/zwgk/202301/t20230116_4711.html"
MENU = "".join(f'<li><a href="/lm{number}/">栏目{number}</a></li>' for number in range(1, 25))
FOOT = (
    "<p>主办：白溪镇人民政府　承办：镇党政办公室</p><p>政府网站标识码：9999990001　某ICP备00000001号</p>"
    "<p>版权所有　白溪镇人民政府</p>"
)


@dataclass(frozen=True)
class Trap:
    """A page with one trap: its parts as markup, and what must be read. What is not said is as on a page without traps.

    Attributes:
        name: of the trap; the id of its tests.
        attachments: their absolute addresses, in any order.
    """

    name: str
    head: str = ""
    window: str = f"{TITLE}_{COLUMN}_{SITE}"
    heading: str = f"<h1>{TITLE}</h1>"
    info: str = "<span>发布时间：2023-01-16 09:20</span><span>来源：白溪镇司法所</span>"
    text: str = PARAGRAPHS
    after: str = ""
    title: str = TITLE
    published: str | None = "2023-01-16"
    source: str | None = "白溪镇司法所"
    body: str = BODY
    attachments: tuple[str, ...] = ()


def trs(trap: Trap) -> str:
    """The form of TRS WCM."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{trap.window}</title>{trap.head}</head><body>'
        f'<div class="header"><ul class="nav">{MENU}</ul></div>'
        f'<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="../">政务公开</a> &gt; <a href="./">{COLUMN}</a></div>'
        f'<div class="article-wrap">{trap.heading}<div class="info">{trap.info}</div>'
        f'<div class="view"><div class="TRS_Editor">{trap.text}</div></div>{trap.after}'
        '<div class="share">分享到：<a>微信</a><a>微博</a></div></div>'
        f'<div class="footer">{FOOT}</div></body></html>'
    )


def hanweb(trap: Trap) -> str:
    """The form of Hanweb's JCMS: comments around title and text, an id that is written in small letters."""
    return (
        f"<html><head><title><!--<$[标题]>begin-->{trap.window}<!--<$[标题]>end--></title>{trap.head}</head><body>"
        f'<table width="100%"><tr><td><ul>{MENU}</ul></td></tr></table><div id="barrierfree_container">'
        f"<div>{trap.heading}</div><div>{trap.info}</div>"
        f'<div id="zoom" class="main-txt"><!--ZJEG_RSS.content.begin-->{trap.text}<!--ZJEG_RSS.content.end--></div>'
        f'{trap.after}<div>【<a href="javascript:print()">打印</a>】【<a href="javascript:window.close()">关闭</a>】</div>'
        f"</div><div>{FOOT}</div></body></html>"
    )


def tables(trap: Trap) -> str:
    """A page of no family, laid out in tables, its text in an element whose id begins with a digit."""
    return (
        f"<html><head><title>{trap.window}</title>{trap.head}</head><body><center>"
        f'<table width="980"><tr><td width="210" valign="top"><table>'
        f'<tr><td><a href="/a/">政务公开</a></td></tr><tr><td><a href="/b/">办事服务</a></td></tr></table><ul>{MENU}</ul></td>'
        f'<td><table width="760"><tr><td align="center">{trap.heading}</td></tr><tr><td align="center">{trap.info}</td></tr>'
        f'<tr><td id="3nr">{trap.text}</td></tr><tr><td>{trap.after}</td></tr></table></td></tr></table>'
        f"<table><tr><td>{FOOT}</td></tr></table></center></body></html>"
    )


LAYOUTS: tuple[Callable[[Trap], str], ...] = (trs, hanweb, tables)
