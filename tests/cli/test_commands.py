"""The command does its job: add, index, search, show, stats; and says it as JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from cli.app import COMMANDS
from corpus import open_home
from corpus.store.database import Database
from corpus.store.upgrading import run_migrations
from tests.cli.conftest import REPORTS, Baogao, as_jsonl

SEARCH_KEYS = {"query", "total", "took_ms", "hits", "facets"}
HIT_KEYS = ["id", "url", "title", "issuer", "report_year", "published", "level", "doc_type"]
HIT_KEYS += ["province", "city", "county", "township", "score", "occurrences", "snippets"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_and_takes_a_home(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert "--home" in result.output


def test_group_help_lists_every_command_with_the_line_of_its_own_help() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert all(name in result.output for name in COMMANDS)


def test_search_finds_what_was_added_and_counts_it(collection: Baogao) -> None:
    page = json.loads(collection("search", "枫桥经验", "--json").stdout)
    assert page["total"] == 2
    assert {hit["url"] for hit in page["hits"]} == {REPORTS[0]["url"], REPORTS[2]["url"]}
    assert page["facets"]["report_year"] == [{"value": 2022, "count": 2}]


def test_search_explains_the_order_of_hits_when_asked(collection: Baogao) -> None:
    (first, *_) = json.loads(collection("search", "枫桥经验", "--explain", "--json").stdout)["hits"]
    assert sum(part["share"] for part in first["explanation"]) == pytest.approx(first["score"])
    told = collection("search", "枫桥经验", "--explain").stdout
    assert f"{first['explanation'][0]['share']:.4f} words 枫桥经验" in told
    assert " words " not in collection("search", "枫桥经验").stdout


def test_index_names_each_line_of_the_dictionary_that_it_left_out(collection: Baogao, home_path: Path) -> None:
    (home_path / "dictionary.txt").write_text("枫桥式法庭\n枫桥式法庭 很多\n", encoding="utf-8")
    result = collection("index")
    assert "dictionary.txt, line 2: the frequency 很多 is no whole number" in result.stderr
    assert "1 word of dictionary.txt changed" in result.stdout
    summary = json.loads(collection("index", "--json").stdout)
    assert (summary["own_words"], summary["changed_words"], summary["bad_lines"][0]["number"]) == (1, [], 2)


def test_search_json_has_the_names_of_the_contract(collection: Baogao) -> None:
    page = json.loads(collection("search", "信访", "--json").stdout)
    assert set(page) >= SEARCH_KEYS
    assert list(page["hits"][0]) == HIT_KEYS
    assert list(page["facets"]) == [
        "report_year",
        "place",
        "province",
        "city",
        "county",
        "township",
        "level",
        "doc_type",
        "site",
    ]
    assert page["hits"][0]["snippets"][0].keys() == {"field", "html"}


@pytest.mark.parametrize(
    ("options", "total"),
    [
        pytest.param(["--province", "浙江省"], 1, id="province"),
        pytest.param(["--province", "浙江"], 1, id="short name"),
        pytest.param(["--province", "浙江", "--province", "四川"], 2, id="two provinces are OR"),
        pytest.param(["--year", "2022"], 2, id="year"),
        pytest.param(["--year", "2021..2022"], 3, id="range of years"),
        pytest.param(["--year", "2021", "--province", "四川"], 0, id="facets are AND"),
        pytest.param(["--city", "青岛市"], 1, id="city"),
        pytest.param(["--county", "新都区"], 1, id="county"),
        pytest.param(["--level", "county"], 2, id="level"),
        pytest.param(["--doc-type", "法治政府建设报告"], 3, id="type"),
    ],
)
def test_search_options_narrow_the_total(collection: Baogao, options: list[str], total: int) -> None:
    assert json.loads(collection("search", "", "--json", *options).stdout)["total"] == total


def test_search_sorts_by_year_and_pages(collection: Baogao) -> None:
    first = json.loads(collection("search", "", "--sort", "year", "--limit", "1", "--json").stdout)
    rest = json.loads(collection("search", "", "--sort", "year", "--offset", "1", "--json").stdout)
    assert [hit["report_year"] for hit in first["hits"] + rest["hits"]] == [2021, 2022, 2022]
    assert first["total"] == rest["total"] == 3


def test_search_prints_hits_for_people(collection: Baogao) -> None:
    result = collection("search", "行政复议")
    assert "1 report," in result.output
    assert "青岛市2021年法治政府建设年度报告" in result.output
    assert "<mark>" not in result.output


def test_show_gives_the_text_and_the_evidence(collection: Baogao) -> None:
    hit = json.loads(collection("search", "行政复议", "--json").stdout)["hits"][0]
    report = json.loads(collection("show", hit["id"], "--json").stdout)
    assert "信访总量下降" in report["text"]
    assert report["evidence"]["report_year"]["where"] == "title"
    assert "信访总量下降" in collection("show", hit["id"]).output


def test_changed_page_makes_a_revision_and_the_old_one_stays_readable(collection: Baogao, tmp_path: Path) -> None:
    changed = tmp_path / "changed.jsonl"
    changed.write_text(as_jsonl([REPORTS[1] | {"body": "改后的正文。"}]), encoding="utf-8")
    assert "1 changed" in collection("add", changed).output
    collection("index")
    hit = json.loads(collection("search", "改后的正文", "--json").stdout)["hits"][0]
    assert "信访总量下降" in collection("show", hit["id"], "--revision", "1").output
    assert json.loads(collection("search", "行政复议", "--json").stdout)["total"] == 0


def test_add_can_bring_the_index_up_to_date_at_once(collection: Baogao, tmp_path: Path) -> None:
    source = tmp_path / "fourth.jsonl"
    source.write_text(
        as_jsonl([REPORTS[0] | {"url": "http://a.example/4.html", "body": "屏山议事会。"}]), encoding="utf-8"
    )
    told = collection("add", "--index", source)
    assert told.exit_code == 0
    assert "1 added" in told.stdout
    assert "1 reports indexed, 0 removed, 4 in the index" in told.stdout
    assert "Next: baogao index" not in told.stdout
    assert json.loads(collection("search", "屏山议事会", "--json").stdout)["total"] == 1
    again = json.loads(collection("add", "--index", source, "--json").stdout)
    assert (again["unchanged"], again["index"]["indexed"], again["index"]["total"]) == (1, 0, 4)


def test_add_keeps_and_tells_what_it_added_where_the_index_is_being_written(
    collection: Baogao, home_path: Path, tmp_path: Path
) -> None:
    source = tmp_path / "fourth.jsonl"
    source.write_text(as_jsonl([REPORTS[0] | {"url": "http://a.example/4.html"}]), encoding="utf-8")
    with open_home(home_path).writing("index"):
        told = collection("add", "--index", source)
    assert told.exit_code == 2
    assert "1 added" in told.stdout
    assert "Another process is writing to the index" in told.stderr


def test_index_again_finds_nothing_to_do_and_rebuild_gives_the_same(collection: Baogao) -> None:
    assert json.loads(collection("index", "--json").stdout)["indexed"] == 0
    before = collection("search", "信访", "--json").stdout
    assert collection("index", "--rebuild").exit_code == 0
    after = collection("search", "信访", "--json").stdout
    assert json.loads(after)["hits"] == json.loads(before)["hits"]


def test_stats_count_reports_by_year_and_province(collection: Baogao) -> None:
    counts = json.loads(collection("stats", "--json").stdout)
    assert counts["reports"] == 3
    assert counts["years"] == {"2021": 1, "2022": 2}
    assert counts["provinces"] == {"浙江省": 1, "山东省": 1, "四川省": 1}
    assert "四川省 1" in collection("stats").output


def test_installed_command_runs_without_loading_the_crawler_or_the_web(collection: Baogao, home_path: Path) -> None:
    assert collection("stats").exit_code == 0
    program = (
        "import sys, cli; sys.argv = ['baogao', 'search', '信访', '--home', sys.argv[1]]\n"
        "try: cli.main()\n"
        "except SystemExit as end:\n"
        "    print(end.code, sorted({'scrapy', 'flask', 'twisted', 'alembic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(home_path)], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "0 []"


def test_bringing_a_store_up_to_date_is_told(baogao: Baogao, home_path: Path) -> None:
    database = Database(open_home(home_path, create=True), read_only=False)
    with database.writing() as connection:
        run_migrations(connection, "0003")
    database.close()
    told = baogao("stats")
    assert told.exit_code == 0
    assert "is brought from schema 0003 to" in told.stderr
    assert "it holds 0 reports" in told.stderr
    assert baogao("stats").stderr == ""
