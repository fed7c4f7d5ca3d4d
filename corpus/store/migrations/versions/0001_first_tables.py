"""The first tables: snapshots, reports, revisions, changes, bookmarks.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table and index."""
    _create_snapshots()
    _create_reports()
    _create_revisions()
    _create_changes()
    _create_bookmarks()


def _content_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("url", sa.Text()),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("report_year", sa.Integer()),
        sa.Column("published", sa.Text()),
        sa.Column("issuer", sa.Text()),
        sa.Column("content_source", sa.Text()),
        sa.Column("level", sa.Text()),
        sa.Column("doc_type", sa.Text(), nullable=False),
        sa.Column("province", sa.Text()),
        sa.Column("city", sa.Text()),
        sa.Column("county", sa.Text()),
        sa.Column("township", sa.Text()),
        sa.Column("zone", sa.Text()),
        sa.Column("locality_code", sa.Text()),
        sa.Column("site", sa.Text()),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("collected_at", sa.Text(), nullable=False),
        sa.Column("content_sha256", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.Integer()),
        sa.Column("evidence", sa.Text(), nullable=False),
    ]


def _create_snapshots() -> None:
    op.create_table(
        "snapshots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("record_length", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("revisit_of", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_snapshots"),
        sa.ForeignKeyConstraint(
            ["revisit_of"], ["snapshots.id"], name="fk_snapshots_revisit_of", ondelete="SET NULL"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_snapshots_url_key", "snapshots", ["url_key", "captured_at"])
    op.create_index("ix_snapshots_file", "snapshots", ["file", "offset"])
    op.create_index("ix_snapshots_revisit_of", "snapshots", ["revisit_of"])


def _create_reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("url_key", sa.Text()),
        sa.Column("revision", sa.Integer(), nullable=False),
        *_content_columns(),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.ForeignKeyConstraint(["snapshot"], ["snapshots.id"], name="fk_reports_snapshot", ondelete="SET NULL"),
    )
    op.create_index("ix_reports_url_key", "reports", ["url_key"])
    op.create_index("ix_reports_snapshot", "reports", ["snapshot"])


def _create_revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        *_content_columns(),
        sa.PrimaryKeyConstraint("report_id", "revision", name="pk_revisions"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_revisions_report_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["snapshot"], ["snapshots.id"], name="fk_revisions_snapshot", ondelete="SET NULL"),
    )
    op.create_index("ix_revisions_snapshot", "revisions", ["snapshot"])


def _create_changes() -> None:
    op.create_table(
        "changes",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("seq", name="pk_changes"),
        sa.UniqueConstraint("report_id", name="uq_changes_report_id"),
        sqlite_autoincrement=True,
    )


def _create_bookmarks() -> None:
    op.create_table(
        "bookmarks",
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "report_id", name="pk_bookmarks"),
    )
    op.create_index("ix_bookmarks_owner", "bookmarks", ["owner", "created_at"])
