"""The query language: text to nodes, nodes to text, nodes to words."""

from indexer.query.form import FormProblem, QueryForm, form_of, query_of
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
from indexer.query.tree import both_of, combine, keywords, marked_terms, near_terms, split_filters
from indexer.query.unparse import unparse
from indexer.query.values import EXCLUDING, PARAM_NAMES, filters_from_params
from indexer.query.words import describe

__all__ = [
    "EXCLUDING",
    "PARAM_NAMES",
    "And",
    "Field",
    "FilterField",
    "FormProblem",
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
    "QueryForm",
    "TextFilter",
    "Within",
    "Word",
    "YearFilter",
    "both_of",
    "combine",
    "describe",
    "filters_from_params",
    "form_of",
    "keywords",
    "marked_terms",
    "near_terms",
    "parse",
    "query_of",
    "split_filters",
    "unparse",
]
