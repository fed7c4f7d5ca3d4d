"""Folding, sentences, words and marks said once more, in the plainest code there is.

Nothing here is shared with what it is to hold: of the project only the query's nodes, and the dictionary of words.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from opencc import OpenCC

from indexer.query.nodes import And, Field, Keyword, Near, Not, Or, Within, Word
from indexer.segment import shipped_jieba

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.query.nodes import Node

Places = set[tuple[int, int]]
Term = Keyword | Word | Near

BRACKETS = "“”‘’\"'「」『』《》〈〉（）()【】[]〔〕"
DOTS = "·・‧∙⋅"
BLANK = {"Zs", "Zl", "Zp", "Cc", "Cf", "Cs"}
SENTENCE_MARKS = "。!?"
DOTS_OF_AN_ELLIPSIS = 6
_to_simplified = OpenCC("t2s").convert
_jieba = cache(shipped_jieba)


@cache
def fold_character(char: str) -> str:
    """What is left of one character, over and over until it stays; nothing of one that is transparent."""
    plain = unicodedata.normalize("NFKC", char).casefold()
    plain = "".join(one if _is_surrogate(one) else _to_simplified(one) for one in plain)
    kept = "".join(one for one in plain if not _is_transparent(one))
    return kept if kept in {char, ""} else "".join(map(fold_character, kept))


@cache
def fold_text(text: str) -> str:
    """The characters of a text, folded one by one."""
    return "".join(map(fold_character, text))


def _is_surrogate(char: str) -> bool:
    return "\ud800" <= char <= "\udfff"


def _is_transparent(char: str) -> bool:
    name = unicodedata.name(char, "")
    return char in BRACKETS + DOTS or unicodedata.category(char) in BLANK or "VARIATION SELECTOR" in name


@dataclass(frozen=True)
class Passage:
    """A piece of a text, one entry a folded character: it, where it is from, and the run that no word leaves."""

    folded: str
    places: list[int]
    runs: list[int]

    def part(self, start: int, end: int) -> Passage:
        return Passage(self.folded[start:end], self.places[start:end], self.runs[start:end])

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start], self.places[end - 1] + 1


@cache
def _parts_words(char: str) -> bool:
    """Whether it is a line break, a quote or a bracket, which no word crosses."""
    return len(f"a{char}a".splitlines()) > 1 or unicodedata.normalize("NFKC", char) in BRACKETS


@cache
def whole(text: str) -> Passage:
    """A text as one passage."""
    folded: list[str] = []
    places: list[int] = []
    runs: list[int] = []
    run = 0
    for place, char in enumerate(text):
        run += _parts_words(char)
        for one in fold_character(char):
            folded.append(one)
            places.append(place)
            runs.append(run)
    return Passage("".join(folded), places, runs)


@cache
def paragraphs(text: str) -> list[Passage]:
    """The lines of a text."""
    found = []
    start = at = 0
    passage = whole(text)
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        first = at
        while at < len(passage.places) and passage.places[at] < end:
            at += 1
        found.append(passage.part(first, at))
        start = end
    return found


def sentences(paragraph: Passage) -> Iterator[Passage]:
    """The pieces of a paragraph up to and with each row of marks that end a sentence, and what is left."""
    start = at = 0
    while at < len(paragraph.folded):
        after = _after_marks(paragraph.folded, at)
        if after > at:
            yield paragraph.part(start, after)
            start = after
        at = max(after, at + 1)
    if start < len(paragraph.folded):
        yield paragraph.part(start, len(paragraph.folded))


def _after_marks(folded: str, at: int) -> int:
    while at < len(folded):
        rest = folded[at:]
        dots = len(rest) - len(rest.lstrip("."))
        if dots >= DOTS_OF_AN_ELLIPSIS:
            at += dots
        elif folded[at] in SENTENCE_MARKS:
            at += 1
        else:
            break
    return at


@cache
def words(run: str) -> list[tuple[str, int]]:
    """The words of a folded run and where each begins, as jieba has them in search mode."""
    tokens = _jieba().tokenize(run, mode="search")
    return [(word, start) for word, start, _ in tokens if any(char.isalnum() for char in word)]


def runs_of(passage: Passage) -> Iterator[tuple[str, int]]:
    """The runs of a passage and where each begins."""
    start = 0
    for at in range(1, len(passage.runs) + 1):
        if at == len(passage.runs) or passage.runs[at] != passage.runs[start]:
            yield passage.folded[start:at], start
            start = at


def hits(node: Node, passage: Passage, of_passage: list[Passage]) -> Places | None:
    """Where the parts of an operand of NEAR stand in a paragraph or sentence; None where it does not hold there.

    `of_passage` are the sentences of the passage.
    """
    match node:
        case Keyword(text=text):
            return _places_of(fold_text(text), passage)
        case Word(text=text):
            return _places_of_word(fold_text(text), passage) or None
        case Or(children=children):
            either = [found for child in children if (found := hits(child, passage, of_passage)) is not None]
            return set().union(*either) if either else None
        case Near(within=Within.SENTENCE):
            each = [_all_hits(node, sentence, [sentence]) for sentence in of_passage]
        case Near():
            each = [_all_hits(node, passage, of_passage)]
        case _:
            raise TypeError(node)
    holding = [found for found in each if found is not None]
    return set().union(*holding) if holding else None


def _all_hits(near: Near, passage: Passage, of_passage: list[Passage]) -> Places | None:
    each = [hits(operand, passage, of_passage) for operand in near.operands]
    return None if None in each else set().union(*(found for found in each if found is not None))


def _places_of(wanted: str, passage: Passage) -> Places | None:
    if wanted not in passage.folded:
        return None
    found = set()
    at = passage.folded.find(wanted)
    while wanted and at >= 0:
        found.add(passage.span(at, at + len(wanted)))
        at = passage.folded.find(wanted, at + len(wanted))
    return found


def _places_of_word(wanted: str, passage: Passage) -> Places:
    return {
        passage.span(start + first, start + first + len(wanted))
        for run, start in runs_of(passage)
        if wanted in run
        for word, first in words(run)
        if word == wanted
    }


def near_hits(near: Near, text: str, *, is_title: bool) -> Places | None:
    """Where the operands of a NEAR stand in the passages of a text that hold all of them; None where none does."""
    if any(fold_text(one.text) not in whole(text).folded for one in near.operands if isinstance(one, Keyword | Word)):
        return None  # what stands nowhere in it does not stand in a part of it; this spares most of the time
    if is_title:
        each = [hits(near, whole(text), [whole(text)])]
    else:
        each = [hits(near, paragraph, list(sentences(paragraph))) for paragraph in paragraphs(text)]
    holding = [found for found in each if found is not None]
    return set().union(*holding) if holding else None


def shown_terms(node: Node, *, excluded: bool = False) -> Iterator[Term]:
    """The keywords, words and NEARs of a query that are not excluded; what is excluded twice is not."""
    match node:
        case Keyword() | Word() | Near():
            if not excluded:
                yield node
        case Not(child=child):
            yield from shown_terms(child, excluded=not excluded)
        case And(children=children) | Or(children=children):
            for child in children:
                yield from shown_terms(child, excluded=excluded)


def marks(text: str, node: Node, *, is_title: bool) -> list[tuple[int, int]]:
    """Spans to mark in a title or body: those that share a character are made one, those that touch stay two."""
    found: Places = set()
    for term in shown_terms(node):
        match term:
            case Near():
                found |= near_hits(term, text, is_title=is_title) or set()
            case Word(text=word):
                found |= _places_of_word(fold_text(word), whole(text))
            case Keyword(text=keyword, field=field) if field is None or (is_title and field is Field.TITLE):
                found |= _places_of(fold_text(keyword), whole(text)) or set()
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start < joined[-1][1]:
            start, end = joined[-1][0], max(end, joined.pop()[1])  # noqa: PLW2901 - the mark grows
        joined.append((start, end))
    return joined
