"""Whatever is wrong: one clear line, an exit code, nothing lost, no traceback."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from cli import main
from corpus import open_home
from indexer.engines import ENGINES
from tests.cli.conftest import REPORTS, Baogao, as_jsonl
from tests.indexer.hostile import HOSTILE

if TYPE_CHECKING:
    from click.testing import Result


@pytest.fixture(scope="module", params=list(ENGINES))
def asking(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Baogao:
    """The command on a home of three reports, as each engine has them; it only asks."""
    folder = tmp_path_factory.mktemp("asking")
    (folder / "three.jsonl").write_text(as_jsonl(REPORTS), encoding="utf-8")

    def run(*arguments: object) -> Result:
        name, *rest = map(str, arguments)
        return CliRunner().invoke(main, [name, "--home", str(folder / "home"), *rest])

    assert run("add", folder / "three.jsonl").exit_code == 0
    assert run("index", "--engine", request.param).exit_code == 0
    return run


def assert_one_clear_line(result: Result, *, exit_code: int, says: str) -> None:
    assert result.exit_code == exit_code, result.output
    assert says in result.stderr
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_empty_file_is_named(baogao: Baogao, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    result = baogao("add", tmp_path / "empty.txt")
    assert_one_clear_line(result, exit_code=1, says="empty.txt")
    assert len(result.stderr.splitlines()) == 1


def test_binary_named_txt_is_refused(baogao: Baogao, tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    assert_one_clear_line(baogao("add", tmp_path / "picture.txt"), exit_code=1, says="picture.txt")


def test_good_files_are_kept_beside_a_bad_one(baogao: Baogao, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "bad.txt").write_bytes(b"")
    (folder / "good.txt").write_text("2022年，全县坚持依法行政。\n桐庐县人民政府\n", encoding="gb18030")
    result = baogao("add", folder)
    assert_one_clear_line(result, exit_code=1, says="bad.txt")
    assert "1 added" in result.stdout


def test_broken_line_three_of_five_is_named_with_its_number_and_four_are_added(baogao: Baogao, tmp_path: Path) -> None:
    lines = as_jsonl([{"title": f"报告{number}", "body": f"正文{number}。"} for number in range(5)]).splitlines()
    lines[2] = lines[2][:-4]
    (tmp_path / "five.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = baogao("add", tmp_path / "five.jsonl")
    assert_one_clear_line(result, exit_code=1, says="five.jsonl:3")
    assert "4 added" in result.stdout


def test_line_of_a_hundred_megabytes_is_named_and_its_neighbours_are_kept(baogao: Baogao, tmp_path: Path) -> None:
    source = tmp_path / "long.jsonl"
    with source.open("w", encoding="utf-8") as stream:
        stream.write(as_jsonl(REPORTS[:1]))
        stream.write('{"title": "长", "body": "')
        for _ in range(100):
            stream.write("a" * 2**20)
        stream.write('"}\n')
        stream.write(as_jsonl(REPORTS[1:2]))
    result = baogao("add", source)
    assert_one_clear_line(result, exit_code=1, says="long.jsonl:2")
    assert "2 added" in result.stdout


def test_unknown_column_is_left_out_and_named_and_strict_refuses_it(baogao: Baogao, tmp_path: Path) -> None:
    (tmp_path / "more.jsonl").write_text(as_jsonl([REPORTS[0] | {"colour": "red"}]), encoding="utf-8")
    strict = baogao("add", "--strict", tmp_path / "more.jsonl")
    assert_one_clear_line(strict, exit_code=1, says="colour")
    assert "0 added" in strict.stdout
    lenient = baogao("add", tmp_path / "more.jsonl")
    assert lenient.exit_code == 0
    assert "'colour'" in lenient.stderr
    assert "1 added" in lenient.stdout


def test_duplicate_url_is_one_report(baogao: Baogao, tmp_path: Path) -> None:
    (tmp_path / "twice.jsonl").write_text(as_jsonl([REPORTS[0], REPORTS[0]]), encoding="utf-8")
    result = baogao("add", tmp_path / "twice.jsonl")
    assert result.exit_code == 0
    assert "1 added, 0 changed, 1 unchanged" in result.stdout


@pytest.mark.parametrize(
    "command", [["index"], ["search", "信访"], ["show", "x"], ["stats"], ["serve"]], ids=lambda c: c[0]
)
def test_missing_home_is_named_with_what_to_do(baogao: Baogao, command: list[str]) -> None:
    result = baogao(*command)
    assert_one_clear_line(result, exit_code=2, says="There is no collection at")
    assert "baogao add" in result.stderr


def test_missing_path_is_named(baogao: Baogao, tmp_path: Path) -> None:
    assert_one_clear_line(baogao("add", tmp_path / "nowhere"), exit_code=1, says="nowhere")


def test_search_before_index_says_to_index(baogao: Baogao, tmp_path: Path) -> None:
    (tmp_path / "three.jsonl").write_text(as_jsonl(REPORTS), encoding="utf-8")
    baogao("add", tmp_path / "three.jsonl")
    result = baogao("search", "信访")
    assert result.exit_code == 2
    assert "baogao index" in result.stderr


def test_home_that_cannot_be_written_is_named() -> None:
    program = (
        "import os, sys, cli.add, cli\n"
        "if os.geteuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"  # root may write anywhere
        "cli.main(['add', '--home', sys.argv[1], sys.argv[2]])"
    )
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders may not even be entered by another user
        Path(folder).chmod(0o555)
        source = Path(__file__)
        command = [sys.executable, "-c", program, str(Path(folder) / "home"), str(source)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "cannot be written to" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_index_of_another_schema_is_named_and_rebuilt_on_request(collection: Baogao, home_path: Path) -> None:
    (manifest,) = (home_path / "index").glob("*/manifest.json")
    changed = json.loads(manifest.read_text(encoding="utf-8"))
    changed["schema_version"] = 0
    manifest.write_text(json.dumps(changed), encoding="utf-8")
    result = collection("search", "信访")
    assert_one_clear_line(result, exit_code=2, says="baogao index")
    assert collection("index").exit_code == 0
    assert json.loads(collection("search", "信访", "--json").stdout)["total"] == 2


def test_store_of_a_newer_release_is_named_and_left_alone(collection: Baogao, home_path: Path) -> None:
    with sqlite3.connect(home_path / "corpus.sqlite") as database:
        database.execute("UPDATE alembic_version SET version_num = 'from the future'")
    database.close()
    result = collection("search", "信访")
    assert result.exit_code == 2
    assert "newer" in result.stderr
    assert "Traceback" not in result.output


def test_second_writer_is_told_to_wait(collection: Baogao, home_path: Path, tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(as_jsonl(REPORTS[:1]), encoding="utf-8")
    with open_home(home_path).writing("corpus"):
        assert_one_clear_line(collection("add", tmp_path / "one.jsonl"), exit_code=2, says="Another process")
    with open_home(home_path).writing("index"):
        assert_one_clear_line(collection("index"), exit_code=2, says="Another process")


def test_wrong_setting_is_named_with_the_nearest(collection: Baogao, home_path: Path) -> None:
    (home_path / "baogao.toml").write_text('titel = "报告库"\n', encoding="utf-8")
    assert_one_clear_line(collection("stats"), exit_code=2, says="titel")


@pytest.mark.parametrize(
    "query",
    [
        *HOSTILE,
        pytest.param("《》“”", id="only quotes and brackets"),
        pytest.param("。，！", id="only punctuation"),
        pytest.param('"枫桥经验', id="unbalanced quote"),
        pytest.param("(枫桥经验", id="unbalanced parenthesis"),
        pytest.param("year:abc", id="year that is none"),
        pytest.param("枫桥经验 OR", id="dangling OR"),
        pytest.param("-", id="lone minus"),
    ],
)
def test_no_query_fails(asking: Baogao, query: str) -> None:
    result = asking("search", "--json", "--", query)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["total"] in range(4)
    for command in ("search", "concordance"):
        shown = asking(command, "--", query)
        assert shown.exit_code == 0, shown.output
        assert shown.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["search", "x", "--year", "abc"], "'abc' is not a year", id="year"),
        pytest.param(["search", "x", "--limit", "1001"], "1001", id="limit"),
        pytest.param(["search", "x", "--offset", "-1"], "-1", id="offset"),
        pytest.param(["search", "x", "--level", "village"], "village", id="level"),
        pytest.param(["search", "x", "--sort", "size"], "size", id="sort"),
        pytest.param(["serch", "x"], "serch", id="command"),
        pytest.param(["index", "--engine", "lucene"], "lucene", id="engine"),
        pytest.param(["crawl", "missing.toml"], "missing.toml", id="sources"),
    ],
)
def test_wrong_usage_ends_with_two(collection: Baogao, arguments: list[str], says: str) -> None:
    assert_one_clear_line(collection(*arguments), exit_code=2, says=says)


@pytest.mark.parametrize("command", ["search", "concordance", "export"])
def test_a_query_that_begins_with_a_minus_sign_is_shown_its_way(collection: Baogao, command: str) -> None:
    refused = collection(command, "-province:浙江 调解")
    assert refused.exit_code == 2
    assert "behind --" in refused.stderr
    assert f"{command} -- " in refused.stderr


def test_a_query_that_begins_with_a_minus_sign_is_searched_behind_two(collection: Baogao) -> None:
    everything, without = (json.loads(collection("search", "--json", "--", query).stdout) for query in ("", "-信访"))
    assert 0 < without["total"] < everything["total"]
    assert "behind --" not in collection("search", "调解", "--yaer", "2022").stderr


def test_a_report_cannot_move_the_terminal(collection: Baogao, tmp_path: Path) -> None:
    hostile = {
        "url": "http://a.example/1",
        "title": "红\x1b[31m题\u202e",
        "body": "正文\x1b]0;甲\x07枫桥经验丁。",
        "issuer": "乙\x1b[2J",
    }
    (tmp_path / "hostile.jsonl").write_text(as_jsonl([hostile]), encoding="utf-8")
    collection("add", tmp_path / "hostile.jsonl")
    collection("index")
    found = collection("search", "枫桥经验丁").output
    report_id = found.split("http://a.example/1")[0].split()[-1]
    shown = collection("show", report_id).output
    assert "红" in found
    assert "枫桥经验丁" in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(found + shown)


def test_unknown_report_is_named(collection: Baogao) -> None:
    assert_one_clear_line(collection("show", "nosuchid"), exit_code=1, says="nosuchid")
