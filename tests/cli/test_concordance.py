"""`baogao concordance`: as many lines as the search counts, shown, as JSON, and exported whole."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from indexer.concordance import LINE_COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Baogao

TITLE = "杭州市桐庐县2022年度法治政府建设情况报告"


def test_lines_stand_around_their_keyword_with_where_they_are_from(collection: Baogao) -> None:
    result = collection("concordance", "枫桥经验", "--width", "6")
    assert result.exit_code == 0, result.output
    first, *lines = result.stdout.splitlines()
    assert first == "2 occurrences in 2 reports"
    assert any("持新时代“ 枫桥经验 ”，化解矛盾" in line and "2022" in line and "¶1" in line for line in lines)
    assert len({line.index("枫桥经验") for line in lines}) <= 2  # under each other, whatever the quotation marks


def test_json_has_the_sum_of_the_searchs_occurrences(collection: Baogao) -> None:
    for query in ("法治", "2022年 OR 信访", "枫桥经验"):
        hits = json.loads(collection("search", query, "--json").stdout)["hits"]
        found = json.loads(collection("concordance", query, "--json", "--limit", "2").stdout)
        assert found["total"] == sum(hit["occurrences"] for hit in hits)
        assert found["reports"] == len(hits)
        assert len(found["lines"]) == 2
        assert tuple(found["lines"][0]) == LINE_COLUMNS


@pytest.mark.parametrize("order", ["report", "left", "right", "year", "-year"])
def test_pages_by_offset_make_up_the_export_in_every_order(collection: Baogao, order: str) -> None:
    exported = collection("concordance", "法治", "--order", order, "--format", "jsonl").stdout.splitlines()
    pages = []
    for offset in range(len(exported) + 1):
        shown = collection("concordance", "法治", "--order", order, "--json", "--limit", "1", "--offset", offset).stdout
        pages += json.loads(shown)["lines"]
    assert pages == [json.loads(line) for line in exported]
    assert len(pages) >= 3


def test_filters_are_those_of_the_search(collection: Baogao) -> None:
    lines = collection("concordance", "法治", "--year", "2021", "--format", "csv").stdout
    assert {row["report_year"] for row in csv.DictReader(io.StringIO(lines))} == {"2021"}


def test_a_file_has_what_it_is_of_beside_it(collection: Baogao, tmp_path: Path) -> None:
    path = tmp_path / "kwic.xlsx"
    result = collection("concordance", "枫桥经验", "--order", "left", "--format", "xlsx", "--output", path)
    assert result.exit_code == 0, result.output
    assert "2 occurrences in 2 reports" in result.stdout
    about = json.loads((tmp_path / "kwic.xlsx.about.json").read_text("utf-8"))
    assert (about["query"], about["order"], about["rows"], about["reports_found"]) == ("枫桥经验", "left", 2, 2)


def test_nothing_found_is_no_error(collection: Baogao) -> None:
    result = collection("concordance", "查无此词")
    assert result.exit_code == 0
    assert result.stdout == "0 occurrences in 0 reports\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param((), "Missing argument", id="no query"),
        pytest.param(("法", "--width", "0"), "--width", id="no width"),
        pytest.param(("法", "--output", "x.csv"), "--output belongs to --format", id="a file without format"),
        pytest.param(("法", "--format", "xlsx"), "--output", id="a workbook on the terminal"),
        pytest.param(("法", "--format", "ris"), "ris", id="no table"),
        pytest.param(("法", "--bom"), "--bom is for csv", id="a mark where none belongs"),
    ],
)
def test_wrong_usage_is_told(collection: Baogao, arguments: tuple[str, ...], says: str) -> None:
    result = collection("concordance", *arguments)
    assert result.exit_code == 2
    assert says in result.stderr
