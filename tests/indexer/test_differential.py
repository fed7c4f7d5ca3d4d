"""Every engine against the oracle: 3,840 drawn queries over three collections; ids, totals and facets equal."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest
from opencc import OpenCC

from indexer.engine import Engine, EngineReader, EngineRequest
from indexer.engines import ENGINES
from indexer.query.nodes import (
    And,
    Field,
    FilterField,
    Keyword,
    Near,
    Node,
    Not,
    Or,
    PathFilter,
    PlaceFilter,
    TextFilter,
    Within,
    Word,
    YearFilter,
)
from indexer.segment import domain_terms, shipped_segmenter
from tests.indexer.adversarial import adversarial
from tests.indexer.invented import pick, reports
from tests.indexer.oracle import Oracle
from tests.indexer.real_reports import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from corpus import Report

ALL_FACETS = tuple(FilterField)
LATIN_OR_DIGITS = re.compile(r"[A-Za-z\d%.]+")


@dataclass(frozen=True)
class Case:
    """One collection, indexed by one engine, and what the oracle knows of it."""

    reader: EngineReader
    oracle: Oracle
    reports: Sequence[Report]


@pytest.fixture(scope="module", params=list(ENGINES))
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=["invented", "adversarial", pytest.param("real", marks=pytest.mark.shared)])
def case(request: pytest.FixtureRequest, engine_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    data = request.getfixturevalue("shared_dir") / "data" if request.param == "real" else None
    given, oracle = _collection(request.param, data)
    reader = _indexed(ENGINES[engine_name], given, tmp_path_factory.mktemp("index"))
    yield Case(reader, oracle, given)
    reader.close()


@cache
def _collection(name: str, data: Path | None) -> tuple[Sequence[Report], Oracle]:
    """The reports, and the oracle of all but the second, which is deleted: one for all engines."""
    given = pieces(data) if data else reports(300, seed=11) if name == "invented" else adversarial()
    return given, Oracle(one for one in given if one.id != given[1].id)


def _indexed(engine: Engine, given: Sequence[Report], path: Path) -> EngineReader:
    engine.create(path)
    with engine.writer(path) as writer:
        for number, one in enumerate(given, start=1):
            writer.upsert(engine.prepare(one, shipped_segmenter()))
            if number % (len(given) // 3) == 0:  # several segments, as an index that has grown has them
                writer.commit(seq=number)
        writer.upsert(engine.prepare(given[0], shipped_segmenter()))
        writer.delete(given[1].id)
        writer.commit(seq=len(given) + 1)
    return engine.reader(path, shipped_segmenter())


def drawn(case: Case, chance: random.Random, count: int) -> list[str]:
    """Pieces of 1 to 12 characters that stand in some report."""
    return [pick(chance, case.reports) for _ in range(count)]


def domain(case: Case, chance: random.Random, count: int) -> list[str]:
    """Terms of the field."""
    del case
    return [term for term, *_ in chance.sample(domain_terms(), count)]


def traditional(case: Case, chance: random.Random, count: int) -> list[str]:
    """Pieces in the other script."""
    drawn_texts = (text.encode(errors="ignore").decode() for text in drawn(case, chance, count))  # no lone surrogates
    return [_to_traditional().convert(text) for text in drawn_texts]


def latin_and_digits(case: Case, chance: random.Random, count: int) -> list[str]:
    """Pieces around Latin letters and digits, some in capitals or full width."""
    found: list[str] = []
    while len(found) < count:
        text = chance.choice(case.reports).body
        if match := chance.choice([*LATIN_OR_DIGITS.finditer(text)] or [None]):
            start = max(match.start() - chance.randint(0, 4), 0)
            found.append(chance.choice((str.upper, str.lower, _to_full_width))(text[start : match.end() + 2]))
    return found


def across_folding(case: Case, chance: random.Random, count: int) -> list[str]:
    """Pieces with quotes, spaces and line breaks put in where folding drops them."""
    return [
        "".join(char + chance.choice(("", " ", "“", "\n", "\u200b")) for char in text)
        for text in drawn(case, chance, count)
    ]


def broken(case: Case, chance: random.Random, count: int) -> list[str]:
    """Pieces with one character exchanged: mostly in no report."""
    return [text[:-1] + chance.choice("法治甲乙1a") for text in drawn(case, chance, count)]


Drawer = Callable[[Case, random.Random, int], list[str]]
KINDS: list[Drawer] = [drawn, domain, traditional, latin_and_digits, across_folding, broken]
QUERIES_OF_EACH_KIND = 100


@cache
def _to_traditional() -> OpenCC:
    return OpenCC("s2t")


def _to_full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def _any_node(case: Case, chance: random.Random, depth: int = 2) -> Node:
    if depth and chance.random() < 0.6:
        children = tuple(_any_node(case, chance, depth - 1) for _ in range(chance.randint(2, 3)))
        return chance.choice((And(children), Or(children), Not(Or(children)), And((children[0], Not(children[1])))))
    text = pick(chance, case.reports)[: chance.randint(1, 4)]
    word = chance.choice(shipped_segmenter().words(chance.choice(case.reports).body) or ["法"])
    return chance.choice(
        (
            Keyword(text),
            Keyword(text),
            Keyword(text, chance.choice(tuple(Field))),
            Word(word),
            _any_near(case, chance),
            *_any_filters(case, chance).values(),
        )
    )


def _any_near(case: Case, chance: random.Random, depth: int = 1) -> Near:
    """Short pieces that stand in one report, most of them close to each other."""
    within = chance.choice(tuple(Within)) if depth else Within.SENTENCE
    text = chance.choice(case.reports).body or "法治"
    start = chance.randrange(len(text))
    near = text[start : start + chance.choice((10, 40, 200))]

    def operand() -> Keyword | Word | Or | Near:
        place = chance.randrange(len(near))
        keyword = Keyword(near[place : place + chance.randint(1, 3)])
        word = Word(chance.choice(shipped_segmenter().words(near) or ["法"]))
        nested = _any_near(case, chance, 0) if depth and within is Within.PARAGRAPH else keyword
        return chance.choice((keyword, keyword, word, Or((keyword, word)), nested))

    return Near(within, tuple(operand() for _ in range(chance.randint(2, 3))))


def _any_filters(case: Case, chance: random.Random) -> dict[FilterField, Node]:
    """A filter of each facet on the values of two reports; the second is excluded in some, or both are."""
    two = chance.sample(list(case.reports), 2)
    years = [one.report_year for one in two]
    filters: dict[FilterField, Node] = {
        FilterField.YEAR: chance.choice(
            (YearFilter(((years[0], years[0]),)), YearFilter(((None, 2019), (years[1], None))))
        )
    }
    for facet in (FilterField.PROVINCE, FilterField.CITY, FilterField.COUNTY, FilterField.TOWNSHIP):
        filters[facet] = PlaceFilter(facet, tuple(str(getattr(one, facet.value)) for one in two))
    for facet in (FilterField.LEVEL, FilterField.DOC_TYPE, FilterField.SITE):
        filters[facet] = TextFilter(facet, tuple(str(getattr(one, facet.value)) for one in two))
    paths = [str(one.place).split("/") for one in two]
    areas = ["/".join(names[: chance.randint(1, len(names))]) for names in paths]
    filters[FilterField.PLACE] = PathFilter(tuple(areas))
    for facet in chance.sample(ALL_FACETS, 2):
        filters[facet] = Not(filters[facet])
    if chance.random() < 0.5:  # a province without one of its parts
        filters[FilterField.PLACE] = And((PathFilter((paths[0][0], areas[1])), Not(PathFilter((areas[0],)))))
    return filters


@pytest.mark.parametrize("kind", KINDS)
def test_keywords_find_what_the_oracle_finds(case: Case, kind: Drawer) -> None:
    found_something = 0
    for text in kind(case, random.Random(kind.__name__), QUERIES_OF_EACH_KIND):
        expected = case.oracle.ids(Keyword(text))
        found_something += bool(expected)
        assert case.reader.ids(Keyword(text)) == expected, text
        answer = case.reader.search(EngineRequest(query=Keyword(text), filters={}, limit=1000))
        assert answer.total == len(expected), text
        assert len(answer.hits) == min(len(expected), 1000), text
        assert {hit.report_id for hit in answer.hits} <= expected, text
    assert found_something


def test_what_stands_near_is_what_the_oracle_says(case: Case) -> None:
    chance = random.Random(79)
    found_something = 0
    for _ in range(300):
        query = _any_near(case, chance)
        expected = case.oracle.ids(query)
        found_something += bool(expected)
        assert case.reader.ids(query) == expected, query
    assert found_something


def test_trees_of_nodes_match_what_the_oracle_says(case: Case) -> None:
    chance = random.Random(77)
    for _ in range(300):
        query = _any_node(case, chance)
        assert case.reader.ids(query) == case.oracle.ids(query), query


def test_facets_and_totals_equal_the_oracles_count(case: Case) -> None:
    chance = random.Random(78)
    for _ in range(80):
        query = _any_node(case, chance, depth=1)
        every = _any_filters(case, chance)
        filters = {facet: every[facet] for facet in chance.sample(ALL_FACETS, chance.randint(0, 3))}
        answer = case.reader.search(EngineRequest(query=query, filters=filters, facets=ALL_FACETS))
        assert answer.total == len(case.oracle.ids(query, filters.values())), (query, filters)
        for facet in ALL_FACETS:
            assert answer.facets[facet] == case.oracle.facet(facet, query, filters), (query, filters, facet)


def test_the_oracle_counts_as_one_counts_by_hand() -> None:
    given = reports(40, seed=3)
    oracle = Oracle(given)
    by_hand = Counter(one.province for one in given if "执法" in (one.title + "|" + one.body).replace(" ", ""))
    by_hand.pop(None, None)
    assert oracle.facet(FilterField.PROVINCE, Keyword("执法"), {}) == dict(by_hand)
