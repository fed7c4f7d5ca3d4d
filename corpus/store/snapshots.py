"""Snapshots: where the archive holds what was received from an address, and when."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, insert, select, update

from corpus.errors import NotFoundError
from corpus.reports.rows import moment, stamp, storable_text, url_key
from corpus.store.schema import snapshots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, RowMapping

__all__ = ["NewSnapshot", "Snapshot"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSnapshot:
    """A record of the archive, before the store has numbered it.

    Attributes:
        url: the address as asked for; for an imported file its URN or name.
        captured_at: when it was received, with time zone.
        status: of the HTTP response; None for a file.
        media_type: as the response declared it, without parameters.
        sha256: hex, of the payload as received (still content-encoded if it was).
        length: of that payload, in bytes.
        file, offset, record_length: where its WARC record stands in the archive, in bytes.
        kind: ``response``, ``resource`` (an imported file) or ``refusal`` (a challenge or an error page in place of the
            content).
        note: why it was refused, or what else a reader should know.
        revisit_of: id of the snapshot that holds the same payload, where this one does not repeat it.
    """

    url: str
    captured_at: datetime
    status: int | None
    media_type: str
    sha256: str
    length: int
    file: str
    offset: int
    record_length: int
    kind: str
    note: str | None = None
    revisit_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot(NewSnapshot):
    """A record of the archive; `id` is never given to another."""

    id: int

    @property
    def is_unchanged(self) -> bool:
        """Whether the page was found as it was before: the server said so (304), or sent the same bytes again."""
        return self.kind == "response" and self.revisit_of is not None


COLUMNS = tuple(field.name for field in fields(NewSnapshot))

# Made once, for a crawl runs both for every response.
INSERT = insert(snapshots).returning(snapshots.c.id)
SAME_PAYLOAD = (
    select(snapshots)
    .where(snapshots.c.url_key == bindparam("key"), snapshots.c.sha256 == bindparam("digest"))
    .where(snapshots.c.revisit_of.is_(None), snapshots.c.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(snapshots.c.id)
    .limit(1)
)


def insert_snapshot(connection: Connection, new: NewSnapshot) -> Snapshot:
    """The snapshot, numbered."""
    values = {name: getattr(new, name) for name in COLUMNS}
    values |= {"url": storable_text(new.url), "media_type": storable_text(new.media_type)}
    values["note"] = storable_text(new.note) if new.note else None
    row = {**values, "captured_at": stamp(new.captured_at), "url_key": url_key(new.url)}
    snapshot_id = connection.execute(INSERT, row).scalar_one()
    return Snapshot(**values, id=snapshot_id)


def select_snapshot(connection: Connection, snapshot_id: int) -> Snapshot:
    """The snapshot of that id.

    Raises:
        NotFoundError: there is none.
    """
    row = connection.execute(select(snapshots).where(snapshots.c.id == snapshot_id)).mappings().first()
    if row is None:
        raise NotFoundError(
            f"There is no snapshot {snapshot_id} in the collection.",
            hint="`baogao show ID` lists a report's snapshots.",
            reason="no-snapshot",
        )
    return _snapshot(row)


def select_snapshots_of(connection: Connection, url: str) -> list[Snapshot]:
    """Every snapshot of an address, oldest first."""
    statement = (
        select(snapshots).where(snapshots.c.url_key == url_key(url)).order_by(snapshots.c.captured_at, snapshots.c.id)
    )
    return [_snapshot(row) for row in connection.execute(statement).mappings()]


def select_latest_snapshot(connection: Connection, url: str) -> Snapshot | None:
    """The newest snapshot of an address that holds its content, not a refusal."""
    statement = (
        select(snapshots)
        .where(snapshots.c.url_key == url_key(url), snapshots.c.kind != "refusal")
        .order_by(snapshots.c.captured_at.desc(), snapshots.c.id.desc())
        .limit(1)
    )
    row = connection.execute(statement).mappings().first()
    return _snapshot(row) if row else None


def select_same_payload(connection: Connection, url: str, sha256: str, kinds: Sequence[str]) -> Snapshot | None:
    """The first snapshot of an address, of one of those kinds, that holds this payload itself."""
    wanted = {"key": url_key(url), "digest": sha256, "kinds": list(kinds)}
    row = connection.execute(SAME_PAYLOAD, wanted).mappings().first()
    return _snapshot(row) if row else None


def select_file_ends(connection: Connection) -> dict[str, int]:
    """Each WARC file that snapshots stand in, with the byte that the last of its records ends at."""
    end = func.max(snapshots.c.offset + snapshots.c.record_length)
    rows = connection.execute(select(snapshots.c.file, end).group_by(snapshots.c.file).order_by(snapshots.c.file))
    return {row[0]: row[1] for row in rows}


def update_to_refusal(connection: Connection, snapshot_id: int, note: str) -> None:
    """Mark a snapshot as a refusal, for the reason given: what was received is no content."""
    values = {"kind": "refusal", "note": storable_text(note)}
    connection.execute(update(snapshots).where(snapshots.c.id == snapshot_id).values(values))


def delete_snapshots_beyond(connection: Connection, file: str, end: int) -> int:
    """Forget snapshots whose record does not stand whole in the first `end` bytes of `file`; how many there were."""
    statement = delete(snapshots).where(snapshots.c.file == file, snapshots.c.offset + snapshots.c.record_length > end)
    return connection.execute(statement).rowcount


def _snapshot(row: RowMapping) -> Snapshot:
    values = {name: row[name] for name in COLUMNS}
    return Snapshot(**{**values, "captured_at": moment(row["captured_at"])}, id=row["id"])
