"""The store: reports, revisions, changes, snapshots, statuses, bookmarks, corrections and users in one SQLite file."""

from corpus.store.bookmarks import Bookmark, Bookmarks
from corpus.store.corrections import Corrections
from corpus.store.doubts import WEIGHTS, Doubt, Doubts
from corpus.store.overrides import NewOverride
from corpus.store.runs import Alarm, ColumnFigures, ColumnHealth, NewRun, Runs, SiteHealth
from corpus.store.saving import Outcome, Saved
from corpus.store.sites import Sites
from corpus.store.snapshots import NewSnapshot, Snapshot
from corpus.store.statistics import Stats
from corpus.store.statuses import STATUS_LABELS, CheckedPage, ReportStatus, Status, Statuses
from corpus.store.store import Change, Revision, Store, open_store
from corpus.store.users import User, Users

__all__ = [
    "STATUS_LABELS",
    "WEIGHTS",
    "Alarm",
    "Bookmark",
    "Bookmarks",
    "Change",
    "CheckedPage",
    "ColumnFigures",
    "ColumnHealth",
    "Corrections",
    "Doubt",
    "Doubts",
    "NewOverride",
    "NewRun",
    "NewSnapshot",
    "Outcome",
    "ReportStatus",
    "Revision",
    "Runs",
    "Saved",
    "SiteHealth",
    "Sites",
    "Snapshot",
    "Stats",
    "Status",
    "Statuses",
    "Store",
    "User",
    "Users",
    "open_store",
]
