"""The order of hits: what people agree with, pair by pair, on every engine; and what a score says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.store import open_store
from indexer import Searcher, SearchRequest, Sort, open_searcher, update_index
from indexer.engines import ENGINES
from indexer.query import parse
from indexer.ranking import CANDIDATES, ranking_texts
from tests.indexer.invented import report, reports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus import Home, Report
    from corpus.store import Store

FILLER = "全年各项工作平稳推进，群众反映良好，干部作风持续转变。"
REST = [report(number, body=FILLER) for number in range(100, 112)]


@pytest.fixture(params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home) as opened:
        yield opened


def first_two(home: Home, store: Store, engine: str, pair: list[Report], query: str) -> list[str]:
    store.save_many([*pair, *REST])
    update_index(home, store, engine=engine)
    with open_searcher(home, store) as searcher:
        hits = searcher.search(SearchRequest(query=query)).hits
    assert len(hits) == len(pair)
    return [hit.report.id for hit in hits]


@pytest.mark.parametrize(
    ("better", "worse", "query"),
    [
        pytest.param(
            report(1, title="信访工作报告", body=FILLER),
            report(2, title="年度工作报告", body=f"信访工作。{FILLER}"),
            "信访",
            id="the title over the body",
        ),
        pytest.param(
            report(1, title="年度报告", issuer="云岭县人民政府", body=f"{FILLER}云岭县人民政府"),
            report(2, title="年度报告", issuer="青溪县人民政府", body=f"{FILLER}云岭县人民政府"),
            "云岭县",
            id="the issuer over the body",
        ),
        pytest.param(
            report(1, title="年度报告", issuer="云岭县人民政府", body=f"{FILLER}云岭县人民政府"),
            report(2, title="年度报告", issuer="云岭县白石镇人民政府", body=f"{FILLER}云岭县白石镇人民政府"),
            "云岭县",
            id="the county before its town",
        ),
        pytest.param(
            report(1, title="年度报告", body=f"我县流转土地。{FILLER}"),
            report(2, title="年度报告", body=f"我县物流转型。{FILLER}"),
            "流转",
            id="a whole word over an accidental one",
        ),
        pytest.param(
            report(1, title="年度报告", body=f"古城旅游兴旺。{FILLER}"),
            report(2, title="年度报告", body=f"旅游兴旺，{FILLER}保护古城。"),
            "古城 旅游",
            id="together over scattered",
        ),
        pytest.param(
            report(1, title="年度报告", body=f"古城的旅游兴旺。{FILLER}{FILLER}"),
            report(2, title="年度报告", body=f"古城。{FILLER}旅游兴旺的。{FILLER}"),
            "旅游 古城",
            id="a shorter distance over a longer",
        ),
        pytest.param(
            report(1, title="年度报告", report_year=2023, body=f"信访工作。{FILLER}"),
            report(2, title="年度报告", report_year=2016, body=f"信访工作。{FILLER}"),
            "信访",
            id="newer over older where all else is equal",
        ),
        pytest.param(
            report(1, title="信访年度报告", report_year=2016, body=f"信访工作。{FILLER}"),
            report(2, title="年度报告", report_year=2023, body=f"信访工作。{FILLER}"),
            "信访",
            id="but not over a better match",
        ),
    ],
)
def test_one_is_preferred(home: Home, store: Store, engine: str, better: Report, worse: Report, query: str) -> None:
    assert first_two(home, store, engine, [worse, better], query) == [better.id, worse.id]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    from corpus import open_home

    home = open_home(tmp_path_factory.mktemp("many"), create=True)
    with open_store(home) as opened:
        opened.save_many(reports(4 * CANDIDATES))
        update_index(home, opened)
        with open_searcher(home, opened) as searcher:
            yield searcher


QUERIES = ("执法", "执法 改革", "宪法 OR 信访", "word:执法 -宪法", "title:报告 法治", "执法 NEAR/p 检查")


@pytest.mark.parametrize("query", QUERIES)
def test_pages_follow_on_one_another_and_an_export_has_their_order(many: Searcher, query: str) -> None:
    whole = many.search(SearchRequest(query=query, limit=1000))
    ids = [hit.report.id for hit in whole.hits]
    paged = []
    for offset in range(0, whole.total, 7):
        paged += [hit.report.id for hit in many.search(SearchRequest(query=query, offset=offset, limit=7)).hits]
    assert len(set(ids)) == whole.total
    assert paged == ids
    assert list(many.select(SearchRequest(query=query)).ids) == ids
    scores = [hit.score for hit in whole.hits]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("query", QUERIES)
def test_the_shares_add_up_to_the_score(many: Searcher, query: str) -> None:
    data = many.search(SearchRequest(query=query, limit=1000)).to_json(explain=True)
    for hit in data["hits"]:
        assert sum(part["share"] for part in hit["explanation"]) == pytest.approx(hit["score"], abs=1e-9)
        assert hit["explanation"][0]["feature"] == "words"
        assert all(part["share"] > 0 for part in hit["explanation"][1:])


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(SearchRequest(query=""), id="nothing asked"),
        pytest.param(SearchRequest(query="year:2022 -执法"), id="nothing that ranks"),
        pytest.param(SearchRequest(query="执法", sort=Sort.YEAR_DESC), id="another order"),
    ],
)
def test_an_order_without_scores_has_no_shares(many: Searcher, request_: SearchRequest) -> None:
    assert {(hit.score, hit.parts) for hit in many.search(request_).hits} == {(0.0, ())}


def test_what_ranks_is_folded_and_named_once() -> None:
    node = parse("執法 “执法” word:普法 title:信访 issuer:镇 site:gov -宪法 year:2022 (甲 NEAR/s 乙)").node
    assert ranking_texts(node) == ("执法", "普法", "信访", "甲", "乙")


def test_a_report_deleted_from_the_store_is_left_out(home: Home, store: Store) -> None:
    given = [report(number, body="执法检查。") for number in range(3)]
    store.save_many(given)
    update_index(home, store)
    with open_searcher(home, store) as searcher:
        store.delete(given[1].id)
        hits = searcher.search(SearchRequest(query="执法")).hits
    assert {hit.report.id for hit in hits} == {given[0].id, given[2].id}
