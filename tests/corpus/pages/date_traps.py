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
    Trap(
        "generated, alone on the page; published in the meta tags",
        head='<meta name="PubDate" content="2023-01-16 09:20">',
        info=f"<span>生成日期：2023-01-10</span>{SOURCE}",
    ),
    Trap(
        "generated, in a list of terms",
        info=f"<dl><dt>公文生成日期：</dt><dd>2023年1月10日</dd><dt>发布日期：</dt><dd>2023年1月16日</dd></dl>{SOURCE}",
    ),
    Trap(
        "the day of writing alone is none of publication",
        info=f"<span>成文日期：2023年1月10日</span>{SOURCE}",
        published=None,
    ),
    Trap(
        "the day of writing in the row above",
        info="<table><tr><td>成文日期</td><td>2023-01-10</td></tr><tr><td>发布日期</td><td>2023-01-16</td></tr></table>"
        f"<p>{SOURCE}</p>",
    ),
    Trap("the day it was made public, in words", info=f"<span>公开日期：2023年01月16日</span>{SOURCE}"),
    Trap(
        "the day it was made public, beside the day of writing",
        info=f"<ul><li>成文日期：2023-01-10</li><li>公开时间：2023-01-16</li></ul><p>{SOURCE}</p>",
    ),
    Trap(
        "signed in numerals, days before",
        text=f"{PARAGRAPHS}<p>白溪镇人民政府</p><p>二○二三年一月九日</p>",
        body=f"{BODY}\n白溪镇人民政府\n二○二三年一月九日",
    ),
    Trap(
        "signed, and a migration in the meta tags is all there is beside",
        head='<meta name="PubDate" content="2025-11-08 17:03:55">',
        info=SOURCE,
        text=f"{PARAGRAPHS}<p>白溪镇人民政府</p><p>2023年1月9日</p>",
        body=f"{BODY}\n白溪镇人民政府\n2023年1月9日",
        published="2023-01-09",
    ),
    Trap(
        "the day of delivery stands under the title",
        info=f"<p>（2023年1月5日在白溪镇第三届人民代表大会第二次会议上）</p><p><span>2023-01-16</span>{SOURCE}</p>",
    ),
    Trap(
        "a coming event is announced in the text",
        text=f"{PARAGRAPHS}<p>报告会时间：2023年2月3日，地点：镇文化站。</p>",
        body=f"{BODY}\n报告会时间：2023年2月3日，地点：镇文化站。",
    ),
    Trap(
        "a hyphen before the time, in the meta tags alone",
        head='<meta name="PubDate" content="2023-01-16-06:08:00">',
        info=SOURCE,
    ),
    _written("[发布时间：2023-01-16-06:08:00]"),
    _written("时间∶2023-01-16 10∶08"),
    _written("发布日期∶2023年1月16日10∶08∶33"),
    _written("[2023-01-1609:20:11]"),
    _written("2023年01月16日09:20"),
    _written("二○二三年一月十六日"),
    _written("时间：二零二三年元月十六日"),
)
