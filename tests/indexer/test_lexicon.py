"""The lexicon: what goes in, how it is spelled, and that it follows the collection."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from corpus.store import Store, open_store
from indexer import update_index
from indexer.generations import live_generation
from indexer.lexicon import Entry, Kind, Lexicon, keeping, lexicon_stamp, open_lexicon
from indexer.lexicon.entries import is_term, title_entries
from indexer.lexicon.keeping import LEXICON_FOLDER, read_state
from indexer.lexicon.syllables import initials, spelled, syllables
from indexer.lexicon.table import LexiconTable, write_table
from tests.indexer.damage import put_in_place_of
from tests.indexer.invented import report, reports

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus import Home


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home) as opened:
        yield opened


def lexicon_of(home: Home) -> Lexicon:
    return open_lexicon(live_generation(home).path)


def terms(lexicon: Lexicon, typed: str) -> list[str]:
    return [entry.text for entry in lexicon.completions(typed, 10)[Kind.TERM]]


@pytest.mark.parametrize("word", ["枫桥经验", "一带一路", "app", "covid", "中亚"])
def test_words_are_terms(word: str) -> None:
    assert is_term(word)


@pytest.mark.parametrize(
    "word", ["法", "2022", "二〇二二", "第三", "三十", "km", "12345热线", "100%", "x", "", "甲" * 17, "\u200b\u200b"]
)
def test_numbers_single_characters_and_rubble_are_no_terms(word: str) -> None:
    assert not is_term(word)


def test_titles_that_cannot_be_shown_on_a_line_are_left_out() -> None:
    given = [
        ("甲\n乙", 1),
        ("甲\u202e乙", 1),
        ("\x1b[2J清屏", 1),
        ("", 1),
        ("2022", 1),
        ("甲" * 200, 1),
        ("某某报告", 2),
    ]
    assert title_entries(given) == [Entry(Kind.TITLE, "某某报告", 2)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("枫桥经验", ["feng", "qiao", "jing", "yan"]),
        ("重庆银行", ["chong", "qing", "yin", "hang"]),
        ("绿色", ["lv", "se"]),
        ("APP备案2022年", ["app", "bei", "an", "2022", "nian"]),
        ("，、", []),
    ],
)
def test_a_text_is_spelled_in_pinyin(text: str, said: list[str]) -> None:
    assert list(syllables(text)) == said


def test_spelling_and_initials_are_written_as_one() -> None:
    assert (spelled(["feng", "qiao"]), initials(["feng", "qiao"])) == ("fengqiao", "fq")


def test_an_entry_is_found_by_characters_pinyin_and_initials(tmp_path: Path) -> None:
    entry = Entry(Kind.TERM, "枫桥经验", 7)
    write_table(tmp_path / "table", [entry, Entry(Kind.TERM, "信访", 9)])
    table = LexiconTable(tmp_path / "table")
    for typed in ("枫", "枫桥经验", "fengq", "fengqiaojingyan", "fq", "fqjy"):
        assert table.heaviest(typed, 5) == [entry], typed
    assert table.heaviest("经验", 5) == []
    assert table.having_key("fqjy") == [entry]
    assert table.having_key("fqj") == []


def test_of_each_kind_those_that_most_reports_have_are_given(tmp_path: Path) -> None:
    given = [Entry(kind, f"法{chr(0x4E00 + number)}", number) for kind in Kind for number in range(1, 50)]
    write_table(tmp_path / "table", given)
    found = LexiconTable(tmp_path / "table").heaviest("fa", 3)
    assert sorted((entry.kind, entry.weight) for entry in found) == [
        (kind, weight) for kind in Kind for weight in (47, 48, 49)
    ]


def test_an_empty_table_answers(tmp_path: Path) -> None:
    write_table(tmp_path / "table", [])
    table = LexiconTable(tmp_path / "table")
    assert (table.heaviest("a", 3), table.having_key("a"), table.terms(), table.entries()) == ([], [], [], [])


def test_an_index_brings_its_lexicon(home: Home, store: Store) -> None:
    store.save_many([report(1, title="某镇报告", body="坚持“枫桥经验”。", issuer="枫桥镇人民政府")])
    update_index(home, store)
    lexicon = lexicon_of(home)
    assert terms(lexicon, "fq") == ["枫桥", "枫桥经验"]
    assert [entry.text for entry in lexicon.completions("枫桥镇", 10)[Kind.ISSUER]] == ["枫桥镇人民政府"]
    assert [entry.text for entry in lexicon.completions("mz", 10)[Kind.TITLE]] == ["某镇报告"]


def test_words_of_new_reports_come_without_making_all_anew(home: Home, store: Store) -> None:
    store.save_many(reports(5))
    update_index(home, store)
    index = live_generation(home).path
    before, stamp = read_state(index), lexicon_stamp(index)
    for number, word in enumerate(("葡萄牙", "巴塞罗那")):
        store.save(report(100 + number, body=f"出访{word}。"))
        update_index(home, store)
    after = read_state(index)
    assert before is not None
    assert after is not None
    assert (after.base, after.reports) == (before.base, 5)
    assert lexicon_stamp(index) != stamp
    assert terms(lexicon_of(home), "葡") == ["葡萄牙", "葡萄"]
    assert terms(lexicon_of(home), "bsln") == ["巴塞罗那"]
    assert len([item for item in (index / LEXICON_FOLDER).iterdir() if item.is_dir()]) == 2


def test_after_many_changes_it_is_made_anew_and_forgets(
    home: Home, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "LEAST_CHANGES", 3)
    store.save_many([report(number, body="出访葡萄牙。") for number in range(4)])
    update_index(home, store)
    for number in range(4):
        store.delete(report(number).id)
    store.save(report(9, body="出访巴塞罗那。"))
    update_index(home, store)
    assert terms(lexicon_of(home), "葡") == []
    assert terms(lexicon_of(home), "巴") == ["巴塞罗那", "巴塞"]


def test_one_that_is_missing_or_damaged_is_no_error_and_comes_back(home: Home, store: Store) -> None:
    store.save(report(1, body="出访葡萄牙。"))
    update_index(home, store)
    folder = live_generation(home).path / LEXICON_FOLDER
    for file in sorted(folder.rglob("*.npy")):
        whole = file.read_bytes()
        put_in_place_of(file, whole[: len(whole) // 2])
        assert terms(lexicon_of(home), "葡") == []
        put_in_place_of(file, whole)
    shutil.rmtree(folder)
    assert terms(lexicon_of(home), "葡") == []
    update_index(home, store)
    assert terms(lexicon_of(home), "葡") == ["葡萄牙", "葡萄"]
