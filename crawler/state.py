"""What a crawl must not forget when it is killed: the visits of the unfinished run, and every page's validators.

One SQLite file, ``crawl/state.sqlite``. A visit and what it led to are written in one transaction, after the report has
been saved; killed in between, the next run fetches that one page again and finds it unchanged.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus.cms import Link
from crawler.tally import Kind, summarise

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from crawler.summary import Outcome, SourceSummary

__all__ = ["CrawlState", "Ended", "Kind", "Page", "Visit", "open_state"]

SCHEMA_VERSION = 1
SCHEMA = """
CREATE TABLE run (source TEXT PRIMARY KEY, rules TEXT NOT NULL, bounded INTEGER NOT NULL DEFAULT 0);
CREATE TABLE visit (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, kind INTEGER NOT NULL, url TEXT NOT NULL, host TEXT NOT NULL,
    text TEXT NOT NULL, published TEXT,
    outcome TEXT, reason TEXT NOT NULL DEFAULT '', moved_to TEXT, items INTEGER, bytes INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source, kind, url)
);
CREATE INDEX visit_pending ON visit (host, kind, id) WHERE outcome IS NULL;
CREATE TABLE page (
    url TEXT NOT NULL, kind INTEGER NOT NULL, rules TEXT NOT NULL, wanted INTEGER NOT NULL,
    etag TEXT, last_modified TEXT, sha256 TEXT NOT NULL, items INTEGER NOT NULL, found TEXT NOT NULL,
    PRIMARY KEY (url, kind)
) WITHOUT ROWID;
"""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One address to be fetched for a source."""

    id: int
    source: str
    kind: Kind
    url: str
    text: str
    published: date | None

    @property
    def host(self) -> str:
        """The host that is asked."""
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is known of a page from its last visit.

    Attributes:
        url: where it stood, after redirects.
        kind: what it was visited as.
        rules: fingerprint of the source's rules at that time.
        wanted: false for a page that was read and is not what the source asks for.
        etag, last_modified: the validators that the server sent.
        sha256: hex, of the decoded body.
        items: of a list page, how many items it has, whether asked for or not.
        found: of a list page, the links that are asked for.
    """

    url: str
    kind: Kind
    rules: str
    wanted: bool
    etag: str | None
    last_modified: str | None
    sha256: str
    items: int = 0
    found: tuple[tuple[Kind, Link], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a visit ended, and what it leaves behind."""

    outcome: Outcome
    reason: str = ""
    moved_to: str | None = None
    bytes: int = 0
    found: tuple[tuple[Kind, Link], ...] = ()
    page: Page | None = None


@contextmanager
def open_state(path: Path) -> Iterator[CrawlState]:
    """Open the crawler's state; a broken file or another schema is begun anew, which costs fetches but no reports."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = _connect(path)
    except sqlite3.DatabaseError:
        logger.warning("%s cannot be used and is begun anew", path)
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
        connection = _connect(path)
    with closing(connection):
        yield CrawlState(connection)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        _make_tables(connection)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _make_tables(connection: sqlite3.Connection) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        connection.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
    elif version != SCHEMA_VERSION:
        raise sqlite3.DatabaseError(f"schema {version}, not {SCHEMA_VERSION}")


class CrawlState:
    """The open state. Every method that writes is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def begin(self, source: str, rules: str, start: Sequence[str]) -> bool:
        """Take up the source's unfinished run under the same rules, else begin one; whether one was taken up."""
        with self._connection as connection:
            row = connection.execute("SELECT rules FROM run WHERE source = ?", (source,)).fetchone()
            pending = "SELECT 1 FROM visit WHERE source = ? AND outcome IS NULL LIMIT 1"
            if row is not None and row[0] == rules and connection.execute(pending, (source,)).fetchone():
                return True
            self._clear(source)
            connection.execute("INSERT INTO run (source, rules) VALUES (?, ?)", (source, rules))
            self._add(source, [(Kind.LIST, Link(url, "")) for url in start])
        return False

    def end(self, source: str) -> None:
        """Forget the visits of a run that is finished; what is known of pages stays."""
        with self._connection:
            self._clear(source)

    def pending_hosts(self, sources: Collection[str]) -> list[str]:
        """The hosts of which a page is still to be visited for one of the sources."""
        statement = (
            "SELECT host FROM visit WHERE outcome IS NULL AND source IN (SELECT value FROM json_each(?))"
            " GROUP BY host ORDER BY min(id)"
        )
        return [row[0] for row in self._connection.execute(statement, (json.dumps(list(sources)),))]

    def next_visit(self, host: str, sources: Collection[str]) -> Visit | None:
        """The next visit to that host for one of the sources: reports before lists, first found first."""
        statement = (
            "SELECT id, source, kind, url, text, published FROM visit WHERE outcome IS NULL AND host = ?"
            " AND source IN (SELECT value FROM json_each(?)) ORDER BY kind, id LIMIT 1"
        )
        row = self._connection.execute(statement, (host, json.dumps(list(sources)))).fetchone()
        if row is None:
            return None
        number, source, kind, url, text, published = row
        day = date.fromisoformat(published) if published else None
        return Visit(id=number, source=source, kind=Kind(kind), url=url, text=text, published=day)

    def finish(self, visit: Visit, ended: Ended, max_pages: int) -> int:
        """Keep how a visit ended, what it found and what is now known of the page; how many new visits that makes."""
        items = ended.page.items if ended.page is not None else None
        with self._connection as connection:
            connection.execute(
                "UPDATE visit SET outcome = ?, reason = ?, moved_to = ?, items = ?, bytes = ? WHERE id = ?",
                (ended.outcome, ended.reason, ended.moved_to, items, ended.bytes, visit.id),
            )
            if ended.page is not None:
                self._keep(ended.page)
            return self._add(visit.source, self._bounded(visit.source, ended.found, max_pages))

    def page(self, url: str, kind: Kind) -> Page | None:
        """What is known of the page at that address from its last visit."""
        statement = (
            "SELECT rules, wanted, etag, last_modified, sha256, items, found FROM page WHERE url = ? AND kind = ?"
        )
        row = self._connection.execute(statement, (url, kind)).fetchone()
        if row is None:
            return None
        rules, wanted, etag, last_modified, sha256, items, found = row
        return Page(
            url=url,
            kind=kind,
            rules=rules,
            wanted=bool(wanted),
            etag=etag,
            last_modified=last_modified,
            sha256=sha256,
            items=items,
            found=tuple(_link_from_json(*item) for item in json.loads(found)),
        )

    def progress(self, sources: Collection[str]) -> tuple[int, int]:
        """How many visits of the run are done, and how many are known."""
        statement = "SELECT count(outcome), count(*) FROM visit WHERE source IN (SELECT value FROM json_each(?))"
        done, known = self._connection.execute(statement, (json.dumps(list(sources)),)).fetchone()
        return done, known

    def summary(self, source: str) -> SourceSummary:
        """What became of the source in its run so far, as far as the visits tell."""
        return summarise(self._connection, source)

    def _clear(self, source: str) -> None:
        self._connection.execute("DELETE FROM visit WHERE source = ?", (source,))
        self._connection.execute("DELETE FROM run WHERE source = ?", (source,))

    def _add(self, source: str, found: Sequence[tuple[Kind, Link]]) -> int:
        before = self._connection.total_changes
        self._connection.executemany(
            "INSERT OR IGNORE INTO visit (source, kind, url, host, text, published) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (source, kind, link.url, urlsplit(link.url).hostname or "", link.text, _day(link.published))
                for kind, link in found
            ],
        )
        return self._connection.total_changes - before

    def _bounded(self, source: str, found: Sequence[tuple[Kind, Link]], max_pages: int) -> Sequence[tuple[Kind, Link]]:
        """What was found, without the list pages that are beyond the source's bound."""
        if all(kind is not Kind.LIST for kind, _ in found):
            return found
        count = "SELECT count(*) FROM visit WHERE source = ? AND kind = ?"
        (lists,) = self._connection.execute(count, (source, Kind.LIST)).fetchone()
        kept: dict[tuple[Kind, str], tuple[Kind, Link]] = {}
        for kind, link in found:
            if kind is Kind.LIST and (kind, link.url) not in kept and not self._is_known(source, kind, link.url):
                if lists >= max_pages:
                    self._connection.execute("UPDATE run SET bounded = 1 WHERE source = ?", (source,))
                    continue
                lists += 1
            kept.setdefault((kind, link.url), (kind, link))
        return tuple(kept.values())

    def _is_known(self, source: str, kind: Kind, url: str) -> bool:
        known = "SELECT 1 FROM visit WHERE source = ? AND kind = ? AND url = ?"
        return self._connection.execute(known, (source, kind, url)).fetchone() is not None

    def _keep(self, page: Page) -> None:
        found = json.dumps([_link_to_json(kind, link) for kind, link in page.found], ensure_ascii=False)
        validators = (page.etag, page.last_modified, page.sha256)
        self._connection.execute(
            "INSERT OR REPLACE INTO page (url, kind, rules, wanted, etag, last_modified, sha256, items, found)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (page.url, page.kind, page.rules, page.wanted, *validators, page.items, found),
        )


def _day(published: date | None) -> str | None:
    return published.isoformat() if published else None


def _link_to_json(kind: Kind, link: Link) -> list[object]:
    return [int(kind), link.url, link.text, _day(link.published)]


def _link_from_json(kind: int, url: str, text: str, published: str | None) -> tuple[Kind, Link]:
    return Kind(kind), Link(url, text, date.fromisoformat(published) if published else None)
