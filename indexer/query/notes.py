"""What a reader is told about how a query was taken: one small function a note, with a stable code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.query.nodes import FilterField

__all__ = [
    "Note",
    "bad_year",
    "dangling_operator",
    "dictionary_changed",
    "empty_group",
    "empty_keyword",
    "empty_value",
    "ignored_year",
    "lone_minus",
    "no_wildcards",
    "not_a_word",
    "not_near",
    "nothing_to_search",
    "reversed_years",
    "too_complex",
    "too_long",
    "unbalanced_parenthesis",
    "unbalanced_quote",
    "unknown_place",
    "unknown_value",
]


@dataclass(frozen=True, slots=True)
class Note:
    """Something the page tells the reader about how the query was taken.

    `code` is stable (``unbalanced-quote``, ``unknown-place`` ...); `arguments` fill the page's translated sentence;
    `message` is that sentence in English, for the command and the API.
    """

    code: str
    message: str
    arguments: Mapping[str, str] = field(default_factory=dict, hash=False)


def unbalanced_quote() -> Note:
    """A quote is opened and never closed."""
    return Note("unbalanced-quote", "A quotation mark is never closed, so it was left out.")


def unbalanced_parenthesis() -> Note:
    """A parenthesis has no partner."""
    return Note("unbalanced-parenthesis", "A parenthesis has no partner, so it was left out.")


def empty_group() -> Note:
    """Nothing stands between two parentheses."""
    return Note("empty-group", "There is nothing between two parentheses, so they were left out.")


def empty_keyword(text: str) -> Note:
    """A keyword consists of characters that searching passes over."""
    return Note("empty-keyword", f"{text} holds nothing that can be searched for, so it was left out.", {"text": text})


def dangling_operator(operator: str) -> Note:
    """AND, OR or NOT has nothing to work on."""
    return Note(
        "dangling-operator", f"{operator} has nothing to join, so it was searched as text.", {"operator": operator}
    )


def lone_minus() -> Note:
    """A minus sign stands alone."""
    return Note("lone-minus", "A minus sign stands alone, so it was searched as text.")


def empty_value(field: str) -> Note:
    """A field name and a colon without a value."""
    return Note("empty-value", f"{field}: is followed by no value, so it was searched as text.", {"field": field})


def bad_year(text: str) -> Note:
    """The value of `year:` is no year; the term became text."""
    return Note(
        "bad-year",
        f"{text} is no year, so it was searched as text; expected year:2022, year:2019..2022 or year:2019.. .",
        {"text": text},
    )


def ignored_year(text: str) -> Note:
    """A ticked or given year is no year; it was left out."""
    return Note(
        "ignored-year", f"{text} is no year, so that filter was left out; expected 2022 or 2019..2022.", {"text": text}
    )


def reversed_years(text: str) -> Note:
    """A range of years ends before it begins."""
    return Note("reversed-years", f"The years {text} were taken from the earlier to the later.", {"text": text})


def unknown_place(facet: FilterField, name: str) -> Note:
    """The gazetteer has no such place at that level."""
    return Note(
        "unknown-place",
        f"No {facet.value} is called {name}; the name was kept as written.",
        {"facet": facet.value, "name": name},
    )


def unknown_value(facet: FilterField, value: str, known: Sequence[str]) -> Note:
    """A level or type that does not exist."""
    return Note(
        "unknown-value",
        f"There is no {facet.value} {value}; known are {', '.join(known)}.",
        {"facet": facet.value, "value": value, "known": ", ".join(known)},
    )


def dictionary_changed() -> Note:
    """The collection's own words are no longer those that the index is cut with, and the query asks for words."""
    return Note(
        "dictionary-changed",
        "The collection's dictionary has changed since it was indexed; word: still counts by the old one.",
    )


def not_a_word(text: str, parts: Sequence[str]) -> Note:
    """The segmenter does not make one word of the value of `word:`."""
    return Note(
        "not-a-word",
        f"{text} is not one word to the segmenter ({' / '.join(parts)}), so word: may find nothing; leave word: out.",
        {"text": text, "parts": " / ".join(parts)},
    )


def not_near(operator: str, operand: str) -> Note:
    """An operand of NEAR is none that can stand in a sentence or paragraph."""
    return Note(
        "not-near",
        f"{operator} joins keywords, phrases, word: and groups of these with OR; {operand} is none of them, "
        "so it was taken as AND.",
        {"operator": operator, "operand": operand},
    )


def no_wildcards(text: str) -> Note:
    """A keyword holds an asterisk or a question mark, which elsewhere stand for any characters."""
    return Note(
        "no-wildcards",
        f"There are no wildcards: * and ? in {text} were searched as text. A keyword finds every longer word it is in.",
        {"text": text},
    )


def nothing_to_search() -> Note:
    """Nothing is left of the query."""
    return Note("nothing-to-search", "The query holds only punctuation, so every report is listed.")


def too_long(limit: int) -> Note:
    """The query has more characters than are parsed."""
    return Note(
        "too-long",
        f"The query is longer than {limit} characters, so it was searched as one piece of text.",
        {"limit": str(limit)},
    )


def too_complex(terms: int, depth: int) -> Note:
    """The query has more terms, or is nested deeper, than is parsed."""
    return Note(
        "too-complex",
        f"The query has more than {terms} terms or {depth} levels, so it was searched as one piece of text.",
        {"terms": str(terms), "depth": str(depth)},
    )
