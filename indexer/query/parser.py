"""Text to nodes. A query never fails: what cannot be read is searched as text, and a note says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.fold import fold
from indexer.query import notes
from indexer.query.lexer import MINUS_SIGNS, Kind, Token, is_bare_keyword, tokenize, without_quotes
from indexer.query.nodes import Field, FilterField, Keyword, MatchAll, Node, Not, Span, Within, Word
from indexer.query.tree import all_of, any_of, merge_filters, near
from indexer.query.unparse import depth_of, unparse
from indexer.query.values import LONGEST_YEARS_ECHO, YearError, names_a_place, read_filter, split_values

if TYPE_CHECKING:
    from indexer.query.notes import Note
    from indexer.query.places import PlaceNames
    from indexer.segment import Segmenter

__all__ = ["MAX_DEPTH", "MAX_LENGTH", "MAX_TERMS", "Parsed", "parse"]

MAX_LENGTH = 10_000  # characters
MAX_TERMS = 500
MAX_DEPTH = 50  # parentheses and NOTs within each other
WILDCARDS = "*?"  # of other search programs
LONGEST_ECHO = 80  # characters of the query that a note repeats

FILTERS = {
    "year": FilterField.YEAR,
    "place": FilterField.PLACE,
    "province": FilterField.PROVINCE,
    "city": FilterField.CITY,
    "county": FilterField.COUNTY,
    "township": FilterField.TOWNSHIP,
    "level": FilterField.LEVEL,
    "type": FilterField.DOC_TYPE,
    "host": FilterField.SITE,
}
STARTS_OPERAND = (Kind.TERM, Kind.OPEN, Kind.NOT)
ENDS_OPERAND = (Kind.TERM, Kind.CLOSE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a query means, what the reader should know about how it was taken, and the text itself."""

    node: Node
    notes: tuple[Note, ...]
    text: str


def parse(text: str, *, places: PlaceNames | None = None, segmenter: Segmenter | None = None) -> Parsed:
    """The meaning of a query; see docs/query-language.md.

    Args:
        text: what a person typed; anything at all.
        places: resolves short place names; None keeps names as written.
        segmenter: tells which ``word:`` no text can have; None says nothing of it.
    """
    if not text.strip():
        return Parsed(MatchAll(), (), text)
    if len(text) > MAX_LENGTH:
        return _as_text(text, notes.too_long(MAX_LENGTH))
    tokens, found = tokenize(text)
    tokens = _checked_operators(_balanced(tokens, found), found)
    if sum(token.kind is Kind.TERM for token in tokens) > MAX_TERMS:
        return _as_text(text, notes.too_complex(MAX_TERMS, MAX_DEPTH))
    try:
        node = _Parser(tokens, found, places, segmenter).any_of_many(depth=0)
    except _TooComplexError:
        return _as_text(text, notes.too_complex(MAX_TERMS, MAX_DEPTH))
    if node is None:
        node = MatchAll()
        found.append(notes.nothing_to_search())
    elif depth_of(node) >= MAX_DEPTH:  # written down, NOTs in the operands of a NEAR stand in parentheses
        return _as_text(text, notes.too_complex(MAX_TERMS, MAX_DEPTH))
    return Parsed(merge_filters(node), tuple({note.message: note for note in found}.values()), text)


class _TooComplexError(Exception):
    """The query is nested too deep."""


class _Parser:
    """Recursive descent over checked tokens: OR binds loosest, then AND (a space), NOT, NEAR/p, NEAR/s."""

    def __init__(
        self, tokens: list[Token], found: list[Note], places: PlaceNames | None, segmenter: Segmenter | None
    ) -> None:
        self._tokens = tokens
        self._at = 0
        self._places = places
        self._segmenter = segmenter
        self._notes = found

    def any_of_many(self, depth: int) -> Node | None:
        """The operands of OR; None where nothing is left of any of them."""
        operands = [self._all_of_many(depth)]
        while self._next_is(Kind.OR):
            self._at += 1
            operands.append(self._all_of_many(depth))
        nodes = [node for node in operands if node is not None]
        return any_of(nodes) if nodes else None

    def _all_of_many(self, depth: int) -> Node | None:
        nodes = []
        while self._next_is(*STARTS_OPERAND, Kind.AND):
            if self._next_is(Kind.AND):
                self._at += 1
            elif (node := self._condition(depth)) is not None:
                nodes.append(node)
        return all_of(nodes) if nodes else None

    def _condition(self, depth: int) -> Node | None:
        """An operand of AND: one passage's operands, or what is excluded."""
        if depth >= MAX_DEPTH:
            raise _TooComplexError
        if not self._next_is(Kind.NOT):
            return self._near(Within.PARAGRAPH, depth)
        start = self._tokens[self._at].span[0]
        self._at += 1
        child = self._condition(depth + 1)
        return None if child is None else Not(child, (start, _end(child)))

    def _near(self, within: Within, depth: int) -> Node | None:
        """The operands of NEAR; those that cannot be near each other are joined by AND."""
        operator = None
        operands = [self._near_operand(within, depth)]
        while self._next_is(Kind.NEAR) and self._tokens[self._at].value[-1].lower() == within.value:
            operator = self._tokens[self._at].value
            self._at += 1
            operands.append(self._near_operand(within, depth))
        nodes = [node for node in operands if node is not None]
        if operator is None or not nodes:
            return nodes[0] if nodes else None
        joined = near(within, nodes)
        if joined is not None:
            return joined
        odd = next(node for node in nodes if near(within, (node,)) is None)
        self._notes.append(notes.not_near(operator, unparse(odd)[:LONGEST_ECHO]))
        return all_of(nodes)

    def _near_operand(self, within: Within, depth: int) -> Node | None:
        return self._near(Within.SENTENCE, depth) if within is Within.PARAGRAPH else self._operand(depth)

    def _operand(self, depth: int) -> Node | None:
        if depth >= MAX_DEPTH:
            raise _TooComplexError
        token = self._tokens[self._at]
        self._at += 1
        if token.kind is Kind.TERM:
            return self._term(token)
        if token.kind is Kind.NOT:
            child = self._operand(depth + 1)
            return None if child is None else Not(child, (token.span[0], _end(child)))
        node = self.any_of_many(depth + 1)
        self._at += 1  # the closing parenthesis, which _balanced has seen to
        if node is None:
            self._notes.append(notes.empty_group())
        return node

    def _next_is(self, *kinds: Kind) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at].kind in kinds

    def _term(self, token: Token) -> Node | None:
        if token.field is not None and not token.value and not token.quoted:
            self._notes.append(notes.empty_value(token.field))
            return _text(f"{token.field}:", token.span)
        if token.field in FILTERS:
            return self._filter(FILTERS[token.field], token)
        if not fold(token.value):
            shown = token.value.strip() or '""'
            self._notes.append(notes.empty_keyword(shown[:LONGEST_ECHO]))
            return None
        return self._word(token) if token.field == "word" else self._keyword(token)

    def _keyword(self, token: Token) -> Keyword:
        if not token.quoted and any(char in token.value for char in WILDCARDS):
            self._notes.append(notes.no_wildcards(token.value[:LONGEST_ECHO]))
        if token.field is not None:
            return Keyword(token.value, Field(token.field), token.quoted, token.span)
        if token.quoted:
            return Keyword(token.value, quoted=True, span=token.span)
        if token.value in MINUS_SIGNS:
            self._notes.append(notes.lone_minus())
        return _text(token.value, token.span)

    def _word(self, token: Token) -> Node:
        text = without_quotes(token.value)
        if self._segmenter and fold(text) not in self._segmenter.words(text):
            self._notes.append(notes.not_a_word(text[:LONGEST_ECHO], self._segmenter.segment_query(text)))
        return Word(text, token.span)

    def _filter(self, facet: FilterField, token: Token) -> Node | None:
        values = split_values(token.value)
        if facet is FilterField.PLACE:
            values = tuple(value for value in values if names_a_place(value))
        if not values:
            self._notes.append(notes.empty_keyword(f'{token.field}:"{token.value.strip()[:LONGEST_ECHO]}"'))
            return None
        try:
            reading = read_filter(facet, values, self._places, token.span)
        except YearError:
            text = f"{token.field}:{token.value}"
            self._notes.append(notes.bad_year(text[:LONGEST_YEARS_ECHO]))
            return _text(text, token.span)
        self._notes.extend(reading.notes)
        return reading.node


def _text(text: str, span: Span) -> Keyword:
    """The keyword for a text as typed; quoted where it would else be read as something else."""
    if is_bare_keyword(text):
        return Keyword(text, span=span)
    return Keyword(without_quotes(text), quoted=True, span=span)


def _as_text(text: str, note: Note) -> Parsed:
    """The whole query as one piece of text."""
    if not fold(text):
        return Parsed(MatchAll(), (note, notes.nothing_to_search()), text)
    return Parsed(Keyword(without_quotes(text).strip(), quoted=True, span=(0, len(text))), (note,), text)


def _balanced(tokens: list[Token], found: list[Note]) -> list[Token]:
    """The tokens without parentheses that have no partner."""
    opened: list[int] = []
    single = set()
    for place, token in enumerate(tokens):
        if token.kind is Kind.OPEN:
            opened.append(place)
        elif token.kind is Kind.CLOSE:
            if opened:
                opened.pop()
            else:
                single.add(place)
    single.update(opened)
    if single:
        found.append(notes.unbalanced_parenthesis())
    return [token for place, token in enumerate(tokens) if place not in single]


def _checked_operators(tokens: list[Token], found: list[Note]) -> list[Token]:
    """The tokens with operators that have nothing to work on turned into terms."""
    checked = list(tokens)
    for place in reversed(range(len(checked))):
        if checked[place].kind is Kind.NOT and not _is_kind(checked, place + 1, STARTS_OPERAND):
            checked[place] = _as_term(checked[place], found)
    for place, token in enumerate(checked):
        joins = token.kind in (Kind.AND, Kind.OR, Kind.NEAR)
        if joins and not (_is_kind(checked, place - 1, ENDS_OPERAND) and _is_kind(checked, place + 1, STARTS_OPERAND)):
            checked[place] = _as_term(token, found)
    return checked


def _is_kind(tokens: list[Token], place: int, kinds: tuple[Kind, ...]) -> bool:
    return 0 <= place < len(tokens) and tokens[place].kind in kinds


def _as_term(token: Token, found: list[Note]) -> Token:
    if token.value in MINUS_SIGNS:
        return replace(token, kind=Kind.TERM)
    found.append(notes.dangling_operator(token.value))
    return replace(token, kind=Kind.TERM)


def _end(node: Node) -> int:
    return _span_of(node)[1]


def _span_of(node: Node) -> Span:
    return (0, 0) if isinstance(node, MatchAll) else node.span
