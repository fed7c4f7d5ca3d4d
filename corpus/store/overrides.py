"""The overrides as the store keeps them: what persons said of reports' fields, and what they took back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from corpus.overrides import PLACE_FIELDS, SPAN_FIELDS, Override
from corpus.reports.rows import moment, stamp, storable_text
from corpus.store.schema import overrides

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, RowMapping

__all__ = ["NewOverride", "insert_overrides", "select_history", "select_in_force", "take_back"]

BATCH_IDS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOverride:
    """One field of a correction, before the store has numbered it; see `Override`."""

    field: str
    value: str | None
    previous: str | None
    implied: bool = False


def select_in_force(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, Override]]:
    """For each of those reports that has any, the override in force of each field."""
    found: dict[str, dict[str, Override]] = {}
    for start in range(0, len(ids), BATCH_IDS):
        wanted = [storable_text(report_id) for report_id in ids[start : start + BATCH_IDS]]
        statement = select(overrides).where(overrides.c.report_id.in_(wanted), overrides.c.undone_at.is_(None))
        for row in connection.execute(statement.order_by(overrides.c.id)).mappings():
            found.setdefault(row["report_id"], {})[row["field"]] = _override(row)
    return found


def select_history(connection: Connection, report_id: str) -> list[Override]:
    """Every override of a report, newest first, those taken back included."""
    statement = select(overrides).where(overrides.c.report_id == storable_text(report_id))
    return [_override(row) for row in connection.execute(statement.order_by(overrides.c.id.desc())).mappings()]


def insert_overrides(connection: Connection, report_id: str, new: Iterable[NewOverride], who: str) -> int:
    """Keep one correction; its number."""
    correction = (connection.scalar(select(func.max(overrides.c.correction))) or 0) + 1
    shared = {"correction": correction, "report_id": report_id, "who": storable_text(who)}
    shared["made_at"] = stamp(datetime.now(UTC))
    rows = [
        {**shared, "field": item.field, "value": item.value, "previous": item.previous, "implied": item.implied}
        for item in new
    ]
    connection.execute(insert(overrides), rows)
    return correction


def take_back(connection: Connection, report_id: str, field: str | None, who: str) -> list[Override]:
    """Mark what is taken back, and give it as it was.

    Args:
        connection: in a writing transaction.
        report_id: the report.
        field: the latest correction of this field is taken back, of a place field with all of the place that it said,
            of the year or the period with both; None: everything.
        who: takes it back.
    """
    holding = [item for item in select_history(connection, report_id) if item.in_force]
    if field is not None:
        latest = next((item for item in holding if item.field == field), None)
        fields = next((group for group in (PLACE_FIELDS, SPAN_FIELDS) if field in group), (field,))
        holding = [item for item in holding if latest and item.correction == latest.correction and item.field in fields]
    if holding:
        values = {"undone_by": storable_text(who), "undone_at": stamp(datetime.now(UTC))}
        chosen = overrides.c.id.in_([item.id for item in holding])
        connection.execute(update(overrides).where(chosen).values(values))
    return holding


def _override(row: RowMapping) -> Override:
    return Override(
        id=row["id"],
        correction=row["correction"],
        report_id=row["report_id"],
        field=row["field"],
        value=row["value"],
        previous=row["previous"],
        implied=bool(row["implied"]),
        who=row["who"],
        made_at=moment(row["made_at"]),
        undone_by=row["undone_by"],
        undone_at=moment(row["undone_at"]) if row["undone_at"] else None,
    )
