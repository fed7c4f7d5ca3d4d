"""Every engine against the oracle: some of the queries that `tests.indexer.differential` asks in full."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from corpus import open_home
from indexer.engines import ENGINES
from indexer.fold import fold
from indexer.query import FilterField, Keyword, parse
from indexer.segment import shipped_segmenter
from tests.indexer.differential import collections, drawn_queries, indexed, local_reports, shown_marks, stands_in
from tests.indexer.drawing import counted_operators
from tests.indexer.invented import reports
from tests.indexer.naive import fold_text, runs_of, whole, words
from tests.indexer.oracle import Oracle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from corpus import Report

QUERIES = 80
EVERY = {"local site": 3, "real": 4}  # report of the larger collections; the command takes them whole
EVERY_OPERATOR = {
    *(
        "keyword",
        "title:",
        "issuer:",
        "site:",
        "word:",
        "NEAR/s",
        "NEAR/p",
        "AND",
        "OR",
        "NOT",
        "report_year:",
        "place:",
    ),
    *("province:", "city:", "county:", "township:", "level:", "doc_type:"),
}


@cache
def _collection(name: str, labelled: Path | None) -> tuple[Sequence[Report], Oracle]:
    """The reports, and the oracle of all but the second, which is deleted: one for all engines."""
    given = collections(labelled)[name]() if labelled else collections()[name]()
    given = given[:: EVERY.get(name, 1)]
    return given, Oracle(one for one in given if one.id != given[1].id)


@pytest.mark.parametrize(
    "name", ["invented", "adversarial", "local site", pytest.param("real", marks=pytest.mark.shared)]
)
@pytest.mark.parametrize("engine", list(ENGINES))
def test_whatever_is_asked_is_answered_as_the_oracle_says(
    request: pytest.FixtureRequest, tmp_path: Path, name: str, engine: str
) -> None:
    labelled = request.getfixturevalue("shared_dir") / "data" if name == "real" else None
    given, oracle = _collection(name, labelled)
    queries = drawn_queries(oracle, QUERIES, f"{name} tried")
    marks = 0
    with indexed(open_home(tmp_path / "home", create=True), given, engine, oracle) as case:
        for node, filters in queries:
            marks += case.check(node, filters)
    assert marks
    assert sum(bool(oracle.ids(node, filters.values())) for node, filters in queries) > QUERIES / 3


def test_the_queries_drawn_are_of_every_operator() -> None:
    drawn = drawn_queries(Oracle(reports(40, seed=3)), QUERIES, "operators")
    assert set(counted_operators(drawn)) == EVERY_OPERATOR


class TestTheOracle:
    """What the engines are held to is held to what one counts by hand."""

    def test_it_counts_as_one_counts_by_hand(self) -> None:
        given = reports(40, seed=3)
        oracle = Oracle(given)
        by_hand = Counter(one.province for one in given if "执法" in (one.title + "|" + one.body).replace(" ", ""))
        by_hand.pop(None, None)
        assert oracle.facet(FilterField.PROVINCE, Keyword("执法"), {}) == dict(by_hand)

    @pytest.mark.parametrize(
        ("query", "text", "marked"),
        [
            pytest.param("枫桥经验", "楓橋經驗与“枫桥 经验”", ["楓橋經驗", "枫桥 经验"], id="folded"),
            pytest.param("信访 OR 访条", "信访条例，信访", ["信访条", "信访"], id="overlapping"),
            pytest.param("信访", "信访信访", ["信访", "信访"], id="touching"),
            pytest.param("法法", "法法法", ["法法"], id="from left to right"),
            pytest.param("信访 -调解", "信访调解", ["信访"], id="excluded"),
            pytest.param("word:和服", "产品和服务", [], id="no word"),
            pytest.param("word:服务", "产品和服务", ["服务"], id="a word"),
            pytest.param("word:法律", "公共法律服务", ["法律"], id="a part of a word"),
            pytest.param("甲 NEAR/s 乙", "甲。甲乙。乙", ["甲", "乙"], id="a sentence"),
            pytest.param("甲 NEAR/s 乙", "甲……乙…甲", ["乙", "甲"], id="an ellipsis"),
            pytest.param("甲 NEAR/p 乙", "甲。乙\n甲\n乙", ["甲", "乙"], id="a paragraph"),
            pytest.param("甲 NEAR/s 乙 NEAR/p 丙", "甲乙。甲。丙", ["甲", "乙", "丙"], id="a sentence in a paragraph"),
            pytest.param("(甲 OR 乙) NEAR/s 丙", "甲丙乙。甲乙", ["甲", "丙", "乙"], id="either"),
            pytest.param("title:甲", "甲", [], id="of the title only"),
        ],
    )
    def test_it_marks_what_one_marks_by_hand(self, query: str, text: str, marked: list[str]) -> None:
        given = reports(1)[0]
        one = type(given)(**{name: getattr(given, name) for name in given.__slots__} | {"title": "", "body": text})
        in_title, in_body = Oracle([one]).marks(one.id, parse(query).node)
        assert (in_title, [text[start:end] for start, end in in_body]) == ([], marked)

    def test_it_folds_and_cuts_the_local_sites_reports_as_the_index_does(self) -> None:
        for one in local_reports()[:40]:
            assert fold_text(one.body) == fold(one.body)
            naive = {word for run, _ in runs_of(whole(one.body)) for word, _ in words(run)}
            assert naive == shipped_segmenter().word_set(one.body)


@pytest.mark.parametrize(
    ("html", "stands"),
    [
        pytest.param("乙<mark>甲</mark>丙…", True, id="a piece with its mark"),
        pytest.param("乙甲丙…", False, id="a mark is missing"),
        pytest.param("<mark>乙</mark><mark>甲</mark>丙…", False, id="a mark too many"),
        pytest.param("…丁<mark>甲</mark>", False, id="what stands nowhere"),
    ],
)
def test_a_snippet_is_a_piece_of_the_text_with_its_marks(html: str, stands: bool) -> None:
    assert stands_in(html, "乙甲丙\n戊甲", [(1, 2), (5, 6)]) is stands


def test_the_marks_of_html_are_spans_of_its_text() -> None:
    assert shown_marks("a &lt; <mark>b</mark>c<mark>&amp;</mark>") == ("a < bc&", [(4, 5), (6, 7)])
