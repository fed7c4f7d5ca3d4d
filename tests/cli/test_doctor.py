"""`baogao doctor` finds what is broken in a home, names it, and says what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from corpus import open_home
from indexer import state
from indexer.generations import live_generation

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Baogao


def findings(baogao: Baogao, exit_code: int = 0) -> dict[str, dict[str, Any]]:
    """What the doctor found, by the name of the check."""
    result = baogao("doctor", "--json")
    assert result.exit_code == exit_code, result.output
    told = json.loads(result.stdout)
    assert told["ok"] is (exit_code == 0)
    return {finding["check"]: finding for finding in told["findings"]}


def test_a_sound_home_is_found_sound(collection: Baogao) -> None:
    found = findings(collection)
    assert {finding["level"] for finding in found.values()} == {"ok"}
    assert found["store"]["message"].startswith("3 reports")
    assert "whoosh-000001: 3 reports" in found["index"]["message"]
    lines = collection("doctor").stdout.splitlines()
    assert [line.split(":")[0].split()[-1] for line in lines] == list(found)


def test_a_home_that_was_never_indexed_is_told_how(baogao: Baogao, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("枫桥经验", encoding="utf-8")
    baogao("add", tmp_path / "a.txt")
    found = findings(baogao, exit_code=1)
    assert "baogao index" in found["index"]["hint"]
    assert "engine" not in found


def test_a_missing_or_cut_archive_file_is_named(collection: Baogao, home_path: Path) -> None:
    (archive,) = (home_path / "archive").glob("*.warc.gz")
    archive.write_bytes(archive.read_bytes()[:-20])
    assert archive.name in findings(collection, exit_code=1)["archive"]["message"]
    archive.unlink()
    assert archive.name in findings(collection, exit_code=1)["archive"]["message"]


def test_a_damaged_index_is_an_error_and_one_left_behind_a_warning(
    collection: Baogao, home_path: Path, tmp_path: Path
) -> None:
    (tmp_path / "b.txt").write_text("枫桥经验续篇", encoding="utf-8")
    collection("add", tmp_path / "b.txt")
    behind = findings(collection)["index"]
    assert (behind["level"], "1 changes behind" in behind["message"]) == ("warning", True)
    (live_generation(open_home(home_path)).path / "commit.json").write_text("{}", encoding="utf-8")
    assert findings(collection, exit_code=1)["index"]["hint"].startswith("Make it anew")


def test_a_damaged_page_of_the_database_is_found(collection: Baogao, home_path: Path) -> None:
    database = home_path / "corpus.sqlite"
    collection("stats")  # what stands in the write-ahead log comes into the file
    data = bytearray(database.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 4096] = b"\xff" * 4096
    database.write_bytes(data)
    result = collection("doctor")
    assert result.exit_code in {1, 2}
    assert "damaged" in result.output


def test_a_setting_that_names_another_engine_is_told(collection: Baogao, home_path: Path) -> None:
    (home_path / "baogao.toml").write_text('engine = "tantivy"', encoding="utf-8")
    engine = findings(collection)["engine"]
    assert (engine["level"], "baogao.toml names tantivy" in engine["message"]) == ("warning", True)


def test_a_bad_line_of_the_dictionary_is_told(collection: Baogao, home_path: Path) -> None:
    (home_path / "dictionary.txt").write_text("枫桥 经验 多余 的 字\n", encoding="utf-8")
    assert findings(collection)["dictionary"]["level"] == "warning"


def test_the_owner_of_a_large_collection_is_told_what_tantivy_would_bring(
    collection: Baogao, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "LARGE_COLLECTION", 3)
    monkeypatch.setattr(state, "LEAST_FOR_A_PACE", 1)
    told = collection("index", "--rebuild").stdout
    assert "3 reports are many for the engine whoosh" in told
    assert "reports a second" in told
    assert "baogao index --engine tantivy" in told
    assert findings(collection)["engine"]["level"] == "advice"
    advice = json.loads(collection("index", "--json").stdout)["advice"]
    assert (advice["reports"], advice["expected_bytes"] < advice["index_bytes"]) == (3, True)
    assert collection("index", "--engine", "tantivy").exit_code == 0
    assert findings(collection)["engine"]["level"] == "ok"
