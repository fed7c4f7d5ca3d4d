"""How a query was read: its words, its folded form, and what it finds as whole words and otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.store import open_store
from indexer import Divided, Searcher, SearchRequest, open_searcher, update_index
from indexer.query.nodes import FilterField
from tests.indexer.invented import report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus import Home
    from indexer import Reading

TEXTS = (
    ("丝绸产业", "丝绸可以做和服。", 2021),
    ("服务质量", "提升产品和服务的质量，规范行政执法。", 2021),
    ("执法监督", "规范行政执法，开展执法检查。", 2022),
    ("普法", "既执法又普法，讲和服。", 2022),
)


@pytest.fixture
def searcher(home: Home) -> Iterator[Searcher]:
    with open_store(home) as store:
        store.save_many(
            report(number, title=title, body=body, report_year=year) for number, (title, body, year) in enumerate(TEXTS)
        )
        update_index(home, store)
        with open_searcher(home, store) as opened:
            yield opened


def reading(searcher: Searcher, query: str, **filters: tuple[str, ...]) -> Reading:
    chosen = {FilterField(name): values for name, values in filters.items()}
    found = searcher.search(SearchRequest(query=query, filters=chosen, reading=True)).reading
    assert found is not None
    return found


def total(searcher: Searcher, query: str, **filters: tuple[str, ...]) -> int:
    chosen = {FilterField(name): values for name, values in filters.items()}
    return searcher.search(SearchRequest(query=query, filters=chosen)).total


def test_a_keyword_is_told_as_typed_as_folded_and_as_cut(searcher: Searcher) -> None:
    (keyword,) = reading(searcher, "推行柔性執法").keywords
    assert (keyword.text, keyword.folded) == ("推行柔性執法", "推行柔性执法")
    assert "".join(keyword.words) == "推行柔性执法"
    assert len(keyword.words) > 1
    assert not keyword.is_word


def test_the_reports_found_are_divided_into_whole_words_and_the_rest(searcher: Searcher) -> None:
    found = reading(searcher, "和服")
    assert found.whole_words == Divided(total=2, query="word:和服")
    assert found.otherwise == Divided(total=1, query="和服 -word:和服")


@pytest.mark.parametrize(
    "query",
    [
        "和服",
        "和服 执法",
        "和服 OR 丝绸",
        "和服 year:2021",
        "和服 -执法",
        "(和服 OR 执法) 质量",
        "执法 title:执法",
        "-丝绸 和服",
    ],
)
def test_each_part_finds_as_many_as_it_says_and_both_make_the_whole(searcher: Searcher, query: str) -> None:
    found = reading(searcher, query)
    assert found.whole_words is not None
    assert found.otherwise is not None
    assert total(searcher, found.whole_words.query) == found.whole_words.total
    assert total(searcher, found.otherwise.query) == found.otherwise.total
    assert found.whole_words.total + found.otherwise.total == total(searcher, query)


def test_the_parts_obey_the_filters_beside_the_text(searcher: Searcher) -> None:
    found = reading(searcher, "和服 year:2021", report_year=("2022",))  # within one facet it is OR
    assert total(searcher, "和服 year:2021", report_year=("2022",)) == 3
    assert found.whole_words is not None
    assert found.whole_words.total == 2
    only = reading(searcher, "和服", report_year=("2021",))
    assert only.whole_words == Divided(total=1, query="word:和服")
    assert only.otherwise == Divided(total=1, query="和服 -word:和服")


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("word:和服", id="words already"),
        pytest.param("title:执法", id="in one field"),
        pytest.param("year:2021", id="no keyword"),
        pytest.param("行政执", id="no word"),
        pytest.param("-和服", id="must not stand there"),
        pytest.param("不存在的", id="nothing found"),
        pytest.param("", id="everything"),
        pytest.param(" OR ".join(["执法"] + [f"法{number}" for number in range(300)]), id="too many terms to divide"),
    ],
)
def test_what_cannot_be_divided_is_not(searcher: Searcher, query: str) -> None:
    found = reading(searcher, query)
    assert (found.whole_words, found.otherwise) == (None, None)


def test_a_search_that_does_not_ask_is_told_nothing(searcher: Searcher) -> None:
    page = searcher.search(SearchRequest(query="不存在的"))
    assert page.reading is None
    assert page.suggestions == ()
