"""Queries drawn at random from the reports that they are asked of: every operator, every filter."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from opencc import OpenCC

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
from indexer.query.tree import facet_of
from indexer.segment import domain_terms, shipped_segmenter
from tests.indexer.invented import pick

if TYPE_CHECKING:
    from corpus import Report

Reports = Sequence["Report"]
Filters = dict[FilterField, Node]

ALL_FACETS = tuple(FilterField)
LATIN_OR_DIGITS = re.compile(r"[A-Za-z\d%.]+")


def drawn(given: Reports, chance: random.Random) -> str:
    """A piece of 1 to 12 characters that stands in some report."""
    return pick(chance, given)


def domain(given: Reports, chance: random.Random) -> str:
    """A term of the field."""
    del given
    return chance.choice(domain_terms()).word


def traditional(given: Reports, chance: random.Random) -> str:
    """A piece in the other script."""
    text = drawn(given, chance).encode(errors="ignore").decode()  # no lone surrogates
    return str(_to_traditional().convert(text))


def latin_and_digits(given: Reports, chance: random.Random) -> str:
    """A piece around Latin letters and digits, some in capitals or full width."""
    while True:
        text = chance.choice(given).body
        if match := chance.choice([*LATIN_OR_DIGITS.finditer(text)] or [None]):
            start = max(match.start() - chance.randint(0, 4), 0)
            return chance.choice((str.upper, str.lower, _to_full_width))(text[start : match.end() + 2])


def across_folding(given: Reports, chance: random.Random) -> str:
    """A piece with quotes, spaces and line breaks put in where folding drops them."""
    return "".join(char + chance.choice(("", " ", "“", "\n", "\u200b")) for char in drawn(given, chance))


def broken(given: Reports, chance: random.Random) -> str:
    """A piece with one character exchanged: mostly in no report."""
    return drawn(given, chance)[:-1] + chance.choice("法治甲乙1a")


KEYWORDS: tuple[Callable[[Reports, random.Random], str], ...] = (
    drawn,
    domain,
    traditional,
    latin_and_digits,
    across_folding,
    broken,
)


@cache
def _to_traditional() -> OpenCC:
    return OpenCC("s2t")


def _to_full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def any_keyword(given: Reports, chance: random.Random) -> Node:
    """One keyword of one of the kinds, most of them of title and body."""
    field = chance.choice((None, None, None, *Field))
    return Keyword(chance.choice(KEYWORDS)(given, chance), field, quoted=chance.random() < 0.2)


def any_tree(given: Reports, chance: random.Random, depth: int = 2) -> Node:
    """Keywords, words, NEARs and filters joined by AND, OR and NOT, up to `depth` of them one in the other."""
    if depth and chance.random() < 0.6:
        children = tuple(any_tree(given, chance, depth - 1) for _ in range(chance.randint(2, 3)))
        return chance.choice((And(children), Or(children), Not(Or(children)), And((children[0], Not(children[1])))))
    text = pick(chance, given)[: chance.randint(1, 4)]
    word = chance.choice(shipped_segmenter().words(chance.choice(given).body) or ["法"])
    return chance.choice(
        (
            Keyword(text),
            Keyword(text),
            Keyword(text, chance.choice(tuple(Field))),
            Word(word),
            any_near(given, chance),
            *any_filters(given, chance).values(),
        )
    )


def any_near(given: Reports, chance: random.Random, depth: int = 1) -> Near:
    """Short pieces that stand in one report, most of them close to each other."""
    within = chance.choice(tuple(Within)) if depth else Within.SENTENCE
    text = chance.choice(given).body or "法治"
    start = chance.randrange(len(text))
    near = text[start : start + chance.choice((10, 40, 200))]

    def operand() -> Keyword | Word | Or | Near:
        place = chance.randrange(len(near))
        keyword = Keyword(near[place : place + chance.randint(1, 3)])
        word = Word(chance.choice(shipped_segmenter().words(near) or ["法"]))
        nested = any_near(given, chance, 0) if depth and within is Within.PARAGRAPH else keyword
        return chance.choice((keyword, keyword, word, Or((keyword, word)), nested))

    return Near(within, tuple(operand() for _ in range(chance.randint(2, 3))))


def any_filters(given: Reports, chance: random.Random) -> Filters:
    """A filter of each facet on the values of two reports; the second is excluded in some, or both are."""
    two = chance.sample(list(given), 2)
    years = [one.report_year for one in two]
    filters: Filters = {
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


def any_query(given: Reports, chance: random.Random) -> tuple[Node, Filters]:
    """A keyword, a NEAR or a tree, and up to two filters beside it."""
    draw = chance.choice((any_keyword, any_near, any_tree, any_tree))
    every = any_filters(given, chance)
    return draw(given, chance), {
        facet: every[facet] for facet in chance.sample(ALL_FACETS, chance.choice((0, 0, 0, 1, 2)))
    }


def operators(node: Node) -> Iterator[str]:
    """What a query is made of, as the query language writes it."""
    match node:
        case Keyword(field=field):
            yield f"{field.value}:" if field else "keyword"
        case Word():
            yield "word:"
        case Near(within=within):
            yield f"NEAR/{within.value}"
        case Not() | And() | Or():
            yield type(node).__name__.upper()
        case _:
            yield f"{facet_of(node)}:"
    for child in _children(node):
        yield from operators(child)


def _children(node: Node) -> Sequence[Node]:
    match node:
        case Not(child=child):
            return (child,)
        case And(children=children) | Or(children=children):
            return children
        case Near(operands=operands):
            return operands
        case _:
            return ()


def counted_operators(queries: Sequence[tuple[Node, Filters]]) -> Counter[str]:
    """In how many of the queries each operator and filter is."""
    return Counter(
        name
        for node, filters in queries
        for name in {one for part in (node, *filters.values()) for one in operators(part)}
    )
