"""The collection behind the application: its store and its searcher, opened when they are first needed."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from threading import Lock
from typing import TYPE_CHECKING, cast

from flask import current_app

from corpus import HomeReadOnlyError
from corpus.store import open_store
from indexer import open_searcher
from webapp.concordances import Concordances

if TYPE_CHECKING:
    from flask import Flask

    from corpus import Home
    from corpus.store import Store
    from indexer import Searcher

__all__ = ["Collection", "close_collection", "collection", "init_collection"]

EXTENSION = "baogao_collection"

logger = logging.getLogger(__name__)


class Collection:
    """The store and the searcher of one home, shared by all threads of the server."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._lock = Lock()
        self._opened = ExitStack()
        self._store: Store | None = None
        self._searcher: Searcher | None = None
        self.concordances = Concordances()

    @property
    def store(self) -> Store:
        """The store; for reading alone where the home cannot be written to.

        Raises:
            BaogaoError: there is no store, or it is of another version.
        """
        with self._lock:
            return self._open_store()

    @property
    def searcher(self) -> Searcher:
        """The searcher. An index that was missing is looked for again at the next request.

        Raises:
            BaogaoError: there is no store or no index, or one of another version.
        """
        with self._lock:
            if self._searcher is None:
                self._searcher = open_searcher(self.home, self._open_store())
            return self._searcher

    def close(self) -> None:
        """Let go of files; the next use opens them again."""
        self.concordances.close()
        with self._lock:
            self._searcher = None
            self._store = None
            self._opened.close()

    def _open_store(self) -> Store:
        if self._store is None:
            try:
                self._store = self._opened.enter_context(open_store(self.home))
            except HomeReadOnlyError as error:
                logger.warning("%s Bookmarks cannot be kept.", error)
                self._store = self._opened.enter_context(open_store(self.home, read_only=True))
        return self._store


def init_collection(app: Flask, home: Home) -> None:
    """Put `home`'s collection behind `app`."""
    app.extensions[EXTENSION] = Collection(home)


def collection() -> Collection:
    """The collection behind the running application."""
    return cast("Collection", current_app.extensions[EXTENSION])


def close_collection(app: Flask) -> None:
    """Let go of the files behind `app`; its next request opens them again."""
    cast("Collection", app.extensions[EXTENSION]).close()
