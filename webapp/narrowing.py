"""Searching within results: a further condition on the query, and the query's conditions one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.query import And, GazetteerPlaces, both_of, combine, describe, parse, split_filters, unparse
from webapp import links
from webapp.language import language

if TYPE_CHECKING:
    from webapp.search_state import SearchState

__all__ = ["Step", "narrowed_query", "steps_of"]

PLACES = GazetteerPlaces()
MAX_STEPS = 12  # a chain that can be read; each link repeats the query


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One condition of the query in words, and the search without it."""

    label: str
    href: str


def narrowed_query(query: str, within: str) -> str:
    """The query that finds what `within` finds among what `query` finds."""
    return unparse(both_of(parse(query, places=PLACES).node, parse(within, places=PLACES).node))


def steps_of(state: SearchState) -> tuple[Step, ...]:
    """The conditions that the text joins by AND, filters left out; none where there is but one, or too many."""
    rest, filters = split_filters(parse(state.query, places=PLACES).node)
    if not isinstance(rest, And) or len(rest.children) > MAX_STEPS:
        return ()
    steps = []
    for place, child in enumerate(rest.children):
        others = And((*rest.children[:place], *rest.children[place + 1 :]))
        query = unparse(combine(others, filters))
        steps.append(Step(label=describe(child, language()), href=links.requeried(state, query)))
    return tuple(steps)
