"""Baogao itself on each of its engines: pages as `Searcher` gives them, which is what the web page shows."""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.engines.asked import FACETS, LIMIT
from benchmarks.engines.peer import Built, Page
from indexer import FilterField, Searcher, SearchRequest, index_state, open_searcher, update_index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.engines.asked import Asked
    from corpus import Home
    from corpus.store import Store

__all__ = ["Ours"]

TEXTS_SUFFIX = ".store"  # of tantivy: what it keeps of a document as it was given, which is the text


class Ours:
    """One of this project's engines."""

    def __init__(self, engine: str) -> None:
        self._engine = engine

    def build(self, home: Home, store: Store, folder: Path) -> Built:
        """Index with the product's own command's function."""
        del folder  # it lies in the home
        begun = time.perf_counter()
        update_index(home, store, engine=self._engine, rebuild=True)
        seconds = time.perf_counter() - begun
        files = [item for item in _live_folder(home).rglob("*") if item.is_file()]
        texts = sum(item.stat().st_size for item in files if item.suffix == TEXTS_SUFFIX)
        return Built(seconds, sum(item.stat().st_size for item in files) - texts, texts)

    @contextmanager
    def open(self, home: Home, store: Store, folder: Path) -> Iterator[_Pages]:
        """A searcher, as the server opens it.

        Raises:
            ValueError: the home's index is another engine's.
        """
        del folder
        if (found := index_state(home).engine) != self._engine:
            raise ValueError(f"{home.index} is indexed by {found} now; remove {self._engine}.build.json")
        with open_searcher(home, store) as searcher:
            yield _Pages(searcher)


class _Pages:
    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def page(self, asked: Asked) -> Page:
        """The product's page."""
        page = self._searcher.search(
            SearchRequest(query=asked.text, offset=asked.offset, limit=LIMIT, facets=tuple(map(FilterField, FACETS)))
        )
        return Page(page.total, len(page.hits), sum(map(len, page.facets.values())))


def _live_folder(home: Home) -> Path:
    name = (home.index / "CURRENT").read_text(encoding="utf-8").strip()
    return Path(home.index / name)
