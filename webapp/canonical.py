"""Ticked values under their official names, so that a value and the facet it belongs to are recognised as one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.query import (
    EXCLUDING,
    And,
    GazetteerPlaces,
    Not,
    PathFilter,
    PlaceFilter,
    TextFilter,
    YearFilter,
    filters_from_params,
)

if TYPE_CHECKING:
    from indexer.query import Node
    from webapp.search_state import SearchState

__all__ = ["canonical"]

PLACES = GazetteerPlaces()


def canonical(state: SearchState) -> SearchState:
    """`state` with short place names (浙江), Chinese level names (乡镇) and forms of years (2019年) made official.

    A year that is none is left out, as the searcher does, which says so in a note.
    """
    if not state.filters:
        return state
    filters, _notes = filters_from_params(state.filters, PLACES)
    return replace(state, filters={facet: _values(node) for facet, node in filters.items()})


def _values(node: Node) -> tuple[str, ...]:
    match node:
        case YearFilter(ranges=ranges):
            return tuple(_years(first, last) for first, last in ranges)
        case PlaceFilter(names=values) | PathFilter(paths=values) | TextFilter(values=values):
            return values
        case Not(child=child):
            return tuple(f"{EXCLUDING}{value}" for value in _values(child))
        case And(children=children):
            return tuple(value for child in children for value in _values(child))
        case _:
            raise TypeError(f"no filter: {node!r}")


def _years(first: int | None, last: int | None) -> str:
    if first is not None and first == last:
        return str(first)
    return f"{'' if first is None else first}..{'' if last is None else last}"
