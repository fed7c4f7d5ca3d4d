"""The query language: text to nodes, nodes to text, nodes to words."""

from indexer.query.nodes import (
    And,
    Field,
    FilterField,
    Keyword,
    MatchAll,
    Near,
    NearOperand,
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
from indexer.query.parser import Parsed, parse
from indexer.query.places import GazetteerPlaces, PlaceNames
from indexer.query.tree import combine, keywords, marked_terms, near_terms, split_filters
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
    "Near",
    "NearOperand",
    "Node",
    "Not",
    "Or",
    "Parsed",
    "PathFilter",
    "PlaceFilter",
    "PlaceNames",
    "TextFilter",
    "Within",
    "Word",
    "YearFilter",
    "combine",
    "describe",
    "filters_from_params",
    "keywords",
    "marked_terms",
    "near_terms",
    "parse",
    "split_filters",
    "unparse",
]
