"""The store: reports, revisions, changes, snapshots and bookmarks in one SQLite file."""

from corpus.store.bookmarks import Bookmark, Bookmarks
from corpus.store.saving import Outcome, Saved
from corpus.store.snapshots import NewSnapshot, Snapshot
from corpus.store.statistics import Stats
from corpus.store.store import Change, Revision, Store, open_store

__all__ = [
    "Bookmark",
    "Bookmarks",
    "Change",
    "NewSnapshot",
    "Outcome",
    "Revision",
    "Saved",
    "Snapshot",
    "Stats",
    "Store",
    "open_store",
]
