"""The contract of `indexer.engine`, held by every engine there is."""

from __future__ import annotations

import random
import threading
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, get_args

import pytest

from corpus import DocType, Level
from indexer.engine import Engine, EngineAnswer, EngineRequest, Prepared, Sort
from indexer.engines import ENGINES
from indexer.query.nodes import (
    And,
    Field,
    FilterField,
    Keyword,
    MatchAll,
    Near,
    Node,
    Not,
    Or,
    PathFilter,
    PlaceFilter,
    TextFilter,
    Within,
    Word,
    YearFilter,
)
from indexer.segment import shipped_segmenter
from tests.indexer.damage import put_in_place_of
from tests.indexer.invented import report, reports
from tests.indexer.oracle import Oracle

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from corpus import Report

ALL_FACETS = tuple(FilterField)

ONE_OF_EACH_NODE: dict[type, Node] = {
    MatchAll: MatchAll(),
    Keyword: Keyword("执法"),
    Word: Word("执法"),
    Near: Near(Within.SENTENCE, (Keyword("执法"), Keyword("改革"))),
    YearFilter: YearFilter(((2019, 2021),)),
    PlaceFilter: PlaceFilter(FilterField.PROVINCE, ("浙江省",)),
    PathFilter: PathFilter(("浙江省/杭州市", "天津市/西青区/西营门街道")),
    TextFilter: TextFilter(FilterField.LEVEL, ("township",)),
    Not: Not(Keyword("执法")),
    And: And((Keyword("执法"), Keyword("改革"))),
    Or: Or((Keyword("执法"), Keyword("改革"))),
}

SEGMENTER = shipped_segmenter()


class Index:
    """One index of one engine, on disk."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self.engine = engine
        self.path = path
        path.mkdir()
        engine.create(path)

    def write(self, upserts: Iterable[Report] = (), deletes: Iterable[str] = (), *, seq: int = 1) -> None:
        with self.engine.writer(self.path) as writer:
            for one in upserts:
                writer.upsert(self.prepared(one))
            for report_id in deletes:
                writer.delete(report_id)
            writer.commit(seq=seq)

    def prepared(self, one: Report) -> Prepared:
        return self.engine.prepare(one, SEGMENTER)

    def ids(self, node: Node) -> set[str]:
        reader = self.engine.reader(self.path, SEGMENTER)
        try:
            return reader.ids(node)
        finally:
            reader.close()

    def search(self, request: EngineRequest) -> EngineAnswer:
        reader = self.engine.reader(self.path, SEGMENTER)
        try:
            return reader.search(request)
        finally:
            reader.close()

    def terms(self) -> list[tuple[str, int]]:
        reader = self.engine.reader(self.path, SEGMENTER)
        try:
            return list(reader.terms())
        finally:
            reader.close()

    def has_word(self, word: str) -> bool:
        reader = self.engine.reader(self.path, SEGMENTER)
        try:
            return reader.has_word(word)
        finally:
            reader.close()

    def page(self, query: Node, sort: Sort = Sort.RELEVANCE, *, offset: int = 0, limit: int = 1000) -> list[str]:
        answer = self.search(EngineRequest(query=query, filters={}, sort=sort, offset=offset, limit=limit))
        return [hit.report_id for hit in answer.hits]


@pytest.fixture(params=[pytest.param(engine, id=name) for name, engine in ENGINES.items()])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Index:
    return Index(request.param, tmp_path / "index")


class TestWriting:
    def test_a_new_index_is_empty_and_applied_up_to_change_zero(self, index: Index) -> None:
        assert index.engine.applied_seq(index.path) == 0
        assert index.ids(MatchAll()) == set()
        answer = index.search(EngineRequest(query=Keyword("执法"), filters={}, facets=ALL_FACETS))
        assert (answer.total, answer.hits) == (0, ())
        assert set(answer.facets) == set(ALL_FACETS)

    def test_a_commit_makes_reports_found_and_keeps_its_change_number(self, index: Index) -> None:
        index.write([report(1, body="枫桥经验")], seq=7)
        assert index.ids(Keyword("枫桥")) == {report(1).id}
        assert index.engine.applied_seq(index.path) == 7
        assert index.engine.reader(index.path, SEGMENTER).seq == 7

    def test_what_is_not_committed_is_not_there(self, index: Index) -> None:
        index.write([report(1, body="甲")], seq=1)
        with index.engine.writer(index.path) as writer:
            writer.upsert(index.prepared(report(2, body="乙")))
            writer.delete(report(1).id)
            assert index.ids(MatchAll()) == {report(1).id}
        assert index.ids(MatchAll()) == {report(1).id}
        assert index.engine.applied_seq(index.path) == 1

    def test_an_error_in_the_block_leaves_the_index_as_it_was(self, index: Index) -> None:
        def fail() -> None:
            with index.engine.writer(index.path) as writer:
                writer.upsert(index.prepared(report(2, body="乙")))
                raise RuntimeError("stop")

        with pytest.raises(RuntimeError, match="stop"):
            fail()
        index.write([report(3, body="丙")])
        assert index.ids(MatchAll()) == {report(3).id}

    def test_a_report_with_a_known_id_replaces_the_old_one(self, index: Index) -> None:
        index.write([report(1, body="旧文", report_year=2020)])
        index.write([report(1, body="新文", report_year=2021)], seq=2)
        assert index.ids(Keyword("旧文")) == set()
        assert index.ids(Keyword("新文")) == {report(1).id}
        answer = index.search(EngineRequest(query=MatchAll(), filters={}, facets=(FilterField.YEAR,)))
        assert (answer.total, answer.facets[FilterField.YEAR]) == (1, {2021: 1})

    def test_within_one_commit_the_last_word_on_a_report_holds(self, index: Index) -> None:
        with index.engine.writer(index.path) as writer:
            writer.upsert(index.prepared(report(1, body="一稿")))
            writer.upsert(index.prepared(report(1, body="二稿")))
            writer.upsert(index.prepared(report(2, body="来去")))
            writer.delete(report(2).id)
            writer.delete(report(3).id)
            writer.upsert(index.prepared(report(3, body="去来")))
            writer.commit(seq=1)
        assert index.ids(MatchAll()) == {report(1).id, report(3).id}
        assert index.ids(Keyword("一稿")) == set()

    def test_deleting_what_is_not_there_is_no_error(self, index: Index) -> None:
        index.write(deletes=["nosuchreport"], seq=3)
        assert index.engine.applied_seq(index.path) == 3

    def test_everything_can_be_deleted_and_added_again(self, index: Index) -> None:
        given = reports(30)
        index.write(given)
        index.write(deletes=[one.id for one in given], seq=2)
        assert index.ids(MatchAll()) == set()
        index.write(given, seq=3)
        assert len(index.ids(MatchAll())) == 30

    def test_a_commit_without_changes_moves_the_change_number(self, index: Index) -> None:
        index.write([report(1)], seq=1)
        index.write(seq=9)
        assert index.engine.applied_seq(index.path) == 9
        assert len(index.engine.reader(index.path, SEGMENTER)) == 1

    def test_one_writer_can_commit_many_times(self, index: Index) -> None:
        with index.engine.writer(index.path) as writer:
            for number in range(1, 20):
                writer.upsert(index.prepared(report(number % 10, body=f"第{number}稿")))
                writer.commit(seq=number)
        assert len(index.engine.reader(index.path, SEGMENTER)) == 10
        assert index.ids(Keyword("第19稿")) == {report(9).id}
        assert index.ids(Keyword("第9稿")) == set()

    def test_the_stamp_differs_after_every_commit(self, index: Index) -> None:
        stamps = [index.engine.stamp(index.path)]
        for seq in range(1, 6):
            index.write(seq=seq)
            stamps.append(index.engine.stamp(index.path))
        assert all(one != other for one, other in pairwise(stamps))

    def test_awkward_characters_are_written_and_found(self, index: Index) -> None:
        awkward = report(1, title="\ud800题\x00目", body="a\ud83d\udc00z 𠮷野家 🀄\x00\xff\u200b尾" + "x" * 40_000)
        index.write([awkward, report(2)])
        assert index.ids(Keyword("题目")) == {awkward.id}
        assert index.ids(Keyword("𠮷野家🀄")) == {awkward.id}
        assert index.ids(Keyword("\xff尾x")) == {awkward.id}
        assert index.ids(MatchAll()) == {awkward.id, report(2).id}


class TestReading:
    @pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.__name__) for kind in get_args(Node)])
    def test_every_kind_of_node_means_what_the_oracle_says(self, index: Index, kind: type) -> None:
        given = reports(60)
        index.write(given)
        assert index.ids(ONE_OF_EACH_NODE[kind]) == Oracle(given).ids(ONE_OF_EACH_NODE[kind])

    @pytest.mark.parametrize("field", [pytest.param(field, id=field.value) for field in Field])
    def test_a_keyword_can_be_restricted_to_each_field(self, index: Index, field: Field) -> None:
        given = reports(60)
        index.write(given)
        for text in ("法治", "人民政府", "sfj.example", "西青区人民", "無此詞"):
            assert index.ids(Keyword(text, field)) == Oracle(given).ids(Keyword(text, field))

    @pytest.mark.parametrize("facet", [pytest.param(facet, id=facet.value) for facet in ALL_FACETS[1:]])
    def test_a_filter_on_a_value_that_cannot_be_written_finds_nothing(self, index: Index, facet: FilterField) -> None:
        index.write([report(1, doc_type=DocType.OTHER)])
        lone = ("\ud800", "甲\udc00")
        node: Node = PathFilter(lone) if facet is FilterField.PLACE else TextFilter(facet, lone)
        assert index.ids(node) == set()
        assert index.ids(Not(node)) == {report(1).id}
        assert index.search(EngineRequest(query=MatchAll(), filters={facet: node}, facets=ALL_FACETS)).total == 0

    def test_no_hit_spans_two_reports_or_two_fields(self, index: Index) -> None:
        index.write([report(1, title="甲", body="乙"), report(2, title="丙", body="丁")])
        for text in ("甲乙", "乙丁", "丁丙", "甲丙"):
            assert index.ids(Keyword(text)) == set()

    def test_a_reader_keeps_seeing_its_commit(self, index: Index) -> None:
        given = reports(20)
        index.write(given)
        reader = index.engine.reader(index.path, SEGMENTER)
        for seq, one in enumerate(given, start=2):
            index.write([report(1000 + seq, body="后来")], [one.id], seq=seq)
        assert reader.ids(MatchAll()) == {one.id for one in given}
        assert reader.ids(Keyword("执法")) == Oracle(given).ids(Keyword("执法"))
        assert reader.search(EngineRequest(query=Keyword("后来"), filters={})).total == 0
        reader.close()

    def test_a_facet_ignores_its_own_filter_and_obeys_the_others(self, index: Index) -> None:
        given = reports(120)
        index.write(given)
        filters: dict[FilterField, Node] = {
            FilterField.YEAR: YearFilter(((2019, 2019), (2022, None))),
            FilterField.PROVINCE: PlaceFilter(FilterField.PROVINCE, ("浙江省", "天津市")),
            FilterField.LEVEL: TextFilter(FilterField.LEVEL, (Level.COUNTY, Level.TOWNSHIP)),
        }
        oracle = Oracle(given)
        answer = index.search(EngineRequest(query=Keyword("法"), filters=filters, facets=ALL_FACETS))
        assert answer.total == len(oracle.ids(Keyword("法"), filters.values()))
        for facet in ALL_FACETS:
            assert answer.facets[facet] == oracle.facet(facet, Keyword("法"), filters)

    def test_a_facet_ignores_what_is_excluded_of_it_too(self, index: Index) -> None:
        given = reports(120)
        index.write(given)
        filters: dict[FilterField, Node] = {
            FilterField.YEAR: Not(YearFilter(((2019, 2020),))),
            FilterField.PLACE: And((PathFilter(("浙江省", "天津市")), Not(PathFilter(("浙江省/杭州市",))))),
            FilterField.SITE: Not(TextFilter(FilterField.SITE, ("sfj.example.gov.cn",))),
        }
        oracle = Oracle(given)
        answer = index.search(EngineRequest(query=Keyword("法"), filters=filters, facets=ALL_FACETS))
        assert 0 < answer.total == len(oracle.ids(Keyword("法"), filters.values()))
        for facet in ALL_FACETS:
            assert answer.facets[facet] == oracle.facet(facet, Keyword("法"), filters)

    def test_a_place_is_known_by_its_whole_path(self, index: Index) -> None:
        chains = (
            ("北京市", None, "朝阳区", None),
            ("北京市", None, "朝阳区", "望京街道"),
            ("吉林省", "长春市", "朝阳区", None),
            ("吉林省", "长春", None, None),
            (None, None, "朝阳区", None),
        )
        given = [
            report(number, province=province, city=city, county=county, township=township)
            for number, (province, city, county, township) in enumerate(chains)
        ]
        index.write(given)
        found = {
            path: len(index.ids(PathFilter((path,)))) for path in ("北京市", "北京市/朝阳区", "吉林省/长春", "朝阳区")
        }
        assert found == {"北京市": 2, "北京市/朝阳区": 2, "吉林省/长春": 1, "朝阳区": 1}
        answer = index.search(EngineRequest(query=MatchAll(), filters={}, facets=(FilterField.PLACE,)))
        assert answer.facets[FilterField.PLACE] == {one.place: 1 for one in given}

    def test_only_the_facets_asked_for_are_counted(self, index: Index) -> None:
        index.write(reports(5))
        answer = index.search(EngineRequest(query=MatchAll(), filters={}, facets=(FilterField.CITY,)))
        assert set(answer.facets) == {FilterField.CITY}

    @pytest.mark.parametrize("sort", list(Sort))
    def test_pages_put_together_are_the_whole_list(self, index: Index, sort: Sort) -> None:
        given = reports(100)
        index.write(given)
        whole = index.page(Keyword("法"), sort)
        assert set(whole) == Oracle(given).ids(Keyword("法"))
        paged = [one for offset in range(0, 110, 7) for one in index.page(Keyword("法"), sort, offset=offset, limit=7)]
        assert paged == whole

    @pytest.mark.parametrize(
        ("sort", "key"),
        [
            pytest.param(Sort.YEAR, lambda one: one.report_year or 9999, id="oldest-year-first"),
            pytest.param(Sort.YEAR_DESC, lambda one: -(one.report_year or 0), id="newest-year-first"),
            pytest.param(Sort.PUBLISHED, lambda one: one.published or date.max, id="earliest-first"),
            pytest.param(Sort.PUBLISHED_DESC, lambda one: -(one.published or date.min).toordinal(), id="latest-first"),
        ],
    )
    def test_the_unknown_sorts_last_and_ties_go_by_newer_year_and_id(
        self, index: Index, sort: Sort, key: object
    ) -> None:
        assert callable(key)
        given = reports(100)
        index.write(given)
        expected = sorted(given, key=lambda one: (key(one), -(one.report_year or 0), one.id))
        assert index.page(MatchAll(), sort) == [one.id for one in expected]

    def test_scores_are_given_only_where_they_order(self, index: Index) -> None:
        index.write([report(1, body="执法"), report(2, body="执法检查执法")])
        by_relevance = index.search(EngineRequest(query=Keyword("执法"), filters={}))
        by_year = index.search(EngineRequest(query=Keyword("执法"), filters={}, sort=Sort.YEAR))
        assert all(hit.score > 0 for hit in by_relevance.hits)
        assert [hit.score for hit in by_year.hits] == [0.0, 0.0]

    def test_nothing_is_shown_beyond_the_end_or_with_no_limit(self, index: Index) -> None:
        index.write(reports(5))
        assert index.page(MatchAll(), offset=5) == []
        assert index.page(MatchAll(), limit=0) == []


class TestTerms:
    def test_every_word_of_title_and_body_is_listed_once(self, index: Index) -> None:
        given = reports(40, seed=4)
        index.write(given[:25], seq=1)
        index.write(given[25:], seq=2)
        terms = index.terms()
        expected = set().union(*(SEGMENTER.word_set(f"{one.title}\n{one.body}") for one in given))
        assert sorted(dict(terms)) == sorted(expected)
        assert len(dict(terms)) == len(terms)

    def test_a_words_number_is_how_many_reports_have_it(self, index: Index) -> None:
        index.write([report(1, title="信访", body="信访条例信访"), report(2, body="信访"), report(3, body="执法")])
        assert dict(index.terms())["信访"] == 2
        assert dict(index.terms())["执法"] == 1

    def test_an_empty_index_has_none(self, index: Index) -> None:
        assert index.terms() == []


class TestRanking:
    def test_a_phrase_in_the_title_comes_before_one_in_the_body(self, index: Index) -> None:
        filler = [report(number, title="工作情况", body="其他事项") for number in range(10, 30)]
        index.write(
            [report(1, title="工作情况", body="优化营商环境"), report(2, title="优化营商环境", body="工作"), *filler]
        )
        assert index.page(Keyword("营商环境")) == [report(2).id, report(1).id]

    def test_a_word_comes_before_an_accident_of_characters(self, index: Index) -> None:
        filler = [report(number, body="其他事项") for number in range(10, 30)]
        index.write([report(1, body="提升产品和服务质量"), report(2, body="展示日本和服文化的质量"), *filler])
        assert index.page(Keyword("和服")) == [report(2).id, report(1).id]

    def test_more_occurrences_in_as_long_a_text_come_first(self, index: Index) -> None:
        index.write(
            [report(1, body="执法、宣传、宣传、宣传"), report(2, body="执法、执法、执法、宣传"), report(3, body="其他")]
        )
        assert index.page(Keyword("执法")) == [report(2).id, report(1).id]

    def test_what_must_not_be_there_does_not_rank(self, index: Index) -> None:
        index.write([report(1, body="执法 检查"), report(2, body="执法 检查 检查")])
        without = And((Keyword("执法"), Not(Keyword("改革"))))
        assert index.page(without) == index.page(Keyword("执法"))


class TestIncrementally:
    def test_many_small_commits_answer_as_one_large_one(self, index: Index, tmp_path: Path) -> None:
        chance = random.Random(5)
        versions = [*reports(90, seed=1), *reports(60, seed=2), *reports(30, seed=3)]
        gone = {one.id for one in chance.sample(versions, 20)}
        seq = 0
        remaining = list(versions)
        while remaining:
            seq += 1
            batch = [remaining.pop(0) for _ in range(min(chance.randint(1, 5), len(remaining)))]
            index.write(batch, seq=seq)
        index.write(deletes=gone, seq=seq + 1)
        last = {one.id: one for one in versions if one.id not in gone}
        whole = Index(index.engine, tmp_path / "whole")
        whole.write(last.values())
        for query in (
            MatchAll(),
            Keyword("执法"),
            Keyword("政府"),
            Or((Keyword("改革"), Word("宪法"))),
            Not(Keyword("法")),
        ):
            request = EngineRequest(query=query, filters={}, facets=ALL_FACETS, limit=1000)
            assert index.search(request) == whole.search(request)

    def test_small_commits_leave_few_files(self, index: Index) -> None:
        for number in range(60):
            index.write([report(number % 25, body=f"第{number}次")], seq=number + 1)
        assert sum(1 for item in index.path.rglob("*") if item.is_file()) < 150


class TestThreads:
    def test_threads_search_one_reader_and_new_ones_while_a_writer_commits(self, index: Index) -> None:
        given = reports(60)
        index.write(given)
        oracle = Oracle(given)
        queries = [Keyword(text) for text in ("执法", "法", "改革", "信访", "不存在的词")]
        expected = [oracle.ids(query) for query in queries]
        shared = index.engine.reader(index.path, SEGMENTER)
        wrong: list[object] = []
        stop = threading.Event()

        def search_forever() -> None:
            try:
                while not stop.is_set():
                    for query, ids in zip(queries, expected, strict=True):
                        if shared.ids(query) != ids:
                            wrong.append(query)
                    fresh = index.engine.reader(index.path, SEGMENTER)
                    if not ids <= fresh.ids(MatchAll()):
                        wrong.append("a report is missing")
                    fresh.close()
            except Exception as error:  # noqa: BLE001 - the thread's failure is the test's
                wrong.append(error)

        threads = [threading.Thread(target=search_forever) for _ in range(3)]
        for thread in threads:
            thread.start()
        for seq in range(2, 20):
            index.write([report(1000 + seq, body="新增")], seq=seq)
        stop.set()
        for thread in threads:
            thread.join()
        shared.close()
        assert wrong == []


class TestDamage:
    def test_an_index_that_is_not_there_is_said_to_be_missing(self, index: Index, tmp_path: Path) -> None:
        with pytest.raises(OSError, match="nowhere"):
            index.engine.reader(tmp_path / "nowhere", SEGMENTER)

    def test_no_damaged_file_goes_unnoticed_or_ends_in_another_error(self, index: Index) -> None:
        index.write(reports(10))
        for path in sorted(item for item in index.path.rglob("*") if item.is_file()):
            kept = path.read_bytes()
            put_in_place_of(path, b"")
            try:
                reader = index.engine.reader(index.path, SEGMENTER)
            except (OSError, ValueError):
                pass
            else:
                reader.close()
                assert not kept or "LOCK" in path.name, f"an empty {path.name} was accepted"
            put_in_place_of(path, kept)
        assert len(index.ids(MatchAll())) == 10
