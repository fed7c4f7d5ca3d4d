"""Bookmarks: what each reader marked, with a note and tags."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, func, insert, select, update

from corpus.errors import InputError, NotFoundError
from corpus.reports.rows import moment, stamp, storable_text
from corpus.store.saving import BATCH_REPORTS
from corpus.store.schema import bookmarks, reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection, RowMapping

    from corpus.store.database import Database

__all__ = ["MAX_NOTE_CHARACTERS", "MAX_TAGS", "MAX_TAG_CHARACTERS", "Bookmark", "Bookmarks"]

MAX_NOTE_CHARACTERS = 20_000
MAX_TAG_CHARACTERS = 50
MAX_TAGS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """One reader's mark on one report. The report may have been deleted since."""

    owner: str
    report_id: str
    note: str
    tags: tuple[str, ...]
    created_at: datetime
    updated_at: datetime


class Bookmarks:
    """The bookmarks of every owner. Owners do not see each other's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, owner: str, report_id: str, note: str = "", tags: Iterable[str] = ()) -> Bookmark:
        """The bookmark, made or already there; a note or tags given replace those of one that was there.

        Raises:
            NotFoundError: the report is not in the collection.
            InputError: the note or the tags are too long.
        """
        note, wanted = _checked_note(note), _checked_tags(tags)
        now = stamp(datetime.now(UTC))
        with self._database.writing() as connection:
            held = _select(connection, owner, [report_id]).get(report_id)
            if held is not None:
                return _update(connection, held, note or None, wanted or None)
            if not connection.scalar(select(exists().where(reports.c.id == storable_text(report_id)))):
                raise NotFoundError(
                    f"There is no report {report_id!r} to bookmark.",
                    hint="It may have been deleted; search again.",
                    reason="no-report",
                )
            row = {"owner": owner, "report_id": report_id, "note": note, "tags": _tags_json(wanted)}
            connection.execute(insert(bookmarks), {**row, "created_at": now, "updated_at": now})
            return _select(connection, owner, [report_id])[report_id]

    def update(
        self, owner: str, report_id: str, *, note: str | None = None, tags: Iterable[str] | None = None
    ) -> Bookmark:
        """The bookmark with a new note, new tags or both; None leaves what is there.

        Raises:
            NotFoundError: the owner has no bookmark on that report.
            InputError: the note or the tags are too long.
        """
        new_note = None if note is None else _checked_note(note)
        new_tags = None if tags is None else _checked_tags(tags)
        with self._database.writing() as connection:
            held = _select(connection, owner, [report_id]).get(report_id)
            if held is None:
                raise NotFoundError(f"There is no bookmark on {report_id!r}.", hint="Add it first.")
            return _update(connection, held, new_note, new_tags)

    def remove(self, owner: str, report_id: str) -> bool:
        """Whether there was a bookmark to remove."""
        with self._database.writing() as connection:
            return connection.execute(delete(bookmarks).where(*_is(owner, report_id))).rowcount > 0

    def get(self, owner: str, ids: Iterable[str]) -> dict[str, Bookmark]:
        """The owner's bookmarks on those reports, by report id."""
        with self._database.reading() as connection:
            return _select(connection, owner, list(ids))

    def list(self, owner: str, tag: str | None = None) -> list[Bookmark]:
        """The owner's bookmarks, newest first; with `tag`, those that carry it."""
        statement = select(bookmarks).where(bookmarks.c.owner == storable_text(owner))
        if tag is not None:
            each = func.json_each(bookmarks.c.tags).table_valued("value")
            statement = statement.where(exists(select(1).select_from(each).where(each.c.value == storable_text(tag))))
        statement = statement.order_by(bookmarks.c.created_at.desc(), bookmarks.c.report_id)
        with self._database.reading() as connection:
            return [_bookmark(row) for row in connection.execute(statement).mappings()]

    def tags(self, owner: str) -> dict[str, int]:
        """How many of the owner's bookmarks carry each tag; the most used first, then in order of the tags."""
        statement = select(bookmarks.c.tags).where(bookmarks.c.owner == storable_text(owner))
        with self._database.reading() as connection:
            counts = Counter(tag for text in connection.scalars(statement) for tag in json.loads(text))
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def count(self, owner: str) -> int:
        """How many bookmarks the owner has."""
        statement = select(func.count()).select_from(bookmarks).where(bookmarks.c.owner == storable_text(owner))
        with self._database.reading() as connection:
            return connection.scalar(statement) or 0


def _is(owner: str, report_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return bookmarks.c.owner == storable_text(owner), bookmarks.c.report_id == storable_text(report_id)


def _select(connection: Connection, owner: str, ids: Sequence[str]) -> dict[str, Bookmark]:
    found: dict[str, Bookmark] = {}
    for start in range(0, len(ids), BATCH_REPORTS):
        wanted = [storable_text(report_id) for report_id in ids[start : start + BATCH_REPORTS]]
        statement = select(bookmarks).where(
            bookmarks.c.owner == storable_text(owner), bookmarks.c.report_id.in_(wanted)
        )
        found |= {row["report_id"]: _bookmark(row) for row in connection.execute(statement).mappings()}
    return found


def _update(connection: Connection, held: Bookmark, note: str | None, tags: tuple[str, ...] | None) -> Bookmark:
    note = held.note if note is None else note
    tags = held.tags if tags is None else tags
    if (note, tags) == (held.note, held.tags):
        return held
    row = {"note": note, "tags": _tags_json(tags), "updated_at": stamp(datetime.now(UTC))}
    connection.execute(update(bookmarks).where(*_is(held.owner, held.report_id)).values(row))
    return _select(connection, held.owner, [held.report_id])[held.report_id]


def _checked_note(note: str) -> str:
    note = storable_text(note).strip()
    if len(note) > MAX_NOTE_CHARACTERS:
        raise InputError(
            f"The note has {len(note):,} characters; at most {MAX_NOTE_CHARACTERS:,} are kept.",
            hint="Shorten it.",
            reason="note-too-long",
            arguments={"length": f"{len(note):,}", "limit": f"{MAX_NOTE_CHARACTERS:,}"},
        )
    return note


def _checked_tags(tags: Iterable[str]) -> tuple[str, ...]:
    distinct = tuple(dict.fromkeys(tag for given in tags if (tag := " ".join(storable_text(given).split()))))
    too_long = next((tag for tag in distinct if len(tag) > MAX_TAG_CHARACTERS), None)
    if too_long is not None:
        raise InputError(
            f"The tag {too_long[:20]!r}... has {len(too_long)} characters; at most {MAX_TAG_CHARACTERS} are kept.",
            hint="Put longer text in the note.",
            reason="tag-too-long",
            arguments={"tag": too_long[:20], "length": len(too_long), "limit": MAX_TAG_CHARACTERS},
        )
    if len(distinct) > MAX_TAGS:
        raise InputError(
            f"{len(distinct)} tags were given; at most {MAX_TAGS} are kept.",
            hint="Use fewer tags.",
            reason="too-many-tags",
            arguments={"count": len(distinct), "limit": MAX_TAGS},
        )
    return distinct


def _tags_json(tags: tuple[str, ...]) -> str:
    return json.dumps(tags, ensure_ascii=False)


def _bookmark(row: RowMapping) -> Bookmark:
    return Bookmark(
        owner=row["owner"],
        report_id=row["report_id"],
        note=row["note"],
        tags=tuple(json.loads(row["tags"])),
        created_at=moment(row["created_at"]),
        updated_at=moment(row["updated_at"]),
    )
