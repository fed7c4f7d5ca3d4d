"""The whole of a search held to its promises, whatever the text: read, answered, told in words, marked, counted."""

from __future__ import annotations

from contextlib import contextmanager
from html import unescape
from typing import TYPE_CHECKING

from corpus.store import open_store
from indexer import FilterField, Searcher, SearchRequest, open_searcher, update_index
from indexer.query import GazetteerPlaces, Near, Node, Not, describe, marked_terms, parse, split_filters, unparse
from indexer.query.nodes import And, Keyword, Or, Word
from indexer.segment import shipped_segmenter
from tests.indexer.differential import shown_marks, stands_in, storable
from tests.indexer.oracle import Oracle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus import Home, Report
    from indexer import Hit

SHOWN = 5
PLACES = GazetteerPlaces()


class WholeSearch:
    """A searcher over the tiny awkward reports, and the oracle of them."""

    def __init__(self, searcher: Searcher, given: list[Report]) -> None:
        self._searcher = searcher
        self._oracle = Oracle(given)

    def check(self, text: str) -> None:
        """Search for `text`; fails where a promise is not kept."""
        parsed = parse(text, places=PLACES, segmenter=shipped_segmenter())
        written = unparse(parsed.node)
        assert parse(written, places=PLACES).node == parsed.node, written
        assert describe(parsed.node, "zh")
        assert describe(parsed.node, "en")
        request = SearchRequest(query=text, limit=SHOWN)
        page = self._searcher.search(request)
        expected = self._oracle.ids(parsed.node)
        assert set(self._searcher.select(request).ids) == expected
        assert page.total == len(expected)
        assert len(page.hits) == min(len(expected), SHOWN)
        for hit in page.hits:
            self._check_hit(hit, parsed.node, expected)
        query, filters = split_filters(parsed.node)
        for facet, values in page.facets.items():
            if facet is not FilterField.PLACE:  # the page opens its tree only where something is chosen
                counts = {item.value: item.count for item in values if item.count}
                assert counts == self._oracle.facet(facet, query, filters), facet

    def _check_hit(self, hit: Hit, node: Node, expected: set[str]) -> None:
        assert hit.report.id in expected
        in_title, in_body = self._oracle.marks(hit.report.id, node)
        assert hit.occurrences == len(in_title) + len(in_body)
        if hit.report.title:
            assert shown_marks(hit.title_html) == (hit.report.title, in_title)
        else:
            assert unescape(hit.title_html) == hit.report.heading
        for snippet in hit.snippets:
            if snippet.field == "body":
                assert stands_in(snippet.html, hit.report.body, in_body), snippet
        if _must_mark(node):
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
        given = storable()
        store.save_many(given)
        update_index(home, store, engine=engine)
        with open_searcher(home, store) as searcher:
            yield WholeSearch(searcher, list(store.get_many([one.id for one in given]).values()))
