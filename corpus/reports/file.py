"""The SQLite file that keeps the reports: how it is opened, and what its errors mean to a user."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import quote

from corpus.errors import BaogaoError, HomeBusyError, HomeReadOnlyError, StoreVersionError

if TYPE_CHECKING:
    from corpus.home import Home

__all__ = ["BUSY_SECONDS", "connect", "is_writable", "user_error"]

BUSY_SECONDS = 30.0
"""How long a write waits for another process's transaction; the longest are imports' batches, well under a second."""


def connect(home: Home, *, read_only: bool) -> sqlite3.Connection:
    """A connection without a transaction.

    Raises:
        sqlite3.Error: see `user_error`.
    """
    if not read_only:
        connection = _open_file(home, "mode=rwc")
        connection.execute("PRAGMA foreign_keys = ON")
        # With WAL, NORMAL keeps every committed transaction through a kill, and the file whole through a power cut.
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection
    connection = _open_file(home, "mode=ro")
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if not _lacks_wal_files(error) or _has_unmerged_writes(home):
            raise
        # A database in WAL mode needs two more files beside it; where they cannot be made, nobody can be
        # writing to it either, and SQLite may read it as immutable.
        connection = _open_file(home, "mode=ro&immutable=1")
    return connection


def is_writable(home: Home) -> bool:
    """Whether the database, or where there is none its folder, can be written to."""
    return os.access(home.path, os.W_OK) and (not home.database.exists() or os.access(home.database, os.W_OK))


def user_error(home: Home, error: sqlite3.Error) -> BaogaoError | None:
    """What an error of SQLite means to a user; None for a fault of this program."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary result code
    if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
        return StoreVersionError(
            f"{home.database} is damaged, or is no SQLite database.",
            hint="Put back a copy from your backup, or choose another --home.",
        )
    if code == sqlite3.SQLITE_BUSY:
        return HomeBusyError(
            f"Another process has been writing to {home.database} for more than {BUSY_SECONDS:.0f} seconds.",
            hint="Wait until it has ended, or stop it; then run this again.",
        )
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return HomeReadOnlyError(
            f"{home.database} cannot be opened, or cannot be written to.",
            hint="Give yourself permission for it and its folder, or choose another --home.",
        )
    if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
        return HomeReadOnlyError(
            f"The disk under {home.path} is full or fails: {error}.", hint="Free some space, then run this again."
        )
    return None


def _open_file(home: Home, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote(str(home.database.absolute()))}?{mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,  # transactions are begun by `_begin`, not guessed by the driver
        check_same_thread=False,  # the pool lends a connection to one thread at a time
    )


def _lacks_wal_files(error: sqlite3.OperationalError) -> bool:
    return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}


def _has_unmerged_writes(home: Home) -> bool:
    log = home.database.with_name(home.database.name + "-wal")
    return log.exists() and log.stat().st_size > 0
