# ruff: noqa: E501 (markup is easier to read on the line it came on)
"""The source: written by scripts, hidden, empty, cut, contradicted, or not a source at all."""

from __future__ import annotations

from tests.corpus.pages.layouts import SITE, TITLE, Trap

DATE = "<span>发布时间：2023-01-16 09:20</span>"
META = '<meta name="ContentSource" content="白溪镇司法所">'

TRAPS = (
    Trap("a script writes it", info=f"{DATE}<script>document.write('来源：白溪镇司法所');</script>"),
    Trap(
        "a script writes it from a variable",
        info=f'{DATE}<script>var ly = "白溪镇司法所"; document.write("来源：" + ly);</script>',
    ),
    Trap(
        "a script writes it in markup, and a hidden element repeats it",
        info=f"{DATE}<script>if (1) {{ $('#ly').html(\"<span>来源：<b>白溪镇司法所</b></span>\"); }}</script>"
        '<span id="ly2" style="display:none">来源：白溪镇司法所</span>',
    ),
    Trap("it stands in a hidden element alone", info=f'{DATE}<em style="display: none;">信息来源：白溪镇司法所</em>'),
    Trap("it stands in a script's variable alone", info=f"{DATE}<script>var docsource = '白溪镇司法所';</script>"),
    Trap(
        "an empty variable and an empty hidden element",
        info=f"{DATE}<span style='display:none'>来源：</span><script>var source='';</script>",
        source=None,
    ),
    Trap("the visible line is empty and the value in the meta tags", head=META, info=f"{DATE}<span>来源：</span>"),
    Trap(
        "the visible line is empty and another label follows",
        head=META,
        info=f"{DATE}<span>来源：</span><span>访问量：</span><i>12</i>",
    ),
    Trap("nothing says it", info=f"{DATE}<span>来源：</span><span>作者：</span>", source=None),
    Trap("cut with dots, whole in the meta tags", head=META, info=f"{DATE}<span>来源：白溪镇...</span>"),
    Trap(
        "cut with dots, whole in its title attribute", info=f'{DATE}<span title="来源：白溪镇司法所">来源：白溪…</span>'
    ),
    Trap("the visible line and the meta tags disagree", head='<meta name="ContentSource" content="某县日报">'),
    Trap("the meta tag holds the title", head=f'<meta name="ContentSource" content="{TITLE}">', info=DATE, source=None),
    Trap("the meta tag says 本站", head='<meta name="ContentSource" content="本站">', info=DATE, source=None),
    Trap(
        "other labels are glued to it",
        info="<span>来源：白溪镇司法所</span><span>作者：张某</span><span>时间：2023-01-16</span>",
    ),
    Trap(
        "other labels stand in its line",
        info="<p>来源：白溪镇司法所 发布时间：2023-01-16 09:20 字号：大 中 小 打印</p>",
    ),
    Trap("it stands in brackets", info="<div>[发布日期：2023-01-16][来源：白溪镇司法所]</div>"),
    Trap(
        "its words are parted by elements",
        info=f"{DATE}<span>来源：</span><span>（<a href='/'>白溪镇司法所</a>供稿）</span>",
    ),
    Trap(
        "it is two names with a space between", info=f"{DATE}<span>来源：白溪镇 司法所</span>", source="白溪镇 司法所"
    ),
    Trap(
        "a cell holds it",
        info="<table><tr><td>发布日期</td><td>2023-01-16</td><td>信息来源：</td><td>白溪镇司法所</td></tr></table>",
    ),
    Trap(
        "list of terms without colons",
        info="<dl><dt>发布时间</dt><dd>2023-01-16</dd><dt>信息来源</dt><dd>白溪镇司法所</dd></dl>",
    ),
    Trap(
        "links stand in its line",
        info="<p>2023-01-16 09:20　来源： <a href='/'>白溪镇司法所</a>　<a>【打印】</a> <a>【关闭】</a></p>",
    ),
    Trap(
        "a script writes it behind its label",
        info=f"{DATE}<span>来源：<script>document.write('白溪镇司法所');</script></span>",
    ),
    Trap(
        "a script writes a variable behind its label",
        info=f"{DATE}<span>来源：<script>var ly='白溪镇司法所';if(ly==''){{document.write('本站')}}else{{document.write(ly)}}</script></span>",
    ),
    Trap(
        "a script writes it, and a hidden element holds the bare name",
        info=f"{DATE}<script>document.write('来源：白溪镇司法所');</script><span id='docsource' style='display:none'>白溪镇司法所</span>",
    ),
    Trap(
        "a script writes it, and a hidden paragraph repeats the whole line",
        info=f'{DATE}<script>document.writeln("<b>信息来源：白溪镇司法所</b>");</script>'
        "<p hidden>发布时间：2023-01-16 信息来源：白溪镇司法所</p>",
    ),
    Trap("a constant of a script alone has it", info=f'{DATE}<script>const contentSource="白溪镇司法所";</script>'),
    Trap(
        "one of many variables has it",
        info=f"{DATE}<script>var title='甲', laiyuan = '白溪镇司法所', author='';</script>",
    ),
    Trap(
        "the visible cell is empty and the value in the meta tags",
        head=META,
        info="<table><tr><td>发布日期：</td><td>2023-01-16</td><td>来源：</td><td>&nbsp;</td></tr></table>",
    ),
    Trap(
        "cut with dots in a link, whole in a hidden element",
        info=f'{DATE}<span>来源：<a href="/">白溪镇司…</a></span><span style="display:none">来源：白溪镇司法所</span>',
    ),
    Trap(
        "the meta tags name a body above the visible one",
        head='<meta name="ContentSource" content="某县人民政府">',
        info=f"{DATE}<p>信息来源：白溪镇司法所</p>",
    ),
    Trap(
        "the meta tags and a script disagree with a cell",
        head='<meta name="source" content="某县日报">',
        info="<table><tr><td>发布日期：</td><td>2023-01-16</td><td>来源：</td><td>白溪镇司法所</td></tr></table>"
        "<script>var source = '某县日报';</script>",
    ),
    Trap("the meta tag holds the title, and the page shows it", head=f'<meta name="ContentSource" content="{TITLE}">'),
    Trap(
        "the meta tag holds the title and the site",
        head=f'<meta name="ContentSource" content="{TITLE}_{SITE}">',
        info=f"{DATE}<span>来源：</span>",
        source=None,
    ),
)
