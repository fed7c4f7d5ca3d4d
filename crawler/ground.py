"""Known ground: which items a source's lists have shown before, and where the links to its reports have led.

Kept in the crawler's state, beside the visits, and written in their transactions. Ground is known only under the same
rules; a source that selects otherwise is walked whole again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from corpus.cms import Link
from crawler.summary import Outcome
from crawler.tally import Kind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from crawler.visit import Ended, Visit

__all__ = ["GROUND_SCHEMA", "Errand", "Ground"]

GROUND_SCHEMA = """
CREATE TABLE ground (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE, rules TEXT NOT NULL, run INTEGER NOT NULL
);
CREATE TABLE item (
    ground INTEGER NOT NULL, hash INTEGER NOT NULL, run INTEGER NOT NULL, PRIMARY KEY (ground, hash)
) WITHOUT ROWID;
CREATE TABLE link (
    source TEXT NOT NULL, url TEXT NOT NULL, text TEXT NOT NULL, published TEXT, col TEXT NOT NULL, moved_to TEXT,
    gone INTEGER NOT NULL, PRIMARY KEY (source, url)
) WITHOUT ROWID;
CREATE TABLE again (
    source TEXT NOT NULL, kind INTEGER NOT NULL, url TEXT NOT NULL, text TEXT NOT NULL, published TEXT,
    col TEXT NOT NULL, PRIMARY KEY (source, kind, url)
) WITHOUT ROWID;
"""
"""`run` counts the runs on the ground; an item's is the one that first met it.
`again` is what failed in the last run."""

HASH_BYTES = 8
ANSWERED = (
    Outcome.ADDED,
    Outcome.CHANGED,
    Outcome.UNCHANGED,
    Outcome.NOT_MODIFIED,
    Outcome.OTHER,
    Outcome.GONE,
)


@dataclass(frozen=True, slots=True)
class Errand:
    """A link that is to be visited, and the column it belongs to."""

    kind: Kind
    link: Link
    column: str


class Ground:
    """The known ground of every source. The caller holds the transaction in which a method writes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def begin(self, source: str, rules: str) -> None:
        """A new run begins: on the known ground, or under other rules on new ground."""
        row = self._connection.execute("SELECT id, rules FROM ground WHERE source = ?", (source,)).fetchone()
        if row is not None and row[1] == rules:
            self._connection.execute("UPDATE ground SET run = run + 1 WHERE id = ?", (row[0],))
            return
        if row is not None:
            self._connection.execute("DELETE FROM ground WHERE id = ?", (row[0],))
            self._connection.execute("DELETE FROM item WHERE ground = ?", (row[0],))
            self._connection.execute("DELETE FROM link WHERE source = ?", (source,))
            self._connection.execute("DELETE FROM again WHERE source = ?", (source,))
        self._connection.execute("INSERT INTO ground (source, rules, run) VALUES (?, ?, 1)", (source, rules))

    def is_known(self, source: str, items: Sequence[str] | None) -> bool:
        """Whether a list page shows nothing that an earlier run has not met.

        Args:
            source: whose list it is.
            items: the addresses of the page's items, whether asked for or not; None for a page that is as it was.
        """
        ground, run = self._ground(source)
        if run <= 1 or items is None:
            return run > 1
        hashes = [_hash(url) for url in items]
        marks = ", ".join("?" * len(hashes))
        statement = f"SELECT count(*) FROM item WHERE ground = ? AND run < ? AND hash IN ({marks})"  # noqa: S608 - marks
        known = self._connection.execute(statement, (ground, run, *hashes)).fetchone()[0]
        return bool(known == len(set(hashes)))

    def note_items(self, source: str, items: Sequence[str]) -> None:
        """Keep what a list page shows."""
        ground, run = self._ground(source)
        rows = [(ground, _hash(url), run) for url in items]
        self._connection.executemany("INSERT OR IGNORE INTO item (ground, hash, run) VALUES (?, ?, ?)", rows)

    def note_link(self, visit: Visit, ended: Ended) -> None:
        """Keep where the link to a report led; not of visits that no list led to, which stand on no ground."""
        if ended.outcome not in ANSWERED or not visit.column:
            return
        published = visit.published.isoformat() if visit.published else None
        row = (visit.source, visit.url, visit.text, published, visit.column, ended.moved_to)
        statement = (
            "INSERT OR REPLACE INTO link (source, url, text, published, col, moved_to, gone)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        self._connection.execute(statement, (*row, ended.outcome == Outcome.GONE))

    def led_to(self, source: str, url: str) -> str | None:
        """The address at which a link's report was found; None where it was never visited, or was gone."""
        statement = "SELECT coalesce(moved_to, url) FROM link WHERE source = ? AND url = ? AND NOT gone"
        row = self._connection.execute(statement, (source, url)).fetchone()
        return str(row[0]) if row else None

    def reports(self, source: str) -> list[Errand]:
        """The reports that earlier runs found, each by the link that led to it; one that moved by its new address."""
        statement = (
            "SELECT text, published, col, url FROM link WHERE source = ? AND NOT gone AND NOT EXISTS ("
            " SELECT 1 FROM link AS other WHERE other.source = link.source AND other.url = link.moved_to"
            " AND other.url <> link.url AND NOT other.gone)"
        )
        rows = self._connection.execute(statement, (source,))
        return [Errand(Kind.REPORT, Link(url, text, _date(day)), column) for text, day, column, url in rows]

    def note_failures(self, source: str) -> None:
        """Keep the visits of a finished run that failed: the next run asks for them again."""
        self._connection.execute("DELETE FROM again WHERE source = ?", (source,))
        statement = (
            "INSERT INTO again SELECT source, kind, url, text, published, col FROM visit"
            " WHERE source = ? AND outcome IN (?, ?) AND col <> ''"
        )
        self._connection.execute(statement, (source, Outcome.FAILED, Outcome.BLOCKED))

    def failures(self, source: str) -> Iterator[Errand]:
        """What failed in the last run."""
        statement = "SELECT kind, url, text, published, col FROM again WHERE source = ?"
        for kind, url, text, day, column in self._connection.execute(statement, (source,)).fetchall():
            yield Errand(Kind(kind), Link(url, text, _date(day)), column)

    def _ground(self, source: str) -> tuple[int, int]:
        row = self._connection.execute("SELECT id, run FROM ground WHERE source = ?", (source,)).fetchone()
        return row or (0, 0)


def _hash(url: str) -> int:
    digest = hashlib.blake2b(url.encode("utf-8", "surrogatepass"), digest_size=HASH_BYTES).digest()
    return int.from_bytes(digest, signed=True)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
