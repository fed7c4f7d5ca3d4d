from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Report
from indexer.fold import fold
from indexer.highlight import Highlighter, MarkedField, Marker, mark, occurrences, snippets
from indexer.query import parse
from indexer.segment import shipped_segmenter

SEGMENTER = shipped_segmenter()
BODY = """各位居民：
云岭镇坚持和发展新时代“枫桥经验”，深入推进“放管服”改革。全年办结信访事项128件，群众满意率达99.5%。

健全公共法律服务体系，为群众提供优质产品和服务；落实行政执法三项制度，执法人员持证率100%。
下一步，云岭镇将继续坚持“枫桥
经验”，把矛盾纠纷化解在基层，把信访 事项办理在当地。"""
TITLE = "云岭镇2022年法治政府建设情况报告"
TAG = re.compile(r"<mark(?: id=\"hit-\d+\")?>|</mark>")
TEXTS = st.text(alphabet="枫楓桥经验法治 a<>&\"'“”\n\u3000。，㎏ß", max_size=60)
QUERIES = st.lists(
    st.sampled_from(
        [
            "枫桥",
            "桥经",
            "经验",
            "法治",
            "k",
            "s",
            "a",
            "word:法治",
            "<",
            "-治",
            "title:枫",
            "法 NEAR/s 治",
            "枫 NEAR/p word:法治",
        ]
    ),
    max_size=4,
)


def spans(text: str, query: str, field: MarkedField = "body") -> list[tuple[int, int]]:
    return [(hit.start, hit.end) for hit in Marker(parse(query).node, SEGMENTER).marks(text, field)]


def _report(body: str = BODY, title: str = TITLE) -> Report:
    return Report(
        id="a", url=None, title=title, body=body, media_type="text/plain",
        collected_at=datetime(2023, 4, 1, tzinfo=UTC), content_sha256="",
    )  # fmt: skip


def _marked(html: str) -> list[str]:
    return [unescape(piece) for piece in re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.DOTALL)]


def _plain(html: str) -> str:
    return unescape(TAG.sub("", html))


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        pytest.param("枫桥经验", ["枫桥经验", "枫桥\n经验"], id="over a line break"),
        pytest.param("楓橋經驗", ["枫桥经验", "枫桥\n经验"], id="traditional"),
        pytest.param("信访事项", ["信访事项", "信访 事项"], id="over a space"),
        pytest.param("99.5％", ["99.5%"], id="full width"),  # noqa: RUF001 - what is tested
        pytest.param("和服", ["和服"], id="characters inside other words"),
        pytest.param("word:和服", [], id="not as a word"),
        pytest.param("word:执法", ["执法", "执法"], id="as a word, alone and in a longer one"),
        pytest.param("公共法律 OR 法律服务", ["公共法律服务"], id="overlapping hits are one mark"),
        pytest.param("群众 -信访", ["群众", "群众"], id="what is excluded is not marked"),
        pytest.param("title:云岭", [], id="restricted to the title"),
        pytest.param("issuer:云岭 site:云岭", [], id="restricted to fields that are no text"),
        pytest.param("year:2022", [], id="no keyword"),
        pytest.param("枫桥 NEAR/s 改革", ["枫桥", "改革"], id="only in the sentence that holds both"),
        pytest.param("群众 NEAR/p word:执法", ["群众", "执法", "执法"], id="only in the paragraph that holds both"),
        pytest.param(
            "(信访 OR 执法) NEAR/s 群众", ["信访", "群众", "群众", "执法", "执法"], id="either with the other"
        ),
        pytest.param("信访 NEAR/s 改革", [], id="never in one sentence"),
        pytest.param("-信访 NEAR/s 群众", [], id="an excluded sentence"),
    ],
)
def test_hits_are_marked_in_the_body(query: str, marked: list[str]) -> None:
    assert [BODY[start:end] for start, end in spans(BODY, query)] == marked


def test_hits_are_marked_in_the_title() -> None:
    highlighter = Highlighter(_report(), Marker(parse("title:法治 云岭 issuer:建设").node, SEGMENTER))
    assert _marked(highlighter.title_html) == ["云岭", "法治"]


def test_hits_that_only_touch_are_two_marks() -> None:
    assert mark("信访信访", spans("信访信访", "信访")) == "<mark>信访</mark><mark>信访</mark>"


def test_markup_in_a_report_is_escaped_and_stays_text() -> None:
    report = _report(body="<script>alert('法治')</script> & \"法治\"", title="<b>法治</b>")
    highlighter = Highlighter(report, Marker(parse("法治 OR script").node, SEGMENTER))
    document = highlighter.document()
    for html in (
        highlighter.title_html,
        document.title_html,
        *document.paragraphs_html,
        highlighter.snippets()[0].html,
    ):
        assert "<" not in TAG.sub("", html)
        assert re.fullmatch("法治|script", _marked(html)[0])


def test_the_marks_of_the_page_are_numbered_from_the_title_on_and_as_many_as_promised() -> None:
    report = _report()
    node = parse("枫桥经验 OR 云岭 OR 法治").node
    document = Highlighter(report, Marker(node, SEGMENTER)).document()
    html = "\n".join((document.title_html, *document.paragraphs_html))
    assert re.findall(r'id="hit-(\d+)"', html) == [str(number) for number in range(1, document.total + 1)]
    assert document.total == occurrences(report, node, SEGMENTER) == 2 + 4


def test_a_hit_over_the_end_of_a_paragraph_is_one_hit_in_two_marks() -> None:
    document = Highlighter(_report(body="坚持枫桥\n\n经验。"), Marker(parse("枫桥经验").node, SEGMENTER)).document()
    assert document.paragraphs_html == ('坚持<mark id="hit-1">枫桥</mark>', "", "<mark>经验</mark>。")
    assert document.total == 1


def test_a_single_keyword_occurs_as_often_as_in_the_folded_title_and_body() -> None:
    for keyword in ("枫桥经验", "云岭", "信访", "的", "没有的词"):
        expected = fold(TITLE).count(keyword) + fold(BODY).count(keyword)
        assert occurrences(_report(), parse(keyword).node, SEGMENTER) == expected


def test_two_hits_over_the_end_of_one_paragraph_keep_their_numbers() -> None:
    body = "枫桥\n经验信\n访和枫桥\n经验"
    document = Highlighter(_report(body=body, title=""), Marker(parse("枫桥经验 OR 信访").node, SEGMENTER)).document()
    assert document.paragraphs_html == (
        '<mark id="hit-1">枫桥</mark>',
        '<mark>经验</mark><mark id="hit-2">信</mark>',
        '<mark>访</mark>和<mark id="hit-3">枫桥</mark>',
        "<mark>经验</mark>",
    )


def test_a_report_without_title_shows_the_supplied_heading_unmarked() -> None:
    highlighter = Highlighter(_report(title=""), Marker(parse("报告").node, SEGMENTER))
    assert highlighter.title_html == highlighter.document().title_html == "[报告]"


def test_a_report_without_body_has_no_paragraphs_and_no_snippet() -> None:
    highlighter = Highlighter(_report(body=""), Marker(parse("").node, SEGMENTER))
    assert highlighter.document().paragraphs_html == ()
    assert highlighter.snippets() == []


def test_the_best_snippet_has_most_of_the_keywords() -> None:
    body = "信访。" + "无关的话，" * 40 + "枫桥经验与信访。" + "无关的话，" * 40 + "枫桥经验。"
    best, *others = snippets(_report(body=body), parse("枫桥经验 信访").node, SEGMENTER)
    assert set(_marked(best.html)) == {"枫桥经验", "信访"}
    assert len(others) == 2


def test_a_snippet_begins_and_ends_with_its_sentence_where_that_is_near() -> None:
    body = (
        "前一句的内容到此为止。" * 9 + "本镇在这一年里坚持枫桥经验，成效明显，受到好评。" + "后一句的内容从此开始。" * 9
    )
    [snippet] = snippets(_report(body=body), parse("枫桥经验").node, SEGMENTER, width=48)
    assert _plain(snippet.html).endswith("。")
    assert "本镇在这一年里坚持枫桥经验，成效明显，受到好评。" in _plain(snippet.html)
    assert "…" not in snippet.html


def test_an_ellipsis_shows_where_a_sentence_was_cut() -> None:
    [snippet] = snippets(_report(body="长" * 200 + "枫桥经验" + "句" * 200), parse("枫桥经验").node, SEGMENTER)
    text = _plain(snippet.html)
    assert text.startswith("…长")
    assert text.endswith("句…")
    assert len(text) < 100


def test_a_snippet_stays_within_its_paragraph() -> None:
    [snippet] = snippets(_report(body="上一段\n\u3000\u3000本段有枫桥经验\n下一段"), parse("枫桥经验").node, SEGMENTER)
    assert _plain(snippet.html) == "本段有枫桥经验"


def test_a_hit_over_two_paragraphs_is_shown_whole() -> None:
    [snippet] = snippets(_report(body="上一段坚持枫桥\n经验的下一段"), parse("枫桥经验").node, SEGMENTER)
    assert _marked(snippet.html) == ["枫桥 经验"]


def test_a_keyword_longer_than_a_snippet_is_shown_whole() -> None:
    long = "枫桥经验" * 50
    [snippet] = snippets(_report(body=f"前{long}后"), parse(long).node, SEGMENTER)
    assert _marked(snippet.html) == [long]


def test_snippets_do_not_show_the_same_text_twice() -> None:
    body = "甲枫桥经验乙，" * 100
    shown = snippets(_report(body=body), parse("枫桥经验").node, SEGMENTER, limit=100)
    assert sum(len(_marked(snippet.html)) for snippet in shown) <= 100


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_no_more_snippets_than_asked_for(limit: int) -> None:
    assert len(snippets(_report(body="信访。\n" * 20), parse("信访").node, SEGMENTER, limit=limit)) == limit


def test_where_only_the_title_has_hits_the_title_is_the_snippet() -> None:
    [snippet] = snippets(_report(), parse("法治政府").node, SEGMENTER)
    assert (snippet.field, _marked(snippet.html)) == ("title", ["法治政府"])


@pytest.mark.parametrize("query", ["", "year:2022", "-信访", "issuer:云岭"])
def test_without_keywords_the_snippet_is_the_beginning_of_the_body(query: str) -> None:
    [snippet] = snippets(_report(), parse(query).node, SEGMENTER, width=50)
    assert snippet.html == "各位居民： 云岭镇坚持和发展新时代“枫桥经验”，深入推进“放管服”改革。"


def test_a_long_body_of_one_line_with_many_hits_is_shown_in_snippets() -> None:
    assert len(snippets(_report(body="信访工作" * 100_000), parse("信访").node, SEGMENTER)) == 3


@given(TEXTS, QUERIES, st.sampled_from(["title", "body"]))
def test_taking_the_marks_out_gives_the_text_back(text: str, query: list[str], field: str) -> None:
    found = spans(text, " OR ".join(query), "title" if field == "title" else "body")
    html = mark(text, found)
    assert _plain(html) == text
    assert "<" not in TAG.sub("", html)
    assert _marked(html) == [text[start:end] for start, end in found]
    assert all(start < end for start, end in found)
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(found))


@given(TEXTS, TEXTS, QUERIES)
def test_the_page_of_a_report_gives_its_text_back_with_every_hit_numbered(
    title: str, body: str, query: list[str]
) -> None:
    report = _report(body=body, title=title)
    node = parse(" OR ".join(query)).node
    document = Highlighter(report, Marker(node, SEGMENTER)).document()
    assert [_plain(html) for html in document.paragraphs_html] == report.paragraphs
    assert _plain(document.title_html) == report.heading
    numbers = re.findall(r'id="hit-(\d+)"', "".join((document.title_html, *document.paragraphs_html)))
    assert numbers == [str(number + 1) for number in range(occurrences(report, node, SEGMENTER))]


@given(TEXTS, QUERIES, st.integers(1, 40))
def test_snippets_are_pieces_of_the_report_with_marks_and_nothing_else(body: str, query: list[str], width: int) -> None:
    whole = " ".join(body.split())
    for snippet in snippets(_report(body=body), parse(" OR ".join(query)).node, SEGMENTER, width=width):
        assert "<" not in TAG.sub("", snippet.html)
        assert "id=" not in snippet.html
        if snippet.field == "body":
            assert " ".join(_plain(snippet.html).replace("…", "").split()) in whole
