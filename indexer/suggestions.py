"""What to try where nothing is found: the parts of the query that find something, and terms that exist instead.

Every suggestion is a search of its own with its exact total. Only the suggestions that say of a part what it finds by
itself may have a total of 0: then that part is the one to change.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from indexer.fold import fold
from indexer.query.nodes import And, FilterField, Keyword, MatchAll, Near, Node, Not, Word
from indexer.query.tree import all_of, keywords, marked_terms, narrowed, with_terms
from indexer.query.unparse import unparse
from indexer.query.values import PARAM_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from indexer.lexicon import Lexicon
    from indexer.segment import Segmenter

__all__ = ["Suggestion", "SuggestionKind", "Unanswered", "suggest"]

MAX_PARTS = 8  # of a query that are counted one by one
MAX_NEAREST = 5  # terms shown in the place of one
MAX_TRIED = 15  # terms counted in the place of one
MAX_MISSING = 3  # terms of a query that others are sought for
MAX_SCATTERED = 30  # words of a keyword that are searched for each by itself
LONGEST_MENDED = 60  # characters; a longer text was pasted, and each of its pieces would be looked up
PIECE_LENGTHS = range(6, 1, -1)  # characters of a piece of a keyword that may be misspelt


class SuggestionKind(StrEnum):
    """What a suggestion changes."""

    ALONE = "alone"  # one part of the text by itself, under the filters beside it
    EVERYWHERE = "everywhere"  # the same in the whole collection
    WITHOUT = "without"  # the text without one part
    WITHOUT_FILTER = "without-filter"  # without the values of one facet
    WITHOUT_FILTERS = "without-filters"  # without any filter beside the text
    NEAREST = "nearest"  # a term that exists in the place of one that does not
    ANYWHERE = "anywhere"  # the characters anywhere, not in one field, as a word, or near each other
    SCATTERED = "scattered"  # the words of a keyword each by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A search to try.

    Attributes:
        kind: what it changes.
        text: the part of the query, or the new term, that it is about; the facet's parameter for a dropped filter.
        query: its text.
        filters: its filters, in the request's form.
        total: how many reports it finds.
    """

    kind: SuggestionKind
    text: str
    query: str
    filters: Mapping[FilterField, tuple[str, ...]] = field(hash=False)
    total: int

    def to_json(self) -> dict[str, Any]:
        """The suggestion as JSON-ready data; the names are part of the product's contract."""
        return {
            "kind": self.kind.value,
            "text": self.text,
            "query": self.query,
            "filters": {PARAM_NAMES[facet]: list(values) for facet, values in self.filters.items()},
            "total": self.total,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A search that found nothing.

    Attributes:
        node: the text's meaning, with the filters that stand in it.
        given: the filters beside the text, in the request's form.
        filters: the same as nodes.
    """

    node: Node
    given: Mapping[FilterField, tuple[str, ...]]
    filters: Mapping[FilterField, Node]


@dataclass(frozen=True, slots=True)
class Means:
    """What is asked: the segmenter of the index, the terms that exist, and how many reports a whole query finds."""

    segmenter: Segmenter
    lexicon: Lexicon
    count: Callable[[Node], int]


def suggest(search: Unanswered, means: Means) -> tuple[Suggestion, ...]:
    """What to try in the place of `search`: the nearest terms first, then the parts, then the filters to drop."""
    return (*_nearest(search, means), *_by_part(search, means.count), *_by_filter(search, means.count))


def _by_part(search: Unanswered, count: Callable[[Node], int]) -> Iterator[Suggestion]:
    parts = _parts(search.node)[:MAX_PARTS]
    if len(parts) < 2 and not search.filters:  # noqa: PLR2004 - one part alone is the search itself
        return
    for part in parts:
        if isinstance(part, Not):
            continue
        yield _suggestion(SuggestionKind.ALONE, part, search, count)
        if search.filters:
            yield _suggestion(SuggestionKind.EVERYWHERE, part, search, count, filtered=False)
    for part in parts if len(parts) > 2 else ():  # noqa: PLR2004 - one of two parts left out is the other alone
        rest = all_of(other for other in _parts(search.node) if other != part)
        without = _suggestion(SuggestionKind.WITHOUT, rest, search, count, text=unparse(part))
        if without.total:
            yield without


def _by_filter(search: Unanswered, count: Callable[[Node], int]) -> Iterator[Suggestion]:
    for facet in search.filters:
        given = {name: values for name, values in search.given.items() if name is not facet}
        filters = {name: node for name, node in search.filters.items() if name is not facet}
        narrower = Unanswered(node=search.node, given=given, filters=filters)
        text = PARAM_NAMES[facet]
        found = _suggestion(SuggestionKind.WITHOUT_FILTER, search.node, narrower, count, text=text)
        if found.total:
            yield found
    if len(search.filters) > 1:
        found = _suggestion(SuggestionKind.WITHOUT_FILTERS, search.node, search, count, filtered=False)
        if found.total:
            yield found


def _nearest(search: Unanswered, means: Means) -> Iterator[Suggestion]:
    """Suggestions for the terms that no report has."""
    terms = dict.fromkeys((*marked_terms(search.node), *keywords(search.node)))  # those within a NEAR too
    missing = [term for term in [*terms][:MAX_PARTS] if not means.count(term)]
    for term in missing[:MAX_MISSING]:
        found = 0
        for kind, other in _instead_of(term, means):
            node = _replaced(search.node, term, other)
            suggestion = _suggestion(kind, node, search, means.count, text=unparse(other))
            if not suggestion.total and (search.filters or node != other):
                suggestion = _suggestion(kind, other, search, means.count, filtered=False)
            if suggestion.total:
                yield suggestion
                found += 1
            if found == MAX_NEAREST:
                break


def _replaced(node: Node, term: Keyword | Word | Near, other: Node) -> Node:
    return with_terms(node, lambda old: other if old == term else old)


def _instead_of(term: Keyword | Word | Near, means: Means) -> Iterator[tuple[SuggestionKind, Node]]:
    """What may have been meant by a term that no report has, the likeliest first, `MAX_TRIED` of them at most."""
    if isinstance(term, Near):
        yield SuggestionKind.ANYWHERE, all_of(term.operands)
        return
    if isinstance(term, Word) or term.field is not None:
        yield SuggestionKind.ANYWHERE, Keyword(term.text, quoted=isinstance(term, Keyword) and term.quoted)
    field_of = None if isinstance(term, Word) else term.field
    for text in list(_near_texts(fold(term.text), means.lexicon))[:MAX_TRIED]:
        yield SuggestionKind.NEAREST, Keyword(text, field_of)
    words = [word for word in dict.fromkeys(means.segmenter.segment_query(term.text)) if len(word) > 1]
    if 1 < len(words) <= MAX_SCATTERED:
        yield SuggestionKind.SCATTERED, And(tuple(Keyword(word, field_of) for word in words))


def _near_texts(folded: str, lexicon: Lexicon) -> Iterable[str]:
    sounding = [entry.text for entry in lexicon.having_sound(folded)]
    found = dict.fromkeys((*sounding, *lexicon.spelled_nearly(folded, MAX_TRIED)))
    return found or dict.fromkeys(_with_a_piece_mended(folded, lexicon))


def _with_a_piece_mended(folded: str, lexicon: Lexicon) -> Iterator[str]:
    """The text with one piece that is no term replaced by a term of the same sound; longer pieces first."""
    for length in PIECE_LENGTHS if len(folded) <= LONGEST_MENDED else ():
        for start in range(len(folded) - length + 1):
            piece = folded[start : start + length]
            if not piece.isascii() and not lexicon.holds_term(piece):
                for entry in lexicon.having_sound(piece)[:2]:
                    if len(entry.text) == length:
                        yield folded[:start] + entry.text + folded[start + length :]


def _parts(node: Node) -> tuple[Node, ...]:
    """What stands side by side at the top of the text."""
    if isinstance(node, MatchAll):
        return ()
    return node.children if isinstance(node, And) else (node,)


def _suggestion(
    kind: SuggestionKind,
    node: Node,
    search: Unanswered,
    count: Callable[[Node], int],
    *,
    text: str | None = None,
    filtered: bool = True,
) -> Suggestion:
    query = unparse(node)
    return Suggestion(
        kind=kind,
        text=query if text is None else text,
        query=query,
        filters=search.given if filtered else {},
        total=count(narrowed(node, search.filters) if filtered else node),
    )
