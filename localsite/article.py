"""The page of one report or notice: meta tags, disclosure table, heading, dateline, body, tools, related links."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from localsite.dates import arabic_date
from localsite.draw import Draw
from localsite.frame import Crumb, frame, site_code, site_name
from localsite.markup import attachments_markup, body_markup
from localsite.places import Layout
from localsite.report import Quirk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from localsite.notices import Notice
    from localsite.places import Place
    from localsite.report import LocalReport

__all__ = ["notice_page", "report_page"]

MIGRATION = "2023-11-06 02:14"  # in the meta tags of the page that a site migration stamped anew
SHOWN_FACTS = {Layout.TRS_EDITOR, Layout.GKMLPT}  # the sites whose pages open with the disclosure table

# By layout: what stands below the heading. Slots: minute, day (arabic), report, source (with its label), views.
DATELINES = {
    Layout.TRS_EDITOR: '<div class="info"><span>发布日期：{minute}</span>　<span>{source}</span>　'
    "<span>浏览次数：{views}</span></div>",
    Layout.TRS_UEDITOR: '<div class="info"><span>{minute}</span>　<span>{source}</span>　'
    "<span>字体：【大 中 小】</span></div>",
    Layout.WORD: '<div class="info"><span>时间：{report.published}</span><span>{source}</span>'
    "<span>点击：{views}</span></div>",
    Layout.PLAIN: '<p class="info">{day}　{source}</p>',
    Layout.ZOOMCON: '<div class="article-info info"><span>发布时间：{minute}</span><span>{source}</span>'
    "<span>阅读次数：{views}</span></div>",
    Layout.JCMS: '<table class="info" width="100%"><tr><td>发布日期：{report.published}</td>'
    "<td><!--<$[来源]>begin-->信息{source}<!--<$[来源]>end--></td><td>访问量：{views}</td></tr></table>",
    Layout.JPAAS: '<div class="explain info"><span>发布时间：{minute}</span><span>信息{source}</span></div>',
    Layout.GKMLPT: '<div class="date-row info"><span>发布日期：{minute}</span><span>{source}</span></div>',
    Layout.UCAP: '<div class="pages-date info">{minute} <span class="font">{source}</span>'
    '<span class="share">【字体：大 中 小】</span></div>',
    Layout.IVS: '<div class="laiyuan info"><span>{source}</span>　<span>时间：{minute}</span></div>',
    Layout.TABLES: '<table class="info" width="98%"><tr><td align="center">{source}　　'
    "更新时间：{report.published:%Y/%m/%d}　　阅读：{views}次</td></tr></table>",
}


def report_page(report: LocalReport, place: Place, column: Crumb, related: Sequence[tuple[str, str]]) -> str:
    """The page of a report.

    Args:
        report: the report.
        place: its issuing body.
        column: as the breadcrumb names it, and its first list page.
        related: paths and titles of 相关链接.
    """
    facts = _facts_table(report, column.name) if report.layout in SHOWN_FACTS else ""
    heading = f"<h1>{escape(report.title, quote=False)}</h1>\n" if report.has_title else ""
    main = f"""{facts}<div class="article">
{heading}{_dateline(report)}
{body_markup(report)}
{attachments_markup(report)}{_tools(report.layout)}
</div>
{_related(related)}"""
    return frame(
        title=_window_title(report, place, column.name),
        banner=site_name(place),
        crumbs=_crumbs(place, column),
        main=main,
        meta=_meta(report, place, column.name),
        code=site_code(place),
    )


def notice_page(notice: Notice, place: Place, column: Crumb) -> str:
    """The page of a notice: something that a list of reports also holds."""
    main = f"""<div class="article">
<h1>{escape(notice.title, quote=False)}</h1>
<div class="info"><span>发布日期：{notice.published.isoformat()}</span></div>
<div class="TRS_Editor"><p>{escape(notice.text, quote=False)}</p></div>
</div>"""
    return frame(
        title=f"{notice.title}_{site_name(place)}",
        banner=site_name(place),
        crumbs=_crumbs(place, column),
        main=main,
        meta={
            **_label(place.charset),
            "SiteName": site_name(place),
            "ColumnName": column.name,
            "ArticleTitle": notice.title,
        },
        code=site_code(place),
    )


def _window_title(report: LocalReport, place: Place, column_name: str) -> str:
    if not report.has_title:
        return site_name(place)
    if report.layout is Layout.PLAIN:
        return report.title
    separator = "_" if report.layout is Layout.TRS_EDITOR else " - "
    return separator.join((report.title, column_name, site_name(place)))


def _crumbs(place: Place, column: Crumb) -> list[Crumb]:
    between = [] if place.layout is Layout.PLAIN else [Crumb("政务公开", place.home)]
    return [Crumb("首页", "/"), Crumb(place.name, place.home), *between, column]


def _meta(report: LocalReport, place: Place, column_name: str) -> dict[str, str]:
    if report.layout is Layout.PLAIN:
        return {**_label(report.charset), "keywords": f"{place.name},{column_name}"}
    stamped = MIGRATION if report.quirk is Quirk.MIGRATED else _minute(report)
    title = {"ArticleTitle": report.title} if report.has_title else {}
    return {
        **_label(report.charset),
        "SiteName": site_name(place),
        "SiteDomain": f"{place.slug}.example",
        "SiteIDCode": site_code(place),
        "ColumnName": column_name,
        "ColumnType": "政务公开",
        **title,
        "PubDate": stamped,
        "ContentSource": report.content_source,
    }


def _label(charset: str) -> dict[str, str]:
    """The charset that the page names, where it is not the usual one."""
    return {} if charset == "utf-8" else {"charset": {"gbk": "gb2312"}.get(charset, charset)}


def _minute(report: LocalReport) -> str:
    draw = Draw(report.path, "minute")
    return f"{report.published.isoformat()} {draw.between(8, 17):02}:{draw.between(0, 59):02}"


def _dateline(report: LocalReport) -> str:
    """The line of date, source and clicks below the heading, in the manner of the CMS."""
    views = Draw(report.path, "views").between(36, 2900)
    source = escape(report.content_source, quote=False)
    if report.quirk is Quirk.SCRIPTED_SOURCE:
        source_part = f"<script>document.write('来源：{source}');</script>"
    else:
        source_part = f"来源：{source}"
    form = DATELINES[report.layout]
    return form.format(
        minute=_minute(report), report=report, source=source_part, views=views, day=arabic_date(report.published)
    )


def _facts_table(report: LocalReport, column_name: str) -> str:
    written = arabic_date(report.written) if report.written else ""
    index = Draw(report.path, "index").between(1000, 9999)
    rows = (
        (("索 引 号", f"{report.slug.upper()}/{report.published.year}-{index}"), ("主题分类", column_name)),
        (("发文机关", report.issuer), ("成文日期", written)),
        (("标　　题", report.title), ("发文字号", report.document_number or "")),
        (("发布日期", arabic_date(report.published)), ("有 效 性", "有效")),
    )
    lines = [
        "<tr>" + "".join(f"<th>{name}：</th><td>{escape(value, quote=False)}</td>" for name, value in row) + "</tr>"
        for row in rows
    ]
    return '<table class="facts"><tbody>\n' + "\n".join(lines) + "\n</tbody></table>\n"


def _tools(layout: Layout) -> str:
    if layout is Layout.PLAIN:
        return '<p class="tools"><a href="javascript:history.back()">返回</a></p>'
    return """<div class="tools"><a href="javascript:window.print()">【打印本页】</a>\
<a href="javascript:window.close()">【关闭窗口】</a></div>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<div class="scan">扫一扫在手机打开当前页</div>"""


def _related(related: Sequence[tuple[str, str]]) -> str:
    if not related:
        return ""
    items = "\n".join(f'<li><a href="{path}">{escape(title, quote=False)}</a></li>' for path, title in related)
    return f'<div class="related"><h3>相关链接</h3>\n<ul>\n{items}\n</ul>\n</div>'
