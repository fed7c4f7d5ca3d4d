# ruff: noqa: E501 (markup is easier to read on the line it came on)
"""Titles: names of the site, of the column and of templates; markup; titles broken over lines or cut."""

from __future__ import annotations

from tests.corpus.pages.layouts import COLUMN, PARAGRAPHS, SITE, TITLE, Trap

META = f'<meta name="ArticleTitle" content="{TITLE}">'
LOWER = f'<meta name="articletitle" content="{TITLE}"><meta name="sitename" content="{SITE}">'
LONG = "白溪镇人民政府关于报送2022年度法治政府建设情况和2023年度工作安排的报告"

TRAPS = (
    Trap("the window has the site's name alone", window=SITE),
    Trap("the window has the site's name alone, and no heading shows it", window=SITE, heading="", head=META),
    Trap("the site stands first", window=f"{SITE}-{COLUMN}-{TITLE}"),
    Trap("the column stands first", window=f"{COLUMN}_{TITLE}_{SITE}", heading=f'<div class="bt">{TITLE}</div>'),
    Trap("the window has the column's name alone", window=COLUMN, heading=f'<p class="con_title">{TITLE}</p>'),
    Trap(
        "the window and the meta tag have the column's name",
        window=COLUMN,
        head=f'<meta name="ColumnName" content="{COLUMN}"><meta name="ArticleTitle" content="{COLUMN}">',
    ),
    Trap("the window has a template's name", window="信息内容页"),
    Trap("the window has a template's variable", window="{{article.title}}"),
    Trap("the window is empty", window="", heading=f"<h2>{TITLE}</h2>"),
    Trap(
        "the window has markup of Word",
        window=f"&lt;p class=MsoNormal&gt;&lt;span lang=EN-US&gt;{TITLE}&lt;o:p&gt;&lt;/o:p&gt;&lt;/span&gt;&lt;/p&gt;",
    ),
    Trap("the meta tag has markup of Word", head=f'<meta name="ArticleTitle" content="&lt;b&gt;{TITLE}&lt;/b&gt;">'),
    Trap("meta names are in small letters", head=LOWER, window=SITE, heading=""),
    Trap("the meta tag is cut with dots", head=f'<meta name="ArticleTitle" content="{TITLE[:18]}...">'),
    Trap(
        "it is broken over two lines",
        window=f"{LONG} - {SITE}",
        heading=f"<h1>{LONG[:22]}<br>{LONG[22:]}</h1>",
        title=LONG,
    ),
    Trap("a space alone parts it from the site", window=f"{TITLE} 白溪镇政府"),
    Trap(
        "it holds a dash of its own",
        window=f"法治白溪——{TITLE}_{SITE}",
        heading=f"<h1>法治白溪——{TITLE}</h1>",
        title=f"法治白溪——{TITLE}",
    ),
    Trap(
        "it holds a hyphen between months",
        window=f"1-9月白溪镇执法情况通报-{SITE}",
        heading="<h3>1-9月白溪镇执法情况通报</h3>",
        title="1-9月白溪镇执法情况通报",
    ),
    Trap("the family's own element", window=SITE, heading=f"<ucaptitle>{TITLE}</ucaptitle>"),
    Trap("the heading is the site's banner", window=f"{TITLE}|{SITE}", heading=f"<h1>{SITE}</h1><div>{TITLE}</div>"),
    Trap(
        "it stands in the text alone",
        window=SITE,
        heading="",
        text=f"<p align=center><strong>{TITLE}</strong></p>{PARAGRAPHS}",
    ),
    Trap(
        "the column's name stands above it in a heading of its own",
        window=f"{SITE} {COLUMN} {TITLE}",
        heading=f"<h3>{COLUMN}</h3><h3>{TITLE}</h3>",
    ),
    Trap(
        "it ends like a body's name",
        window=SITE,
        heading="<h1>县领导到白溪镇调研便民服务中心</h1>",
        title="县领导到白溪镇调研便民服务中心",
    ),
    Trap(
        "og:title alone has it",
        window=SITE,
        head=f'<meta property="og:title" content="{TITLE}"><meta name="ColumnName" content="{COLUMN}">',
        heading=f"<h2>{COLUMN}</h2>",
    ),
    Trap(
        "the heading has markup of Word",
        window=SITE,
        heading=f'<h1><p class="MsoNormal" align="center"><span lang="EN-US"><o:p></o:p></span><b>{TITLE[:5]}</b><span\n>{TITLE[5:]}</span></p></h1>',
    ),
    Trap(
        "the window has bare elements of Word",
        window=f'<span style="font-family:方正小标宋">{TITLE}</span><o:p></o:p>',
    ),
    Trap("a template's comment stands in the window", window=f"<!--信息标题-->{TITLE}_{SITE}"),
    Trap("the window has the name of the page's kind", window="文章详情页", heading=f'<div id="title">{TITLE}</div>'),
)
