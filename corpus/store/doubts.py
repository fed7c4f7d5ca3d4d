"""How doubtful a report's metadata is: computed when a report is written, kept, and ranked by an index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, insert, select

from corpus.report import SURE, DocType, Level, Where
from corpus.reports.rows import storable_text
from corpus.store.schema import doubts, reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from corpus.report import Report
    from corpus.store.database import Database

__all__ = ["WEIGHTS", "Doubt", "Doubts", "delete_doubts", "doubts_of", "write_doubts"]

WEIGHTS: Mapping[str, int] = {
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
"""The fields that a report is expected to have, and how much a missing one weighs: most what readers filter by.

The doubts are kept, so a change of these rules needs a migration that computes them anew; a test compares the two.
"""

ANY = "any"
"""Under this name stands the sum of a report's doubts."""

UNRECORDED = 0.5  # confidence of a value of which no evidence is kept
MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")  # they have no city between province and county
BELOW_PROVINCE = (Level.CITY, Level.COUNTY, Level.TOWNSHIP)
EXPECTED_AT = {"city": BELOW_PROVINCE, "county": BELOW_PROVINCE[1:], "township": BELOW_PROVINCE[2:]}


@dataclass(frozen=True, slots=True)
class Doubt:
    """How doubtful one report is: the sum of its fields' doubts.

    A missing value counts with its weight, an unsure one with a part of it.
    """

    report_id: str
    score: float
    fields: Mapping[str, float]


class Doubts:
    """The reports of one store by how doubtful they are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self, field: str | None = None, *, limit: int = 20, offset: int = 0) -> list[Doubt]:
        """The doubtful reports, or those in which `field` is doubtful, most doubtful first, stable in ties."""
        order = (doubts.c.doubt.desc(), doubts.c.score.desc(), doubts.c.report_id.desc())  # the index, read backwards
        statement = select(doubts.c.report_id).where(doubts.c.field == (field or ANY)).order_by(*order)
        with self._database.reading() as connection:
            ids = list(connection.scalars(statement.limit(limit).offset(offset)))
            found = _select_doubts(connection, ids)
        return [found[report_id] for report_id in ids]

    def count(self) -> dict[str, int]:
        """How many reports are doubtful: in each field, and under ``any`` in one at least."""
        statement = select(doubts.c.field, func.count()).group_by(doubts.c.field)
        with self._database.reading() as connection:
            counts = {row[0]: row[1] for row in connection.execute(statement)}
        return {name: counts.get(name, 0) for name in (*WEIGHTS, ANY)}

    def of(self, report_id: str) -> Doubt | None:
        """The doubt of one report; None where there is no such report."""
        report_id = storable_text(report_id)
        with self._database.reading() as connection:
            found = _select_doubts(connection, [report_id]).get(report_id)
            is_held = connection.scalar(select(func.count()).where(reports.c.id == report_id))
        return found or (Doubt(report_id, 0.0, {}) if is_held else None)


def write_doubts(connection: Connection, given: Iterable[Report]) -> None:
    """Keep the doubts of reports as they are shown now, in place of those that were kept."""
    rows: list[dict[str, Any]] = []
    ids: list[str] = []
    for report in given:
        ids.append(report.id)
        found = doubts_of(report)
        score = float(sum(found.values()))
        named = {**found, ANY: score} if found else {}
        rows += [
            {"report_id": report.id, "field": field, "doubt": doubt, "score": score} for field, doubt in named.items()
        ]
    delete_doubts(connection, ids)
    if rows:
        connection.execute(insert(doubts), rows)


def delete_doubts(connection: Connection, ids: Sequence[str]) -> None:
    """Forget the doubts of reports."""
    if ids:
        statement = delete(doubts).where(doubts.c.report_id == bindparam("which"))
        connection.execute(statement, [{"which": report_id} for report_id in ids])


def doubts_of(report: Report) -> dict[str, float]:
    """The doubt of each field that is doubtful, in the order of `WEIGHTS`; what a person said never is."""
    return {name: doubt for name, weight in WEIGHTS.items() if (doubt := _doubt(report, name, weight)) > 0}


def _doubt(report: Report, name: str, weight: int) -> float:
    read = report.evidence.get(name)
    if read is not None and read.where is Where.USER:
        return 0.0
    if _is_missing(report, name):
        return float(weight) if _is_expected(report, name) else 0.0
    unrecorded = 1.0 if name == "title" else UNRECORDED
    confidence = read.confidence if read is not None else unrecorded
    return weight * (1.0 - confidence) if confidence < SURE else 0.0


def _is_missing(report: Report, name: str) -> bool:
    if name == "title":
        return not report.title
    if name == "doc_type":  # "other" without evidence was not recognised
        return report.doc_type is DocType.OTHER and name not in report.evidence
    return getattr(report, name) is None


def _is_expected(report: Report, name: str) -> bool:
    if name == "province":
        return report.level is not Level.STATE
    if name not in EXPECTED_AT:
        return True
    at_level = report.level in EXPECTED_AT[name]
    if name == "city":
        return at_level and report.province not in MUNICIPALITIES
    if name == "county":  # some cities have townships and no county
        return at_level and report.zone is None and (report.township is None or report.locality_code is None)
    return at_level


def _select_doubts(connection: Connection, ids: Sequence[str]) -> dict[str, Doubt]:
    """The doubts of those of `ids` that have any; as many ids as a page shows."""
    found: dict[str, dict[str, float]] = {}
    for row in connection.execute(select(doubts).where(doubts.c.report_id.in_(ids))):
        found.setdefault(row.report_id, {})[row.field] = row.doubt
    return {
        report_id: Doubt(report_id, round(fields[ANY], 3), {name: fields[name] for name in WEIGHTS if name in fields})
        for report_id, fields in found.items()
    }
