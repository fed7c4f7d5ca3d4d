"""The comparison of engines runs as documented, and this project's engines find what the other one finds."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.engines.asked import ASKED
from benchmarks.generate import LEAST_CHARACTERS, MOST_CHARACTERS, generate
from corpus import open_home
from corpus.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

REPORTS = 30


def test_the_comparison_prints_a_row_an_engine() -> None:
    command = [sys.executable, "-m", "benchmarks.engines", "--reports", str(REPORTS), "--passes", "1"]
    done = subprocess.run(
        [*command, "--engines", "tantivy,whoosh,sqlite"], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    rows = {cells[1].strip(): cells for line in done.stdout.splitlines() if len(cells := line.split("|")) == 11}
    assert {"tantivy", "whoosh", "sqlite"} <= set(rows)
    assert rows["tantivy"][9].strip() == rows["whoosh"][9].strip() == f"{len(ASKED)} of {len(ASKED)}"
    assert "ms of CPU time a report" in done.stdout


def test_how_soon_one_more_is_found_is_measured_on_a_copy_of_what_was_kept(tmp_path: Path) -> None:
    engines = [sys.executable, "-m", "benchmarks.engines", "--reports", str(REPORTS), "--passes", "1"]
    subprocess.run([*engines, "--engines", "tantivy", "--folder", str(tmp_path), "--keep"], check=True, timeout=300)

    findable = [sys.executable, "-m", "benchmarks.findable", str(tmp_path), "--times", "1"]
    done = subprocess.run(findable, capture_output=True, text=True, check=False, timeout=300)

    assert done.returncode == 0, done.stderr
    assert f"{REPORTS} reports, tantivy: one more is found after" in done.stdout
    assert not list(tmp_path.glob("findable-*"))
    with open_store(open_home(tmp_path / "home"), read_only=True) as store:
        assert store.last_seq() == REPORTS


def test_an_unknown_engine_is_named() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.engines", "--engines", "lucene"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "there is no engine lucene; known: tantivy, whoosh, sqlite, groonga, xapian, recipe" in done.stderr


def test_the_same_seed_gives_the_same_reports() -> None:
    one, two, other = (list(generate(REPORTS, seed=seed)) for seed in (1, 1, 2))
    assert one == two
    assert [report.body for report in one] != [report.body for report in other]
    assert all(LEAST_CHARACTERS <= len(report.body) <= MOST_CHARACTERS for report in one)
    assert all("。\n" in report.body and "，" in report.body for report in one)
