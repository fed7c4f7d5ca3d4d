"""Switching engines is one command each way, and what was chosen last holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus import Home, SettingsError, open_home
from corpus.store import open_store
from indexer import SearchRequest, open_searcher, update_index
from indexer.generations import live_generation
from tests.indexer.invented import reports

if TYPE_CHECKING:
    from indexer import IndexSummary

SETTINGS = '# chosen with care\ntitle = "云溪"\nengine = "whoosh"  # for now\nlanguage = "en"\n'


def index(home: Home, engine: str | None = None) -> IndexSummary:
    """Update the index as a new process would, which reads the settings anew."""
    with open_store(open_home(home.path)) as store:
        return update_index(open_home(home.path), store, engine=engine)


@pytest.fixture
def filled(home: Home) -> Home:
    with open_store(home) as store:
        store.save_many(reports(30))
    return home


def test_a_home_without_a_word_on_it_begins_with_whoosh(filled: Home) -> None:
    assert index(filled).generation == "whoosh-000001"


def test_without_a_setting_the_engine_asked_for_stays(filled: Home) -> None:
    index(filled)
    there = index(filled, "tantivy")
    assert (there.generation, there.rebuilt) == ("tantivy-000002", "the engine changed from whoosh to tantivy")
    assert index(filled).generation == "tantivy-000002"
    assert index(filled, "whoosh").generation == "whoosh-000003"
    assert index(filled).generation == "whoosh-000003"
    assert not (filled.path / "baogao.toml").exists()


def test_a_setting_is_changed_with_the_switch_and_nothing_beside_it(filled: Home) -> None:
    settings = filled.path / "baogao.toml"
    settings.write_text(SETTINGS, encoding="utf-8")
    settings.chmod(0o640)
    index(filled)
    summary = index(filled, "tantivy")
    assert settings.read_text(encoding="utf-8") == SETTINGS.replace("whoosh", "tantivy")
    assert settings.stat().st_mode & 0o777 == 0o640
    assert "baogao.toml names that engine now" in summary.in_words()
    assert index(filled).generation == "tantivy-000002"
    assert not index(filled, "tantivy").setting_changed


def test_a_setting_that_a_person_changes_is_followed(filled: Home) -> None:
    index(filled)
    (filled.path / "baogao.toml").write_text("engine = 'tantivy'", encoding="utf-8")
    assert index(filled).generation == "tantivy-000002"


def test_a_setting_written_in_an_odd_way_is_left_to_the_person(filled: Home) -> None:
    settings = filled.path / "baogao.toml"
    settings.write_text('engine = """whoosh"""\n', encoding="utf-8")
    index(filled)
    with pytest.raises(SettingsError, match="cannot change") as caught:
        index(filled, "tantivy")
    assert 'engine = "tantivy"' in caught.value.hint
    assert settings.read_text(encoding="utf-8") == 'engine = """whoosh"""\n'
    assert live_generation(filled).name == "whoosh-000001"


def test_both_engines_give_one_answer(filled: Home) -> None:
    index(filled)
    answers = []
    for engine in ("whoosh", "tantivy"):
        index(filled, engine)
        with open_store(filled) as store, open_searcher(filled, store) as searcher:
            page = searcher.search(SearchRequest(query="执法 OR 信访", limit=1000))
            answers.append((page.total, {hit.report.id for hit in page.hits}, page.facets))
    assert answers[0] == answers[1]
