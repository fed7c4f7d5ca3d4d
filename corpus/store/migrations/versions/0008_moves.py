"""Where a report's page stood before it moved, and an index that finds reports of the same title on a site.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the index."""
    op.add_column("statuses", sa.Column("moved", sa.Text()))
    op.add_column("statuses", sa.Column("moved_from", sa.Text()))
    op.create_index("ix_reports_title", "reports", ["site", "title"])
