"""Concordances: every line is where a naive reader finds it, in every order, and none is missing."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from corpus import HomeReadOnlyError, open_home
from corpus.store import open_store
from indexer import FilterField, SearchRequest, Sort, open_searcher, update_index
from indexer.concordance import Line, LineOrder, OrderedLines, concordance_lines, lines_of, report_sort
from indexer.fold import fold
from indexer.highlight import Highlighter, Marker
from indexer.query import parse
from indexer.segment import shipped_segmenter
from tests.indexer.differential import local_reports
from tests.indexer.invented import pick, report, reports
from tests.indexer.naive import marks
from tests.indexer.real_reports import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from corpus import Report
    from corpus.store import Store
    from indexer import Searcher
    from indexer.query import Node

GIVEN = reports(60, seed=21)
SEGMENTER = shipped_segmenter()
QUERIES_OF_A_COLLECTION = 40


@dataclass(frozen=True)
class NaiveLine:
    """What a line says of its occurrence."""

    paragraph: int
    left: str
    keyword: str
    right: str


def naive_lines(one: Report, node: Node, width: int) -> list[NaiveLine]:
    """The lines of a report, found character by character."""
    found = []
    for text, is_title in ((one.title, True), (one.body, False)):
        for start, end in marks(text, node, is_title=is_title):
            paragraph = 0 if is_title else len(text[:start].split("\n"))
            left = text[:start][-width:]
            found.append(NaiveLine(paragraph, *map(one_line, (left, text[start:end], text[end : end + width]))))
    return found


def one_line(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text)


def any_query(chance: random.Random, given: Sequence[Report]) -> Node:
    texts = [pick(chance, given)[: chance.randint(1, 3)].strip(" \n()（）\"'“”-") or "法" for _ in range(3)]
    kinds = (
        "{0}",
        "{0} OR {1}",
        "{0} -{1} {2}",
        "title:{0} OR {1}",
        "word:执法 OR {0}",
        '"{0}" NEAR/s "{1}"',
        '"{0}" NEAR/p word:执法 OR {2}',
        "word:街道 OR word:街道办事处",
        '"{0}{1}"',
    )
    return parse(chance.choice(kinds).format(*texts)).node


def check_lines(given: Sequence[Report], seed: int) -> None:
    chance = random.Random(seed)
    found = 0
    for _ in range(QUERIES_OF_A_COLLECTION):
        node, width = any_query(chance, given), chance.choice((1, 7, 30))
        for one in chance.sample(list(given), 12):
            lines = lines_of(one, Marker(node, SEGMENTER), width)
            said = [NaiveLine(line.paragraph, line.left, line.keyword, line.right) for line in lines]
            assert said == naive_lines(one, node, width), (node, one)
            assert [line.number for line in lines] == list(range(1, len(lines) + 1))
            assert len(lines) == Highlighter(one, Marker(node, SEGMENTER)).occurrences
            found += len(lines)
    assert found > QUERIES_OF_A_COLLECTION


def test_lines_are_those_of_a_naive_reader_in_invented_reports() -> None:
    check_lines(reports(300, seed=11), seed=1)


def test_lines_are_those_of_a_naive_reader_in_the_local_sites_reports() -> None:
    check_lines(local_reports()[:60], seed=2)


@pytest.mark.shared
def test_lines_are_those_of_a_naive_reader_in_real_reports(shared_dir: Path) -> None:
    check_lines(pieces(shared_dir / "data"), seed=3)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Searcher, Store]]:
    home = open_home(tmp_path_factory.mktemp("lines") / "home", create=True)
    with open_store(home) as store:
        store.save_many(GIVEN)
        update_index(home, store)
        with open_searcher(home, store) as searcher:
            yield searcher, store


@pytest.mark.parametrize(
    "query", ["执法", "枫桥经验 OR 街道办事处", "执法 NEAR/s 检查", "title:放管服", "法 治", "查无此词", ""]
)
def test_there_are_as_many_lines_as_the_search_counts_occurrences(opened: tuple[Searcher, Store], query: str) -> None:
    searcher, store = opened
    for filters in ({}, {FilterField.PROVINCE: ("浙江",), FilterField.YEAR: ("2019..2021",)}):
        request = SearchRequest(query=query, filters=filters, limit=1000)
        page, selection = searcher.search(request), searcher.select(request)
        lines = list(concordance_lines(selection, store))
        assert len(lines) == sum(hit.occurrences for hit in page.hits)
        assert selection.total == page.total == len(selection.ids)
        assert list(selection.ids) == [hit.report.id for hit in page.hits]


def test_a_selection_of_the_first_ones_keeps_the_whole_total(opened: tuple[Searcher, Store]) -> None:
    searcher, _store = opened
    request = SearchRequest(query="执法", sort=Sort.YEAR)
    whole, first = searcher.select(request), searcher.select(request, most=5)
    assert (first.total, first.ids, first.is_whole) == (whole.total, whole.ids[:5], False)
    assert whole.is_whole
    assert whole.index == searcher.version
    assert whole.index.seq == len(GIVEN)


def test_a_lines_number_is_the_anchor_of_its_mark_on_the_reports_page() -> None:
    one = report(1, title="执法报告", body="一、执法\n执法、执 法。\n\n末段执法")
    node = parse("执法").node
    lines = lines_of(one, Marker(node, SEGMENTER))
    paragraphs = Highlighter(one, Marker(node, SEGMENTER)).document().paragraphs_html
    assert [line.paragraph for line in lines] == [0, 1, 2, 2, 4]
    for line in lines[1:]:
        assert f'<mark id="hit-{line.number}">' in paragraphs[line.paragraph - 1]


def test_contexts_run_over_paragraphs_and_stay_one_line() -> None:
    one = report(1, title="题", body="上段。\n执法\t检查\x85下段")
    (line,) = lines_of(one, Marker(parse("执法").node, SEGMENTER), width=5)
    assert (line.left, line.keyword, line.right) == ("上段。 ", "执法", " 检查 下")


def key_of(line: Line, order: LineOrder) -> str:
    return fold(line.left)[::-1] if order is LineOrder.LEFT else fold(line.right)


@pytest.mark.parametrize("order", [LineOrder.LEFT, LineOrder.RIGHT])
def test_lines_are_sorted_by_their_context_from_the_occurrence_outward(
    opened: tuple[Searcher, Store], order: LineOrder
) -> None:
    searcher, store = opened
    selection = searcher.select(SearchRequest(query="执法 OR 人"))
    lines = list(concordance_lines(selection, store))
    with OrderedLines(lines, order) as ordered:
        assert len(ordered) == len(lines) > 50
        assert list(ordered) == sorted(lines, key=lambda line: key_of(line, order))


@pytest.mark.parametrize("order", list(LineOrder))
def test_pages_follow_each_other_without_gap_or_repetition(opened: tuple[Searcher, Store], order: LineOrder) -> None:
    searcher, store = opened
    selection = searcher.select(SearchRequest(query="执法", sort=report_sort(order)))
    with OrderedLines(concordance_lines(selection, store), order) as ordered:
        pages = [line for offset in range(0, len(ordered), 7) for line in ordered.page(offset, 7)]
        assert pages == list(ordered)
        assert ordered.page(len(ordered), 7) == []


@pytest.mark.parametrize(("order", "newest_first"), [(LineOrder.YEAR, False), (LineOrder.YEAR_DESC, True)])
def test_lines_by_year_leave_the_unknown_year_to_the_end(
    opened: tuple[Searcher, Store], order: LineOrder, newest_first: bool
) -> None:
    searcher, store = opened
    selection = searcher.select(SearchRequest(query="执法", sort=report_sort(order)))
    years = [line.report.report_year for line in concordance_lines(selection, store)]
    known = [year for year in years if year is not None]
    assert known == sorted(known, reverse=newest_first)
    assert years == known + [None] * (len(years) - len(known))
    assert known
    assert len(known) < len(years)


def test_the_temporary_file_goes_when_it_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with OrderedLines([], LineOrder.LEFT) as ordered:
        assert len(ordered) == 0
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_by_the_folder_of_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("indexer.concordance.ordering.SCHEMA", "PRAGMA max_page_count = 1; CREATE TABLE full (a)")
    with pytest.raises(HomeReadOnlyError, match=re.escape(str(tmp_path))):
        OrderedLines([], LineOrder.LEFT)
    assert list(tmp_path.iterdir()) == []
