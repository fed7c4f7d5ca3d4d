# ruff: noqa: E501 (markup is easier to read on the line it came on)
"""Attachments: every form of address, embedded viewers, scripts; and files that are the site's own."""

from __future__ import annotations

from tests.corpus.pages.layouts import BODY, PARAGRAPHS, Trap

HERE = "http://www.baixi.example/zwgk/202301/"
ROOT = "http://www.baixi.example/"
PICTURES = '<img src="/images/logo.png"><a href="/images/banner.jpg"><img src="/images/banner.jpg"></a>'


def _linked(name: str, href: str, address: str, label: str = "附件：统计表") -> Trap:
    text = f'{PARAGRAPHS}<p><a href="{href}">{label}</a></p>'
    return Trap(name, text=text, body=f"{BODY}\n{label}", attachments=(address,))


TRAPS = (
    _linked("a file beside the page", "./W020230116512345678901.docx", f"{HERE}W020230116512345678901.docx"),
    _linked(
        "a file of another kind beside the page", "./P020230116512345678901.pdf", f"{HERE}P020230116512345678901.pdf"
    ),
    _linked(
        "a program that sends files",
        "/module/download/downfile.jsp?classid=0&amp;showname=表.pdf&amp;filename=9f3c5f.pdf",
        f"{ROOT}module/download/downfile.jsp?classid=0&showname=表.pdf&filename=9f3c5f.pdf",
    ),
    _linked("a relative address without a dot", "174084153/files/1f2e.pdf", f"{HERE}174084153/files/1f2e.pdf"),
    _linked(
        "an absolute address",
        "https://file.baixi.example/a/%E8%A1%A8.xls",
        "https://file.baixi.example/a/%E8%A1%A8.xls",
    ),
    _linked(
        "a file named in the link's text only",
        "/attach/download?id=77",
        f"{ROOT}attach/download?id=77",
        "附件1：统计表.xlsx",
    ),
    Trap(
        "the class of the family's links",
        text=f'{PARAGRAPHS}<p><a class="nfw-cms-attachment" alt="统计表.xlsx" href="/attachment/0/123/4.xlsx">统计表</a></p>',
        body=f"{BODY}\n统计表",
        attachments=(f"{ROOT}attachment/0/123/4.xlsx",),
    ),
    Trap(
        "a list below the text",
        after='<div class="fj">附件：<a href="./a.doc">一</a><a href="./b.wps">二</a></div>',
        attachments=(f"{HERE}a.doc", f"{HERE}b.wps"),
    ),
    Trap(
        "one file linked twice",
        after='<p><a href="./a.pdf"><img src="/pdf.gif"></a><a href="./a.pdf">统计表</a></p>',
        attachments=(f"{HERE}a.pdf",),
    ),
    Trap(
        "a viewer in a frame",
        after='<iframe src="/pdfjs/web/viewer.html?file=/files/2023/bg.pdf"></iframe>',
        attachments=(f"{ROOT}files/2023/bg.pdf",),
    ),
    Trap(
        "an embedded file",
        after='<embed src="./bg.pdf" type="application/pdf"><object data="./fb.pdf"></object>',
        attachments=(f"{HERE}bg.pdf", f"{HERE}fb.pdf"),
    ),
    Trap(
        "a script names the file",
        after="<script>PDFObject.embed('/files/2023/bg.pdf', '#v');</script>",
        attachments=(f"{ROOT}files/2023/bg.pdf",),
    ),
    Trap(
        "a script writes the link",
        after="""<script>document.write('<a href="./bg.ofd">报告全文</a>');</script>""",
        attachments=(f"{HERE}bg.ofd",),
    ),
    Trap("pictures of the page are none", after=PICTURES),
    Trap(
        "plug-ins and apps of the site are none",
        after='<a href="/common/plugin/flashplayer.zip">插件</a><a href="/app/baixi.apk">客户端</a><a href="/dl/reader.zip">PDF阅读器下载</a>',
    ),
    Trap(
        "pages and mail addresses are none",
        after='<a href="/a/b.html">页面</a><a href="mailto:a@b.example">信箱</a><a href="javascript:;">更多</a>',
    ),
    _linked(
        "a document above the page, in capitals",
        "../W020230116512345678901.DOCX",
        f"{ROOT}zwgk/W020230116512345678901.DOCX",
    ),
    Trap(
        "a document behind an icon",
        after='<p><a href="./W020230116512345678902.docx" title="统计表.docx"><img src="/doc.gif"></a></p>',
        attachments=(f"{HERE}W020230116512345678902.docx",),
    ),
    Trap(
        "two files in the rows of a table",
        after='<table><tr><td>1</td><td><a href="./P020230116512345678903.pdf">表一</a></td></tr>'
        '<tr><td>2</td><td><a href="./P020230116512345678904.pdf" target="_blank">表二</a></td></tr></table>',
        attachments=(f"{HERE}P020230116512345678903.pdf", f"{HERE}P020230116512345678904.pdf"),
    ),
    _linked(
        "a file beside the page, for a version",
        "./P020230116512345678905.pdf?v=20230117",
        f"{HERE}P020230116512345678905.pdf?v=20230117",
    ),
    _linked(
        "a program that sends files, by a name without words",
        "/module/download/downfile.jsp?filename=9f3c5f.doc&classid=0",
        f"{ROOT}module/download/downfile.jsp?filename=9f3c5f.doc&classid=0",
    ),
    _linked(
        "a program that sends files, by a number",
        "/module/download/down.jsp?i_ID=4711&amp;colID=81",
        f"{ROOT}module/download/down.jsp?i_ID=4711&colID=81",
    ),
    _linked(
        "a program that sends files, beside the page",
        "downfile.jsp?filename=%E8%A1%A8.xls",
        f"{HERE}downfile.jsp?filename=%E8%A1%A8.xls",
    ),
    _linked("a relative address of words", "files/报告 终稿.pdf", f"{HERE}files/报告 终稿.pdf"),
    Trap(
        "a relative address below the page's base",
        head=f'<base href="{ROOT}art/">',
        after='<p><a href="174084153/files/2a.xls">附件</a></p>',
        attachments=(f"{ROOT}art/174084153/files/2a.xls",),
    ),
    _linked("an address without a scheme", "//file.baixi.example/a/1.pdf", "http://file.baixi.example/a/1.pdf"),
    _linked(
        "an address on another port", "http://www.baixi.example:8080/u/1.wps", "http://www.baixi.example:8080/u/1.wps"
    ),
)
