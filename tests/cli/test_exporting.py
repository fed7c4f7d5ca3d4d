"""`baogao export` in every format: all that the search finds, and a word on what it is."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from corpus.exporter import EXPORT_FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Baogao


def test_csv_goes_to_standard_output_with_nothing_else(collection: Baogao) -> None:
    result = collection("export", "枫桥经验", "--format", "csv")
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert {row["title"] for row in rows} == {
        "杭州市桐庐县2022年度法治政府建设情况报告",
        "成都市新都区2022年法治政府建设情况报告",
    }
    assert {row["occurrences"] for row in rows} == {"1"}


def test_an_export_finds_what_the_search_finds_in_its_order(collection: Baogao) -> None:
    for query, *options in (("", "--sort", "year"), ("信访", "--year", "2022"), ("", "--province", "浙江")):
        found = json.loads(collection("search", query, *options, "--json").stdout)
        lines = collection("export", query, *options, "--format", "jsonl").stdout.splitlines()
        assert [json.loads(line)["id"] for line in lines] == [hit["id"] for hit in found["hits"]]
        assert [json.loads(line)["occurrences"] for line in lines] == [hit["occurrences"] for hit in found["hits"]]
        assert len(lines) == found["total"]


@pytest.mark.parametrize("format_id", EXPORT_FORMATS)
def test_every_format_is_written_to_a_file_with_what_it_is_of_beside_it(
    collection: Baogao, tmp_path: Path, format_id: str
) -> None:
    path = tmp_path / "out"
    result = collection("export", "枫桥经验", "--year", "2022", "--format", format_id, "--output", path, "--json")
    assert result.exit_code == 0, result.output
    summary = json.loads(result.stdout)
    assert summary["ok"] is True
    assert summary["bytes"] == path.stat().st_size > 0
    about = json.loads((tmp_path / "out.about.json").read_text("utf-8"))
    assert (about["query"], about["filters"], about["reports_found"], about["rows"]) == (
        "枫桥经验",
        {"report_year": ["2022"]},
        2,
        2,
    )
    assert about["meaning"] == "2022 年，全文含 枫桥经验"
    assert about["index"]["seq"] == 3
    assert len(about["index"]["dictionary"]) == 16


def test_an_export_with_text_can_be_added_to_another_collection(
    collection: Baogao, tmp_path: Path, home_path: Path
) -> None:
    path = tmp_path / "all.jsonl"
    assert collection("export", "--format", "jsonl", "--with-text", "--output", path).exit_code == 0
    before = {json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()}
    home_path.rename(home_path.with_name("first"))
    added = collection("add", path)
    assert added.exit_code == 0, added.output
    assert collection("index").exit_code == 0
    again = collection("export", "--format", "jsonl", "--with-text").stdout.splitlines()
    assert {json.loads(line)["id"] for line in again} == before
    assert len(before) == 3


def test_citations_name_the_frozen_copy_where_the_site_is_known(collection: Baogao) -> None:
    plain = collection("export", "信访", "--format", "ris").stdout
    assert "L2  -" not in plain
    with_copy = collection("export", "信访", "--format", "ris", "--site-url", "https://bao.example/").stdout
    assert "L2  - https://bao.example/snapshots/1?report=" in with_copy


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param((), "either --format or --wacz", id="neither"),
        pytest.param(("--format", "csv", "--wacz", "x.wacz"), "either --format or --wacz", id="both"),
        pytest.param(("--format", "xlsx"), "--output", id="a workbook on the terminal"),
        pytest.param(("--format", "csv", "--json"), "--output", id="a summary amid the rows"),
        pytest.param(("--format", "ris", "--with-text"), "--with-text", id="text in citations"),
        pytest.param(("--format", "jsonl", "--bom"), "--bom", id="a mark where none belongs"),
        pytest.param(("--format", "csv", "--site-url", "http://x"), "--site-url", id="copies in a table"),
        pytest.param(("--wacz", "x.wacz", "--output", "y"), "--output", id="two files"),
    ],
)
def test_options_that_contradict_each_other_are_refused(
    collection: Baogao, arguments: tuple[str, ...], says: str
) -> None:
    result = collection("export", "执法", *arguments)
    assert result.exit_code == 2
    assert says in result.stderr


def test_a_file_that_is_there_is_kept_without_force(collection: Baogao, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("mine", encoding="utf-8")
    refused = collection("export", "--format", "csv", "--output", path)
    assert refused.exit_code == 2
    assert "is there already" in refused.stderr
    assert path.read_text(encoding="utf-8") == "mine"
    assert collection("export", "--format", "csv", "--output", path, "--force").exit_code == 0
    assert path.read_text(encoding="utf-8") != "mine"
