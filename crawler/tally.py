"""The visits of a run, counted up into what a summary says of a source."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from corpus.store import ColumnFigures, NewRun
from crawler.summary import TROUBLES, Move, News, Outcome, SourceSummary, Trouble

if TYPE_CHECKING:
    import sqlite3

__all__ = ["Kind", "run_of", "summarise"]


FIGURES = {
    Outcome.ADDED: "new",
    Outcome.CHANGED: "changed",
    Outcome.UNCHANGED: "unchanged",
    Outcome.NOT_MODIFIED: "unchanged",
    Outcome.OTHER: "other",
    Outcome.GONE: "gone",
    Outcome.BLOCKED: "blocked",
    Outcome.REFUSED: "refused",
    Outcome.FAILED: "failed",
}


class Kind(IntEnum):
    """What a visit expects; reports go first, so that a list is emptied before the next is opened."""

    REPORT = 0
    LIST = 1
    FILE = 2  # of a page: known like pages are, but fetched within the visit to its page


def summarise(connection: sqlite3.Connection, source: str) -> SourceSummary:
    """What became of the source in its run so far: counts from every visit, and the addresses of those in trouble."""
    summary = SourceSummary(name=source)
    counts = (
        "SELECT kind, outcome, count(*), count(moved_to), sum(bytes), sum(known) FROM visit"
        " WHERE source = ? GROUP BY kind, outcome"
    )
    for kind, outcome, visits, moved, received, known in connection.execute(counts, (source,)):
        summary.moved += moved
        summary.bytes += received
        summary.known += known
        summary.links += known + (visits if kind == Kind.REPORT else 0)
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
    _add_news(connection, source, summary)
    summary.notes += _notes(connection, source)
    return summary


def run_of(connection: sqlite3.Connection, source: str, *, kind: str, ended_at: datetime) -> NewRun:
    """The source's run so far, as the store keeps it."""
    statement = "SELECT begun_at, whole, rules FROM run WHERE source = ?"
    begun_at, whole, rules = connection.execute(statement, (source,)).fetchone()
    pending = "SELECT 1 FROM visit WHERE source = ? AND outcome IS NULL LIMIT 1"
    return NewRun(
        source=source,
        kind=kind,
        begun_at=datetime.fromisoformat(begun_at),
        ended_at=ended_at,
        whole=bool(whole),
        complete=connection.execute(pending, (source,)).fetchone() is None,
        rules=rules,
        columns=_columns(connection, source),
    )


def _columns(connection: sqlite3.Connection, source: str) -> tuple[ColumnFigures, ...]:
    """What the run did so far, column by column, in the order in which it came to them; those it came to only."""
    lists = (
        "SELECT col, max(CASE url WHEN col THEN name ELSE '' END), sum(outcome = ?), sum(items), sum(links),"
        " max(partial AND items > 0), max(CASE WHEN outcome <> ? THEN reason END)"
        " FROM visit WHERE source = ? AND kind = ? AND outcome IS NOT NULL GROUP BY col ORDER BY min(id)"
    )
    found = {}
    rows = connection.execute(lists, (Outcome.LISTED, Outcome.LISTED, source, Kind.LIST))
    for column, name, pages, items, links, partial, trouble in rows:
        found[column] = ColumnFigures(
            column=column,
            name=name,
            list_pages=pages,
            items=items or 0,
            links=links,
            partial=bool(partial),
            trouble=trouble,
        )
    for column, counted in _outcomes_by_column(connection, source).items():
        found[column] = replace(found.get(column, ColumnFigures(column=column)), **counted)
    return tuple(found.values())


def _outcomes_by_column(connection: sqlite3.Connection, source: str) -> dict[str, dict[str, Any]]:
    statement = (
        "SELECT col, outcome, count(*), sum(empty), sum(bytes), sum(seconds) FROM visit"
        " WHERE source = ? AND outcome IS NOT NULL GROUP BY col, outcome ORDER BY min(id)"
    )
    found: dict[str, dict[str, Any]] = {}
    for column, outcome, visits, empty, received, seconds in connection.execute(statement, (source,)):
        counted = found.setdefault(column, {"empty": 0, "bytes": 0, "seconds": 0.0})
        counted["empty"] += empty
        counted["bytes"] += received
        counted["seconds"] = round(counted["seconds"] + seconds, 3)
        figure = FIGURES.get(Outcome(outcome))
        if figure is not None:
            counted[figure] = counted.get(figure, 0) + visits
    return found


def _add_news(connection: sqlite3.Connection, source: str, summary: SourceSummary) -> None:
    statement = (
        "SELECT url, moved_to, news, moved_from, reason FROM visit"
        " WHERE source = ? AND (news IS NOT NULL OR moved_from IS NOT NULL) ORDER BY id"
    )
    for url, moved_to, news, moved_from, reason in connection.execute(statement, (source,)):
        if news == News.NEW:
            summary.pages.new.append(moved_to or url)
        elif news == News.CHANGED:
            summary.pages.changed.append(moved_to or url)
        elif news == News.VANISHED:
            summary.pages.vanished.append(Trouble(url, reason))
        if moved_from is not None:
            summary.pages.moved.append(Move(moved_from, moved_to or url))
    moved = {move.old for move in summary.pages.moved}  # at its old address a page is gone before the new one is met
    summary.pages.vanished = [trouble for trouble in summary.pages.vanished if trouble.url not in moved]


def _notes(connection: sqlite3.Connection, source: str) -> list[str]:
    # By column: a first page may hold its items in a feed, and a last one none.
    empty = (
        "SELECT col FROM visit WHERE source = ? AND kind = ? AND outcome = ? GROUP BY col HAVING sum(items) = 0"
        " ORDER BY min(id)"
    )
    rows = connection.execute(empty, (source, Kind.LIST, Outcome.LISTED))
    notes = [f"No item could be read on the list page {column}" for (column,) in rows]
    if connection.execute("SELECT 1 FROM run WHERE source = ? AND bounded", (source,)).fetchone():
        notes.append("max_pages was reached: further list pages were left out")
    return notes
