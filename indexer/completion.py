"""Completion of what is being typed: terms, issuing bodies and titles that begin so, by characters or by pinyin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.fold import fold
from indexer.lexicon import Kind
from indexer.query.lexer import Kind as TokenKind
from indexer.query.lexer import tokenize
from indexer.query.nodes import Field, Keyword, Node, Word
from indexer.query.parser import MAX_LENGTH
from indexer.query.unparse import unparse

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.lexicon import Lexicon
    from indexer.query.lexer import Token

__all__ = ["MAX_COMPLETIONS", "Completion", "complete"]

MAX_COMPLETIONS = 20
LEAST_LETTERS = 2  # one Latin letter begins a twentieth of all there is
# What can be completed after a field's name, and where none is given; and what part of the list each kind has at least.
KINDS = {
    None: (Kind.TERM, Kind.ISSUER, Kind.TITLE),
    "word": (Kind.TERM,),
    "issuer": (Kind.ISSUER,),
    "title": (Kind.TERM, Kind.TITLE),
}
SHARES = {Kind.TERM: 0.6, Kind.ISSUER: 0.2, Kind.TITLE: 0.2}


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on.

    Attributes:
        kind: ``term``, ``issuer`` or ``title``.
        text: what would stand in the place of the last word typed.
        query: all that was typed, so completed.
    """

    kind: str
    text: str
    query: str

    def to_json(self) -> dict[str, str]:
        """The completion as JSON-ready data; the names are part of the product's contract."""
        return {"kind": self.kind, "text": self.text, "query": self.query}


def complete(
    typed: str, lexicon: Lexicon, finds: Callable[[Node], bool], limit: int, *, names_hold: bool = False
) -> tuple[Completion, ...]:
    """Up to `limit` completions of the last word of `typed`; each finds at least one report by itself.

    Args:
        typed: the text up to the cursor.
        lexicon: what can be typed.
        finds: whether a query finds any report.
        limit: how many, `MAX_COMPLETIONS` at most.
        names_hold: nothing has changed since the lexicon was made, so that its issuing bodies and titles need no look.
    """
    token = _last_word(typed)
    if token is None:
        return ()
    found: dict[Kind, list[Completion]] = {}
    entries = lexicon.completions(token.value, limit)
    for kind in KINDS[token.field]:
        nodes = (_node(kind, entry.text, token) for entry in entries[kind])
        found[kind] = [
            Completion(kind.name.lower(), node.text, typed[: token.span[0]] + unparse(node))
            for node in nodes
            if (
                _is_named(node, lexicon)
                if names_hold and isinstance(node, Keyword) and node.field
                else finds(_check(kind, node))
            )
        ]
    return _mixed(found, limit)


def _last_word(typed: str) -> Token | None:
    """The word at the end; None where there is none that can be completed."""
    if len(typed) > MAX_LENGTH:
        return None
    tokens, _ = tokenize(typed)
    if not tokens or tokens[-1].span[1] != len(typed) or tokens[-1].kind is not TokenKind.TERM:
        return None
    last = tokens[-1]
    folded = fold(last.value)
    too_short = folded.isascii() and len(folded) < LEAST_LETTERS
    return None if last.field not in KINDS or not folded or too_short else last


def _node(kind: Kind, text: str, token: Token) -> Keyword | Word:
    if token.field == "word":
        return Word(text)
    if kind is Kind.TERM:
        return Keyword(text, Field.TITLE if token.field == "title" else None, quoted=token.quoted)
    return Keyword(text, Field.ISSUER if kind is Kind.ISSUER else Field.TITLE)


def _is_named(node: Keyword, lexicon: Lexicon) -> bool:
    """Whether it stands in a title, or is a name, as of the making of the lexicon."""
    return node.field is not Field.TITLE or lexicon.stands_in_a_title(node.text)


def _check(kind: Kind, node: Keyword | Word) -> Node:
    """What tells cheaply that `node` finds something: where a word stands, its characters do."""
    return Word(node.text) if kind is Kind.TERM and isinstance(node, Keyword) and node.field is None else node


def _mixed(found: dict[Kind, list[Completion]], limit: int) -> tuple[Completion, ...]:
    """Each kind's share of the list; what one kind leaves free the others take, in their order."""
    taken = {kind: items[: max(1, int(SHARES[kind] * limit))] for kind, items in found.items()}
    for kind, items in found.items():
        free = limit - sum(map(len, taken.values()))
        taken[kind] = items[: len(taken[kind]) + max(free, 0)]
    return tuple(item for items in taken.values() for item in items)[:limit]
