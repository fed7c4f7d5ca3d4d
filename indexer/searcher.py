"""The front door of searching: a request as a person states it in, a page of results out."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Self

from corpus import InputError, SettingsError
from indexer.asking import read_request
from indexer.completion import MAX_COMPLETIONS, complete
from indexer.engine import EngineRequest
from indexer.facet_listing import list_values
from indexer.facets import facet_values
from indexer.generations import engine_of, index_damaged, index_stale, live_generation, live_stamp, stale_reason
from indexer.highlight import Highlighter
from indexer.lexicon import Lexicon, lexicon_stamp, open_lexicon
from indexer.own_words import own_words_stamp, read_own_words
from indexer.page import MAX_LIMIT, Hit, SearchPage
from indexer.place_tree import place_values
from indexer.query import notes
from indexer.query.nodes import FilterField, Not, Word
from indexer.query.places import GazetteerPlaces
from indexer.query.tree import combine, marked_terms, narrowed
from indexer.ranking import ranked, total_score
from indexer.reading import read_query
from indexer.selection import IndexVersion, Selection
from indexer.suggestions import Means, Unanswered, suggest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from corpus import Home, Report
    from corpus.reports import Reports
    from corpus.store import Store
    from indexer.asking import Asked
    from indexer.completion import Completion
    from indexer.engine import Engine, EngineReader, FacetCounts
    from indexer.facet_listing import FacetPage, FacetRequest
    from indexer.generations import Generation
    from indexer.page import FacetValue, Note, SearchRequest
    from indexer.query.nodes import Node
    from indexer.ranking import RankedHit, ScorePart
    from indexer.reading import Reading
    from indexer.segment import Segmenter
    from indexer.suggestions import Suggestion

__all__ = ["Searcher", "open_searcher"]

OPENING_ATTEMPTS = 10
REMEMBERED = 10_000  # completions known to find something, or nothing
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
        self._opened = _open_live(home)
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
        hits = tuple(
            _hit(report, hit.parts, Highlighter(report, asked.query, opened.segmenter), request.snippets)
            for hit in found
            if (report := reports.get(hit.report_id))  # deleted from the store since the last update of the index
        )
        reading: Reading | None = None
        suggestions: tuple[Suggestion, ...] = ()
        if request.reading:
            reading = read_query(
                asked.node, answer.total, opened.segmenter, lambda node: _count(opened, narrowed(node, asked.ticked))
            )
            if not answer.total:
                unanswered = Unanswered(node=asked.node, given=request.filters, filters=asked.ticked)
                means = Means(opened.segmenter, self._lexicon(opened), partial(_count, opened))
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

    def _current(self) -> _Opened:
        """The reader of the last commit and its segmenter. A search under way keeps those it began with."""
        if not self._opened.is_current(self._home):
            with self._opening:
                if not self._opened.is_current(self._home):
                    replaced, self._opened = self._opened, _open_live(self._home)
                    replaced.reader.close()
        self._opened.look_at_words(self._home)
        return self._opened

    def _lexicon(self, opened: _Opened) -> Lexicon:
        """The lexicon beside what is searched; opened anew when it has been changed."""
        stamp = (opened.path, lexicon_stamp(opened.path))
        kept, lexicon = self._words
        if kept != stamp:
            lexicon = open_lexicon(opened.path)
            self._words = (stamp, lexicon)
        return lexicon


class _Opened:
    """A reader, and the stamps by which a newer generation or commit is noticed."""

    def __init__(self, generation: Generation, engine: Engine, live: object) -> None:
        self._engine = engine
        self.path = generation.path
        self._found: dict[Node, bool] = {}
        self._live = live
        self._commit = engine.stamp(generation.path)  # taken before reading: a commit in between is noticed next time
        self.segmenter: Segmenter = generation.segmenter
        self.reader: EngineReader = engine.reader(generation.path, generation.segmenter)
        self.version = IndexVersion(
            engine=generation.manifest.engine,
            generation=generation.name,
            seq=self.reader.seq,
            dictionary=generation.manifest.dictionary,
        )
        self.dictionary_changed = bool(generation.manifest.own_words)  # until the file is looked at
        self._own_words = generation.manifest.own_words
        self._own_words_seen: object = None

    def finds(self, query: Node) -> bool:
        """Whether any report matches; remembered, since each key that is typed asks for much the same."""
        known = self._found.get(query)
        if known is None:
            if len(self._found) >= REMEMBERED:
                self._found.clear()
            known = self._found[query] = _count(self, query) > 0
        return known

    def is_current(self, home: Home) -> bool:
        """Whether a search now would still use this reader."""
        try:
            return live_stamp(home) == self._live and self._engine.stamp(self.path) == self._commit
        except OSError:
            return False

    def look_at_words(self, home: Home) -> None:
        """See whether the collection's own words are still those of the index."""
        if (stamp := own_words_stamp(home)) == self._own_words_seen:
            return
        try:
            self.dictionary_changed = read_own_words(home).digest != self._own_words
        except SettingsError:  # `baogao index` will say what is wrong with the file
            self.dictionary_changed = True
        self._own_words_seen = stamp

    def all_notes(self, asked: Asked) -> tuple[Note, ...]:
        """The request's notes, and whether it asks for words by a dictionary that has changed since."""
        terms = (*marked_terms(asked.query), *marked_terms(Not(asked.query)))
        is_late = self.dictionary_changed and any(isinstance(term, Word) for term in terms)
        return tuple(dict.fromkeys((*asked.notes, *([notes.dictionary_changed()] if is_late else ()))))


def _open_live(home: Home) -> _Opened:
    for attempt in range(1, OPENING_ATTEMPTS + 1):
        live = live_stamp(home)
        generation = live_generation(home)
        if reason := stale_reason(generation):
            raise index_stale(home, reason)
        try:
            return _Opened(generation, engine_of(generation), live)
        except (OSError, ValueError) as error:
            # A rebuild may have swapped generations and removed this one since it was named.
            if live_stamp(home) == live or attempt == OPENING_ATTEMPTS:
                raise index_damaged(home, str(error)) from error
    raise AssertionError("the last attempt returns or raises")


def _check(request: SearchRequest) -> None:
    if not 0 <= request.limit <= MAX_LIMIT:
        raise InputError(f"limit is {request.limit}; expected 0 to {MAX_LIMIT}.", hint="Use offset for what follows.")
    if request.offset < 0:
        raise InputError(f"offset is {request.offset}; expected 0 or more.")
    if request.snippets < 0:
        raise InputError(f"snippets is {request.snippets}; expected 0 or more.")


def _facet(facet: FilterField, counts: FacetCounts, chosen: Node | None) -> tuple[FacetValue, ...]:
    return place_values(counts, chosen) if facet is FilterField.PLACE else facet_values(facet, counts, chosen)


def _count(opened: _Opened, query: Node) -> int:
    return opened.reader.search(EngineRequest(query=query, filters={}, limit=0)).total


def _hit(report: Report, parts: tuple[ScorePart, ...], hits: Highlighter, limit: int) -> Hit:
    return Hit(
        report=report,
        score=total_score(parts),
        parts=parts,
        occurrences=hits.occurrences,
        snippets=tuple(hits.snippets(limit)) if limit else (),
        title_html=hits.title_html,
    )
