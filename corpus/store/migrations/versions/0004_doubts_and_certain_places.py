"""The doubts of each report, and the place that it says for certain, kept and indexed.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Mapping

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# The rules as they were when this version came; `corpus.store.doubts` has those of today.
WEIGHTS = {
    "report_year": 4,
    "province": 4,
    "issuer": 3,
    "level": 2,
    "city": 2,
    "county": 2,
    "township": 2,
    "title": 2,
    "published": 1,
    "doc_type": 1,
}
SURE = 0.7
UNRECORDED = 0.5
BELOW = {"city": ("city", "county", "township"), "county": ("county", "township"), "township": ("township",)}
MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
READ = (
    "SELECT id, title, report_year, published, issuer, level, doc_type, province, city, county, township, zone,"
    " locality_code, evidence FROM reports"
)
BATCH_ROWS = 1000
LINE_SECONDS = 2.0

logger = logging.getLogger("corpus.store.upgrading")


def upgrade() -> None:
    """Add the column, the table and the indexes, and fill them in one walk over the reports."""
    op.add_column("reports", sa.Column("certain_place", sa.Text()))
    op.create_index("ix_reports_site", "reports", ["site", "certain_place", "province", "city", "county"])
    op.create_table(
        "doubts",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("doubt", sa.Float(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", "field", name="pk_doubts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_doubts_field", "doubts", ["field", "doubt", "score", "report_id"])
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    after, done, told_at = "", 0, time.monotonic()
    while True:
        rows = connection.execute(
            sa.text(f"{READ} WHERE id > :after ORDER BY id LIMIT {BATCH_ROWS}"), {"after": after}
        ).mappings()
        batch = [dict(row) for row in rows]
        if not batch:
            return
        after = batch[-1]["id"]
        done += len(batch)
        if time.monotonic() - told_at > LINE_SECONDS:
            told_at = time.monotonic()
            logger.info("The doubts of %s reports are noted", f"{done:,}")
        for row in batch:
            row["evidence"] = json.loads(row["evidence"])
        doubts = [item for row in batch for item in _doubt_rows(row)]
        if doubts:
            connection.execute(sa.text("INSERT INTO doubts VALUES (:report_id, :field, :doubt, :score)"), doubts)
        places = [{"id": row["id"], "place": row["locality_code"]} for row in batch if _is_certain(row)]
        if places:
            connection.execute(sa.text("UPDATE reports SET certain_place = :place WHERE id = :id"), places)


def _is_certain(row: Mapping[str, Any]) -> bool:
    read = row["evidence"].get("locality_code")
    return bool(
        row["locality_code"] and read and read["where"] not in ("host", "url") and read["confidence"] >= SURE
    )


def _doubt_rows(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    doubts = {name: doubt for name, weight in WEIGHTS.items() if (doubt := _doubt(row, name, weight)) > 0}
    score = float(sum(doubts.values()))
    named = {**doubts, "any": score} if doubts else {}
    return [
        {"report_id": row["id"], "field": name, "doubt": doubt, "score": score} for name, doubt in named.items()
    ]


def _doubt(row: Mapping[str, Any], name: str, weight: int) -> float:
    read = row["evidence"].get(name)
    if read is not None and read["where"] == "user":
        return 0.0
    value = row[name]
    missing = value is None or (name == "title" and not value) or (name == "doc_type" and value == "其他" and not read)
    if missing:
        return float(weight) if _is_expected(row, name) else 0.0
    confidence = read["confidence"] if read else 1.0 if name == "title" else UNRECORDED
    return weight * (1.0 - confidence) if confidence < SURE else 0.0


def _is_expected(row: Mapping[str, Any], name: str) -> bool:
    if name == "province":
        return bool(row["level"] != "state")
    if name not in BELOW:
        return True
    if row["level"] not in BELOW[name]:
        return False
    if name == "city":
        return row["province"] not in MUNICIPALITIES
    if name == "county":
        return row["zone"] is None and (row["township"] is None or row["locality_code"] is None)
    return True
