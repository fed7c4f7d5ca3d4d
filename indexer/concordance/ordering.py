"""Lines in any order, however many they are: sorted on disk, and read back a page at a time.

SQLite sorts in runs that it keeps in files and merges, so memory does not grow with the number of lines.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import fields
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

from corpus import HomeReadOnlyError
from indexer.concordance.lines import Line, LineReport
from indexer.engine import Sort
from indexer.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType

__all__ = ["SORTED_ORDERS", "LineOrder", "OrderedLines", "report_sort"]

CACHE_KIB = 16 * 1024  # what SQLite may hold in memory, and the size of one sorted run
BATCH_LINES = 1000
SEPARATOR = "\ue000"  # for private use, and left by folding as it is

# The columns of `lines` and `reports` are the fields of `Line` and `LineReport`, in their order.
SCHEMA = """
CREATE TABLE reports (
    place INTEGER PRIMARY KEY, id TEXT, url TEXT, title TEXT, report_year INTEGER,
    province TEXT, city TEXT, county TEXT, township TEXT, issuer TEXT
);
CREATE TABLE lines (
    report INTEGER, paragraph INTEGER, number INTEGER, "left" TEXT, keyword TEXT, "right" TEXT, key TEXT
);
"""
PUT_REPORT = "INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
PUT_LINE = "INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?, ?)"
SORT = """
CREATE TABLE sorted AS
    SELECT report, paragraph, number, "left", keyword, "right" FROM lines ORDER BY key, lines.rowid;
DROP TABLE lines;
ALTER TABLE sorted RENAME TO lines;
"""
PAGE = """
SELECT paragraph, number, "left", keyword, "right", reports.* FROM lines JOIN reports ON reports.place = lines.report
    WHERE lines.rowid > ? AND lines.rowid <= ? ORDER BY lines.rowid
"""
_of_report = attrgetter(*(item.name for item in fields(LineReport)))


class LineOrder(StrEnum):
    """Order of lines. Ties fall back to the order of the reports, then to the place in the report: pages are stable."""

    REPORT = "report"
    LEFT = "left"
    RIGHT = "right"
    YEAR = "year"
    YEAR_DESC = "-year"


SORTED_ORDERS = frozenset({LineOrder.LEFT, LineOrder.RIGHT})
"""The orders for which lines must be sorted; in the others they come as the reports do."""


def report_sort(order: LineOrder) -> Sort:
    """The order in which the reports are to be asked for: `OrderedLines` rearranges the lines only where it must."""
    return {LineOrder.YEAR: Sort.YEAR, LineOrder.YEAR_DESC: Sort.YEAR_DESC}.get(order, Sort.RELEVANCE)


class OrderedLines:
    """Lines in order, in a temporary file that goes when this is closed. One thread at a time.

    By left context means from the occurrence outward: its last character first, then the one before. Contexts are
    compared folded (script, case, quotes and spaces make no difference), by the numbers of their characters in Unicode.
    """

    def __init__(self, lines: Iterable[Line], order: LineOrder) -> None:
        """Read all of `lines`, which come in the order of `report_sort(order)`.

        Raises:
            HomeReadOnlyError: the folder for temporary files is full or cannot be written to.
        """
        self._folder = TemporaryDirectory(prefix="baogao-lines-")
        try:
            with _disk_errors(self._folder.name):
                self._database = _open(Path(self._folder.name) / "lines.sqlite")
                self._count = _fill(self._database, lines, order)
                if order in SORTED_ORDERS:
                    self._database.executescript(SORT)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Line]:
        for offset in range(0, self._count, BATCH_LINES):
            yield from self.page(offset, BATCH_LINES)

    def page(self, offset: int, limit: int) -> list[Line]:
        """At most `limit` lines, from the one at `offset` on, counted from 0."""
        rows = self._database.execute(PAGE, (offset, offset + limit))
        return [Line(LineReport(*row[6:]), *row[:5]) for row in rows]  # between them the place of the report

    def close(self) -> None:
        """Remove the file; the lines are not used again."""
        if hasattr(self, "_database"):
            self._database.close()
        self._folder.cleanup()


def _open(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    # Nothing here outlives this process, so nothing is kept for a crash.
    for setting in ("journal_mode = OFF", "synchronous = OFF", "temp_store = FILE", f"cache_size = -{CACHE_KIB}"):
        database.execute(f"PRAGMA {setting}")
    database.executescript(SCHEMA)
    return database


def _fill(database: sqlite3.Connection, lines: Iterable[Line], order: LineOrder) -> int:
    database.execute("BEGIN")
    count = 0
    for place, (report, group) in enumerate(groupby(lines, key=attrgetter("report")), start=1):
        of_report = list(group)
        database.execute(PUT_REPORT, (place, *_of_report(report)))
        keys = _keys(of_report, order)
        database.executemany(
            PUT_LINE,
            [
                (place, line.paragraph, line.number, line.left, line.keyword, line.right, key)
                for line, key in zip(of_report, keys, strict=True)
            ],
        )
        count += len(of_report)
    database.execute("COMMIT")
    return count


def _keys(lines: Sequence[Line], order: LineOrder) -> Sequence[str | None]:
    """What the lines are sorted by; folded in one go, since a line by itself takes twenty times as long."""
    if order not in SORTED_ORDERS:
        return [None] * len(lines)
    contexts = [line.left if order is LineOrder.LEFT else line.right for line in lines]
    keys = fold(SEPARATOR.join(contexts)).split(SEPARATOR)
    if len(keys) != len(lines):  # a context holds that character itself
        keys = list(map(fold, contexts))
    return [key[::-1] for key in keys] if order is LineOrder.LEFT else keys


@contextmanager
def _disk_errors(folder: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise HomeReadOnlyError(
            f"The lines cannot be sorted in {folder}: {error}.",
            hint="Free some space there, or name another folder for temporary files in TMPDIR.",
        ) from error
