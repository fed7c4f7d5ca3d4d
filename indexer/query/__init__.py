"""The query language: text to nodes, nodes to text, nodes to words."""

from indexer.query.nodes import (
    And,
    Field,
    FilterField,
    Keyword,
    MatchAll,
    Node,
    Not,
    Or,
    PathFilter,
    PlaceFilter,
    TextFilter,
    Word,
    YearFilter,
)
from indexer.query.parser import Parsed, parse
from indexer.query.places import GazetteerPlaces, PlaceNames
from indexer.query.tree import combine, keywords, marked_terms, split_filters
from indexer.query.unparse import unparse
from indexer.query.values import EXCLUDING, PARAM_NAMES, filters_from_params
from indexer.query.words import describe

__all__ = [
    "EXCLUDING",
    "PARAM_NAMES",
    "And",
    "Field",
    "FilterField",
    "GazetteerPlaces",
    "Keyword",
    "MatchAll",
    "Node",
    "Not",
    "Or",
    "Parsed",
    "PathFilter",
    "PlaceFilter",
    "PlaceNames",
    "TextFilter",
    "Word",
    "YearFilter",
    "combine",
    "describe",
    "filters_from_params",
    "keywords",
    "marked_terms",
    "parse",
    "split_filters",
    "unparse",
]
