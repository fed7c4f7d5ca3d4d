"""What became of each report's source page.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, with what the snapshots tell of the pages that were crawled."""
    op.create_table(
        "statuses",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.Column("last_checked", sa.Text(), nullable=False),
        sa.Column("changed", sa.Text()),
        sa.Column("withdrawn", sa.Text()),
        sa.Column("blocked", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.PrimaryKeyConstraint("report_id", name="pk_statuses"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_statuses_report_id", ondelete="CASCADE"),
    )
    op.execute(
        "INSERT INTO statuses (report_id, first_seen, last_checked)"
        " SELECT reports.id, min(snapshots.captured_at), max(snapshots.captured_at)"
        " FROM reports JOIN snapshots ON snapshots.url_key = reports.url_key"
        " WHERE snapshots.kind = 'response' AND snapshots.status IN (200, 304) GROUP BY reports.id"
    )
