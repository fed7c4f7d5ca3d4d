"""The live index, opened as of one commit, with what tells when it is no longer the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus import SettingsError
from indexer.engine import EngineRequest
from indexer.fold import fold
from indexer.generations import (
    IndexVersion,
    engine_of,
    index_damaged,
    index_stale,
    live_generation,
    live_stamp,
    stale_reason,
)
from indexer.own_words import own_words_stamp, read_own_words
from indexer.query import notes
from indexer.query.nodes import Not, Word
from indexer.query.tree import marked_terms

if TYPE_CHECKING:
    from corpus import Home
    from indexer.asking import Asked
    from indexer.engine import Engine, EngineReader
    from indexer.generations import Generation
    from indexer.query.nodes import Node
    from indexer.query.notes import Note
    from indexer.segment import Segmenter

__all__ = ["OpenedIndex", "open_live"]

OPENING_ATTEMPTS = 10
REMEMBERED = 10_000  # queries known to find something, or nothing


class OpenedIndex:
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
        if isinstance(query, Word):
            return self.reader.has_word(fold(query.text))
        known = self._found.get(query)
        if known is None:
            if len(self._found) >= REMEMBERED:
                self._found.clear()
            known = self._found[query] = self.count(query) > 0
        return known

    def count(self, query: Node) -> int:
        """How many reports match."""
        return self.reader.search(EngineRequest(query=query, filters={}, limit=0)).total

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


def open_live(home: Home) -> OpenedIndex:
    """The live index, as of its last commit.

    Raises:
        IndexMissingError, IndexStaleError, IndexDamagedError: see `indexer.searcher.open_searcher`.
    """
    for attempt in range(1, OPENING_ATTEMPTS + 1):
        live = live_stamp(home)
        generation = live_generation(home)
        if reason := stale_reason(generation):
            raise index_stale(home, reason)
        try:
            return OpenedIndex(generation, engine_of(generation), live)
        except (OSError, ValueError) as error:
            # A rebuild may have swapped generations and removed this one since it was named.
            if live_stamp(home) == live or attempt == OPENING_ATTEMPTS:
                raise index_damaged(home, str(error)) from error
    raise AssertionError("the last attempt returns or raises")
