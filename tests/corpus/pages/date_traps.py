# ruff: noqa: E501 (markup is easier to read on the line it came on)
"""Dates: a migration in the meta tags, other dates beside, and the forms in which they are written."""

from __future__ import annotations

from tests.corpus.pages.layouts import BODY, PARAGRAPHS, Trap

MIGRATED = '<meta name="PubDate" content="2023-11-08 17:03:55">'
SOURCE = "<span>来源：白溪镇司法所</span>"
INDEX = (
    "<table><tr><td>索引号：</td><td>BX000/2023-00012</td><td>发文机关：</td><td>白溪镇人民政府</td></tr>"
    "<tr><td>生成日期：</td><td>2023-01-10</td><td>公开日期：</td><td>2023-01-16</td></tr></table>"
)


def _written(form: str, *, published: str = "2023-01-16") -> Trap:
    return Trap(f"a date written {form}", info=f"<span>{form}</span>{SOURCE}", published=published)


TRAPS = (
    Trap("the meta date is that of a migration", head=MIGRATED),
    Trap("the meta date is years after the page", head='<meta name="pubdate" content="2029-05-30 10:00">'),
    Trap(
        "the meta date is when the file was generated",
        head=MIGRATED + '<meta name="others" content="页面生成时间 2023-11-08 17:03:55">',
        info=SOURCE,
        published=None,
    ),
    Trap(
        "the day of writing stands before the day of publication",
        info=f"<span>成文日期：2023-01-10</span><span>发布日期：2023-01-16</span>{SOURCE}",
    ),
    Trap(
        "an index table gives the day it was generated and the day it was made public", info=f"{INDEX}<p>{SOURCE}</p>"
    ),
    Trap(
        "the day of an event stands in the text and the day of signing at its end",
        text=PARAGRAPHS + "<p>2022年12月30日，镇人大听取了本报告。</p><p>2023年1月9日</p>",
        body=f"{BODY}\n2022年12月30日，镇人大听取了本报告。\n2023年1月9日",
    ),
    Trap(
        "a document linked under the title has a date of its own",
        info=f'<span>2023-01-16</span> {SOURCE}<p><a href="../202302/t1.html">图解：白溪镇法治政府建设这一年</a> 2023-02-20</p>',
    ),
    _written("2023/01/16"),
    _written("2023-01-16-09:08:00"),
    _written("时间：2023-1-16 09∶08"),
    _written("时间：2023-01-1609:20"),
    _written("发布日期：二〇二三年一月十六日"),
    _written("2023年01月16日 09:20"),
    _written("【发布时间】2023.01.16"),
    Trap(
        "the date stands on the line below its label", info=f"<div>发布时间：</div><div>2023-01-16 09:20</div>{SOURCE}"
    ),
    Trap(
        "a script's variable alone tells it",
        info=f"<script>var pubDate = '2023-01-16 09:20';</script><span>发布时间：</span>{SOURCE}",
    ),
)
