"""The concordances that visitors are reading, kept in order on disk so that their pages are stable and come at once.

Making one means reading the text of every report that is found, so it is made once for all of its pages, for the first
`MAX_REPORTS` reports only, and not two at a time.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from corpus import BaogaoError
from indexer import IndexVersion, SearchRequest
from indexer.concordance import LineOrder, OrderedLines, concordance_lines, report_sort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.store import Store
    from indexer import FilterField, Searcher, Selection
    from indexer.concordance import Line

__all__ = ["MAX_REPORTS", "Concordance", "Concordances", "LinesAsked", "ServerBusyError"]

MAX_REPORTS = 10_000
KEPT = 6
PATIENCE_SECONDS = 20.0


class ServerBusyError(BaogaoError):
    """The server is at work for others; asking again later helps."""

    code = "server-busy"


@dataclass(frozen=True, slots=True)
class LinesAsked:
    """What a concordance is made from."""

    query: str
    filters: tuple[tuple[FilterField, tuple[str, ...]], ...]
    order: LineOrder
    width: int


@dataclass(slots=True)
class Concordance:
    """One that has been made: the reports it is of, and its lines."""

    selection: Selection
    lines: OrderedLines
    lock: Lock = field(default_factory=Lock)
    readers: int = 0
    dropped: bool = False

    def page(self, offset: int, limit: int) -> list[Line]:
        """At most `limit` lines from the one at `offset` on."""
        with self.lock:
            return self.lines.page(offset, limit)


class Concordances:
    """Those asked for last; safe to share between threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[LinesAsked, IndexVersion], Concordance] = OrderedDict()
        self._lock = Lock()
        self._making = Lock()

    @contextmanager
    def open(self, searcher: Searcher, store: Store, asked: LinesAsked) -> Iterator[Concordance]:
        """The concordance as of the index's last commit, for as long as the block lasts.

        Raises:
            ServerBusyError: others are being made, and were not done in `PATIENCE_SECONDS`.
        """
        found = self._take((asked, searcher.version)) or self._made(searcher, store, asked)
        try:
            yield found
        finally:
            with self._lock:
                found.readers -= 1
                if found.dropped and not found.readers:
                    found.lines.close()

    def close(self) -> None:
        """Remove their files; those being read go when they have been."""
        with self._lock:
            while self._kept:
                self._drop_oldest()

    def _take(self, key: tuple[LinesAsked, IndexVersion]) -> Concordance | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                found.readers += 1
            return found

    def _made(self, searcher: Searcher, store: Store, asked: LinesAsked) -> Concordance:
        if not self._making.acquire(timeout=PATIENCE_SECONDS):
            raise ServerBusyError("Other concordances are being made.", hint="Try again in a moment.")
        try:
            if found := self._take((asked, searcher.version)):  # another visitor has waited for the same
                return found
            request = SearchRequest(query=asked.query, filters=dict(asked.filters), sort=report_sort(asked.order))
            selection = searcher.select(request, most=MAX_REPORTS)
            lines = OrderedLines(concordance_lines(selection, store, asked.width), asked.order)
            made = Concordance(selection, lines, readers=1)
            with self._lock:
                self._kept[asked, selection.index] = made
                while len(self._kept) > KEPT:
                    self._drop_oldest()
            return made
        finally:
            self._making.release()

    def _drop_oldest(self) -> None:
        _key, oldest = self._kept.popitem(last=False)
        oldest.dropped = True
        if not oldest.readers:
            oldest.lines.close()
