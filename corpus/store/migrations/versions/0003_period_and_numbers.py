"""The span of a report, the day it was written, its document number and its index number.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COLUMNS = ("period_from", "period_to", "written", "document_number", "index_number")


def upgrade() -> None:
    """Add the columns; they stay empty until the reports are read again."""
    for table in ("reports", "revisions"):
        for column in COLUMNS:
            op.add_column(table, sa.Column(column, sa.Text()))
