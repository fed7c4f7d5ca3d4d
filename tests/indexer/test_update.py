"""The index follows the store: incrementally, anew where it must, and whatever becomes of the process."""

from __future__ import annotations

import dataclasses
import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from corpus import Home, HomeBusyError, HomeReadOnlyError, SettingsError, open_home
from corpus.store import Store, open_store
from indexer import Searcher, SearchRequest, applying, open_searcher, update_index
from indexer.engines import ENGINES, engine_named
from indexer.generations import MANIFEST_FILE, live_generation
from indexer.segment import Segmenter
from tests.indexer.damage import put_in_place_of
from tests.indexer.invented import report, reports

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus import Report
    from indexer import SearchPage

QUERIES = ("", "执法", "法治政府", "改革 OR 信访", "-法 year:2019..2022", "word:宪法", "不存在的词")
KILLS = 20
VICTIMS = {
    "whoosh": {"commit": "commit.json", "manifest": "manifest.json", "columns": "rows.npy", "texts": "body.txt"},
    "tantivy": {"commit": "meta.json", "manifest": "manifest.json", "columns": "*.fast", "texts": "*.pos"},
}
"""Files of each engine's index, by what they hold."""


@pytest.fixture(params=list(ENGINES))
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    """An empty home of each engine."""
    path = tmp_path / "home"
    path.mkdir()
    (path / "baogao.toml").write_text(f'engine = "{request.param}"', encoding="utf-8")
    return open_home(path, create=True)


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home) as opened:
        yield opened


def answers(searcher: Searcher) -> list[dict[str, Any]]:
    """Everything a page tells, for each of `QUERIES`, but for the time it took."""
    pages = [searcher.search(SearchRequest(query=query, limit=1000)).to_json() for query in QUERIES]
    return [{name: value for name, value in page.items() if name not in ("took_ms", "index")} for page in pages]


def answers_of(home: Home, store: Store) -> list[dict[str, Any]]:
    with open_searcher(home, store) as searcher:
        return answers(searcher)


def found(home: Home, store: Store, query: str) -> int:
    with open_searcher(home, store) as searcher:
        return searcher.search(SearchRequest(query=query)).total


def changed(one: Report, body: str) -> Report:
    return dataclasses.replace(one, body=body, content_sha256=f"{one.id}{len(body)}")


def commit_every(monkeypatch: pytest.MonkeyPatch, home: Home, changes: int) -> None:
    engine = home.settings.engine
    assert engine is not None
    monkeypatch.setattr(type(engine_named(engine)), "commit_every", changes)


class TestIncremental:
    def test_the_first_update_indexes_everything_and_the_next_nothing(self, home: Home, store: Store) -> None:
        store.save_many(reports(30))
        first = update_index(home, store)
        again = update_index(home, store)
        assert (first.indexed, first.total, first.seq, first.rebuilt) == (30, 30, store.last_seq(), None)
        assert (again.indexed, again.deleted, again.total, again.generation) == (0, 0, 30, first.generation)

    def test_an_empty_store_gives_an_empty_index(self, home: Home, store: Store) -> None:
        assert update_index(home, store).total == 0
        assert found(home, store, "") == 0

    def test_only_what_changed_is_indexed_again(self, home: Home, store: Store) -> None:
        given = reports(30)
        store.save_many(given)
        update_index(home, store)
        store.save(changed(given[3], "枫桥经验新篇"))
        store.save(report(500, body="枫桥经验续篇"))
        store.delete(given[4].id)
        summary = update_index(home, store)
        assert (summary.indexed, summary.deleted, summary.total) == (2, 1, 30)
        assert found(home, store, "枫桥经验新篇") == 1
        assert found(home, store, "枫桥经验续篇") == 1

    def test_small_updates_end_as_a_rebuild_does(self, home: Home, store: Store) -> None:
        chance = random.Random(4)
        for seed in range(1, 8):
            given = reports(25, seed=seed)
            store.save_many(chance.sample(given, 12))
            store.delete(chance.choice([one.id for one in store.iter_reports()]))
            update_index(home, store)
        incremental = answers_of(home, store)
        summary = update_index(home, store, rebuild=True)
        assert summary.rebuilt == "a rebuild was asked for"
        assert answers_of(home, store) == incremental

    def test_progress_runs_up_to_what_there_is_to_do(
        self, home: Home, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(applying, "READ_AT_ONCE", 10)
        store.save_many(reports(35))
        told: list[tuple[int, int]] = []
        update_index(home, store, progress=lambda done, total: told.append((done, total)))
        assert told == [(10, 35), (20, 35), (30, 35), (35, 35)]

    def test_what_was_committed_before_a_failure_is_kept(
        self, home: Home, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        commit_every(monkeypatch, home, 10)
        monkeypatch.setattr(applying, "READ_AT_ONCE", 5)
        store.save_many(reports(35))

        def stop(done: int, total: int) -> None:
            del total
            if done >= 25:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            update_index(home, store, progress=stop)
        assert found(home, store, "") == 20
        assert update_index(home, store).indexed == 15

    def test_a_report_that_cannot_be_indexed_is_named_and_keeps_no_other_out(
        self, home: Home, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        given = reports(10)
        store.save_many(given)
        update_index(home, store)
        bad = changed(given[2], "坏")
        store.save_many([changed(given[1], "好"), bad, changed(given[3], "更好")])
        cut = Segmenter.counts_between
        monkeypatch.setattr(Segmenter, "counts_between", lambda self, text: 1 / 0 if text == "坏" else cut(self, text))
        summary = update_index(home, store)
        assert (summary.indexed, summary.failed, summary.total) == (2, (bad.id,), 9)
        assert "1 could not be indexed" in summary.in_words()
        assert found(home, store, "好") >= 2

    def test_a_summary_is_ready_for_json(self, home: Home, store: Store) -> None:
        store.save_many(reports(3))
        data = json.loads(json.dumps(update_index(home, store).to_json()))
        assert (data["indexed"], data["failed"], data["rebuilt"]) == (3, [], None)


class TestAnew:
    def test_a_rebuild_swaps_generations_and_the_next_update_removes_the_old(self, home: Home, store: Store) -> None:
        store.save_many(reports(10))
        old = live_generation_path(home, store)
        update_index(home, store, rebuild=True)
        assert old.exists()
        assert live_generation(home).name == f"{home.settings.engine}-000002"
        update_index(home, store)
        assert not old.exists()

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            pytest.param({"schema_version": 0}, "schema", id="other-schema"),
            pytest.param({"dictionary": "0" * 16}, "dictionary", id="other-dictionary"),
            pytest.param({"engine": "abacus"}, "engine", id="other-engine"),
        ],
    )
    def test_a_stale_index_is_built_anew_beside_and_says_why(
        self, home: Home, store: Store, change: dict[str, object], reason: str
    ) -> None:
        store.save_many(reports(10))
        manifest_path = live_generation_path(home, store) / MANIFEST_FILE
        manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
        manifest_path.write_text(json.dumps(manifest | change), encoding="utf-8")
        summary = update_index(home, store)
        assert (summary.indexed, summary.total, summary.generation) == (10, 10, f"{home.settings.engine}-000002")
        assert reason in (summary.rebuilt or "")

    @pytest.mark.parametrize("kind", ["commit", "manifest", "columns", "texts"])
    def test_a_damaged_index_is_built_anew(self, home: Home, store: Store, kind: str) -> None:
        store.save_many(reports(10))
        path = live_generation_path(home, store)
        put_in_place_of(next(path.rglob(VICTIMS[home.settings.engine][kind])), b"x")
        summary = update_index(home, store)
        assert summary.rebuilt is not None
        assert (summary.indexed, found(home, store, "")) == (10, 10)

    def test_a_failed_rebuild_leaves_the_live_index_as_it_was(self, home: Home, store: Store) -> None:
        store.save_many(reports(10))
        update_index(home, store)
        before = answers_of(home, store)

        def stop(done: int, total: int) -> None:
            raise KeyboardInterrupt(done, total)

        with pytest.raises(KeyboardInterrupt):
            update_index(home, store, rebuild=True, progress=stop)
        assert answers_of(home, store) == before
        update_index(home, store)
        assert [item.name for item in home.index.glob("*-*")] == [f"{home.settings.engine}-000001"]


class TestRefusals:
    def test_an_unknown_engine_is_named_with_those_there_are(self, home: Home, store: Store) -> None:
        with pytest.raises(SettingsError, match="abacus") as caught:
            update_index(home, store, engine="abacus")
        assert "whoosh" in caught.value.hint

    def test_a_second_writer_is_told_to_wait(self, home: Home, store: Store) -> None:
        with home.writing("index"), pytest.raises(HomeBusyError, match="Another process"):
            update_index(home, store)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
    def test_an_index_folder_that_cannot_be_written_to_is_named(self, home: Home, store: Store) -> None:
        store.save_many(reports(2))
        home.index.chmod(0o555)
        try:
            with pytest.raises(HomeReadOnlyError, match="cannot be written to"):
                update_index(home, store)
        finally:
            home.index.chmod(0o755)


def live_generation_path(home: Home, store: Store) -> Path:
    update_index(home, store)
    return live_generation(home).path


class TestSearchingMeanwhile:
    def test_searches_see_whole_commits_while_the_index_is_updated_and_rebuilt(
        self, home: Home, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        commit_every(monkeypatch, home, 20)
        monkeypatch.setattr(applying, "READ_AT_ONCE", 10)
        store.save_many(reports(40))
        update_index(home, store)
        totals: list[int] = []
        wrong: list[BaseException | SearchPage] = []
        stop = threading.Event()

        def search_on() -> None:
            try:
                while not stop.is_set():
                    page = searcher.search(SearchRequest(limit=1000, snippets=0))
                    totals.append(page.total)
                    if page.total % 20 or len(page.hits) != page.total:
                        wrong.append(page)
            except Exception as error:  # noqa: BLE001 - the thread's failure is the test's
                wrong.append(error)

        with open_searcher(home, store) as searcher:
            threads = [threading.Thread(target=search_on) for _ in range(3)]
            for thread in threads:
                thread.start()
            for seed in range(5):
                store.save_many([report(1000 + 100 * seed + number, body="新增") for number in range(40)])
                update_index(home, store, rebuild=seed % 2 == 1)
            stop.set()
            for thread in threads:
                thread.join()
            assert searcher.search(SearchRequest()).total == 240
        assert wrong == []
        assert totals


INDEXING = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from corpus import open_home
    from corpus.store import open_store
    from indexer import applying, update_index
    from indexer.engines import engine_named

    applying.READ_AT_ONCE = 2
    home = open_home(Path(sys.argv[1]))
    type(engine_named(home.settings.engine)).commit_every = 4
    with open_store(home) as store:
        tell = lambda done, total: print(done, flush=True)
        update_index(home, store, rebuild=len(sys.argv) > 2, progress=tell)
    """
)


@pytest.mark.kill
class TestKilled:
    def test_kills_at_random_moments_change_nothing_in_the_end(
        self, home: Home, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        chance = random.Random()  # another set of moments on every run
        commit_every(monkeypatch, home, 4)
        store.save_many(reports(60))
        killed = 0
        for attempt in range(KILLS):
            given = reports(60, seed=attempt)
            store.save_many(chance.sample(given, 25))
            store.delete(chance.choice([one.id for one in store.iter_reports()]))
            killed += run_and_kill(home, chance, rebuild=attempt % 4 == 3)
        assert killed > KILLS / 2, "most runs ended before the kill"
        update_index(home, store)
        after_kills = answers_of(home, store)
        left = {item.name for item in home.index.iterdir()}
        assert left == {"CURRENT", live_generation(home).name}
        update_index(home, store, rebuild=True)
        assert answers_of(home, store) == after_kills


def run_and_kill(home: Home, chance: random.Random, *, rebuild: bool) -> bool:
    """Whether the process that updates the index was still at it when it was killed, at some moment of its work."""
    command = [sys.executable, "-c", INDEXING, str(home.path), *(["rebuild"] if rebuild else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(chance.randint(1, 10)):  # it says so after every 2 of its 25 and more changes
            process.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.05))
        process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL
