"""The files that a report's page offers.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; it stays empty until the reports are read or crawled again."""
    for table in ("reports", "revisions"):
        op.add_column(table, sa.Column("attachments", sa.Text()))
