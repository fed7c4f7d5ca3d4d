"""What became of each report's source page: still there, changed, withdrawn or blocked, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, case, func, literal, or_, select, true
from sqlalchemy.dialects.sqlite import Insert, insert

from corpus.reports.rows import moment, stamp, storable_text
from corpus.store.saving import Outcome, Saved, save_reports, select_reports
from corpus.store.schema import reports, statuses
from corpus.store.snapshots import update_to_refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, RowMapping

    from corpus.report import Report
    from corpus.store.database import Database

__all__ = ["STATUS_LABELS", "CheckedPage", "ReportStatus", "Status", "Statuses", "count_statuses"]

BATCH_IDS = 500
MOST_NAMESAKES = 50  # a title that more reports of a site bear tells nothing


class Status(StrEnum):
    """What became of a report's source page, as of the last look."""

    LIVE = "live"
    CHANGED = "changed"  # its text is another one than when it was first collected
    WITHDRAWN = "withdrawn"
    BLOCKED = "blocked"  # the site answers with a challenge in place of the page


STATUS_LABELS = {
    Status.LIVE: "有效",
    Status.CHANGED: "已改",
    Status.WITHDRAWN: "已撤",
    Status.BLOCKED: "被拦截",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStatus:
    """What is known of a report's source page. Every moment is that of a look, and has a time zone.

    Attributes:
        first_seen: first look that found it.
        last_checked: last look that was answered.
        changed: last look that found another text than the one before; None where it never changed.
        withdrawn: first look that found it gone; None while it is there.
        blocked: first look that was answered with a challenge; None while it is not.
        reason: what the site answered in place of a page that is withdrawn or blocked.
        moved: the look that found it at another address than before; None where it always stood at its own.
        moved_from: the address that it stood at until then.
    """

    first_seen: datetime
    last_checked: datetime
    changed: datetime | None = None
    withdrawn: datetime | None = None
    blocked: datetime | None = None
    reason: str | None = None
    moved: datetime | None = None
    moved_from: str | None = None

    @property
    def status(self) -> Status:
        """The status in one word: a page that is gone, or kept from us, is so whatever it had become before."""
        if self.withdrawn:
            return Status.WITHDRAWN
        if self.blocked:
            return Status.BLOCKED
        return Status.CHANGED if self.changed else Status.LIVE

    @property
    def label(self) -> str:
        """The status in Chinese."""
        return STATUS_LABELS[self.status]

    @property
    def since(self) -> datetime:
        """Since when it is so, as far as our looks tell."""
        return self.withdrawn or self.blocked or self.changed or self.first_seen


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """A report with an address: when its page was last looked at, or, where it never was, when it was collected."""

    report_id: str
    url: str
    title: str
    looked_at: datetime
    ever: bool


class Statuses:
    """The statuses of one store's reports. A report whose page was never asked for has none."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, report_id: str) -> ReportStatus | None:
        """The status of a report; None where its page was never asked for."""
        return self.of_many([report_id]).get(report_id)

    def of_many(self, ids: Iterable[str]) -> dict[str, ReportStatus]:
        """The statuses of those reports that have one, by id."""
        wanted = [storable_text(report_id) for report_id in ids]
        found: dict[str, ReportStatus] = {}
        with self._database.reading() as connection:
            for start in range(0, len(wanted), BATCH_IDS):
                rows = select(statuses).where(statuses.c.report_id.in_(wanted[start : start + BATCH_IDS]))
                found |= {row["report_id"]: _status(row) for row in connection.execute(rows).mappings()}
        return found

    def namesakes(
        self, report: Report, sites: Iterable[str], *, not_seen_since: datetime | None = None
    ) -> list[tuple[Report, ReportStatus]]:
        """Other reports of that title whose pages on those sites were looked at, those that are withdrawn first.

        Args:
            report: whose title it is.
            sites: hosts.
            not_seen_since: leaves out those whose pages were there at that moment or later.
        """
        wanted: ColumnElement[bool] = true()
        if not_seen_since is not None:
            wanted = or_(statuses.c.withdrawn.is_not(None), statuses.c.last_checked < stamp(not_seen_since))
        statement = (
            select(reports.c.id)
            .join(statuses, statuses.c.report_id == reports.c.id)
            .where(reports.c.title == storable_text(report.title), reports.c.site.in_(list(sites)))
            .where(reports.c.id != report.id, wanted)
            .order_by(statuses.c.withdrawn.is_(None), reports.c.id)
            .limit(MOST_NAMESAKES)
        )
        with self._database.reading() as connection:
            found = select_reports(connection, connection.scalars(statement).all())
        known = self.of_many(found)
        return [(namesake, known[number]) for number, namesake in found.items() if number in known]

    def count(self) -> dict[str, int]:
        """How many reports have each status, by the values of `Status`; without zeroes."""
        with self._database.reading() as connection:
            return count_statuses(connection)

    def save(self, report: Report, *, at: datetime, text_changed: bool = False, moved_from: str | None = None) -> Saved:
        """Save a report as read from its page at that moment (see `Store.save`), and that the page is there: at once.

        Args:
            report: as extracted.
            at: when its page was received.
            text_changed: whether the page says something else than when it was read before.
            moved_from: the address that it stood at when it was read before, where that is another one.

        Raises:
            InputError, HomeReadOnlyError: as `Store.save`.
        """
        with self._database.writing() as connection:
            (saved,) = save_reports(connection, [report])
            changed = at if text_changed and saved.outcome is Outcome.CHANGED else None
            _keep_sighting(connection, saved.report.id, at, changed, moved_from)
        return saved

    def seen(self, report_id: str, at: datetime) -> None:
        """Keep that the page was there at that moment, and said what it had said."""
        with self._database.writing() as connection:
            _keep_sighting(connection, report_id, at, None)

    def withdrawn(self, report_id: str, at: datetime, reason: str) -> bool:
        """Keep that the page was gone at that moment; whether that is news."""
        return self._missed(report_id, at, reason, "withdrawn")

    def blocked(self, report_id: str, at: datetime, reason: str) -> bool:
        """Keep that a challenge was answered in place of the page; whether that is news."""
        return self._missed(report_id, at, reason, "blocked")

    def mark_refusal(self, snapshot_id: int, note: str) -> None:
        """Keep of a snapshot that it shows no content but a refusal (a page that says it is gone), and why."""
        with self._database.writing() as connection:
            update_to_refusal(connection, snapshot_id, note)

    def pages(self) -> Iterator[CheckedPage]:
        """Every report with a web address, those not looked at for the longest time first."""
        looked_at = func.coalesce(statuses.c.last_checked, reports.c.collected_at).label("looked_at")
        statement = (
            select(reports.c.id, reports.c.url, reports.c.title, looked_at, statuses.c.report_id.is_not(None))
            .outerjoin(statuses, statuses.c.report_id == reports.c.id)
            .where(reports.c.url_key.like("http%"))
            .order_by(looked_at, reports.c.id)
        )
        with self._database.reading() as connection:
            rows = connection.execute(statement).all()
        for report_id, url, title, when, ever in rows:
            yield CheckedPage(report_id, url, title, moment(when), bool(ever))

    def _missed(self, report_id: str, at: datetime, reason: str, what: str) -> bool:
        since = getattr(statuses.c, what)
        values = {"report_id": report_id, "first_seen": stamp(at), "last_checked": stamp(at), "reason": reason}
        with self._database.writing() as connection:
            before = connection.scalar(select(since).where(statuses.c.report_id == report_id))
            held = connection.scalar(select(reports.c.collected_at).where(reports.c.id == report_id))
            if held is None:  # deleted meanwhile
                return False
            row = {**values, "first_seen": held, what: before or stamp(at)}
            kept = {name: row[name] for name in ("last_checked", "reason", what)}
            if what == "withdrawn":
                kept["blocked"] = row["blocked"] = None
            statement = insert(statuses).values(row).on_conflict_do_update(index_elements=["report_id"], set_=kept)
            connection.execute(statement)
        return before is None


def count_statuses(connection: Connection) -> dict[str, int]:
    """How many reports have each status, by the values of `Status`; without zeroes."""
    value = _value()
    statement = select(value, func.count()).select_from(statuses).group_by(value)
    counted = {row[0]: row[1] for row in connection.execute(statement)}
    return {each.value: counted[each.value] for each in Status if each.value in counted}


def _keep_sighting(
    connection: Connection, report_id: str, at: datetime, changed: datetime | None, moved_from: str | None = None
) -> None:
    row = {"last_checked": stamp(at)}
    if changed is not None:
        row["changed"] = stamp(changed)
    if moved_from is not None:
        row |= {"moved": stamp(at), "moved_from": moved_from}
    connection.execute(_sighting(*row), {"report_id": report_id, "first_seen": stamp(at), **row})


@cache
def _sighting(*columns: str) -> Insert:
    """The statement that keeps a page as there; of one that has a status, `columns` become what is given."""
    statement = insert(statuses)
    there = dict.fromkeys(("withdrawn", "blocked", "reason"))
    kept = {**there, **{name: statement.excluded[name] for name in columns}}
    return statement.on_conflict_do_update(index_elements=["report_id"], set_=kept)


def _value() -> ColumnElement[str]:
    """`ReportStatus.status` in SQL."""
    return case(
        (statuses.c.withdrawn.is_not(None), literal(Status.WITHDRAWN.value)),
        (statuses.c.blocked.is_not(None), literal(Status.BLOCKED.value)),
        (statuses.c.changed.is_not(None), literal(Status.CHANGED.value)),
        else_=literal(Status.LIVE.value),
    )


def _status(row: RowMapping) -> ReportStatus:
    def when(name: str) -> datetime | None:
        return moment(row[name]) if row[name] else None

    return ReportStatus(
        first_seen=moment(row["first_seen"]),
        last_checked=moment(row["last_checked"]),
        changed=when("changed"),
        withdrawn=when("withdrawn"),
        blocked=when("blocked"),
        reason=row["reason"],
        moved=when("moved"),
        moved_from=row["moved_from"],
    )
