from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.fold import fold
from indexer.highlight import Highlighter, Marker
from indexer.passages import nearness, nearness_utf8, packed_passages, read_passages, unpacked_passages
from indexer.query import Near, parse
from indexer.segment import shipped_segmenter
from tests.indexer.invented import report
from tests.indexer.oracle import Oracle

CUT = shipped_segmenter().words
TEXTS = st.text(alphabet="甲乙法治执。！？!?….“”（\n\r\u2028 \u200b⁉｡a楓㏂\U00020bb7", max_size=40)
OPERANDS = st.sampled_from(
    ["甲", "乙", "法治", "word:执法", "word:法治", "a", "楓", "(甲 OR 治)", "法", "…", "。", "𠮷"]
)
NEARS = st.tuples(st.lists(OPERANDS, min_size=2, max_size=3), st.sampled_from([" NEAR/s ", " NEAR/p "])).map(
    lambda drawn: drawn[1].join(drawn[0])
)


def _near(query: str) -> Near:
    node = parse(query).node
    assert isinstance(node, Near)
    return node


def _sentences(text: str) -> list[str]:
    passages = read_passages(text)
    ends = [end >> 1 for end in passages.ends]
    return [passages.text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("甲。乙！丙？丁", ["甲。", "乙!", "丙?", "丁"], id="full-width marks"),
        pytest.param("甲!乙?丙｡丁", ["甲!", "乙?", "丙。", "丁"], id="half-width marks"),
        pytest.param("甲，乙；丙：丁、戊", ["甲,乙;丙:丁、戊"], id="commas, semicolons and colons end none"),
        pytest.param("甲？！乙。。丙", ["甲?!", "乙。。", "丙"], id="marks in a row end one sentence"),
        pytest.param("他说：“甲。”乙", ["他说:甲。", "乙"], id="a closing quote makes no difference"),
        pytest.param("甲……乙…丙......丁...戊", ["甲......", "乙...丙......", "丁...戊"], id="an ellipsis of six dots"),
        pytest.param("完成率99.5%。见www.a.cn", ["完成率99.5%。", "见www.a.cn"], id="a full stop of Latin ends none"),
        pytest.param("甲\n乙\r\n丙\u2028丁", ["甲", "乙", "丙", "丁"], id="lines"),
        pytest.param("\n \n甲。\n\n", ["甲。"], id="blank lines hold no sentence"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_text_has_sentences(text: str, sentences: list[str]) -> None:
    assert _sentences(text) == sentences


@pytest.mark.parametrize(
    ("query", "text", "holds"),
    [
        pytest.param("甲 NEAR/s 乙", "乙在甲前。", True, id="in any order"),
        pytest.param("甲 NEAR/s 乙", "甲。乙", False, id="in two sentences"),
        pytest.param("甲 NEAR/p 乙", "甲。乙", True, id="in one paragraph"),
        pytest.param("甲 NEAR/p 乙", "甲\n乙", False, id="in two paragraphs"),
        pytest.param("甲 NEAR/s 乙", "甲。乙。丙。甲乙", True, id="in a later sentence"),
        pytest.param("甲乙 NEAR/s 乙丙", "甲乙丙", True, id="overlapping"),
        pytest.param("甲乙 NEAR/s 丙", "甲\n乙丙", False, id="a keyword over the end of a paragraph is in none"),
        pytest.param(
            "甲。乙 NEAR/p 丙", "甲。乙丙", True, id="a keyword over the end of a sentence is in the paragraph"
        ),
        pytest.param("甲。乙 NEAR/s 丙", "甲。乙丙", False, id="and in no sentence"),
        pytest.param("甲 NEAR/s 甲", "甲", True, id="one occurrence is enough for two"),
        pytest.param("甲 NEAR/s 乙 NEAR/p 丙", "甲乙。丙", True, id="a sentence in a paragraph"),
        pytest.param("甲 NEAR/s 乙 NEAR/p 丙", "甲。乙丙", False, id="no sentence in the paragraph"),
        pytest.param("甲 NEAR/s 乙 NEAR/p 丙", "甲乙\n丙", False, id="the sentence in another paragraph"),
        pytest.param("(甲 OR 乙) NEAR/s 丙", "甲。乙丙", True, id="either"),
        pytest.param("word:和服 NEAR/s 质量", "产品和服务质量", False, id="characters that are no word"),
        pytest.param("word:服务 NEAR/s 质量", "产品和服务质量", True, id="a word"),
        pytest.param("word:服务 NEAR/s 质量", "服务。质量", False, id="a word in another sentence"),
        pytest.param("word:执法 NEAR/s 甲", "执“法”甲", False, id="no word crosses a quote"),
        pytest.param("枫桥 NEAR/s 甲", "楓“橋”甲", True, id="folded"),
    ],
)
def test_operands_stand_near_each_other(query: str, text: str, holds: bool) -> None:
    assert read_passages(text).hold(nearness(_near(query), CUT)) is holds


def test_a_title_is_one_sentence() -> None:
    near = nearness(_near("甲 NEAR/s 乙"), CUT)
    assert read_passages("甲。\n乙", whole=True).hold(near)
    assert not read_passages("", whole=True).hold(near)


@given(TEXTS, NEARS)
def test_characters_and_packed_bytes_hold_the_same_as_the_oracle_says(text: str, query: str) -> None:
    near = _near(query)
    passages = read_passages(text)
    assert passages.text == fold(text)
    expected = bool(Oracle([report(1, body=text)]).ids(near))
    assert passages.hold(nearness(near, CUT)) is expected
    stored = unpacked_passages(passages.text.encode(), packed_passages(passages))
    assert stored.hold(nearness_utf8(near, CUT)) is expected


@given(TEXTS, TEXTS, NEARS)
def test_a_report_that_matches_has_a_mark_and_one_that_does_not_has_none(title: str, body: str, query: str) -> None:
    one = report(1, title=title, body=body)
    near = _near(query)
    marks = Highlighter(one, Marker(near, shipped_segmenter())).occurrences
    assert bool(marks) is bool(Oracle([one]).ids(near))


@pytest.mark.parametrize("text", ["甲。" * 20_000, "甲" * 60_000, "\n" * 60_000, "。" * 60_000, "." * 60_000])
def test_a_long_text_is_looked_through_once(text: str) -> None:
    for query in ("甲 NEAR/s 乙", "(甲 NEAR/s 乙) NEAR/p 甲", "(乙 OR 丙) NEAR/p (甲 OR 丁)"):
        assert not read_passages(text).hold(nearness(_near(query), CUT))
