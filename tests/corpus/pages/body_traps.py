# ruff: noqa: E501 (markup is easier to read on the line it came on)
"""Containers that hold too much, text in odd places, and pages with hardly any text."""

from __future__ import annotations

from tests.corpus.pages.layouts import BODY, FIRST, LAST, PARAGRAPHS, SECOND, THIRD, TITLE, Trap

INDEX = (
    '<table class="index"><tr><td>索引号：</td><td>BX000/2023-00012</td><td>主题分类：</td><td>司法</td></tr>'
    "<tr><td>发文机关：</td><td>白溪镇人民政府</td><td>成文日期：</td><td>2023-01-10</td></tr></table>"
)
FORM = '<form><p>我要评论</p><textarea name="c"></textarea><select><option>满意</option></select><input type="submit" value="提交"></form>'
PIXEL = "data:image/png;base64," + "iVBORw0KGgo" * 400
WORD = (
    '<p class="MsoNormal" style="mso-char-indent-count:2"><span style="font-family:仿宋">2022年，白溪镇把依</span><span\n>法行政</span>'
    '<span lang="EN-US"><o:p></o:p></span><span>放在各项工作的前头，领导</span><b><span>干部</span></b><span>带头学法，重大事项先听取法律意见，'
    "基层治理水平稳步提高。</span></p>"
)
NUMBERS = (
    "<p><span>全年收到申请</span><span>1</span><span>2</span><span>7</span><span>件，办结</span><span>1</span><span>25件，"
    "办结率百分之九十八</span><span>。</span></p>"
)
LIST = "".join(f'<li><a href="/t{number}.html">白溪镇第{number}季度普法简报</a></li>' for number in range(1, 6))

TRAPS = (
    Trap("the index table stands inside the text", text=INDEX + PARAGRAPHS),
    Trap("the title stands again inside the text", text=f"<p style='text-align:center'>{TITLE}</p>{PARAGRAPHS}"),
    Trap("a form for comments stands inside the text", text=PARAGRAPHS + FORM),
    Trap(
        "editor and code to scan stand below the text",
        text=PARAGRAPHS + "<p>责任编辑：王某</p><p>扫一扫在手机打开当前页</p>",
    ),
    Trap("buttons stand below the text", text=PARAGRAPHS + "<p>【打印本页】 【关闭窗口】</p><p>分享到：</p>"),
    Trap("a list of other articles stands below the text", text=PARAGRAPHS + f"<p>相关链接：</p><ul>{LIST}</ul>"),
    Trap(
        "links to the articles before and after", text=PARAGRAPHS + "<p>上一篇：白溪镇普法简报</p><p>下一篇：没有了</p>"
    ),
    Trap("the text stands inside an unclosed heading", text=f'<h2 style="font-size:16px">{PARAGRAPHS}'),
    Trap("an id begins with a digit", text=f'<div id="2023zw">{PARAGRAPHS}</div>'),
    Trap("Word splits words over spans", text=WORD + "".join(f"<p>{text}</p>" for text in (SECOND, THIRD, LAST))),
    Trap(
        "Word splits numbers over spans",
        text=PARAGRAPHS + NUMBERS,
        body=f"{BODY}\n全年收到申请127件，办结125件，办结率百分之九十八。",
    ),
    Trap(
        "pictures stand in the page's own bytes",
        text=f'<p><img src="{PIXEL}"></p>{PARAGRAPHS}<p><img src="{PIXEL}"></p>',
    ),
    Trap(
        "lines are broken without paragraphs", text="<br>".join(f"　　{text}" for text in (FIRST, SECOND, THIRD, LAST))
    ),
    Trap(
        "comments, scripts and styles stand in the text",
        text=f"<style>.a{{}}</style><!-- 旧稿 -->{PARAGRAPHS}<script>var t='脚本';</script>",
    ),
    Trap("hidden words stand in the text", text=PARAGRAPHS + '<p style="display:none">请勿转载</p><p hidden>内部</p>'),
    Trap(
        "numbered headings stay paragraphs",
        text=PARAGRAPHS + "<p>（一）存在的问题</p><p>1.人手不足。</p>",
        body=f"{BODY}\n（一）存在的问题\n1.人手不足。",
    ),
    Trap(
        "the text is pictures",
        text='<p><img src="./W020230116_1.jpg"></p><p><img src="./W020230116_2.jpg"></p>',
        body="",
    ),
    Trap(
        "the text is in the attached file",
        text='<p><a href="./P020230116.pdf">白溪镇人民政府2022年度法治政府建设情况报告.pdf</a></p>',
        body="",
        attachments=("http://www.baixi.example/zwgk/202301/P020230116.pdf",),
    ),
    Trap(
        "the signature stands below the element of the text",
        text=f"<div>{PARAGRAPHS}</div><p align=right>白溪镇人民政府</p><p align=right>2023年1月9日</p>",
        body=f"{BODY}\n白溪镇人民政府\n2023年1月9日",
    ),
    Trap("the day of publication stands in the text's element", text=f"<time>2023-01-16</time>{PARAGRAPHS}"),
    Trap(
        "the index stands inside the text as a list of terms",
        text="<dl><dt>索引号：</dt><dd>BX000/2023-00012</dd><dt>发文机关：</dt><dd>白溪镇人民政府</dd>"
        f"<dt>成文日期：</dt><dd>2023-01-10</dd></dl>{PARAGRAPHS}",
    ),
    Trap(
        "the index stands inside the text as lines",
        text=f"<p>索 引 号：BX000/2023-00012</p><p>发布机构：白溪镇人民政府</p><p>公开日期：2023-01-16</p>{PARAGRAPHS}",
    ),
    Trap(
        "the title stands again over two lines",
        text=f"<p align=center>{TITLE[:7]}</p><p align=center>{TITLE[7:]}</p>{PARAGRAPHS}",
    ),
    Trap("the title stands again as a heading", text=f"<h2>{TITLE}</h2>{PARAGRAPHS}"),
    Trap(
        "a box for comments without a form stands below the text",
        after='<div class="pinglun"><p>我要评论</p><textarea></textarea><p>网友评论（0条）</p><input type="button" value="提交"></div>',
    ),
    Trap(
        "a form with fields and a code stands inside the text",
        text=PARAGRAPHS
        + '<form action="/pl"><label>您的姓名</label><input name="n"><label>验证码</label><input name="v"><button>发表评论</button></form>',
    ),
    Trap("the editor stands in brackets below the text", text=f"{PARAGRAPHS}<p align=right>（责任编辑：王某）</p>"),
    Trap("editor and reviewers stand in one line", text=f"{PARAGRAPHS}<p>责任编辑：王某　审核：李某　校对：赵某</p>"),
    Trap(
        "the code to scan stands as a picture with a line",
        text=f'{PARAGRAPHS}<div class="ewm"><img src="/ewm.png"><p>手机扫一扫打开当前页</p></div>',
    ),
    Trap("the code to scan is for sharing", text=f"{PARAGRAPHS}<p>扫一扫分享到微信</p><p>分享到朋友圈</p>"),
    Trap("an unclosed heading begins with the title", heading="", text=f'<h2 class="bt">{TITLE}{PARAGRAPHS}'),
    Trap("headings of two ranks stay open", text=f"<h1><h2><span>{PARAGRAPHS}"),
    Trap("an id of digits alone", text=f'<div id="20230116"><div id="1">{PARAGRAPHS}</div></div>'),
    Trap("an id and a class begin with digits", text=f'<section id="3-zw" class="2col 16px">{PARAGRAPHS}</section>'),
    Trap(
        "Word tags places and dates",
        text=PARAGRAPHS.replace(
            "2022年", '<st1:chsdate year="2022" w:st="on"><span lang=EN-US>2022</span>年</st1:chsdate>'
        ).replace("法治", "<span>法</span><span\n  style='color:black'>治</span>"),
    ),
    Trap(
        "Word splits words over fonts and bookmarks",
        text=PARAGRAPHS.replace("讲座", "<font face=仿宋>讲</font><a name=_GoBack></a><font>座</font>").replace(
            "信访", "<b>信</b><span lang=EN-US><o:p></o:p></span><b>访</b>"
        ),
    ),
    Trap(
        "Word splits decimals and years",
        text=PARAGRAPHS + "<p><span>20</span><span>22</span>年办结率<span>98</span><span>.</span><span>5%</span>。</p>",
        body=f"{BODY}\n2022年办结率98.5%。",
    ),
    Trap(
        "Word splits the number of a document",
        text=PARAGRAPHS
        + "<p>依据<span>白政</span><span lang=EN-US>〔</span><span>20</span><span>23</span>〕<span>1</span><span>2</span>号文件执行。</p>",
        body=f"{BODY}\n依据白政〔2023〕12号文件执行。",
    ),
    Trap("a picture in bytes stands between words", text=PARAGRAPHS.replace("调解", f'<img src="{PIXEL}">调解')),
    Trap(
        "bytes in a style and in a link",
        text=f'<div style="background:url({PIXEL})">{PARAGRAPHS}<a href="{PIXEL}" download="章.png"></a></div>',
    ),
    Trap(
        "the text is pictures, each a link",
        text='<p><a href="./W020230116_1.jpg"><img src="./W020230116_1.jpg" alt=""></a></p><p>&nbsp;</p>',
        body="",
    ),
    Trap(
        "the text is pictures in a table",
        text=f'<table><tr><td><img src="{PIXEL}"></td></tr><tr><td><img src="{PIXEL}"></td></tr></table>',
        body="",
    ),
    Trap(
        "the text is in a file that a viewer shows",
        text='<iframe src="./P020230116.pdf" width="100%"></iframe>',
        body="",
        attachments=("http://www.baixi.example/zwgk/202301/P020230116.pdf",),
    ),
    Trap(
        "the text is in a file that is linked twice",
        text='<p><a href="./P020230116.pdf"><img src="/pdf.png"></a><a href="./P020230116.pdf">报告全文.pdf</a></p>',
        body="",
        attachments=("http://www.baixi.example/zwgk/202301/P020230116.pdf",),
    ),
    Trap(
        "each paragraph stands in a row",
        text="<table>" + "".join(f"<tr><td>{text}</td></tr>" for text in (FIRST, SECOND, THIRD, LAST)) + "</table>",
    ),
    Trap(
        "the text stands between cells that make room",
        text=f"<table width=100%><tr><td width=20>&nbsp;</td><td><table><tr><td>{PARAGRAPHS}</td></tr></table></td><td>&nbsp;</td></tr></table>",
    ),
)
