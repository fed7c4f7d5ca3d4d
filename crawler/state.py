"""What a crawl must not forget when it is killed: the visits of the unfinished run, and every page's validators.

One SQLite file, ``crawl/state.sqlite``. A visit and what it led to are written in one transaction, after the report has
been saved; killed in between, the next run fetches that one page again and finds it unchanged.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus.cms import Link
from crawler.ground import GROUND_SCHEMA, Errand, Ground
from crawler.tally import Kind, run_of, summarise
from crawler.trails import TRAILS_SCHEMA, Trails
from crawler.visit import Ended, Page, Visit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from corpus.store import NewRun
    from crawler.summary import SourceSummary

__all__ = ["CrawlState", "Ended", "Kind", "Page", "Visit", "open_state"]

SCHEMA_VERSION = 5
SCHEMA = f"""
CREATE TABLE run (
    source TEXT PRIMARY KEY, rules TEXT NOT NULL, whole INTEGER NOT NULL, begun_at TEXT NOT NULL,
    bounded INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE visit (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, kind INTEGER NOT NULL, url TEXT NOT NULL, host TEXT NOT NULL,
    text TEXT NOT NULL, published TEXT, col TEXT NOT NULL,
    outcome TEXT, reason TEXT NOT NULL DEFAULT '', moved_to TEXT, items INTEGER, bytes INTEGER NOT NULL DEFAULT 0,
    news TEXT, moved_from TEXT, known INTEGER NOT NULL DEFAULT 0, empty INTEGER NOT NULL DEFAULT 0,
    links INTEGER NOT NULL DEFAULT 0, partial INTEGER NOT NULL DEFAULT 0, name TEXT NOT NULL DEFAULT '',
    seconds REAL NOT NULL DEFAULT 0,
    UNIQUE (source, kind, url)
);
CREATE INDEX visit_pending ON visit (host, kind, id) WHERE outcome IS NULL;
CREATE TABLE page (
    url TEXT NOT NULL, kind INTEGER NOT NULL, rules TEXT NOT NULL, wanted INTEGER NOT NULL,
    etag TEXT, last_modified TEXT, sha256 TEXT NOT NULL, items INTEGER NOT NULL, found TEXT NOT NULL,
    pager TEXT NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (url, kind)
) WITHOUT ROWID;
{GROUND_SCHEMA}
{TRAILS_SCHEMA}
"""
logger = logging.getLogger(__name__)


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
        self._ground = Ground(connection)
        self._trails = Trails(connection)

    def begin(self, source: str, rules: str, start: Sequence[str], *, whole: bool = False) -> bool:
        """Take up the source's unfinished run under the same rules, else begin one; whether one was taken up.

        Args:
            source: its name.
            rules: the fingerprint of what it selects.
            start: its first list pages.
            whole: walk every list to its end, and look at every known report; an unfinished run that does not is left.
        """
        with self._connection as connection:
            row = connection.execute("SELECT rules, whole FROM run WHERE source = ?", (source,)).fetchone()
            same = row is not None and row[0] == rules
            pending = "SELECT 1 FROM visit WHERE source = ? AND outcome IS NULL LIMIT 1"
            if same and row[1] >= whole and connection.execute(pending, (source,)).fetchone():
                return True
            if same:  # finished, and killed before that was noted
                self._ground.note_failures(source)
            self._clear(source)
            self._ground.begin(source, rules)
            begun = (source, rules, whole, datetime.now(UTC).isoformat(timespec="microseconds"))
            connection.execute("INSERT INTO run (source, rules, whole, begun_at) VALUES (?, ?, ?, ?)", begun)
            self._add(source, [Errand(Kind.LIST, Link(url, ""), url) for url in start])
            self._add(source, self._ground.failures(source))
            if (
                whole
            ):  # reports go before lists, so what has moved is met at its old address before a list names the new
                self._add(source, self._ground.reports(source))
        return False

    def end(self, source: str) -> None:
        """Forget the visits of a run that is finished; what is known of pages stays, and what failed is kept."""
        with self._connection:
            self._ground.note_failures(source)
            self._clear(source)

    def begin_errands(self, source: str, errands: Sequence[Errand]) -> bool:
        """Begin a run of those visits alone, or add them to an unfinished one; whether there was one."""
        pending = "SELECT 1 FROM visit WHERE source = ? AND outcome IS NULL LIMIT 1"
        with self._connection as connection:
            resumed = connection.execute(pending, (source,)).fetchone() is not None
            if not resumed:
                self._clear(source)
                begun = (source, datetime.now(UTC).isoformat(timespec="microseconds"))
                connection.execute("INSERT INTO run (source, rules, whole, begun_at) VALUES (?, '', 0, ?)", begun)
            self._add(source, errands)
        return resumed

    def is_whole(self, source: str) -> bool:
        """Whether the source's run walks every list to its end."""
        row = self._connection.execute("SELECT whole FROM run WHERE source = ?", (source,)).fetchone()
        return bool(row and row[0])

    def ends_walk(self, source: str, items: Sequence[str] | None) -> bool:
        """Whether a list page ends the walk of its column: it shows nothing new, as `Ground.is_known` says."""
        return not self.is_whole(source) and self._ground.is_known(source, items)

    def led_to(self, source: str, url: str) -> str | None:
        """Where the link to a report led in an earlier visit; None where it led nowhere."""
        return self._ground.led_to(source, url)

    def pending_hosts(self, sources: Collection[str]) -> list[str]:
        """The hosts of which a page is still to be visited for one of the sources."""
        statement = (
            "SELECT host FROM visit NOT INDEXED WHERE outcome IS NULL AND source IN (SELECT value FROM json_each(?))"
            " GROUP BY host ORDER BY min(id)"
        )
        return [row[0] for row in self._connection.execute(statement, (json.dumps(list(sources)),))]

    def next_visit(self, host: str, sources: Collection[str]) -> Visit | None:
        """The next visit to that host for one of the sources: reports before lists, first found first."""
        statement = (
            "SELECT id, source, kind, url, text, published, col FROM visit WHERE outcome IS NULL AND host = ?"
            " AND source IN (SELECT value FROM json_each(?)) ORDER BY kind, id LIMIT 1"
        )
        row = self._connection.execute(statement, (host, json.dumps(list(sources)))).fetchone()
        if row is None:
            return None
        number, source, kind, url, text, published, column = row
        day = date.fromisoformat(published) if published else None
        return Visit(id=number, source=source, kind=Kind(kind), url=url, text=text, published=day, column=column)

    def finish(self, visit: Visit, ended: Ended, max_pages: int) -> int:
        """Keep how a visit ended, what it found and what is now known of the page; how many new visits that makes."""
        page = ended.page
        pager = page.pager if page is not None else ()
        links = sum(kind is Kind.REPORT for kind, _ in page.found) if page is not None else 0
        items = page.items if page is not None and not page.is_template else None
        plain = (ended.outcome, ended.reason, ended.moved_to, items, ended.bytes)
        more = (ended.news, ended.moved_from, ended.known, ended.empty, ended.seconds, links, ended.partial)
        with self._connection as connection:
            connection.execute(
                "UPDATE visit SET outcome = ?, reason = ?, moved_to = ?, items = ?, bytes = ?, news = ?,"
                " moved_from = ?, known = ?, empty = ?, seconds = ?, links = ?, partial = ?, name = ? WHERE id = ?",
                (*plain, *more, page.name if page is not None else "", visit.id),
            )
            if page is not None:
                self._keep(page)
            if visit.kind is Kind.REPORT:
                self._ground.note_link(visit, ended)
            self._ground.note_items(visit.source, ended.items)
            found = [
                Errand(kind, link, link.url if kind is Kind.LIST and link.url not in pager else visit.column)
                for kind, link in self._trails.bounded(visit.source, self._followed(visit, ended), max_pages)
            ]
            return self._add(visit.source, found)

    def page(self, url: str, kind: Kind) -> Page | None:
        """What is known of the page at that address from its last visit."""
        statement = (
            "SELECT rules, wanted, etag, last_modified, sha256, items, found, pager, name FROM page"
            " WHERE url = ? AND kind = ?"
        )
        row = self._connection.execute(statement, (url, kind)).fetchone()
        if row is None:
            return None
        rules, wanted, etag, last_modified, sha256, items, found, pager, name = row
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
            pager=frozenset(json.loads(pager)),
            name=name,
        )

    def keep(self, page: Page) -> None:
        """Keep what is known of a page or a file."""
        with self._connection:
            self._keep(page)

    def progress(self, sources: Collection[str]) -> tuple[int, int]:
        """How many visits of the run are done, and how many are known."""
        statement = (  # in the order of the file: by an index, a million rows would be looked up one by one
            "SELECT count(outcome), count(*) FROM visit NOT INDEXED WHERE source IN (SELECT value FROM json_each(?))"
        )
        done, known = self._connection.execute(statement, (json.dumps(list(sources)),)).fetchone()
        return done, known

    def summary(self, source: str) -> SourceSummary:
        """What became of the source in its run so far, as far as the visits tell."""
        summary = summarise(self._connection, source)
        summary.notes += self._trails.notes(source)
        return summary

    def run(self, source: str, *, kind: str, ended_at: datetime) -> NewRun:
        """The source's run so far, as the store keeps it."""
        return run_of(self._connection, source, kind=kind, ended_at=ended_at)

    def _followed(self, visit: Visit, ended: Ended) -> Sequence[tuple[Kind, Link]]:
        """What was found, without what lies on a trail that leads nowhere."""
        if visit.kind is not Kind.LIST or ended.page is None:
            return ended.found
        as_it_was = not ended.items and ended.page.items > 0
        return self._trails.followed(visit.source, visit.url, ended.found, None if as_it_was else ended.items)

    def _clear(self, source: str) -> None:
        self._trails.clear(source)
        self._connection.execute("DELETE FROM visit WHERE source = ?", (source,))
        self._connection.execute("DELETE FROM run WHERE source = ?", (source,))

    def _add(self, source: str, found: Iterable[Errand]) -> int:
        before = self._connection.total_changes
        self._connection.executemany(
            "INSERT OR IGNORE INTO visit (source, kind, url, host, text, published, col) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(source, errand.kind, *_link_columns(errand.link), errand.column) for errand in found],
        )
        return self._connection.total_changes - before

    def _keep(self, page: Page) -> None:
        found = json.dumps([_link_to_json(kind, link) for kind, link in page.found], ensure_ascii=False)
        pager = json.dumps(sorted(page.pager), ensure_ascii=False)
        validators = (page.etag, page.last_modified, page.sha256)
        self._connection.execute(
            "INSERT OR REPLACE INTO page (url, kind, rules, wanted, etag, last_modified, sha256, items, found,"
            " pager, name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (page.url, page.kind, page.rules, page.wanted, *validators, page.items, found, pager, page.name),
        )


def _day(published: date | None) -> str | None:
    return published.isoformat() if published else None


def _link_columns(link: Link) -> tuple[str, str, str, str | None]:
    return link.url, urlsplit(link.url).hostname or "", link.text, _day(link.published)


def _link_to_json(kind: Kind, link: Link) -> list[object]:
    return [int(kind), link.url, link.text, _day(link.published)]


def _link_from_json(kind: int, url: str, text: str, published: str | None) -> tuple[Kind, Link]:
    return Kind(kind), Link(url, text, date.fromisoformat(published) if published else None)
