"""The front door of searching: a request as a person states it in, a page of results out."""

from __future__ import annotations

import time
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Self

from corpus import InputError
from indexer.asking import read_request
from indexer.completion import MAX_COMPLETIONS, complete
from indexer.engine import EngineRequest
from indexer.facet_listing import list_values
from indexer.facets import facet_values
from indexer.highlight import Highlighter, Marker
from indexer.lexicon import Lexicon, lexicon_stamp, open_lexicon
from indexer.opened import OpenedIndex, open_live
from indexer.page import MAX_LIMIT, Hit, SearchPage
from indexer.place_tree import place_values
from indexer.query.nodes import FilterField
from indexer.query.places import GazetteerPlaces
from indexer.query.tree import combine, narrowed
from indexer.ranking import ranked, total_score
from indexer.reading import read_query
from indexer.selection import Selection
from indexer.suggestions import Means, Unanswered, suggest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from corpus import Home, Report
    from corpus.reports import Reports
    from corpus.store import Store
    from indexer.completion import Completion
    from indexer.engine import FacetCounts
    from indexer.facet_listing import FacetPage, FacetRequest
    from indexer.generations import IndexVersion
    from indexer.page import FacetValue, SearchRequest
    from indexer.query.nodes import Node
    from indexer.ranking import RankedHit, ScorePart
    from indexer.reading import Reading
    from indexer.suggestions import Suggestion

__all__ = ["Searcher", "open_searcher"]

FACETS = tuple(FilterField)


def open_searcher(home: Home, store: Store | Reports) -> Searcher:
    """A searcher over the live index of `home`; it follows updates and rebuilds by itself.

    Args:
        home: an open home.
        store: its open store, or, for searching in one thread only, its reports, which are opened sooner.

    Raises:
        IndexMissingError: the collection has not been indexed yet.
        IndexStaleError: the index was made by other rules; `baogao index` makes it anew.
        IndexDamagedError: the index cannot be read.
    """
    return Searcher(home, store)


class Searcher:
    """Answers searches; safe to share between threads. The store must stay open as long as the searcher is used."""

    def __init__(self, home: Home, store: Store | Reports) -> None:
        self._home = home
        self._store = store
        self._places = GazetteerPlaces()
        self._opened = open_live(home)
        self._opening = Lock()
        self._words: tuple[object, Lexicon] = (None, Lexicon(()))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index's files; the searcher is not used again."""
        self._opened.reader.close()

    def search(self, request: SearchRequest) -> SearchPage:
        """The page of results for `request`, as of the index's last commit.

        A query never fails: what could not be read in it is searched as text, and the page's notes say so.

        Raises:
            InputError: the offset is negative, or the limit or the number of snippets out of range.
            IndexMissingError, IndexStaleError, IndexDamagedError: as for `open_searcher`; the index was changed since.
        """
        started = time.perf_counter()
        _check(request)
        opened = self._current()
        asked = read_request(request, self._places, opened.segmenter)
        wanted = EngineRequest(
            query=asked.query,
            filters=asked.filters,
            sort=request.sort,
            offset=request.offset,
            limit=request.limit,
            facets=FACETS if request.facets is None else request.facets,
        )
        answer, found = ranked(opened.reader, self._store, wanted)
        reports = self._reports(found)
        marker = Marker(asked.query, opened.segmenter)
        hits = tuple(
            _hit(report, hit.parts, Highlighter(report, marker, hit.body), request.snippets)
            for hit in found
            if (report := reports.get(hit.report_id))  # deleted from the store since the last update of the index
        )
        reading: Reading | None = None
        suggestions: tuple[Suggestion, ...] = ()
        if request.reading:
            reading = read_query(
                asked.node, answer.total, opened.segmenter, lambda node: opened.count(narrowed(node, asked.ticked))
            )
            if not answer.total:
                unanswered = Unanswered(node=asked.node, given=request.filters, filters=asked.ticked)
                means = Means(opened.segmenter, self._lexicon(opened), opened.count)
                suggestions = suggest(unanswered, means)
        return SearchPage(
            query=request.query,
            node=combine(asked.query, asked.filters),
            total=answer.total,
            took_ms=(time.perf_counter() - started) * 1000,
            hits=hits,
            facets={facet: _facet(facet, counts, asked.filters.get(facet)) for facet, counts in answer.facets.items()},
            index=opened.version,
            dictionary_changed=opened.dictionary_changed,
            notes=opened.all_notes(asked),
            reading=reading,
            suggestions=suggestions,
        )

    def complete(self, typed: str, limit: int = 10) -> tuple[Completion, ...]:
        """Ways to go on from what is being typed: terms, issuing bodies and titles of the collection, likeliest first.

        Raises:
            InputError: the limit is out of range.
            IndexMissingError, IndexStaleError, IndexDamagedError: as for `open_searcher`.
        """
        if not 0 < limit <= MAX_COMPLETIONS:
            raise InputError(f"limit is {limit}; expected 1 to {MAX_COMPLETIONS}.")
        opened = self._current()
        lexicon = self._lexicon(opened)
        names_hold = lexicon.made_at == opened.reader.seq
        return complete(typed, lexicon, opened.finds, limit, names_hold=names_hold)

    def select(self, request: SearchRequest, *, most: int | None = None) -> Selection:
        """Every report that `request` finds, in its order, whatever its limit and offset; with `most`, the first ones.

        Raises:
            IndexMissingError, IndexStaleError, IndexDamagedError: as for `search`.
        """
        opened = self._current()
        asked = read_request(request, self._places, opened.segmenter)
        limit = len(opened.reader) if most is None else most
        wanted = EngineRequest(query=asked.query, filters=asked.filters, sort=request.sort, limit=limit)
        answer, found = ranked(opened.reader, self._store, wanted)
        return Selection(
            collection=self._home.settings.title,
            request=request,
            query=asked.query,
            node=combine(asked.query, asked.filters),
            total=answer.total,
            ids=tuple(hit.report_id for hit in found),
            segmenter=opened.segmenter,
            index=opened.version,
            notes=opened.all_notes(asked),
        )

    @property
    def version(self) -> IndexVersion:
        """The state of the index that a search now would be answered from.

        Raises:
            IndexMissingError, IndexStaleError, IndexDamagedError: as for `search`.
        """
        return self._current().version

    def facet(self, request: FacetRequest) -> FacetPage:
        """The values of one facet under a search, as of the index's last commit.

        Raises:
            InputError: the offset is negative, or the limit out of range.
            IndexMissingError, IndexStaleError, IndexDamagedError: as for `open_searcher`; the index was changed since.
        """
        _check(replace(request.search, offset=request.offset, limit=request.limit))
        opened = self._current()
        asked = read_request(request.search, self._places, opened.segmenter)
        answer = opened.reader.search(
            EngineRequest(query=asked.query, filters=asked.filters, limit=0, facets=(request.facet,))
        )
        chosen = asked.filters.get(request.facet)
        return list_values(request, answer.facets[request.facet], chosen, opened.all_notes(asked))

    def _reports(self, found: Sequence[RankedHit]) -> dict[str, Report]:
        """The reports of those hits, without those deleted from the store; what ranking has read is not read again."""
        known = {hit.report_id: hit.report for hit in found if hit.report is not None}
        unread = [hit.report_id for hit in found if hit.report is None]
        return known | self._store.get_many(unread) if unread else known

    def _current(self) -> OpenedIndex:
        """The reader of the last commit and its segmenter. A search under way keeps those it began with."""
        if not self._opened.is_current(self._home):
            with self._opening:
                if not self._opened.is_current(self._home):
                    replaced, self._opened = self._opened, open_live(self._home)
                    replaced.reader.close()
        self._opened.look_at_words(self._home)
        return self._opened

    def _lexicon(self, opened: OpenedIndex) -> Lexicon:
        """The lexicon beside what is searched; opened anew when it has been changed."""
        stamp = (opened.path, lexicon_stamp(opened.path))
        kept, lexicon = self._words
        if kept != stamp:
            lexicon = open_lexicon(opened.path)
            self._words = (stamp, lexicon)
        return lexicon


def _check(request: SearchRequest) -> None:
    if not 0 <= request.limit <= MAX_LIMIT:
        raise InputError(f"limit is {request.limit}; expected 0 to {MAX_LIMIT}.", hint="Use offset for what follows.")
    if request.offset < 0:
        raise InputError(f"offset is {request.offset}; expected 0 or more.")
    if request.snippets < 0:
        raise InputError(f"snippets is {request.snippets}; expected 0 or more.")


def _facet(facet: FilterField, counts: FacetCounts, chosen: Node | None) -> tuple[FacetValue, ...]:
    return place_values(counts, chosen) if facet is FilterField.PLACE else facet_values(facet, counts, chosen)


def _hit(report: Report, parts: tuple[ScorePart, ...], hits: Highlighter, limit: int) -> Hit:
    return Hit(
        report=report,
        score=total_score(parts),
        parts=parts,
        occurrences=hits.occurrences,
        snippets=tuple(hits.snippets(limit)) if limit else (),
        title_html=hits.title_html,
    )
