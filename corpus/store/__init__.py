"""The store: reports, revisions, changes, snapshots, bookmarks, corrections and users in one SQLite file."""

from corpus.store.bookmarks import Bookmark, Bookmarks
from corpus.store.corrections import Corrections
from corpus.store.doubts import WEIGHTS, Doubt, Doubts
from corpus.store.overrides import NewOverride
from corpus.store.saving import Outcome, Saved
from corpus.store.sites import Sites
from corpus.store.snapshots import NewSnapshot, Snapshot
from corpus.store.statistics import Stats
from corpus.store.store import Change, Revision, Store, open_store
from corpus.store.users import User, Users

__all__ = [
    "WEIGHTS",
    "Bookmark",
    "Bookmarks",
    "Change",
    "Corrections",
    "Doubt",
    "Doubts",
    "NewOverride",
    "NewSnapshot",
    "Outcome",
    "Revision",
    "Saved",
    "Sites",
    "Snapshot",
    "Stats",
    "Store",
    "User",
    "Users",
    "open_store",
]
