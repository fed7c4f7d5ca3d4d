"""Web pages. All markup and text here is invented after the habits of real sites."""

from __future__ import annotations

import pytest

from corpus.extract import Attachment, Document, extract

TITLE = "青禾镇人民政府2022年度法治政府建设情况报告"
FIRST = "2022年以来，青禾镇认真落实上级部署，扎实推进法治政府建设，基层治理水平得到提升，群众满意度稳步提高。"
SECOND = "一、主要工作"
THIRD = "全年组织专题学习六次，调解矛盾纠纷三十七件，开展联合执法检查十二次，整改隐患四十五处，均已完成。"
BODY = f"{FIRST}\n{SECOND}\n{THIRD}"
PARAGRAPHS = "".join(f"<p>　　{text}</p>\n" for text in (FIRST, SECOND, THIRD))
MENU = "<ul>" + "".join(f"<li><a href='/c{number}/'>栏目名称{number}</a></li>" for number in range(40)) + "</ul>"


def page(body: str, *, title: str = f"{TITLE}_青禾镇人民政府网站", meta: dict[str, str] | None = None) -> Document:
    tags = "".join(f'<meta name="{name}" content="{content}">' for name, content in (meta or {}).items())
    text = (
        f"<!DOCTYPE html><html><head><title>{title}</title>{tags}</head><body>{MENU}{body}<p>版权所有</p></body></html>"
    )
    return extract(text.encode(), media_type="text/html", url="http://www.qinghe.example/xxgk/202301/t20230112_1.html")


@pytest.mark.parametrize(
    "container",
    [
        '<div class="TRS_Editor">{}</div>',
        '<div class="trs_editor_view TRS_UEDITOR">{}</div>',
        '<div id="zoom">{}</div>',
        '<div id="Zoom"><div class="TRS_Editor"><div class="TRS_Editor">{}</div></div></div>',
        '<div class="article-content" id="zoomcon">{}</div>',
        '<div id="UCAP-CONTENT">{}</div>',
        "<UCAPCONTENT>{}</UCAPCONTENT>",
        '<div id="ivs_content">{}</div>',
        '<div class="anything">{}</div>',
        "<div><div><section>{}</section></div></div>",
        "<table><tr><td width=200>" + MENU + "</td><td>{}</td></tr></table>",
        "<h2 class=unclosed>{}",
    ],
)
def test_the_text_is_found_in_every_kind_of_container_once(container: str) -> None:
    document = page(f"<h1>{TITLE}</h1>" + container.format(PARAGRAPHS))
    assert document.body == BODY
    assert document.title == TITLE


def test_an_unknown_container_with_line_breaks_only_is_found() -> None:
    text = f"　　{FIRST}<br>　　{SECOND}<br>　　{THIRD}"
    assert page(f"<h1>{TITLE}</h1><div class=x>{text}</div>").body == BODY


def test_copies_of_the_text_for_phones_are_read_once() -> None:
    copy = f'<div id="zoom">{PARAGRAPHS}</div>'
    assert page(f"<div class=pc>{copy}</div><div class=mobile>{copy}</div>").body == BODY


def test_scripts_styles_comments_and_hidden_parts_are_no_text() -> None:
    noise = (
        "<script>var a='脚本';</script><style>p{}</style><!-- 注释 --><div style='display: none'>隐藏的文字</div>"
        "<p hidden>也是隐藏的</p><noscript>请打开脚本</noscript>"
    )
    assert page(f"<div id=zoom>{noise}{PARAGRAPHS}</div>").body == BODY


def test_a_text_that_only_a_script_would_show_is_read_where_there_is_nothing_else() -> None:
    assert page(f"<div id=zoom style='display:none'>{PARAGRAPHS}</div>").body == BODY


def test_a_known_container_that_is_some_other_box_does_not_win() -> None:
    assert page(f"<div class='TRS_Editor'>相关说明</div><div class=x>{PARAGRAPHS}</div>").body == BODY


def test_words_split_over_spans_and_lines_of_source_come_back_whole() -> None:
    markup = "<p><span>全年组织</span><span>专\n</span>\n<b>题学</b>习6 次，\n   使用 Open Data 平台。</p>"
    assert (
        page(f"<div id=zoom>{markup}{PARAGRAPHS}</div>").body.split("\n")[0]
        == "全年组织专题学习6 次，使用 Open Data 平台。"
    )


def test_a_data_table_comes_as_rows_and_a_layout_table_as_paragraphs() -> None:
    table = "<table><tr><th>项目</th><th>数量</th></tr><tr><td><p>行政</p><p>处罚</p></td><td>12</td></tr></table>"
    body = page(f"<div id=zoom>{PARAGRAPHS}{table}</div>").body
    assert body == f"{BODY}\n项目 | 数量\n行政 处罚 | 12"


def test_page_chrome_inside_the_container_goes_to_the_header() -> None:
    foot = "<p>附件下载</p><p>责任编辑：王某</p><p>扫一扫在手机打开当前页</p>"
    document = page(f"<div id=zoom><p>{TITLE}</p><p>日期：2023-01-12 来源：青禾镇</p>{PARAGRAPHS}{foot}</div>")
    assert document.body == BODY
    assert "日期：2023-01-12 来源：青禾镇" in document.header
    assert "责任编辑：王某" in document.header


def test_an_index_table_above_the_text_goes_to_the_header() -> None:
    index = "<table><tr><td>索引号：</td><td>QH-2023-1</td><td>发布机构：</td><td>青禾镇人民政府</td></tr></table>"
    document = page(f"{index}<h1>{TITLE}</h1><div id=zoom>{PARAGRAPHS}</div>")
    assert "索引号： | QH-2023-1 | 发布机构： | 青禾镇人民政府" in document.header
    assert document.body == BODY


def test_the_visible_date_and_source_stand_in_the_header() -> None:
    line = "<div class=info><span>发布时间：2023-01-12 10:30</span><span>来源：青禾镇</span></div>"
    header = page(f"<h1>{TITLE}</h1>{line}<div id=zoom>{PARAGRAPHS}</div>").header
    assert "发布时间：2023-01-12 10:30来源：青禾镇" in header


def test_a_source_that_a_script_writes_is_read() -> None:
    script = "<script>document.write('来源：<b>青禾镇司法所</b>');</script>"
    assert "来源：青禾镇司法所" in page(f"{script}<div id=zoom>{PARAGRAPHS}</div>").header


def test_the_breadcrumb_is_read_as_a_path() -> None:
    crumb = "<div class=pos>您当前的位置：<a>首页</a> &gt; <a>政务公开</a> &gt;&gt; 法治政府建设</div>"
    assert page(f"{crumb}<div id=zoom>{PARAGRAPHS}</div>").breadcrumb == "首页 > 政务公开 > 法治政府建设"


def test_meta_tags_are_read_by_lower_case_name_and_the_first_value_counts() -> None:
    document = page(
        f"<div id=zoom>{PARAGRAPHS}</div>", meta={"PubDate": "2023-01-12", "SiteName": "青禾镇", "Keywords": ""}
    )
    assert document.meta == {"pubdate": "2023-01-12", "sitename": "青禾镇", "keywords": ""}


@pytest.mark.parametrize(
    ("name", "shown", "meta", "title"),
    [
        pytest.param(TITLE, "", {}, TITLE, id="window title"),
        pytest.param(
            f"{TITLE}_法治建设_青禾镇人民政府网站", f"<div class=bt>{TITLE}</div>", {}, TITLE, id="with column and site"
        ),
        pytest.param(f"青禾镇人民政府网站-{TITLE}", f"<h2>{TITLE}</h2>", {}, TITLE, id="site first"),
        pytest.param(f"{TITLE} - 青禾镇", "", {}, TITLE, id="not shown on the page"),
        pytest.param("青禾镇人民政府网站", f"<h1>{TITLE}</h1>", {}, TITLE, id="site alone, heading"),
        pytest.param("青禾镇人民政府网站", "", {"ArticleTitle": TITLE}, TITLE, id="site alone, meta"),
        pytest.param(
            "青禾镇人民政府网站", "", {"articletitle": TITLE, "SiteName": "青禾镇"}, TITLE, id="meta in lower case"
        ),
        pytest.param(
            "法治建设", "", {"ArticleTitle": "法治建设", "ColumnName": "法治建设"}, "", id="column in every place"
        ),
        pytest.param("青禾镇人民政府网站", "<h1>青禾镇人民政府网站</h1>", {}, "", id="site in every place"),
        pytest.param("", "", {}, "", id="none at all"),
        pytest.param("1-10月全镇经济运行情况", "", {}, "1-10月全镇经济运行情况", id="a hyphen between numbers"),
    ],
)
def test_the_title_is_the_documents_and_not_the_sites(name: str, shown: str, meta: dict[str, str], title: str) -> None:
    assert page(f"{shown}<div id=zoom>{PARAGRAPHS}</div>", title=name, meta=meta).title == title


def test_a_title_that_stands_only_at_the_head_of_the_text_is_taken_from_it() -> None:
    document = page(
        f"<div id=zoom><p>青禾镇人民政府</p><p>2022年度法治政府建设情况报告</p>{PARAGRAPHS}</div>", title="正文"
    )
    assert (document.title, document.body) == (TITLE, BODY)


@pytest.mark.parametrize(
    ("heading", "links", "offered"),
    [
        pytest.param("相关链接", '<a href="/b.pdf">青岩镇2021年报告</a>', [], id="another report"),
        pytest.param("相关阅读：", '<a href="/b.pdf">青岩镇2021年报告</a>', [], id="with a colon"),
        pytest.param("推荐阅读", '<a href="/b.pdf">附件：统计表</a>', ["b.pdf"], id="named as an attachment"),
        pytest.param("相关附件", '<a href="/b.pdf">青岩镇2021年报告</a>', ["b.pdf"], id="a list of attachments"),
    ],
)
def test_a_file_among_related_pages_is_none_of_the_page(heading: str, links: str, offered: list[str]) -> None:
    others = f"<h3>{heading}</h3><ul><li><a href='/a.html'>旧闻</a></li><li>{links}</li></ul>"
    found = page(f"<div id=zoom>{PARAGRAPHS}</div><div class=box>{others}</div>").attachments
    assert [attachment.url.rpartition("/")[2] for attachment in found] == offered


def test_attachments_are_absolute_and_named_once() -> None:
    links = (
        "<a href='./P020230112.pdf'>附件1</a><a href='./P020230112.pdf'>下载</a><a href='/a/b.html'>页面</a>"
        "<a href='/module/download/downfile.jsp?classid=0&filename=2301.docx'>附件 2</a><a href='http://[坏]/x.pdf'>坏</a>"
    )
    assert page(f"<div id=zoom>{PARAGRAPHS}{links}</div>").attachments == (
        Attachment("http://www.qinghe.example/xxgk/202301/P020230112.pdf", "附件1"),
        Attachment("http://www.qinghe.example/module/download/downfile.jsp?classid=0&filename=2301.docx", "附件 2"),
    )


def test_a_page_whose_text_is_all_in_an_attachment_is_no_error() -> None:
    page_only = b"<html><body><a href='r.pdf'></a></body></html>"
    document = extract(page_only, media_type="text/html")
    assert document.body == ""
    assert document.attachments == (Attachment("r.pdf", ""),)


@pytest.mark.parametrize("declared", ["gb2312", "utf-8"])
def test_a_gbk_page_is_read_whatever_it_declares(declared: str) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    text = f"<html><head>{head}<title>{TITLE}</title></head><body><div id=zoom>{PARAGRAPHS}</div></body></html>"
    document = extract(text.encode("gbk"), media_type="text/html", charset="utf-8")
    assert (document.title, document.body, document.encoding) == (TITLE, BODY, "gb18030")


def test_thousands_of_nested_elements_are_survived() -> None:
    deep = "<div>" * 3000 + FIRST + "</div>" * 3000
    assert FIRST in extract(f"<html><body>{deep}</body></html>".encode(), media_type="text/html").body
