"""The visits of a run, counted up into what a summary says of a source."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from crawler.summary import TROUBLES, Outcome, SourceSummary, Trouble

if TYPE_CHECKING:
    import sqlite3

__all__ = ["Kind", "summarise"]


class Kind(IntEnum):
    """What a visit expects; reports go first, so that a list is emptied before the next is opened."""

    REPORT = 0
    LIST = 1


def summarise(connection: sqlite3.Connection, source: str) -> SourceSummary:
    """What became of the source in its run so far: counts from every visit, and the addresses of those in trouble."""
    summary = SourceSummary(name=source)
    counts = (
        "SELECT kind, outcome, count(*), count(moved_to), sum(bytes) FROM visit WHERE source = ? GROUP BY kind, outcome"
    )
    for kind, outcome, visits, moved, received in connection.execute(counts, (source,)):
        summary.moved += moved
        summary.bytes += received
        summary.links += visits if kind == Kind.REPORT else 0
        if outcome is None:
            summary.pending += visits
        elif outcome == Outcome.LISTED:
            summary.list_pages += visits
        elif kind == Kind.REPORT:
            summary.reports[outcome] += visits
    troubles = "SELECT url, reason FROM visit WHERE source = ? AND outcome = ? ORDER BY id"
    for outcome in TROUBLES:
        rows = connection.execute(troubles, (source, outcome))
        summary.troubles(outcome).extend(Trouble(url, reason) for url, reason in rows)
    summary.notes += _notes(connection, source)
    return summary


def _notes(connection: sqlite3.Connection, source: str) -> list[str]:
    empty = "SELECT url FROM visit WHERE source = ? AND outcome = ? AND items = 0 ORDER BY id"
    rows = connection.execute(empty, (source, Outcome.LISTED))
    notes = [f"No item could be read on the list page {url}" for (url,) in rows]
    if connection.execute("SELECT 1 FROM run WHERE source = ? AND bounded", (source,)).fetchone():
        notes.append("max_pages was reached: further list pages were left out")
    return notes
