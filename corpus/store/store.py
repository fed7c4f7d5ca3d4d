"""The store: every report with its revisions, the change log, the snapshots' places, and the bookmarks."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, select

from corpus.errors import HomeMissingError, NotFoundError
from corpus.home import read_only as read_only_error
from corpus.reports.file import is_writable
from corpus.reports.reading import read_reports
from corpus.reports.rows import moment, report_from_row, storable_text, url_key
from corpus.store import snapshots as snapshot_table
from corpus.store.bookmarks import Bookmarks
from corpus.store.corrections import Corrections
from corpus.store.database import Database
from corpus.store.doubts import Doubts, delete_doubts
from corpus.store.runs import Runs
from corpus.store.saving import BATCH_REPORTS, Saved, log_changes, save_reports, select_reports
from corpus.store.schema import changes, reports, revisions
from corpus.store.sites import Sites
from corpus.store.statistics import Stats, count_all
from corpus.store.statuses import Statuses
from corpus.store.upgrading import bring_up_to_date
from corpus.store.users import Users

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import RowMapping

    from corpus.home import Home
    from corpus.report import Report
    from corpus.store.snapshots import NewSnapshot, Snapshot

__all__ = ["Change", "Revision", "Store", "open_store"]

DEFAULT_CHANGES = 1000
BY_URL = select(reports).where(reports.c.url_key == bindparam("key")).order_by(reports.c.id).limit(1)


@dataclass(frozen=True, slots=True)
class Change:
    """That a report was added, changed or deleted; `seq` grows and is never used again."""

    seq: int
    report_id: str
    deleted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One revision of a report, without its text; `Store.get` gives it whole."""

    number: int
    title: str
    collected_at: datetime
    content_sha256: str
    snapshot: int | None
    current: bool


@contextmanager
def open_store(home: Home, *, read_only: bool = False) -> Iterator[Store]:
    """Open the store of `home`, made or brought to the current schema where needed; several threads may share it.

    Args:
        home: an open home.
        read_only: for a home that cannot, or should not, be written to.

    Raises:
        HomeMissingError: the folder, or with `read_only` the database, is not there.
        HomeReadOnlyError: it cannot be written to and `read_only` is false.
        StoreVersionError: a newer release made it, or the file is no Baogao store.
    """
    if not home.path.is_dir() or (read_only and not home.database.exists()):
        raise HomeMissingError(
            f"There is no collection at {home.path}.",
            hint="Make one with `baogao add FILES` or `baogao crawl SOURCES.toml`, or name another --home.",
        )
    if not read_only and not is_writable(home):
        raise read_only_error(home.path)
    database = Database(home, read_only=read_only)
    try:
        bring_up_to_date(database)
        yield Store(database)
    finally:
        database.close()


class Store:
    """An open store. Every method is one transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.home = database.home
        self.bookmarks = Bookmarks(database)
        self.corrections = Corrections(database)
        self.doubts = Doubts(database)
        self.runs = Runs(database)
        self.sites = Sites(database)
        self.statuses = Statuses(database)
        self.users = Users(database)

    def save(self, report: Report) -> Saved:
        """Save one report; see `save_many`."""
        return self.save_many([report])[0]

    def save_many(self, given: Iterable[Report]) -> list[Saved]:
        """Save reports as extracted, all or none; what became of each, in the order given, as the store now shows it.

        Other content than the store holds makes a new revision, and the old one stays readable; the same content with
        other metadata is updated in place; the same of both changes nothing. The store assigns the revision, and lays
        the corrections in force over what it writes. No other process can write meanwhile, so `given` should be at
        hand, not still to be read from files.

        Raises:
            InputError: a report names a snapshot that the store does not hold, or an address that is none.
            HomeReadOnlyError: the store is open for reading only.
        """
        with self._database.writing() as connection:
            return save_reports(connection, given)

    def get(self, report_id: str, revision: int | None = None) -> Report:
        """The report, as of its current or of an earlier revision.

        Raises:
            NotFoundError: there is no such report, or it has no such revision.
        """
        report_id = storable_text(report_id)
        with self._database.reading() as connection:
            report = select_reports(connection, [report_id]).get(report_id)
            if report is None:
                raise _no_report(report_id)
            if revision is None or revision == report.revision:
                return report
            statement = select(revisions).where(revisions.c.report_id == report_id, revisions.c.revision == revision)
            row = connection.execute(statement).mappings().first()
        if row is None:
            raise NotFoundError(
                f"Report {report_id} has no revision {revision}.",
                hint=f"It has revisions 1 to {report.revision}.",
                reason="no-revision",
                arguments={"number": revision, "last": report.revision},
            )
        return report_from_row(row, report_id)

    def get_many(self, ids: Iterable[str]) -> dict[str, Report]:
        """The current revisions of those reports, by id and in the order asked for; unknown ids are left out."""
        with self._database.reading_rows() as database:
            return read_reports(database, [storable_text(report_id) for report_id in ids])

    def find_by_url(self, url: str) -> Report | None:
        """The report published at that address, in whatever form it is written.

        Raises:
            InputError: it is no address.
        """
        wanted = {"key": url_key(url)}
        with self._database.reading() as connection:
            row = connection.execute(BY_URL, wanted).mappings().first()
        return report_from_row(row, row["id"]) if row else None

    def revisions(self, report_id: str) -> list[Revision]:
        """Every revision of a report, oldest first; the last is the current one.

        Raises:
            NotFoundError: there is no such report.
        """
        report_id = storable_text(report_id)
        names = ("revision", "title", "collected_at", "content_sha256", "snapshot")
        old = select(*(revisions.c[name] for name in names)).where(revisions.c.report_id == report_id)
        now = select(*(reports.c[name] for name in names)).where(reports.c.id == report_id)
        with self._database.reading() as connection:
            current = connection.execute(now).mappings().first()
            if current is None:
                raise _no_report(report_id)
            earlier = connection.execute(old.order_by(revisions.c.revision)).mappings().all()
        return [*(_revision(row, current=False) for row in earlier), _revision(current, current=True)]

    def delete(self, report_id: str) -> None:
        """Delete a report and its revisions, and log it. Its snapshots stay: they are evidence.

        Raises:
            NotFoundError: there is no such report.
        """
        report_id = storable_text(report_id)
        with self._database.writing() as connection:
            if connection.execute(delete(reports).where(reports.c.id == report_id)).rowcount == 0:
                raise _no_report(report_id)
            delete_doubts(connection, [report_id])
            log_changes(connection, [report_id], deleted=True)

    def changes_after(self, seq: int, limit: int = DEFAULT_CHANGES) -> list[Change]:
        """Up to `limit` changes numbered above `seq`, in order; of each report only its latest."""
        statement = select(changes).where(changes.c.seq > seq).order_by(changes.c.seq).limit(limit)
        with self._database.reading() as connection:
            return [Change(row.seq, row.report_id, row.deleted) for row in connection.execute(statement)]

    def last_seq(self) -> int:
        """Number of the last change; 0 for a new store."""
        with self._database.reading() as connection:
            return connection.scalar(select(func.max(changes.c.seq))) or 0

    def origins(self) -> list[tuple[str, int | None]]:
        """The id of every report and of the snapshot it was read from, in the order of the snapshots."""
        statement = select(reports.c.id, reports.c.snapshot).order_by(reports.c.snapshot, reports.c.id)
        with self._database.reading() as connection:
            return [(row.id, row.snapshot) for row in connection.execute(statement)]

    def names(self) -> list[tuple[str, str | None]]:
        """The title and the issuing body of every report, in no order."""
        with self._database.reading() as connection:
            return [(row.title, row.issuer) for row in connection.execute(select(reports.c.title, reports.c.issuer))]

    def count(self) -> int:
        """How many reports there are."""
        with self._database.reading() as connection:
            return connection.scalar(select(func.count()).select_from(reports)) or 0

    def damage(self) -> list[str]:
        """What SQLite's own check of the file finds, at most five things; it reads the whole file."""
        with self._database.reading() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(5)").scalars().all()
        return [str(line) for line in found if line != "ok"]

    def archive_ends(self) -> dict[str, int]:
        """The WARC files that snapshots stand in, each with the byte that its last record ends at."""
        with self._database.reading() as connection:
            return snapshot_table.select_file_ends(connection)

    def iter_reports(self, batch: int = BATCH_REPORTS) -> Iterator[Report]:
        """Every report in order of the ids, read `batch` at a time, so that a long walk holds up no writer."""
        after = ""
        while True:
            statement = select(reports).where(reports.c.id > after).order_by(reports.c.id).limit(batch)
            with self._database.reading() as connection:
                found = [report_from_row(row, row["id"]) for row in connection.execute(statement).mappings()]
            if not found:
                return
            yield from found
            after = found[-1].id

    def stats(self) -> Stats:
        """Counts of everything, as of one moment."""
        with self._database.reading() as connection:
            return count_all(connection)

    def add_snapshot(self, new: NewSnapshot) -> Snapshot:
        """Number and keep the place of a record that the archive has written.

        Raises:
            HomeReadOnlyError: the store is open for reading only.
        """
        with self._database.writing() as connection:
            return snapshot_table.insert_snapshot(connection, new)

    def snapshot(self, snapshot_id: int) -> Snapshot:
        """The snapshot of that id.

        Raises:
            NotFoundError: there is none.
        """
        with self._database.reading() as connection:
            return snapshot_table.select_snapshot(connection, snapshot_id)

    def snapshots_of(self, url: str) -> list[Snapshot]:
        """Every snapshot of an address, oldest first, refusals included."""
        with self._database.reading() as connection:
            return snapshot_table.select_snapshots_of(connection, url)

    def snapshots_showing(self, report: Report) -> list[Snapshot]:
        """Every snapshot of the report, oldest first: of its address, now and before, and the one it was read from."""
        status = self.statuses.of(report.id)
        urls = (report.url, status.moved_from if status else None)
        found = {snapshot.id: snapshot for url in urls if url for snapshot in self.snapshots_of(url)}
        if report.snapshot is not None and report.snapshot not in found:
            # The row can be gone with the torn end of an archive file; the report itself is still good.
            with suppress(NotFoundError):
                found[report.snapshot] = self.snapshot(report.snapshot)
        return sorted(found.values(), key=lambda snapshot: (snapshot.captured_at, snapshot.id))

    def latest_snapshot(self, url: str) -> Snapshot | None:
        """The newest snapshot of an address that is no refusal."""
        with self._database.reading() as connection:
            return snapshot_table.select_latest_snapshot(connection, url)

    def same_payload(self, url: str, sha256: str, kinds: Sequence[str]) -> Snapshot | None:
        """The snapshot of an address, of one of those kinds, whose own record holds the payload of that SHA-256."""
        with self._database.reading() as connection:
            return snapshot_table.select_same_payload(connection, url, sha256, kinds)

    def drop_snapshots_beyond(self, file: str, end: int) -> int:
        """Forget snapshots whose record is not whole in the first `end` bytes of a WARC file; how many there were."""
        with self._database.writing() as connection:
            return snapshot_table.delete_snapshots_beyond(connection, file, end)


def _no_report(report_id: str) -> NotFoundError:
    return NotFoundError(
        f"There is no report {report_id!r} in the collection.",
        hint="`baogao search QUERY` shows the ids of reports.",
        reason="no-report",
    )


def _revision(row: RowMapping, *, current: bool) -> Revision:
    return Revision(
        number=row["revision"],
        title=row["title"],
        collected_at=moment(row["collected_at"]),
        content_sha256=row["content_sha256"],
        snapshot=row["snapshot"],
        current=current,
    )
