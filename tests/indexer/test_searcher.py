from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from corpus import Home, InputError, Level
from corpus.store import Store, open_store
from indexer import (
    MAX_LIMIT,
    FacetValue,
    FilterField,
    IndexDamagedError,
    IndexMissingError,
    IndexStaleError,
    Searcher,
    SearchRequest,
    Sort,
    open_searcher,
    update_index,
)
from indexer.facets import facet_values
from indexer.generations import MANIFEST_FILE, live_generation
from indexer.page import MAX_FACET_VALUES
from indexer.query.nodes import And, Keyword, Not, Or, PlaceFilter, TextFilter, YearFilter
from tests.indexer.damage import put_in_place_of
from tests.indexer.invented import report, reports
from tests.indexer.oracle import Oracle

if TYPE_CHECKING:
    from collections.abc import Iterator

GIVEN = reports(80, seed=6)


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home) as opened:
        opened.save_many(GIVEN)
        yield opened


@pytest.fixture
def searcher(home: Home, store: Store) -> Iterator[Searcher]:
    update_index(home, store)
    with open_searcher(home, store) as opened:
        yield opened


class TestPage:
    def test_an_empty_query_lists_everything(self, searcher: Searcher) -> None:
        page = searcher.search(SearchRequest(limit=MAX_LIMIT))
        assert page.total == len(page.hits) == 80

    def test_a_quoted_phrase_finds_what_the_oracle_finds(self, searcher: Searcher) -> None:
        page = searcher.search(SearchRequest(query='"枫桥经验”，推动"', limit=MAX_LIMIT))
        assert {hit.report.id for hit in page.hits} == Oracle(GIVEN).ids(Keyword("枫桥经验，推动"))
        assert page.hits

    def test_either_script_and_any_width_find_the_same(self, searcher: Searcher) -> None:
        spellings = ("公共法律服务站 12", "公共法律服務站 １２", "公 共 法 律 服 务 站 12")
        totals = [searcher.search(SearchRequest(query=f'"{text}"')).total for text in spellings]
        assert totals[0] > 0
        assert totals == [totals[0]] * 3

    def test_hits_carry_the_report_marks_and_their_count(self, searcher: Searcher) -> None:
        page = searcher.search(SearchRequest(query="执法 title:法治", limit=MAX_LIMIT))
        assert page.hits
        for hit in page.hits:
            assert hit.report.body
            assert "<mark>法治</mark>" in hit.title_html
            assert any("<mark>执法</mark>" in snippet.html for snippet in hit.snippets)
            assert hit.occurrences >= 2

    def test_snippets_can_be_left_out(self, searcher: Searcher) -> None:
        page = searcher.search(SearchRequest(query="执法", snippets=0))
        assert all(hit.snippets == () for hit in page.hits)

    def test_filters_in_the_query_and_ticked_ones_are_put_together(self, searcher: Searcher) -> None:
        request = SearchRequest(
            query="法 year:2019",
            filters={FilterField.YEAR: ("2021",), FilterField.PROVINCE: ("浙江",)},
            limit=MAX_LIMIT,
        )
        page = searcher.search(request)
        years = YearFilter(((2019, 2019), (2021, 2021)))
        zhejiang = PlaceFilter(FilterField.PROVINCE, ("浙江省",))
        assert {hit.report.id for hit in page.hits} == Oracle(GIVEN).ids(And((Keyword("法"), years, zhejiang)))
        assert [item.value for item in page.facets[FilterField.YEAR] if item.selected] == [2021, 2019]

    def test_every_facet_is_on_the_page(self, searcher: Searcher) -> None:
        page = searcher.search(SearchRequest(query="法"))
        assert set(page.facets) == set(FilterField)
        for facet in set(FilterField) - {FilterField.PLACE}:  # a tree: tests/indexer/test_place_tree.py
            expected = Oracle(GIVEN).facet(facet, Keyword("法"), {})
            assert {item.value: item.count for item in page.facets[facet]} == expected

    def test_sorting_and_paging_reach_the_engine(self, searcher: Searcher) -> None:
        page = searcher.search(SearchRequest(sort=Sort.YEAR_DESC, offset=10, limit=5))
        newest = sorted((one.report_year or 0 for one in GIVEN), reverse=True)
        assert [hit.report.report_year or 0 for hit in page.hits] == newest[10:15]

    def test_what_cannot_be_read_is_searched_as_text_and_noted(self, searcher: Searcher) -> None:
        page = searcher.search(SearchRequest(query='执法 "改革', filters={FilterField.YEAR: ("abc",)}))
        assert page.total > 0
        assert len(page.notes) >= 2

    @pytest.mark.parametrize(
        "query",
        [
            pytest.param("，。！", id="punctuation"),
            pytest.param("（）“”", id="transparent"),
            pytest.param("法" * 10_000, id="long"),
            pytest.param('"', id="quote"),
            pytest.param("year:abc", id="no-year"),
            pytest.param("\ud800\x00", id="no-text"),
            pytest.param("(((", id="open"),
            pytest.param("OR OR -", id="operators"),
        ],
    )
    def test_no_query_fails(self, searcher: Searcher, query: str) -> None:
        page = searcher.search(SearchRequest(query=query))
        assert page.query == query
        assert json.dumps(page.to_json())

    def test_a_page_is_ready_for_json_by_the_names_of_the_contract(self, searcher: Searcher) -> None:
        data = json.loads(json.dumps(searcher.search(SearchRequest(query="执法", limit=2)).to_json()))
        assert list(data) == ["query", "total", "took_ms", "hits", "facets", "notes", "index", "reading", "suggestions"]
        assert len(data["hits"]) == 2
        assert set(data["facets"]) == {facet.value for facet in FilterField}

    @pytest.mark.parametrize(
        "fields",
        [{"limit": -1}, {"limit": MAX_LIMIT + 1}, {"offset": -1}, {"snippets": -1}],
        ids=lambda fields: str(next(iter(fields))),
    )
    def test_numbers_out_of_range_are_refused(self, searcher: Searcher, fields: dict[str, int]) -> None:
        with pytest.raises(InputError, match=f"{next(iter(fields))} is"):
            searcher.search(SearchRequest(**fields))  # type: ignore[arg-type]  # all of these are numbers

    def test_a_report_deleted_since_the_last_update_leaves_the_page_whole(
        self, searcher: Searcher, store: Store
    ) -> None:
        store.delete(GIVEN[0].id)
        page = searcher.search(SearchRequest(limit=MAX_LIMIT))
        assert (page.total, len(page.hits)) == (80, 79)


class TestFollowing:
    def test_a_commit_is_seen_without_opening_anew(self, home: Home, store: Store, searcher: Searcher) -> None:
        store.save(report(900, body="独一无二的句子"))
        assert searcher.search(SearchRequest(query="独一无二")).total == 0
        update_index(home, store)
        assert searcher.search(SearchRequest(query="独一无二")).total == 1

    def test_a_new_generation_is_seen_without_opening_anew(self, home: Home, store: Store, searcher: Searcher) -> None:
        store.save(report(900, body="独一无二的句子"))
        update_index(home, store, rebuild=True)
        update_index(home, store)
        assert searcher.search(SearchRequest(query="独一无二")).total == 1


class TestRefusals:
    def test_a_missing_index_says_how_to_make_one(self, home: Home, store: Store) -> None:
        with pytest.raises(IndexMissingError) as caught:
            open_searcher(home, store)
        assert "baogao index" in caught.value.hint

    def test_a_stale_index_says_what_to_do_and_is_not_touched(self, home: Home, store: Store) -> None:
        update_index(home, store)
        path = live_generation(home).path
        manifest = json.loads((path / MANIFEST_FILE).read_text(encoding="utf-8"))
        (path / MANIFEST_FILE).write_text(json.dumps(manifest | {"schema_version": 0}), encoding="utf-8")
        files = {item: item.stat().st_mtime_ns for item in home.index.rglob("*")}
        with pytest.raises(IndexStaleError, match="schema") as caught:
            open_searcher(home, store)
        assert "baogao index" in caught.value.hint
        assert {item: item.stat().st_mtime_ns for item in home.index.rglob("*")} == files

    def test_a_damaged_index_says_that_the_collection_is_not(self, home: Home, store: Store) -> None:
        update_index(home, store)
        put_in_place_of(next(live_generation(home).path.rglob("rows.npy")), b"")
        with pytest.raises(IndexDamagedError, match="cannot be read") as caught:
            open_searcher(home, store)
        assert "--rebuild" in caught.value.hint


class TestFacetValues:
    def test_years_come_newest_first_and_others_by_count_and_name(self) -> None:
        years = facet_values(FilterField.YEAR, {2019: 5, 2022: 1, 2020: 9}, None)
        assert [item.value for item in years] == [2022, 2020, 2019]
        places = facet_values(FilterField.PROVINCE, {"乙省": 3, "甲省": 9, "丙省": 3}, None)
        assert [item.value for item in places] == ["甲省", "丙省", "乙省"]

    def test_a_chosen_value_is_listed_even_without_reports(self) -> None:
        chosen = TextFilter(FilterField.LEVEL, (Level.ZONE,))
        values = facet_values(FilterField.LEVEL, {Level.CITY: 2}, chosen)
        assert values == (FacetValue("city", 2), FacetValue("zone", 0, selected=True))

    def test_an_excluded_value_is_listed_with_its_count(self) -> None:
        chosen = And((TextFilter(FilterField.SITE, ("a.example",)), Not(TextFilter(FilterField.SITE, ("b.example",)))))
        values = facet_values(FilterField.SITE, {"c.example": 5, "b.example": 3}, chosen)
        assert values == (
            FacetValue("c.example", 5),
            FacetValue("b.example", 3, excluded=True),
            FacetValue("a.example", 0, selected=True),
        )

    def test_a_range_of_years_selects_the_years_in_it_and_adds_none(self) -> None:
        values = facet_values(FilterField.YEAR, {2018: 1, 2020: 1}, YearFilter(((2019, None),)))
        assert values == (FacetValue(2020, 1, selected=True), FacetValue(2018, 1))

    def test_of_very_many_values_the_most_frequent_are_listed_and_the_chosen(self) -> None:
        counts: dict[str | int, int] = {f"{number:05}乡": number % 7 for number in range(1, 3000)}
        chosen = PlaceFilter(FilterField.TOWNSHIP, ("00007乡",))
        values = facet_values(FilterField.TOWNSHIP, counts, chosen)
        most = sorted(counts, key=lambda value: (-counts[value], str(value)))[: MAX_FACET_VALUES - 1]
        assert [item.value for item in values] == [*most, "00007乡"]
        assert all(item.count == counts[item.value] for item in values)

    def test_filters_joined_by_or_all_select(self) -> None:
        either = Or((PlaceFilter(FilterField.CITY, ("甲市",)), PlaceFilter(FilterField.CITY, ("乙市",))))
        values = facet_values(FilterField.CITY, {"甲市": 2, "丙市": 5}, either)
        assert [(item.value, item.count, item.selected) for item in values] == [
            ("丙市", 5, False),
            ("甲市", 2, True),
            ("乙市", 0, True),
        ]
