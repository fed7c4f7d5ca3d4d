"""What every crawl and check did, column by column.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FIGURES = (
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


def upgrade() -> None:
    """Add the tables and the index."""
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_source", "runs", ["source", "kind", "begun_at"], unique=True)
    op.create_table(
        "run_columns",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in FIGURES),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.Column("trouble", sa.Text()),
        sa.PrimaryKeyConstraint("run", "column", name="pk_run_columns"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_run_columns_run", ondelete="CASCADE"),
    )
