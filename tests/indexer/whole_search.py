"""The whole of a search held to its promises, whatever the text: read, answered, told in words, marked, counted."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

from corpus.store import open_store
from indexer import Searcher, SearchRequest, open_searcher, update_index
from indexer.highlight import Highlighter
from indexer.query import GazetteerPlaces, Near, Node, Not, describe, marked_terms, parse, unparse
from indexer.query.nodes import And, Keyword, Or, Word
from indexer.segment import shipped_segmenter
from tests.indexer.adversarial import adversarial
from tests.indexer.oracle import Oracle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus import Home, Report

SHOWN = 5
PLACES = GazetteerPlaces()
TAG = re.compile(r"</?mark>")


class WholeSearch:
    """A searcher over the tiny awkward reports, and the oracle of them."""

    def __init__(self, searcher: Searcher, given: list[Report]) -> None:
        self._searcher = searcher
        self._oracle = Oracle(given)
        self._reports = {report.id: report for report in given}

    def check(self, text: str) -> None:
        """Search for `text`; fails where a promise is not kept."""
        parsed = parse(text, places=PLACES, segmenter=shipped_segmenter())
        written = unparse(parsed.node)
        assert parse(written, places=PLACES).node == parsed.node, written
        assert describe(parsed.node, "zh")
        assert describe(parsed.node, "en")
        page = self._searcher.search(SearchRequest(query=text, limit=SHOWN))
        expected = self._oracle.ids(parsed.node)
        assert page.total == len(expected)
        assert len(page.hits) == min(len(expected), SHOWN)
        for hit in page.hits:
            assert hit.report.id in expected
            assert TAG.sub("", hit.title_html).count("<") == 0
            assert unescape(TAG.sub("", hit.title_html)) == hit.report.heading
            assert all("<" not in TAG.sub("", snippet.html) for snippet in hit.snippets)
            assert hit.occurrences == Highlighter(hit.report, page.node, shipped_segmenter()).document().total
            if _must_mark(parsed.node):
                assert hit.occurrences > 0


def _must_mark(node: Node) -> bool:
    """Whether each report that matches has a mark: something of title and body is asked for, in every alternative."""
    match node:
        case Keyword(field=None) | Word() | Near():
            return bool(marked_terms(node))
        case And(children=children):
            return any(map(_must_mark, children))
        case Or(children=children):
            return all(map(_must_mark, children))
        case Not() | _:
            return False


@contextmanager
def whole_search(home: Home, engine: str) -> Iterator[WholeSearch]:
    """The search over `home`, an empty home that is filled and indexed with `engine` here."""
    with open_store(home) as store:
        # No store takes lone surrogates; the engines' own suite has them.
        given = [replace(one, body=one.body.encode(errors="ignore").decode()) for one in adversarial()]
        store.save_many(given)
        update_index(home, store, engine=engine)
        with open_searcher(home, store) as searcher:
            yield WholeSearch(searcher, list(store.get_many([one.id for one in given]).values()))
