"""Reports prepared in processes beside are those prepared here, in their order; and no process is left behind."""

from __future__ import annotations

import dataclasses
import logging
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus import BaogaoError, Home, open_home
from corpus.store import Store, open_store
from indexer import applying, preparing, update_index
from indexer.engines import ENGINES, engine_named
from indexer.preparing import preparation
from indexer.segment import Segmenter, Term, shipped_segmenter
from tests.indexer.invented import report, reports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.engine import Engine

PROCESSES = 2
BATCH = 10

SPOILED = """
from indexer.segment import Segmenter
cut = Segmenter.counts_between
Segmenter.counts_between = lambda self, text: 1 / 0 if "坏" in text else cut(self, text)
"""


@pytest.fixture(autouse=True)
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started for any number of changes, on a machine with one core too, and are never far ahead."""
    monkeypatch.setattr(preparing, "BESIDE_FROM", 1)
    monkeypatch.setattr(preparing, "BATCHES_AHEAD", 2)
    monkeypatch.setattr(preparing, "_cores", lambda: PROCESSES)
    monkeypatch.setattr(applying, "READ_AT_ONCE", BATCH)


@pytest.fixture(params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> Engine:
    return engine_named(request.param)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(tmp_path / "home", create=True)


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home) as opened:
        yield opened


def batches(store: Store) -> list[tuple[int, list[str]]]:
    ids = [change.report_id for change in store.changes_after(0)]
    return [(first, ids[first : first + BATCH]) for first in range(0, len(ids), BATCH)]


PROGRAM = b"indexer.preparing_process"


def children() -> list[int]:
    """Process ids of the preparing processes that this one has started."""
    tasks = Path("/proc/self/task").glob("*/children")
    started = [int(child) for task in tasks for child in task.read_text(encoding="utf-8").split()]
    return [child for child in started if PROGRAM in Path(f"/proc/{child}/cmdline").read_bytes()]


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def wait_until_gone(processes: list[int]) -> None:
    """Until none of them runs; a minute is more than any machine takes."""
    end = time.monotonic() + 60
    while any(map(is_running, processes)):
        assert time.monotonic() < end, "a process is left behind"
        time.sleep(0.05)


def test_what_is_prepared_beside_is_what_is_prepared_here_and_in_its_order(engine: Engine, store: Store) -> None:
    store.save_many(reports(95))
    store.delete(reports(95)[7].id)
    given = batches(store)
    with preparation(engine, shipped_segmenter(), store, changes=96) as beside:
        there = list(beside(given))
        assert len(children()) == PROCESSES
    with preparation(engine, shipped_segmenter(), store, changes=0) as inside:
        assert there == list(inside(given))
    assert [batch for batch, _ in there] == [batch for batch, _ in given]
    assert sum(len(prepared) for _, prepared in there) == 94


def test_words_of_the_collections_own_are_known_beside(engine: Engine, store: Store) -> None:
    store.save(report(1, body="全面推行青岩镇枫桥议事厅制度"))
    segmenter = Segmenter((Term("枫桥议事厅", 1000, "n"),))
    with preparation(engine, segmenter, store, changes=1) as beside:
        [(_, prepared)] = beside(batches(store))
    assert prepared == {report(1).id: engine.prepare(store.get(report(1).id), segmenter)}
    assert "枫桥议事厅" in str(prepared)


@pytest.mark.parametrize("name", list(ENGINES))
def test_a_report_that_cannot_be_prepared_beside_is_named_and_keeps_no_other_out(
    home: Home,
    store: Store,
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (tmp_path / "spoiled").mkdir()
    (tmp_path / "spoiled" / "sitecustomize.py").write_text(SPOILED, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "spoiled"))
    bad = report(500, body="坏")
    store.save_many([*reports(30), bad, report(501, body="好")])
    with caplog.at_level(logging.ERROR):
        summary = update_index(home, store, engine=name)
    assert (summary.indexed, summary.failed, summary.total) == (31, (bad.id,), 31)
    assert f"Report {bad.id} cannot be indexed" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_a_process_that_dies_is_told_of_and_what_was_committed_is_kept(
    home: Home, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(engine_named("whoosh")), "commit_every", BATCH)
    store.save_many(reports(200))

    def kill(done: int, total: int) -> None:
        del total
        if done == BATCH:
            for process in children():
                os.kill(process, signal.SIGKILL)

    with pytest.raises(BaogaoError, match="was killed by signal 9") as caught:
        update_index(home, store, engine="whoosh", progress=kill)
    assert "run this again" in caught.value.hint
    summary = update_index(home, store, engine="whoosh")
    assert summary.total == 200
    assert 0 < summary.indexed < 200


def test_an_interruption_ends_the_processes(home: Home, store: Store) -> None:
    store.save_many(reports(100))
    seen: list[int] = []

    def stop(done: int, total: int) -> None:
        seen.extend(children())
        raise KeyboardInterrupt(done, total)

    with pytest.raises(KeyboardInterrupt):
        update_index(home, store, progress=stop)
    assert len(seen) == PROCESSES
    assert not any(map(is_running, seen))


@pytest.mark.parametrize("ahead", [2, 10], ids=["some are read", "all are read"])
def test_a_change_while_reports_are_prepared_is_found_in_the_end(
    home: Home, store: Store, monkeypatch: pytest.MonkeyPatch, ahead: int
) -> None:
    monkeypatch.setattr(preparing, "BATCHES_AHEAD", ahead)
    given = reports(100)
    store.save_many(given)
    told: list[int] = []

    def change(done: int, total: int) -> None:
        if not told:
            newer = (dataclasses.replace(one, body="改后", content_sha256="new") for one in given[:3])
            store.save_many(newer)
            store.delete(given[-1].id)
        told.append(total - done)

    summary = update_index(home, store, progress=change)
    assert (summary.total, summary.seq, told[-1]) == (99, store.last_seq(), 0)


KILLED = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from corpus import open_home
    from corpus.store import open_store
    from indexer import preparing, update_index
    from tests.indexer.test_preparing import children

    preparing.BESIDE_FROM, preparing._cores = 1, lambda: 2
    home = open_home(Path(sys.argv[1]))
    with open_store(home) as store:
        update_index(home, store, progress=lambda done, total: print(*children(), flush=True) or sys.stdin.read())
    """
)


def test_processes_end_when_the_one_that_started_them_is_killed(home: Home, store: Store) -> None:
    store.save_many(reports(400))
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(home.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        left = [int(child) for child in process.stdout.readline().split()]
        assert len(left) == PROCESSES
        process.kill()
    wait_until_gone(left)
    assert update_index(home, store).total == 400
