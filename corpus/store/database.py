"""The SQLite file: connections, transactions, and what its errors mean to a user."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from corpus.errors import BaogaoError, HomeBusyError, HomeReadOnlyError, StoreVersionError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from corpus.home import Home

__all__ = ["BUSY_SECONDS", "Database", "user_error"]

BUSY_SECONDS = 30.0
"""How long a write waits for another process's transaction; the longest are imports' batches, well under a second."""


class Database:
    """One SQLite file, opened. Any number of threads may use it at once."""

    def __init__(self, home: Home, *, read_only: bool) -> None:
        self.home = home
        self.read_only = read_only
        # An immutable file is looked at anew for every transaction: SQLite would not notice that another user, who
        # may write, has begun to.
        pool = NullPool if read_only and not is_writable(home) else QueuePool
        self._engine = create_engine("sqlite://", creator=self._connect, poolclass=pool)
        self._writer = self._engine.execution_options(writing=True)
        event.listen(self._engine, "begin", _begin)

    def _connect(self) -> sqlite3.Connection:
        if not self.read_only:
            connection = _open_file(self.home, "mode=rwc")
            connection.execute("PRAGMA foreign_keys = ON")
            # With WAL, NORMAL keeps every committed transaction through a kill, and the file whole through a power cut.
            connection.execute("PRAGMA synchronous = NORMAL")
            return connection
        connection = _open_file(self.home, "mode=ro")
        try:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            connection.close()
            if not _lacks_wal_files(error) or _has_unmerged_writes(self.home):
                raise
            # A database in WAL mode needs two more files beside it; where they cannot be made, nobody can be
            # writing to it either, and SQLite may read it as immutable.
            connection = _open_file(self.home, "mode=ro&immutable=1")
        return connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store.

        Raises:
            StoreVersionError: the file is damaged, or is no database.
        """
        with _errors_for_users(self.home), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that changes the store: all of it is kept when the block ends, nothing when it raises.

        Raises:
            HomeReadOnlyError: the store was opened for reading, or cannot be written to.
            HomeBusyError: another process has been writing for longer than `BUSY_SECONDS`.
        """
        if self.read_only:
            raise HomeReadOnlyError(
                f"The collection at {self.home.path} is open for reading only.",
                hint="Give yourself write permission, or choose another --home.",
            )
        with _errors_for_users(self.home), self._writer.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def outside_transaction(self) -> Iterator[sqlite3.Connection]:
        """A bare connection, for what SQLite allows in no transaction."""
        with _errors_for_users(self.home), closing(self._connect()) as connection:
            yield connection

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._engine.dispose()


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


@contextmanager
def _errors_for_users(home: Home) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        meant = user_error(home, cause) if isinstance(cause, sqlite3.Error) else None
        if meant is None:
            raise
        raise meant from error


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


def _begin(connection: Connection) -> None:
    # IMMEDIATE takes the write lock at once, so that a transaction never fails half-way on what it read before.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
