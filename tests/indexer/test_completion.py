"""Completion: what is offered for what is typed, and that each offer finds something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus import InputError
from corpus.store import Store, open_store
from indexer import MAX_COMPLETIONS, Searcher, SearchRequest, open_searcher, update_index
from tests.indexer.invented import report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus import Home

TOPICS = ("枫桥经验", "枫桥经验", "枫桥经验", "枫林晚", "法治政府", "法治政府建设", "行政执法")


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home) as opened:
        opened.save_many(
            report(number, title=f"丰都县报告之{word}", body=f"说到{word}。", issuer="丰都县人民政府")
            for number, word in enumerate(TOPICS)
        )
        yield opened


@pytest.fixture
def searcher(home: Home, store: Store) -> Iterator[Searcher]:
    update_index(home, store)
    with open_searcher(home, store) as opened:
        yield opened


def completed(searcher: Searcher, typed: str, kind: str | None = None) -> list[str]:
    return [one.query for one in searcher.complete(typed) if kind in {None, one.kind}]


@pytest.mark.parametrize("typed", ["枫", "枫桥", "楓橋", "fqjy", "fqj", "fengqiaoj", "FengQiao"])
def test_a_term_is_completed_by_characters_in_either_script_and_by_pinyin(searcher: Searcher, typed: str) -> None:
    assert "枫桥经验" in completed(searcher, typed, "term")


def test_what_more_reports_have_comes_first_and_pinyin_in_full_before_longer_words(searcher: Searcher) -> None:
    assert completed(searcher, "枫", "term")[0] == "枫桥经验"
    assert completed(searcher, "fengqiao", "term")[0] == "枫桥"


def test_issuing_bodies_and_titles_are_completed_too(searcher: Searcher) -> None:
    assert completed(searcher, "丰都县人", "issuer") == ["issuer:丰都县人民政府"]
    assert "title:丰都县报告之枫林晚" in completed(searcher, "fdxbg", "title")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("执法 枫林", "执法 枫林晚"),
        ("执法 -枫林", "执法 -枫林晚"),
        ("(执法 OR 枫林", "(执法 OR 枫林晚"),
        ('"枫林', "枫林晚"),
        ("word:枫林", "word:枫林晚"),
        ("title:枫林", "title:枫林晚"),
        ("issuer：丰都", "issuer:丰都县人民政府"),
    ],
)
def test_the_last_word_alone_is_completed_in_its_place(searcher: Searcher, typed: str, expected: str) -> None:
    assert expected in completed(searcher, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "枫桥经验 ",
        "f",
        "province:浙",
        "year:20",
        "《",
        "枫桥经验x",
        "zzzz",
        "OR",
        "枫" * 3000,
        "\ud800",
        "%",
        "\x00",
    ],
)
def test_where_there_is_nothing_to_complete_nothing_is_offered(searcher: Searcher, typed: str) -> None:
    assert searcher.complete(typed) == ()


def test_every_offer_finds_something_also_after_reports_have_gone(home: Home, store: Store, searcher: Searcher) -> None:
    assert "枫林晚" in completed(searcher, "fl")
    store.delete(report(3).id)
    update_index(home, store)
    assert completed(searcher, "fl") == []
    for typed in ("f", "fd", "fz", "x", "丰", "枫", "报"):
        for one in searcher.complete(typed, MAX_COMPLETIONS):
            assert searcher.search(SearchRequest(query=one.query)).total, one


def test_the_number_of_offers_is_bounded(searcher: Searcher) -> None:
    assert len(searcher.complete("fd", 3)) == 3
    for limit in (0, MAX_COMPLETIONS + 1):
        with pytest.raises(InputError, match=str(limit)):
            searcher.complete("fd", limit)
