"""Corrections of one store: kept and taken back, each in one transaction with the report that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import NotFoundError
from corpus.reports.rows import storable_text
from corpus.store.overrides import insert_overrides, select_history, select_in_force, take_back
from corpus.store.saving import lay_over, select_extracted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.overrides import Override
    from corpus.report import Report
    from corpus.store.database import Database
    from corpus.store.overrides import NewOverride

__all__ = ["Corrections"]


class Corrections:
    """What persons said of reports. What they say is checked in `corpus.corrections`, not here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, report_id: str, new: Sequence[NewOverride], who: str) -> Report:
        """The report with a correction; one change is logged, and no revision is made.

        Raises:
            NotFoundError: there is no such report.
            HomeReadOnlyError: the store is open for reading only.
        """
        report_id = storable_text(report_id)
        with self._database.writing() as connection:
            insert_overrides(connection, report_id, new, who)
            report = lay_over(connection, report_id)
            if report is None:
                raise _no_report(report_id)  # and the transaction keeps nothing
            return report

    def take_back(self, report_id: str, field: str | None, who: str) -> tuple[Report, list[Override]]:
        """The report without the latest correction of `field` (None: without any), and what was taken back.

        Raises:
            NotFoundError: there is no such report.
            HomeReadOnlyError: the store is open for reading only.
        """
        report_id = storable_text(report_id)
        with self._database.writing() as connection:
            undone = take_back(connection, report_id, field, who)
            report = lay_over(connection, report_id)
            if report is None:
                raise _no_report(report_id)
            return report, undone

    def history(self, report_id: str) -> list[Override]:
        """Every override of a report, newest first, those taken back included."""
        with self._database.reading() as connection:
            return select_history(connection, report_id)

    def in_force(self, report_id: str) -> dict[str, Override]:
        """The override in force of each corrected field."""
        with self._database.reading() as connection:
            return select_in_force(connection, [report_id]).get(storable_text(report_id), {})

    def extracted(self, ids: Iterable[str]) -> dict[str, Report]:
        """Those reports as extracted, without any correction, by id."""
        with self._database.reading() as connection:
            return select_extracted(connection, [storable_text(report_id) for report_id in ids])


def _no_report(report_id: str) -> NotFoundError:
    return NotFoundError(
        f"There is no report {report_id!r} in the collection.", hint="`baogao search QUERY` shows the ids of reports."
    )
