"""Reports by id, read with nothing but SQLite: a command that only searches is spared loading all that can write."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from corpus.errors import HomeMissingError, StoreVersionError
from corpus.reports.file import connect, user_error
from corpus.reports.rows import REPORT_COLUMNS, report_from_row, storable_text
from corpus.reports.version import KNOWN_VERSIONS, schema_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.home import Home
    from corpus.report import Report

__all__ = ["OlderStoreError", "Reports", "open_reports", "read_reports"]

BATCH_REPORTS = 500


class OlderStoreError(StoreVersionError):
    """An older release made the store; `corpus.store.open_store` brings it up to date."""


@contextmanager
def open_reports(home: Home) -> Iterator[Reports]:
    """Open the reports of `home` for reading, in one thread.

    Raises:
        HomeMissingError: there is no collection.
        OlderStoreError: the store must be brought up to date first.
        StoreVersionError: a newer release made it, or the file is no Baogao store.
    """
    if not home.database.exists():
        raise HomeMissingError(
            f"There is no collection at {home.path}.",
            hint="Make one with `baogao add FILES` or `baogao crawl SOURCES.toml`, or name another --home.",
        )
    try:
        with closing(connect(home, read_only=True)) as connection:
            if schema_version(lambda sql: connection.execute(sql).fetchall(), home) != KNOWN_VERSIONS[-1]:
                raise OlderStoreError(
                    f"{home.database} was made by an older release.", hint="`baogao stats` brings it up to date."
                )
            yield Reports(connection)
    except sqlite3.Error as error:
        if (meant := user_error(home, error)) is None:
            raise
        raise meant from error


class Reports:
    """The current revisions of a store's reports."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get_many(self, ids: Iterable[str]) -> dict[str, Report]:
        """Those reports, by id and in the order asked for; unknown ids are left out."""
        return read_reports(self._connection, [storable_text(report_id) for report_id in ids])


def read_reports(connection: sqlite3.Connection, ids: Sequence[str]) -> dict[str, Report]:
    """The current revisions of those of `ids` that the database holds, in the order asked for."""
    found: dict[str, Report] = {}
    for start in range(0, len(ids), BATCH_REPORTS):
        wanted = ids[start : start + BATCH_REPORTS]
        marks = ", ".join("?" * len(wanted))
        columns = ", ".join(REPORT_COLUMNS)
        for values in connection.execute(f"SELECT {columns} FROM reports WHERE id IN ({marks})", wanted):  # noqa: S608
            row = dict(zip(REPORT_COLUMNS, values, strict=True))
            found[row["id"]] = report_from_row(row, row["id"])
    return {report_id: found[report_id] for report_id in ids if report_id in found}
