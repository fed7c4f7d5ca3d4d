"""Ends trails that lead nowhere: calendars without end, pagers that show their last page for ever, addresses that grow.

`max_pages` bounds what any trap can cost. These rules end the common ones long before: after some list pages in a row
that show nothing that was not shown before in this run, what they lead to is left out; so is an address that repeats
itself. Each is noted, for a person to look at.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.tally import Kind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from corpus.cms import Link

    Found = tuple[Kind, Link]

__all__ = ["MOST_BARREN", "TRAILS_SCHEMA", "Trails", "repeats_itself"]

MOST_BARREN = 5
"""List pages in a row without anything new; hub pages, which have no items of their own, nest less deep."""

MOST_REPEATS = 3  # of one part of a path; a date may give one twice, 2011/11/11 does so with two
MOST_ADDRESS_CHARACTERS = 1024

TRAILS_SCHEMA = """
CREATE TABLE trail (source TEXT NOT NULL, url TEXT NOT NULL, barren INTEGER NOT NULL, PRIMARY KEY (source, url))
    WITHOUT ROWID;
CREATE TABLE shown (source TEXT NOT NULL, items TEXT NOT NULL, PRIMARY KEY (source, items)) WITHOUT ROWID;
CREATE TABLE trail_end (source TEXT NOT NULL, url TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (source, url))
    WITHOUT ROWID;
"""


def repeats_itself(url: str) -> bool:
    """Whether an address has grown by following relative links in a circle, as in /a/b/a/b/a/b/a/b/."""
    if len(url) > MOST_ADDRESS_CHARACTERS:
        return True
    parts = Counter(part for part in urlsplit(url).path.split("/") if part)
    return max(parts.values(), default=0) > MOST_REPEATS


class Trails:
    """How the list pages of each source's run were come by; its methods stand within the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def clear(self, source: str) -> None:
        """Forget the trails of a run."""
        for table in ("trail", "shown", "trail_end"):
            self._connection.execute(f"DELETE FROM {table} WHERE source = ?", (source,))  # noqa: S608 - our own names

    def followed(self, source: str, url: str, found: Sequence[Found], items: Sequence[str] | None) -> list[Found]:
        """What a list page leads to, without what lies on a trail that leads nowhere.

        Args:
            source: whose run it is.
            url: of the list page.
            found: the links that are asked for.
            items: the addresses of all its items, asked for or not; None where the page is as it was.
        """
        kept = [(kind, link) for kind, link in found if not repeats_itself(link.url)]
        if len(kept) < len(found):
            self._end(source, url, f"Addresses that repeat themselves were left out: see the links of {url}")
        barren = 0 if self._is_new(source, items) else self._barren(source, url) + 1
        if barren >= MOST_BARREN and any(kind is Kind.LIST for kind, _ in kept):
            self._end(source, url, f"{barren} list pages in a row showed nothing new: none beyond {url} was visited")
            return [(kind, link) for kind, link in kept if kind is not Kind.LIST]
        self._connection.executemany(
            "INSERT OR IGNORE INTO trail (source, url, barren) VALUES (?, ?, ?)",
            [(source, link.url, barren) for kind, link in kept if kind is Kind.LIST],
        )
        return kept

    def bounded(self, source: str, found: Sequence[Found], max_pages: int) -> Sequence[Found]:
        """What was found, without the list pages that are beyond the source's bound."""
        if all(kind is not Kind.LIST for kind, _ in found):
            return found
        count = "SELECT count(*) FROM visit WHERE source = ? AND kind = ?"
        (lists,) = self._connection.execute(count, (source, Kind.LIST)).fetchone()
        kept: dict[tuple[Kind, str], Found] = {}
        for kind, link in found:
            if kind is Kind.LIST and (kind, link.url) not in kept and not self._is_known(source, kind, link.url):
                if lists >= max_pages:
                    self._connection.execute("UPDATE run SET bounded = 1 WHERE source = ?", (source,))
                    continue
                lists += 1
            kept.setdefault((kind, link.url), (kind, link))
        return tuple(kept.values())

    def notes(self, source: str) -> list[str]:
        """Where trails were ended, in words."""
        statement = "SELECT note FROM trail_end WHERE source = ? ORDER BY url"
        return [note for (note,) in self._connection.execute(statement, (source,))]

    def _is_new(self, source: str, items: Sequence[str] | None) -> bool:
        """Whether a list page has items, and not those of a page before; they are noted."""
        if not items:
            return items is None
        key = hashlib.sha256("\n".join(sorted(items)).encode()).hexdigest()
        statement = "INSERT OR IGNORE INTO shown (source, items) VALUES (?, ?)"
        return self._connection.execute(statement, (source, key)).rowcount == 1

    def _barren(self, source: str, url: str) -> int:
        statement = "SELECT barren FROM trail WHERE source = ? AND url = ?"
        row = self._connection.execute(statement, (source, url)).fetchone()
        return row[0] if row is not None else 0

    def _end(self, source: str, url: str, note: str) -> None:
        statement = "INSERT OR REPLACE INTO trail_end (source, url, note) VALUES (?, ?, ?)"
        self._connection.execute(statement, (source, url, note))

    def _is_known(self, source: str, kind: Kind, url: str) -> bool:
        known = "SELECT 1 FROM visit WHERE source = ? AND kind = ? AND url = ?"
        return self._connection.execute(known, (source, kind, url)).fetchone() is not None
