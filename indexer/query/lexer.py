"""The text of a query, cut into tokens: operators, parentheses, and terms with their field and quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from indexer.query import notes

if TYPE_CHECKING:
    from indexer.query.nodes import Span
    from indexer.query.notes import Note

__all__ = ["FIELD_NAMES", "Kind", "Token", "is_bare_keyword", "is_bare_value", "tokenize", "without_quotes"]

FIELD_NAMES = (
    "title",
    "issuer",
    "site",
    "word",
    "year",
    "place",
    "province",
    "city",
    "county",
    "township",
    "level",
    "type",
    "host",
)
CLOSING_QUOTES = {'"': '"', "“": "”", "＂": "＂", "「": "」"}  # noqa: RUF001 - full-width quotes are what people type
MINUS_SIGNS = "-－"  # noqa: RUF001 - the full-width one comes from Chinese keyboards
_NEAR = re.compile("NEAR[/／][sSpP]")  # noqa: RUF001 - the full-width slash comes from Chinese keyboards
_FIELD = re.compile(rf"({'|'.join(FIELD_NAMES)})[:：]", re.IGNORECASE)


class Kind(Enum):
    """What a token is."""

    TERM = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    NEAR = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One token.

    Attributes:
        kind: what it is; a minus sign is NOT.
        value: the text of a term, without the quotes of a phrase; else the token as written.
        span: where it stands in the query.
        field: the field name before the colon, in lower case; None for a plain term.
        quoted: the value is one quoted phrase.
    """

    kind: Kind
    value: str
    span: Span
    field: str | None = None
    quoted: bool = False


def tokenize(text: str) -> tuple[list[Token], list[Note]]:
    """The tokens of a query, and notes on quotes that are never closed.

    White space parts tokens. Quotes keep it inside a token; in the middle of a token they are part of its text, as in
    发展“枫桥经验”工作, and so are parentheses that close before the next white space, as in 条例(试行).
    """
    tokens = []
    found: list[Note] = []
    partners = _partners(text)
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token, unclosed = _token_at(text, at, partners)
        if unclosed:
            found.append(notes.unbalanced_quote())
        tokens.append(token)
        at = token.span[1]
    return tokens, found


def is_bare_keyword(text: str) -> bool:
    """Whether the text, written without quotes, is read as the one plain keyword `text`."""
    tokens, found = tokenize(text)
    return not found and tokens == [Token(Kind.TERM, text, (0, len(text)))]


def is_bare_value(text: str) -> bool:
    """Whether the text, written without quotes after a field's colon, is read as the value `text`."""
    return bool(text) and _scan_term(text, 0, _partners(text)) == (len(text), text, False, False)


def without_quotes(text: str) -> str:
    """The text without the straight quotes that would end a phrase; its fold is the same."""
    return text.replace('"', "")


def _token_at(text: str, at: int, partners: dict[int, int]) -> tuple[Token, bool]:
    """The token that begins at `at`, and whether a quote in it is never closed."""
    if text[at] in "()":
        return Token(Kind.OPEN if text[at] == "(" else Kind.CLOSE, text[at], (at, at + 1)), False
    if text[at] in MINUS_SIGNS and at + 1 < len(text) and not (text[at + 1].isspace() or text[at + 1] == ")"):
        return Token(Kind.NOT, text[at], (at, at + 1)), False
    named = _FIELD.match(text, at)
    start = named.end() if named else at
    end, value, quoted, unclosed = _scan_term(text, start, partners)
    span = (at, end)
    if named:
        return Token(Kind.TERM, value, span, named[1].lower(), quoted), unclosed
    if text[at:end] in ("AND", "OR", "NOT"):
        return Token(Kind[text[at:end]], value, span), False
    if _NEAR.fullmatch(text, at, end):
        return Token(Kind.NEAR, value, span), False
    return Token(Kind.TERM, value, span, None, quoted), unclosed


def _scan_term(text: str, start: int, partners: dict[int, int]) -> tuple[int, str, bool, bool]:
    """End of the term that begins at `start`, its value, whether it is one phrase, whether a quote is never closed."""
    at = start
    unclosed = []
    while at < len(text) and not text[at].isspace() and text[at] != ")":
        if text[at] == "(":
            if at not in partners:
                break  # it opens a group
            at = partners[at] + 1
        elif text[at] in CLOSING_QUOTES:
            close = text.find(CLOSING_QUOTES[text[at]], at + 1)
            if close < 0:
                unclosed.append(at)
            at = max(close, at) + 1
        else:
            at += 1
    if at > start and text[start] in CLOSING_QUOTES and text.find(CLOSING_QUOTES[text[start]], start + 1) == at - 1:
        return at, without_quotes(text[start + 1 : at - 1]), True, False
    value = "".join(text[place] for place in range(start, at) if place not in unclosed)
    return at, value, False, bool(unclosed)


def _partners(text: str) -> dict[int, int]:
    """Where each parenthesis that closes before white space does; one pass, however many are open."""
    partners = {}
    opened: list[int] = []
    for place, char in enumerate(text):
        if char.isspace():
            opened.clear()
        elif char == "(":
            opened.append(place)
        elif char == ")" and opened:
            partners[opened.pop()] = place
    return partners
