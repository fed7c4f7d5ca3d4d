"""Tables of the store. The migrations make them; a test holds that the two agree."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text, false

__all__ = [
    "bookmarks",
    "changes",
    "doubts",
    "metadata",
    "overrides",
    "reports",
    "revisions",
    "run_columns",
    "runs",
    "snapshots",
    "statuses",
    "users",
]

RUN_FIGURES = (
    "list_pages",
    "items",
    "links",
    "new",
    "changed",
    "unchanged",
    "other",
    "gone",
    "empty",
    "blocked",
    "refused",
    "failed",
    "bytes",
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)


def _content_columns() -> list[Column[object]]:
    """What one revision of a report says; the same in `reports` and `revisions`. Moments are ISO 8601 text in UTC."""
    return [
        Column("revision", Integer, nullable=False),
        Column("url", Text),
        Column("title", Text, nullable=False),
        Column("body", Text, nullable=False),
        Column("report_year", Integer),
        Column("published", Text),
        Column("issuer", Text),
        Column("content_source", Text),
        Column("level", Text),
        Column("doc_type", Text, nullable=False),
        Column("province", Text),
        Column("city", Text),
        Column("county", Text),
        Column("township", Text),
        Column("zone", Text),
        Column("locality_code", Text),
        Column("site", Text),
        Column("media_type", Text, nullable=False),
        Column("collected_at", Text, nullable=False),
        Column("content_sha256", Text, nullable=False),
        Column("snapshot", Integer, ForeignKey("snapshots.id", ondelete="SET NULL"), index=True),
        Column("evidence", Text, nullable=False),
        Column("period_from", Text),
        Column("period_to", Text),
        Column("written", Text),
        Column("document_number", Text),
        Column("index_number", Text),
        Column("attachments", Text),
    ]


snapshots = Table(
    "snapshots",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("url_key", Text, nullable=False),
    Column("captured_at", Text, nullable=False),
    Column("status", Integer),
    Column("media_type", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("length", Integer, nullable=False),
    Column("file", Text, nullable=False),
    Column("offset", Integer, nullable=False),
    Column("record_length", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("note", Text),
    Column("revisit_of", Integer, ForeignKey("snapshots.id", ondelete="SET NULL"), index=True),
    Index("ix_snapshots_url_key", "url_key", "captured_at"),
    Index("ix_snapshots_file", "file", "offset"),
    sqlite_autoincrement=True,
)
"""Where the archive holds each response. AUTOINCREMENT: a snapshot's id is cited and is never given to another."""

reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("url_key", Text, index=True),
    *_content_columns(),
    Column("extracted", Text),
    Column("certain_place", Text),
    Index("ix_reports_site", "site", "certain_place", "province", "city", "county"),
    Index("ix_reports_title", "site", "title"),
)
"""Every report as of its current revision, with the overrides in force. `url_key` is the canonical form of `url`;
`extracted` holds what was read for the fields that an override changed; `certain_place` is `Report.certain_place`."""

doubts = Table(
    "doubts",
    metadata,
    Column("report_id", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("doubt", Float, nullable=False),
    Column("score", Float, nullable=False),
    Index("ix_doubts_field", "field", "doubt", "score", "report_id"),
    sqlite_with_rowid=False,
)
"""The doubtful fields of `reports`, derived by `corpus.store.doubts`; `score` is the sum of the report's doubts, which
stands under the field ``any`` as well. The index ranks."""

revisions = Table(
    "revisions",
    metadata,
    Column("report_id", Text, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    *(
        column if column.name != "revision" else Column("revision", Integer, primary_key=True)
        for column in _content_columns()
    ),
)
"""Superseded revisions, whole and as extracted. The current one is in `reports` only, so that no text is kept twice."""

statuses = Table(
    "statuses",
    metadata,
    Column("report_id", Text, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("first_seen", Text, nullable=False),
    Column("last_checked", Text, nullable=False),
    Column("changed", Text),
    Column("withdrawn", Text),
    Column("blocked", Text),
    Column("reason", Text),
    Column("moved", Text),
    Column("moved_from", Text),
)
"""What became of the source page of each report that was asked for; see `corpus.store.statuses`."""

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("begun_at", Text, nullable=False),
    Column("ended_at", Text, nullable=False),
    Column("whole", Boolean(create_constraint=False), nullable=False),
    Column("complete", Boolean(create_constraint=False), nullable=False),
    Column("rules", Text, nullable=False),
    Index("ix_runs_source", "source", "kind", "begun_at", unique=True),
)
"""Every crawl or check of a source; see `corpus.store.runs`."""

run_columns = Table(
    "run_columns",
    metadata,
    Column("run", Integer, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("column", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    *(Column(name, Integer, nullable=False) for name in RUN_FIGURES),
    Column("seconds", Float, nullable=False),
    Column("partial", Boolean(create_constraint=False), nullable=False),
    Column("trouble", Text),
)
"""What each run did in each column, in the order in which it came to them."""

changes = Table(
    "changes",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("report_id", Text, nullable=False, unique=True),
    Column("deleted", Boolean(create_constraint=False), nullable=False, server_default=false()),
    sqlite_autoincrement=True,
)
"""The latest change of each report; a newer one replaces it under a new number, and numbers are never used again."""

bookmarks = Table(
    "bookmarks",
    metadata,
    Column("owner", Text, primary_key=True),
    Column("report_id", Text, primary_key=True),
    Column("note", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("updated_at", Text, nullable=False),
    Index("ix_bookmarks_owner", "owner", "created_at"),
)
"""What each reader marked. Not tied to `reports`: a note outlives the report it was made on."""

overrides = Table(
    "overrides",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("correction", Integer, nullable=False),
    Column("report_id", Text, nullable=False, index=True),
    Column("field", Text, nullable=False),
    Column("value", Text),
    Column("previous", Text),
    Column("implied", Boolean(create_constraint=False), nullable=False),
    Column("who", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("undone_by", Text),
    Column("undone_at", Text),
    sqlite_autoincrement=True,
)
"""What persons said of fields, taken back or not; no row is ever removed. Not tied to `reports`: what a person said
holds again when a deleted report comes back."""

users = Table(
    "users",
    metadata,
    Column("name", Text, primary_key=True),
    Column("password_hash", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
)
"""Who may correct on the web. A correction keeps the name of a user who was removed."""
