"""What saving a report does: nothing, a first revision, new metadata in place, or a new revision.

Reports are compared as extracted; the overrides in force are laid over what is written.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from corpus.errors import InputError
from corpus.overrides import applied, extracted_from_json, extracted_json, restored
from corpus.reports.attachments import seen_again
from corpus.reports.reading import read_reports
from corpus.reports.rows import report_from_row, row_from_report, storable
from corpus.store.doubts import write_doubts
from corpus.store.overrides import select_in_force
from corpus.store.schema import changes, reports, revisions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from corpus.overrides import Override
    from corpus.report import Report

    InForce = Mapping[str, Mapping[str, Override]]

__all__ = ["Outcome", "Saved"]

BATCH_REPORTS = 500


class Outcome(StrEnum):
    """What saving a report did."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving did, and the report as the store now holds it."""

    outcome: Outcome
    report: Report


def save_reports(connection: Connection, given: Iterable[Report]) -> list[Saved]:
    """Save reports, as extracted, in the order given, within the connection's transaction; one result each.

    Raises:
        InputError: a report names a snapshot that the store does not hold.
    """
    done: list[Saved] = []
    for batch in _batches_of_distinct(given):
        ids = [report.id for report in batch]
        current = select_extracted(connection, ids)
        in_force = select_in_force(connection, ids)
        saved = [decide(current.get(report.id), report) for report in batch]
        try:
            _write(connection, saved, current, in_force)
        except IntegrityError as error:
            raise InputError(
                "A report names a snapshot that is not in this store.", hint="Record the snapshot before the report."
            ) from error
        done += [replace(item, report=applied(item.report, in_force.get(item.report.id, {}))[0]) for item in saved]
    return done


def decide(current: Report | None, incoming: Report) -> Saved:
    """What saving `incoming` means where the store holds `current`, both as extracted."""
    incoming = storable(incoming)
    if current is None:
        return Saved(Outcome.ADDED, replace(incoming, revision=1))
    incoming = replace(incoming, attachments=seen_again(incoming.attachments, current.attachments))
    if incoming.content_sha256 != current.content_sha256:
        return Saved(Outcome.CHANGED, replace(incoming, revision=current.revision + 1))
    # A mere further sighting keeps the first capture: that is when this text was seen to be published.
    again = replace(incoming, revision=current.revision, collected_at=current.collected_at, snapshot=current.snapshot)
    if again == current:
        return Saved(Outcome.UNCHANGED, current)
    # The newer capture is the evidence of metadata read from it; text without a capture does not replace one.
    if incoming.snapshot is not None or current.snapshot is None:
        again = replace(again, collected_at=incoming.collected_at, snapshot=incoming.snapshot)
    return Saved(Outcome.CHANGED, again)


def select_reports(connection: Connection, ids: Sequence[str]) -> dict[str, Report]:
    """The current revisions of those of `ids` that the store holds, in the order asked for."""
    database = connection.connection.driver_connection
    if not isinstance(database, sqlite3.Connection):
        raise TypeError(f"{database!r} is no connection to SQLite")
    return read_reports(database, ids)


def select_extracted(connection: Connection, ids: Sequence[str]) -> dict[str, Report]:
    """As `select_reports`, without the overrides: as extracted."""
    found: dict[str, Report] = {}
    for start in range(0, len(ids), BATCH_REPORTS):
        wanted = ids[start : start + BATCH_REPORTS]
        for row in connection.execute(select(reports).where(reports.c.id.in_(wanted))).mappings():
            found[row["id"]] = restored(report_from_row(row, row["id"]), extracted_from_json(row["extracted"]))
    return {report_id: found[report_id] for report_id in ids if report_id in found}


def lay_over(connection: Connection, report_id: str) -> Report | None:
    """The report with the overrides that are in force now, written; None where the store does not hold it."""
    held = select_extracted(connection, [report_id]).get(report_id)
    if held is None:
        return None
    row = _report_row(held, select_in_force(connection, [report_id]))
    connection.execute(update(reports).where(reports.c.id == report_id).values(row))
    shown = select_reports(connection, [report_id])[report_id]
    write_doubts(connection, [shown])
    log_changes(connection, [report_id])
    return shown


def log_changes(connection: Connection, ids: Sequence[str], *, deleted: bool = False) -> None:
    """Number a change of each report, in order; it takes the place of the report's earlier one."""
    statement = insert(changes).prefix_with("OR REPLACE")
    connection.execute(statement, [{"report_id": report_id, "deleted": deleted} for report_id in ids])


def _batches_of_distinct(given: Iterable[Report]) -> Iterator[list[Report]]:
    batch: dict[str, Report] = {}
    for report in given:
        if report.id in batch or len(batch) == BATCH_REPORTS:
            yield list(batch.values())
            batch = {}
        batch[report.id] = report
    if batch:
        yield list(batch.values())


def _write(connection: Connection, saved: Sequence[Saved], current: Mapping[str, Report], in_force: InForce) -> None:
    added = [item.report for item in saved if item.outcome is Outcome.ADDED]
    changed = [item.report for item in saved if item.outcome is Outcome.CHANGED]
    superseded = [current[report.id] for report in changed if report.revision > current[report.id].revision]
    if superseded:
        connection.execute(insert(revisions), [_revision_row(report) for report in superseded])
    if added:
        connection.execute(insert(reports), [_report_row(report, in_force) for report in added])
    if changed:
        rows = [{**_report_row(report, in_force), "which": report.id} for report in changed]
        connection.execute(update(reports).where(reports.c.id == bindparam("which")), rows)
    touched = [*added, *changed]
    if touched:
        write_doubts(connection, (applied(report, in_force.get(report.id, {}))[0] for report in touched))
        log_changes(connection, [item.report.id for item in saved if item.outcome is not Outcome.UNCHANGED])


def _report_row(report: Report, in_force: InForce) -> dict[str, object]:
    """The row of a report as extracted, with its overrides laid over it."""
    shown, kept = applied(report, in_force.get(report.id, {}))
    return {**row_from_report(shown), "extracted": extracted_json(kept)}


def _revision_row(report: Report) -> dict[str, object]:
    row = row_from_report(report)
    del row["url_key"], row["certain_place"]
    row["report_id"] = row.pop("id")
    return row
