"""Connections and transactions, by SQLAlchemy."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from corpus.errors import HomeReadOnlyError
from corpus.reports.file import connect, is_writable, user_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from corpus.home import Home

__all__ = ["Database"]


class Database:
    """One SQLite file, opened. Any number of threads may use it at once."""

    def __init__(self, home: Home, *, read_only: bool) -> None:
        self.home = home
        self.read_only = read_only
        # An immutable file is looked at anew for every transaction: SQLite would not notice that another user, who
        # may write, has begun to.
        pool = NullPool if read_only and not is_writable(home) else QueuePool
        self._engine = create_engine("sqlite://", creator=partial(connect, home, read_only=read_only), poolclass=pool)
        self._writer = self._engine.execution_options(writing=True)
        event.listen(self._engine, "begin", _begin)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store.

        Raises:
            StoreVersionError: the file is damaged, or is no database.
        """
        with _errors_for_users(self.home), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def reading_rows(self) -> Iterator[sqlite3.Connection]:
        """The same as SQLite's own connection: what is asked for with every page is spared SQLAlchemy's work."""
        with _errors_for_users(self.home), closing(self._engine.raw_connection()) as pooled:
            database = pooled.driver_connection
            if not isinstance(database, sqlite3.Connection):
                raise TypeError(f"{database!r} is no connection to SQLite")
            database.execute("BEGIN")
            try:
                yield database
            finally:
                database.rollback()

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
        with _errors_for_users(self.home), closing(connect(self.home, read_only=self.read_only)) as connection:
            yield connection

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._engine.dispose()


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


def _begin(connection: Connection) -> None:
    # IMMEDIATE takes the write lock at once, so that a transaction never fails half-way on what it read before.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
