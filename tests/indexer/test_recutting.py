"""Words of one's own that change: searches go on, and an update cuts again what the words touch, and no more."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from corpus.store import open_store
from indexer import SearchRequest, open_searcher, recutting, update_index
from indexer.engines import ENGINES
from indexer.generations import MANIFEST_FILE, live_generation, live_segmenter
from indexer.segment import shipped_jieba
from tests.indexer.invented import SENTENCES, report, reports

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus import Home
    from corpus.store import Store
    from indexer import SearchPage

SEEDS = (3, 4, 5)


@pytest.fixture(params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home) as opened:
        yield opened


def say(home: Home, *lines: str) -> None:
    home.dictionary.write_text("\n".join(lines), encoding="utf-8")


def page(home: Home, store: Store, query: str) -> SearchPage:
    with open_searcher(home, store) as searcher:
        return searcher.search(SearchRequest(query=query, limit=1000))


def everything(home: Home, store: Store, words: list[str]) -> list[dict[str, Any]]:
    """What the index answers for each word, as a keyword and as a word, with scores."""
    queries = [f'{kind}"{word}"' for word in words for kind in ("", "word:")]
    pages = [page(home, store, query).to_json() for query in queries]
    return [{name: value for name, value in one.items() if name not in ("took_ms", "index")} for one in pages]


def pieces(chance: random.Random, count: int) -> list[str]:
    """Pieces of two to five characters of the sentences that reports are made of, unknown to jieba."""
    jieba = shipped_jieba()
    found: set[str] = set()
    while len(found) < count:
        sentence = chance.choice(SENTENCES)
        start = chance.randrange(len(sentence))
        piece = sentence[start : start + chance.randint(2, 5)]
        if piece.isalnum() and not jieba.has_word(piece):
            found.add(piece)
    return sorted(found)


class TestUntilTheUpdate:
    def test_searches_go_on_with_the_words_the_index_has_and_say_so(self, home: Home, store: Store) -> None:
        store.save(report(1, body="枫桥式法庭建成。"))
        update_index(home, store)
        with open_searcher(home, store) as searcher:
            before = searcher.search(SearchRequest(query="word:枫桥式法庭"))
            assert (before.total, before.dictionary_changed) == (0, False)
            say(home, "枫桥式法庭")
            after = searcher.search(SearchRequest(query="-word:枫桥式法庭"))
            assert (after.total, after.dictionary_changed) == (1, True)
            assert [note.code for note in after.notes if note.code == "dictionary-changed"] != []
            assert searcher.search(SearchRequest(query="枫桥式")).notes == ()
            update_index(home, store)
            updated = searcher.search(SearchRequest(query="word:枫桥式法庭"))
        assert (updated.total, updated.dictionary_changed, updated.notes) == (1, False, ())
        assert updated.hits[0].occurrences == 1
        assert updated.index.dictionary != before.index.dictionary

    def test_a_file_taken_away_or_made_unreadable_is_noticed(self, home: Home, store: Store) -> None:
        store.save(report(1, body="枫桥式法庭建成。"))
        say(home, "枫桥式法庭")
        update_index(home, store)
        assert not page(home, store, "法").dictionary_changed
        home.dictionary.unlink()
        assert page(home, store, "法").dictionary_changed
        home.dictionary.mkdir()
        assert page(home, store, "法").dictionary_changed

    def test_comments_and_tags_are_no_change(self, home: Home, store: Store) -> None:
        store.save(report(1, body="枫桥式法庭建成。"))
        say(home, "枫桥式法庭 5")
        update_index(home, store)
        say(home, "# 法院", "枫桥式法庭 5 nt")
        assert not page(home, store, "word:枫桥式法庭").dictionary_changed
        assert update_index(home, store).changed_words == ()


class TestUpdate:
    @pytest.mark.parametrize("seed", SEEDS)
    def test_it_equals_an_index_built_anew(
        self, home: Home, store: Store, engine: str, seed: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(recutting, "LARGEST_SHARE", 1.0)
        chance = random.Random(seed)
        words = pieces(chance, 20)
        store.save_many(reports(60, seed=seed))
        update_index(home, store, engine=engine)
        recut = 0
        for _ in range(3):
            say(home, *(f"{word} {chance.choice(('', 3, 500))}" for word in chance.sample(words, 3)))
            summary = update_index(home, store, engine=engine)
            recut += summary.rebuilt is None and summary.recut > 0
            updated = everything(home, store, words)
            assert update_index(home, store, engine=engine, rebuild=True).dictionary == summary.dictionary
            assert everything(home, store, words) == updated
        assert recut >= 2

    def test_only_reports_that_hold_the_word_are_cut_again(self, home: Home, store: Store, engine: str) -> None:
        given = [report(number, body="依法行政。") for number in range(9)]
        store.save_many([*given, report(9, body="枫桥\n式法庭，“枫桥”式法庭。")])
        first = update_index(home, store, engine=engine)
        say(home, "枫桥式法庭")
        summary = update_index(home, store, engine=engine)
        assert (summary.changed_words, summary.recut, summary.indexed) == (("枫桥式法庭",), 1, 0)
        assert summary.rebuilt is None
        assert "1 word of dictionary.txt changed: 1 report cut again" in summary.in_words()
        assert summary.generation != first.generation
        assert summary.seq == first.seq
        again = update_index(home, store, engine=engine)
        assert (again.generation, again.changed_words, again.recut) == (summary.generation, (), 0)

    def test_changed_reports_and_changed_words_are_taken_in_together(
        self, home: Home, store: Store, engine: str
    ) -> None:
        store.save_many([report(number, body="依法行政。") for number in range(9)])
        store.save(report(9, body="枫桥式法庭建成。"))
        update_index(home, store, engine=engine)
        say(home, "枫桥式法庭")
        store.save(report(9, body="枫桥式法庭撤销。"))
        store.save(report(10, body="枫桥式法庭新建。"))
        summary = update_index(home, store, engine=engine)
        assert (summary.recut, summary.indexed, summary.total) == (1, 2, 11)
        assert page(home, store, "word:枫桥式法庭").total == 2

    def test_a_word_of_half_the_reports_builds_anew(self, home: Home, store: Store) -> None:
        store.save_many([report(number, body="枫桥式法庭建成。") for number in range(3)])
        update_index(home, store)
        say(home, "枫桥式法庭")
        summary = update_index(home, store)
        assert (summary.indexed, summary.recut, summary.total) == (3, 0, 3)
        assert "more than half" in (summary.rebuilt or "")

    def test_bad_lines_are_named_by_every_update(self, home: Home, store: Store) -> None:
        store.save(report(1, body="枫桥式法庭建成。"))
        say(home, "枫桥式法庭", "枫桥式法庭 很多")
        for _ in range(2):
            summary = update_index(home, store)
            assert [line.number for line in summary.bad_lines] == [2]
            assert summary.own_words == 1
        data = json.loads(json.dumps(summary.to_json(), ensure_ascii=False))
        assert data["bad_lines"][0]["number"] == 2

    def test_an_update_that_fails_leaves_the_live_index_and_its_words(
        self, home: Home, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store.save_many([report(number, body="依法行政。") for number in range(9)])
        store.save(report(9, body="枫桥式法庭建成。"))
        first = update_index(home, store)
        before = files_of(live_generation(home).path)
        say(home, "枫桥式法庭")
        with monkeypatch.context() as patched:
            patched.setattr("indexer.update.make_live", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                update_index(home, store)
        assert live_generation(home).name == first.generation
        assert files_of(live_generation(home).path) == before
        assert "枫桥式法庭" not in live_segmenter(home).words("枫桥式法庭")
        assert update_index(home, store).recut == 1
        assert "枫桥式法庭" in live_segmenter(home).words("枫桥式法庭")

    def test_an_index_of_a_release_without_own_words_is_taken_as_one_without(self, home: Home, store: Store) -> None:
        store.save_many(reports(5))
        generation = update_index(home, store).generation
        manifest = home.index / generation / MANIFEST_FILE
        data = json.loads(manifest.read_text(encoding="utf-8"))
        del data["own_words"]
        manifest.write_text(json.dumps(data), encoding="utf-8")
        assert update_index(home, store).rebuilt is None


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
