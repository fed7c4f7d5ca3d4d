"""What is offered where nothing is found; every total is that of the search it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.store import open_store
from indexer import Searcher, SearchRequest, Suggestion, SuggestionKind, open_searcher, update_index
from indexer.lexicon import Lexicon
from indexer.query.nodes import FilterField
from tests.indexer.invented import report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus import Home

TEXTS = (
    ("枫桥镇报告", "坚持和发展新时代“枫桥经验”，化解矛盾纠纷。", 2020, "浙江省"),
    ("信访报告", "受理信访事项，推行柔性执法。", 2021, "浙江省"),
    ("法律援助报告", "公共法律服务站提供法律援助。Covid防控有力。", 2022, "天津市"),
)


@pytest.fixture
def searcher(home: Home) -> Iterator[Searcher]:
    with open_store(home) as store:
        store.save_many(
            report(number, title=title, body=body, report_year=year, province=province)
            for number, (title, body, year, province) in enumerate(TEXTS)
        )
        update_index(home, store)
        with open_searcher(home, store) as opened:
            yield opened


def suggestions(searcher: Searcher, query: str, **filters: tuple[str, ...]) -> tuple[Suggestion, ...]:
    chosen = {FilterField(name): values for name, values in filters.items()}
    page = searcher.search(SearchRequest(query=query, filters=chosen, reading=True))
    assert page.total == 0
    for found in page.suggestions:
        assert searcher.search(SearchRequest(query=found.query, filters=found.filters)).total == found.total
    return page.suggestions


def queries(found: tuple[Suggestion, ...], kind: SuggestionKind) -> list[tuple[str, int]]:
    return [(one.query, one.total) for one in found if one.kind is kind]


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        pytest.param("枫侨经验", "枫桥经验", id="same sound"),
        pytest.param("楓僑經驗", "枫桥经验", id="same sound, traditional"),
        pytest.param("枫桥京验", "枫桥经验", id="one character wrong"),
        pytest.param("公共法律务", "公共法律服务", id="one character missing"),
        pytest.param("公共律法服务", "公共法律服务", id="two swapped"),
        pytest.param("信仿", "信访", id="short, same sound"),
        pytest.param("柔性执发", "柔性执法", id="a piece of what is no word"),
        pytest.param("fqjy", "枫桥经验", id="initials"),
        pytest.param("falvyuanzhu", "法律援助", id="pinyin"),
        pytest.param("covd", "covid", id="Latin letters"),
    ],
)
def test_the_term_that_was_meant_comes_first(searcher: Searcher, query: str, meant: str) -> None:
    assert queries(suggestions(searcher, query), SuggestionKind.NEAREST)[0] == (meant, 1)


def test_only_the_term_that_no_report_has_is_replaced(searcher: Searcher) -> None:
    found = suggestions(searcher, "信仿 执法 year:2021 -调解")
    assert queries(found, SuggestionKind.NEAREST) == [("信访 执法 year:2021 -调解", 1)]


def test_a_near_term_that_would_not_help_here_is_offered_by_itself(searcher: Searcher) -> None:
    assert queries(suggestions(searcher, "信仿 枫桥"), SuggestionKind.NEAREST) == [("信访", 1)]
    found = suggestions(searcher, "信仿", report_year=("2020",))
    (nearest,) = (one for one in found if one.kind is SuggestionKind.NEAREST)
    assert (nearest.query, nearest.filters) == ("信访", {})


def test_another_word_of_two_characters_is_not_near(searcher: Searcher) -> None:
    assert queries(suggestions(searcher, "信托"), SuggestionKind.NEAREST) == []


def test_each_part_is_counted_alone_and_without(searcher: Searcher) -> None:
    found = suggestions(searcher, "信访 纠纷 执法")
    assert queries(found, SuggestionKind.ALONE) == [("信访", 1), ("纠纷", 1), ("执法", 1)]
    assert queries(found, SuggestionKind.WITHOUT) == [("信访 执法", 1)]
    assert [one.text for one in found if one.kind is SuggestionKind.WITHOUT] == ["纠纷"]


def test_a_filter_in_the_text_is_a_part_too(searcher: Searcher) -> None:
    found = suggestions(searcher, "信访 year:2020")
    assert queries(found, SuggestionKind.ALONE) == [("信访", 1), ("year:2020", 1)]


def test_filters_beside_the_text_are_dropped_one_by_one_and_together(searcher: Searcher) -> None:
    found = suggestions(searcher, "信访", report_year=("2020",), province=("天津市",))
    assert [one.kind for one in found] == [
        SuggestionKind.ALONE,
        SuggestionKind.EVERYWHERE,
        SuggestionKind.WITHOUT_FILTERS,
    ]
    one = suggestions(searcher, "信访", report_year=("2020",), province=("浙江省",))
    without = [
        (each.text, dict(each.filters), each.total) for each in one if each.kind is SuggestionKind.WITHOUT_FILTER
    ]
    assert without == [("year", {FilterField.PROVINCE: ("浙江省",)}, 1)]


def test_what_was_sought_in_a_field_or_as_a_word_is_sought_anywhere(searcher: Searcher) -> None:
    assert queries(suggestions(searcher, "title:柔性执法"), SuggestionKind.ANYWHERE) == [("柔性执法", 1)]
    assert queries(suggestions(searcher, "word:时代枫桥经"), SuggestionKind.ANYWHERE) == [("时代枫桥经", 1)]


def test_what_was_sought_near_each_other_is_sought_in_one_report(searcher: Searcher) -> None:
    found = suggestions(searcher, "公共法律服务 NEAR/s 防控")
    assert queries(found, SuggestionKind.ANYWHERE) == [("公共法律服务 防控", 1)]
    assert queries(suggestions(searcher, "信仿 NEAR/s 执法"), SuggestionKind.NEAREST) == [("信访", 1)]


def test_the_words_of_a_keyword_are_offered_apart(searcher: Searcher) -> None:
    assert queries(suggestions(searcher, "化解信访"), SuggestionKind.SCATTERED) == []
    assert queries(suggestions(searcher, "执法信访"), SuggestionKind.SCATTERED) == [("执法 信访", 1)]


@pytest.mark.parametrize(
    "query", ["龘" * 300, "<script>alert(1)</script>", "((((无 此 词", "a" * 10_000, "无 " * 300, "\ud800无"]
)
def test_any_query_is_answered(searcher: Searcher, query: str) -> None:
    suggestions(searcher, query)


def test_no_piece_of_a_pasted_text_is_looked_up(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    def looked_up(_lexicon: Lexicon, piece: str) -> bool:
        raise AssertionError(piece)

    monkeypatch.setattr(Lexicon, "holds_term", looked_up)
    assert queries(suggestions(searcher, "受理柔性执发与信访条例" * 900), SuggestionKind.NEAREST) == []
    with pytest.raises(AssertionError, match="受理"):
        suggestions(searcher, "受理柔性执发与信访条例")
