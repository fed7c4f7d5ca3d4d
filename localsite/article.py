"""The page of one report or notice: meta tags, disclosure table, heading, dateline, body, tools, related links."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from localsite.dates import arabic_date
from localsite.draw import Draw
from localsite.frame import Crumb, frame, site_code, site_name
from localsite.markup import body_markup
from localsite.places import Layout
from localsite.report import Quirk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from localsite.notices import Notice
    from localsite.places import Place
    from localsite.report import LocalReport

__all__ = ["notice_page", "report_page"]

MIGRATION = "2023-11-06 02:14"  # in the meta tags of the page that a site migration stamped anew
SHOWN_FACTS = {Layout.TRS_EDITOR}  # the sites whose pages open with the disclosure table


def report_page(report: LocalReport, place: Place, column_name: str, related: Sequence[tuple[str, str]]) -> str:
    """The page of a report.

    Args:
        report: the report.
        place: its issuing body.
        column_name: as the breadcrumb names it.
        related: paths and titles of 相关链接.
    """
    facts = _facts_table(report, column_name) if report.layout in SHOWN_FACTS else ""
    heading = f"<h1>{escape(report.title, quote=False)}</h1>\n" if report.has_title else ""
    main = f"""{facts}<div class="article">
{heading}{_dateline(report)}
{body_markup(report)}
{_tools(report.layout)}
</div>
{_related(related)}"""
    return frame(
        title=_window_title(report, place, column_name),
        banner=site_name(place),
        crumbs=_crumbs(place, report.column, column_name),
        main=main,
        meta=_meta(report, place, column_name),
        code=site_code(place),
    )


def notice_page(notice: Notice, place: Place, column_name: str) -> str:
    """The page of a notice: something that a list of reports also holds."""
    main = f"""<div class="article">
<h1>{escape(notice.title, quote=False)}</h1>
<div class="info"><span>发布日期：{notice.published.isoformat()}</span></div>
<div class="TRS_Editor"><p>{escape(notice.text, quote=False)}</p></div>
</div>"""
    return frame(
        title=f"{notice.title}_{site_name(place)}",
        banner=site_name(place),
        crumbs=_crumbs(place, "fzzf", column_name),
        main=main,
        meta={"SiteName": site_name(place), "ColumnName": column_name, "ArticleTitle": notice.title},
        code=site_code(place),
    )


def _window_title(report: LocalReport, place: Place, column_name: str) -> str:
    if not report.has_title:
        return site_name(place)
    if report.layout is Layout.PLAIN:
        return report.title
    separator = "_" if report.layout is Layout.TRS_EDITOR else " - "
    return separator.join((report.title, column_name, site_name(place)))


def _crumbs(place: Place, folder: str, column_name: str) -> list[Crumb]:
    home = Crumb("首页", "/")
    site = Crumb(place.name, f"/{place.slug}/")
    if place.layout is Layout.PLAIN:
        return [home, site, Crumb(column_name, f"/{place.slug}/list")]
    return [home, site, Crumb("政务公开", f"/{place.slug}/"), Crumb(column_name, f"/{place.slug}/zwgk/{folder}/")]


def _meta(report: LocalReport, place: Place, column_name: str) -> dict[str, str]:
    if report.layout is Layout.PLAIN:
        return {"keywords": f"{place.name},{column_name}"}
    label = {"charset": "gb2312"} if report.charset == "gbk" else {}
    stamped = MIGRATION if report.quirk is Quirk.MIGRATED else _minute(report)
    title = {"ArticleTitle": report.title} if report.has_title else {}
    return {
        **label,
        "SiteName": site_name(place),
        "SiteDomain": f"{place.slug}.example",
        "SiteIDCode": site_code(place),
        "ColumnName": column_name,
        "ColumnType": "政务公开",
        **title,
        "PubDate": stamped,
        "ContentSource": report.content_source,
    }


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
    match report.layout:
        case Layout.TRS_EDITOR:
            line = (
                f"<span>发布日期：{_minute(report)}</span>　<span>{source_part}</span>　<span>浏览次数：{views}</span>"
            )
        case Layout.TRS_UEDITOR:
            line = f"<span>{_minute(report)}</span>　<span>{source_part}</span>　<span>字体：【大 中 小】</span>"
        case Layout.WORD:
            line = (
                f"<span>时间：{report.published.isoformat()}</span><span>{source_part}</span><span>点击：{views}</span>"
            )
        case Layout.PLAIN:
            return f'<p class="info">{arabic_date(report.published)}　{source_part}</p>'
    return f'<div class="info">{line}</div>'


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
