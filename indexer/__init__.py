"""Finds: folds, segments and indexes reports, and answers queries. This front door gives searching and indexing.

`indexer.query` reads the query language, `indexer.highlight` marks hits, `indexer.engine` is the contract of engines.
"""

from indexer.completion import MAX_COMPLETIONS, Completion
from indexer.engine import Sort
from indexer.facet_listing import FacetPage, FacetRequest
from indexer.generations import IndexDamagedError, IndexMissingError, IndexStaleError, IndexVersion, live_segmenter
from indexer.own_words import own_words_errors
from indexer.page import MAX_LIMIT, FacetValue, Hit, SearchPage, SearchRequest, Snippet
from indexer.query.nodes import FilterField
from indexer.query.notes import Note
from indexer.reading import Divided, KeywordReading, Reading
from indexer.searcher import Searcher, open_searcher
from indexer.selection import Selection
from indexer.state import EngineAdvice, IndexState, index_state
from indexer.suggestions import Suggestion, SuggestionKind
from indexer.update import IndexSummary, update_index

__all__ = [
    "MAX_COMPLETIONS",
    "MAX_LIMIT",
    "Completion",
    "Divided",
    "EngineAdvice",
    "FacetPage",
    "FacetRequest",
    "FacetValue",
    "FilterField",
    "Hit",
    "IndexDamagedError",
    "IndexMissingError",
    "IndexStaleError",
    "IndexState",
    "IndexSummary",
    "IndexVersion",
    "KeywordReading",
    "Note",
    "Reading",
    "SearchPage",
    "SearchRequest",
    "Searcher",
    "Selection",
    "Snippet",
    "Sort",
    "Suggestion",
    "SuggestionKind",
    "index_state",
    "live_segmenter",
    "open_searcher",
    "own_words_errors",
    "update_index",
]
