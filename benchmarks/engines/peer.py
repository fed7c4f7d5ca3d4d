"""What a measured engine has to offer: to index the reports of a store, and to answer a page."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from benchmarks.engines.asked import Asked
    from corpus import Home, Report
    from corpus.store import Store

__all__ = ["Built", "Page", "Pages", "Peer", "reports_of", "simple_snippets"]

READ_AT_ONCE = 500
SNIPPETS = 3
SNIPPET_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Built:
    """What indexing took.

    Attributes:
        seconds: from the texts to the index.
        size: bytes of the index.
        texts: bytes of the copy of the texts that the engine keeps beside it; 0 where it has none, or none apart.
    """

    seconds: float
    size: int
    texts: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page as answered: the total, how many hits with snippets it shows, and how many facet values were counted."""

    total: int
    hits: int
    values: int


class Pages(Protocol):
    """An opened index."""

    def page(self, asked: Asked) -> Page:
        """The whole page: total, `LIMIT` hits with snippets, counts of `FACETS`."""


class Peer(Protocol):
    """One engine, as its own documentation says it is used for Chinese."""

    def build(self, home: Home, store: Store, folder: Path) -> Built:
        """Index every report of the store; files go into the empty `folder`."""

    def open(self, home: Home, store: Store, folder: Path) -> AbstractContextManager[Pages]:
        """Open what was built, with nothing cached but what the system caches of files."""


def reports_of(store: Store) -> Iterator[Report]:
    """Every report of the store, in order of change."""
    done = 0
    while changes := store.changes_after(done, limit=READ_AT_ONCE):
        done = changes[-1].seq
        yield from store.get_many([change.report_id for change in changes]).values()


def simple_snippets(text: str, words: Iterable[str]) -> list[str]:
    """Pieces around the first places of the words, for engines that leave this to the program."""
    found: list[str] = []
    for word in words:
        at = text.find(word)
        while at >= 0 and len(found) < SNIPPETS:
            before, after = text[max(at - SNIPPET_WIDTH // 2, 0) : at], text[at + len(word) : at + SNIPPET_WIDTH]
            found.append(f"{escape(before)}<mark>{escape(word)}</mark>{escape(after)}")
            at = text.find(word, at + SNIPPET_WIDTH)
    return found
