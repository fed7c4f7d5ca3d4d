"""The article side of the families: text, facts and files that a family states in a place of its own."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from corpus.cms import ADAPTERS, WebPage
from corpus.extract import extract
from corpus.reading import read_report
from tests.corpus.pages.layouts import BODY, PARAGRAPHS, TITLE, URL

COLLECTED = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
MARKED = (
    "<html><head><title>白溪镇</title></head><body><div><p><!--<$[标题]>begin-->{title}<!--<$[标题]>end--></p>"
    "<p><!--<$[信息来源]>begin-->来源：白溪镇司法所<!--<$[信息来源]>end--></p>"
    "<p><!--<$[发布时间]>begin-->发布时间：2023-01-16<!--<$[发布时间]>end--></p>{before}"
    "<!--<$[信息内容]>begin-->{mark}{text}{end}<!--<$[信息内容]>end-->{after}</div></body></html>"
)
BEGIN, END = "<!--ZJEG_RSS.content.begin-->", "<!--ZJEG_RSS.content.end-->"


@pytest.mark.parametrize(
    ("mark", "text", "end"),
    [
        pytest.param(BEGIN, PARAGRAPHS, END, id="both marks"),
        pytest.param("", PARAGRAPHS, "", id="the template's mark alone"),
        pytest.param(BEGIN, "<br>".join(f"　　{line}" for line in BODY.split("\n")), END, id="text without paragraphs"),
        pytest.param("<meta name='ContentStart'>", PARAGRAPHS, "<meta name='ContentEnd'>", id="marks as meta tags"),
    ],
)
def test_text_and_facts_between_a_templates_comments_are_read(mark: str, text: str, end: str) -> None:
    around = {"before": "<p>字体：大 中 小</p>", "after": "<p>该信息已阅读四十一次，欢迎转给更多的人看一看，谢谢。</p>"}
    page = MARKED.format(title=TITLE, mark=mark, text=text, end=end, **around)
    document = extract(page.encode(), media_type="text/html", url=URL)
    report = read_report(document, url=URL, collected_at=COLLECTED)
    assert (document.title, document.body) == (TITLE, BODY)
    assert (str(report.published), report.content_source) == ("2023-01-16", "白溪镇司法所")
    assert report.evidence["body"].quote.startswith("family div.marked-text")


def test_comments_around_nothing_name_no_text() -> None:
    page = MARKED.format(
        title=TITLE, mark=BEGIN, text=" ", end=END, before=f"<div id=zoom>{PARAGRAPHS}</div>", after=""
    )
    assert extract(page.encode(), media_type="text/html").body == BODY


def test_the_detail_of_a_disclosure_platform_is_read() -> None:
    detail = {
        "title": TITLE,
        "content": PARAGRAPHS,
        "date": 1673830800,
        "publisher": "白溪镇人民政府",
        "source": "白溪镇司法所",
        "document_number": "白政〔2023〕2号",
        "identifier": "999999/2023-00012",
        "attachment": [{"name": "统计表.xlsx", "url": "/attachment/0/1/2.xlsx"}, {"name": "无"}, "坏"],
    }
    config = json.dumps({"SID": 9, "DETAIL": detail}, ensure_ascii=False)
    script = f"<script>window._CONFIG = {config};</script>"
    page = f"<html><title>政府信息公开</title><body><div id=app></div>{script}</body></html>"
    document = extract(page.encode(), media_type="text/html", url=URL)
    report = read_report(document, url=URL, collected_at=COLLECTED)
    assert (document.title, document.body) == (TITLE, BODY)
    assert str(report.published) == "2023-01-16"
    assert report.issuer is not None
    assert report.issuer.endswith("白溪镇人民政府")
    assert (report.content_source, report.document_number) == ("白溪镇司法所", "白政〔2023〕2号")
    assert report.index_number == "999999/2023-00012"
    assert [(item.url, item.label) for item in document.attachments] == [
        ("http://www.baixi.example/attachment/0/1/2.xlsx", "统计表.xlsx")
    ]


def test_the_text_that_a_disclosure_page_shows_goes_before_its_detail() -> None:
    config = json.dumps({"DETAIL": {"content": "<p>旧稿</p>"}}, ensure_ascii=False)
    page = f"<body><div class='article-content'>{PARAGRAPHS}</div><script>window._CONFIG = {config};</script></body>"
    assert extract(page.encode(), media_type="text/html").body == BODY


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<p>",
        "<!--ZJEG_RSS.content.begin-->",
        "<script>window._CONFIG = {DETAIL: {</script>",
        '<script>window._CONFIG = {"DETAIL": {"attachment": 3, "date": 1e300, "content": "<!-- -->"}}</script>',
    ],
)
def test_a_damaged_page_states_nothing_and_raises_nothing(page: str) -> None:
    for adapter in ADAPTERS:
        read = WebPage(URL, page)
        assert adapter.body(read) is None
        assert dict(adapter.facts(read)) == {}
        assert adapter.attachments(read) == []
