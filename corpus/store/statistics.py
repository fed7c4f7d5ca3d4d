"""What the store holds, counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, func, select

from corpus.store.schema import changes, reports, revisions, snapshots
from corpus.store.statuses import count_statuses

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["Stats"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Counts of the store, all as of one moment.

    Attributes:
        reports: how many reports.
        revisions: how many revisions, the current ones included; at least `reports`.
        snapshots: how many captures, revisits and refusals included.
        last_seq: number of the last change.
        years: reports by `report_year`, in order of the years.
        provinces, levels, doc_types, sites: reports by value, the most frequent first.
        statuses: reports by what became of their source pages (see `Status`); without those never asked for.
        unknown: for each of ``report_year``, ``province``, ``level``, ``site``: reports whose value is not known.
    """

    reports: int
    revisions: int
    snapshots: int
    last_seq: int
    years: dict[int, int]
    provinces: dict[str, int]
    levels: dict[str, int]
    doc_types: dict[str, int]
    sites: dict[str, int]
    statuses: dict[str, int]
    unknown: dict[str, int]


def count_all(connection: Connection) -> Stats:
    """The counts, in one transaction."""
    total = _rows(connection, reports.c.id)
    counted = {name: _counts(connection, reports.c[name]) for name in ("report_year", "province", "level", "site")}
    years = counted["report_year"]
    return Stats(
        reports=total,
        revisions=total + _rows(connection, revisions.c.report_id),
        snapshots=_rows(connection, snapshots.c.id),
        last_seq=connection.scalar(select(func.max(changes.c.seq))) or 0,
        years={int(year): years[year] for year in sorted(years)},
        provinces=counted["province"],
        levels=counted["level"],
        doc_types=_counts(connection, reports.c.doc_type),
        sites=counted["site"],
        statuses=count_statuses(connection),
        unknown={name: total - sum(values.values()) for name, values in counted.items()},
    )


def _rows(connection: Connection, column: Column[Any]) -> int:
    return connection.scalar(select(func.count(column))) or 0


def _counts(connection: Connection, column: Column[Any]) -> dict[str, int]:
    number = func.count().label("number")
    statement = select(column, number).where(column.is_not(None)).group_by(column).order_by(number.desc(), column)
    return {row[0]: row[1] for row in connection.execute(statement)}
