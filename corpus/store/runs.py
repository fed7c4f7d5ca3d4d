"""What every crawl and check did, site by site and column by column; and which columns have fallen silent."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from corpus.reports.rows import moment, stamp, storable_text
from corpus.store.last_runs import columns_of, last_runs, loud_runs, sources_of
from corpus.store.schema import run_columns, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, RowMapping

    from corpus.store.database import Database

__all__ = ["Alarm", "ColumnFigures", "ColumnHealth", "NewRun", "Runs", "SiteHealth"]

ALARMING = "crawl"  # a check visits no column
UNREACHED = "no page leads to it any more"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnFigures:
    """What a run did in one column.

    Attributes:
        column: address of its first list page; empty for visits that no list led to.
        name: what that page calls itself; empty where it does not.
        list_pages: list pages read.
        items: items of those pages, whether asked for or not.
        links: links to reports asked for on those pages, followed or known.
        new, changed, unchanged, other, gone: reports by what became of them.
        empty: pages that came and held no text.
        blocked, refused, failed: pages that did not come, list pages included; `failed` counts the empty ones too.
        bytes: size of the bodies received, as sent.
        seconds: from each request to the end of its visit, added up.
        partial: whether the walk ended before the list did, since nothing new was on it.
        trouble: why a list page of it did not come; None where all came.
    """

    column: str
    name: str = ""
    list_pages: int = 0
    items: int = 0
    links: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    other: int = 0
    gone: int = 0
    empty: int = 0
    blocked: int = 0
    refused: int = 0
    failed: int = 0
    bytes: int = 0
    seconds: float = 0.0
    partial: bool = False
    trouble: str | None = None

    @property
    def is_silent(self) -> bool:
        """Whether it gave no link where it should have given all that it has."""
        return self.links == 0 and not self.partial


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRun:
    """A run of one source; one that was stopped and taken up again is kept as one.

    Attributes:
        source: its name.
        kind: ``crawl`` or ``check``.
        begun_at: when it began, with time zone; with `source` and `kind` it tells runs apart.
        ended_at: when it ended, or was last stopped.
        whole: whether it was to walk every list to its end.
        complete: whether nothing of it is left.
        rules: fingerprint of what the source selected.
        columns: what it did, column by column.
    """

    source: str
    kind: str
    begun_at: datetime
    ended_at: datetime
    whole: bool
    complete: bool
    rules: str
    columns: Sequence[ColumnFigures]


@dataclass(frozen=True, slots=True)
class Alarm:
    """That a column gives no links any more: how many it last gave, and when."""

    links: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ColumnHealth:
    """A column as its last run found it, and the alarm where it has fallen silent."""

    figures: ColumnFigures
    alarm: Alarm | None


@dataclass(frozen=True, slots=True)
class SiteHealth:
    """The last run of a source, and its columns as they were last found."""

    run: NewRun
    columns: tuple[ColumnHealth, ...]

    @property
    def alarms(self) -> tuple[ColumnHealth, ...]:
        """The columns that have fallen silent."""
        return tuple(column for column in self.columns if column.alarm)


FIGURES = tuple(field.name for field in fields(ColumnFigures))


class Runs:
    """The runs of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, run: NewRun) -> SiteHealth:
        """Keep a run, in place of what was kept of it when it was stopped; the health of its source now.

        A column that the last complete run under the same rules reached and this one did not is kept as silent.
        """
        with self._database.writing() as connection:
            same = (runs.c.source == run.source, runs.c.kind == run.kind, runs.c.begun_at == stamp(run.begun_at))
            connection.execute(delete(runs).where(*same))
            unreached = _unreached(connection, run)
            values = {**_run_values(run), "source": storable_text(run.source)}
            number = connection.execute(insert(runs).returning(runs.c.id), values).scalar_one()
            rows = [
                {**_column_values(figures), "run": number, "position": position}
                for position, figures in enumerate((*run.columns, *unreached))
            ]
            if rows:
                connection.execute(insert(run_columns), rows)
            return _healths(connection, run.kind, [storable_text(run.source)])[0]

    def sites(self, kind: str = "crawl", names: Iterable[str] | None = None) -> list[SiteHealth]:
        """The health of every source that has been crawled (or checked), by name; with `names`, of those among them."""
        with self._database.reading() as connection:
            return _healths(connection, kind, sources_of(connection, kind) if names is None else names)

    def alarms(self, kind: str = "crawl") -> dict[str, int]:
        """How many columns have fallen silent of every source that has been crawled (or checked), by name."""
        with self._database.reading() as connection:
            last = last_runs(connection, kind, sources_of(connection, kind))
            loud = loud_runs(connection, last) if kind == ALARMING else {}
        return {row["source"]: len(loud.get(row["id"], ())) for row in last}


def _unreached(connection: Connection, run: NewRun) -> list[ColumnFigures]:
    if not run.complete:
        return []
    before = _last(connection, run.source, run.kind, rules=run.rules, complete=True)
    if before is None:
        return []
    reached = {figures.column for figures in run.columns}
    missing = [figures for figures in _figures(connection, before["id"]) if figures.column not in reached]
    return [ColumnFigures(column=figures.column, name=figures.name, trouble=UNREACHED) for figures in missing]


def _healths(connection: Connection, kind: str, names: Iterable[str]) -> list[SiteHealth]:
    """The last run of each source, with its columns and their alarms."""
    last = last_runs(connection, kind, names)
    loud = loud_runs(connection, last) if kind == ALARMING else {}
    columns: dict[int, list[ColumnHealth]] = {row["id"]: [] for row in last}
    for row in columns_of(connection, last):
        figures = ColumnFigures(**{name: row[name] for name in FIGURES})
        before = loud.get(row["last"], {}).get(figures.column) if figures.is_silent else None
        columns[row["last"]].append(
            ColumnHealth(figures, Alarm(before.links, moment(before.begun_at)) if before else None)
        )
    return [
        SiteHealth(_run(row, [column.figures for column in columns[row["id"]]]), tuple(columns[row["id"]]))
        for row in last
    ]


def _last(
    connection: Connection, source: str, kind: str, *, rules: str | None = None, complete: bool = False
) -> RowMapping | None:
    statement = select(runs).where(runs.c.source == source, runs.c.kind == kind)
    if rules is not None:
        statement = statement.where(runs.c.rules == rules)
    if complete:
        statement = statement.where(runs.c.complete)
    return connection.execute(statement.order_by(runs.c.begun_at.desc()).limit(1)).mappings().first()


def _figures(connection: Connection, run: int) -> list[ColumnFigures]:
    statement = (
        select(*(run_columns.c[name] for name in FIGURES))
        .where(run_columns.c.run == run)
        .order_by(run_columns.c.position)
    )
    return [ColumnFigures(**row) for row in connection.execute(statement).mappings()]


def _run(row: RowMapping, columns: Iterable[ColumnFigures]) -> NewRun:
    return NewRun(
        source=row["source"],
        kind=row["kind"],
        begun_at=moment(row["begun_at"]),
        ended_at=moment(row["ended_at"]),
        whole=bool(row["whole"]),
        complete=bool(row["complete"]),
        rules=row["rules"],
        columns=tuple(columns),
    )


def _run_values(run: NewRun) -> dict[str, object]:
    values = {field.name: getattr(run, field.name) for field in fields(NewRun) if field.name != "columns"}
    return {**values, "begun_at": stamp(run.begun_at), "ended_at": stamp(run.ended_at)}


def _column_values(figures: ColumnFigures) -> dict[str, object]:
    texts = {"column": storable_text(figures.column), "name": storable_text(figures.name)}
    return {**asdict(figures), **texts, "trouble": storable_text(figures.trouble) if figures.trouble else None}
