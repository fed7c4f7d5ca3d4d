"""How doubtful a report's metadata is, computed in SQL from its fields and their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

from sqlalchemy import Float, case, cast, func, literal, select

from corpus.report import DocType, Level, Where
from corpus.store.rows import storable_text
from corpus.store.schema import reports

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, RowMapping
    from sqlalchemy.sql import Select

    from corpus.store.database import Database

__all__ = ["WEIGHTS", "Doubt", "Doubts"]

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
"""The fields that a report is expected to have, and how much a missing one weighs: most what readers filter by."""

SURE = 0.7
"""Evidence of at least this confidence leaves no doubt (see docs/metadata.md for what the figures mean)."""

UNRECORDED = 0.5  # confidence of a value of which no evidence is kept
MOST_SITE_PLACES = 3
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
    """The reports of one store by how doubtful they are. Nothing is kept: each answer is as of now."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self, field: str | None = None, *, limit: int = 20, offset: int = 0) -> list[Doubt]:
        """The doubtful reports, or those in which `field` is doubtful, most doubtful first, stable in ties."""
        scores, total = _scores(), _total()
        first = scores[field] if field else total
        statement = _statement(scores, total).where(first > 0)
        statement = statement.order_by(first.desc(), total.desc(), reports.c.id).limit(limit).offset(offset)
        with self._database.reading() as connection:
            return [_doubt(row) for row in connection.execute(statement).mappings()]

    def count(self) -> dict[str, int]:
        """How many reports are doubtful: in each field, and under ``any`` in one at least."""
        scores = _scores()
        counted = {**scores, "any": _total()}
        columns = [func.count(case((score > 0, 1))).label(name) for name, score in counted.items()]
        with self._database.reading() as connection:
            row = connection.execute(select(*columns)).mappings().one()
        return {name: row[name] for name in counted}

    def of(self, report_id: str) -> Doubt | None:
        """The doubt of one report; None where there is no such report."""
        statement = _statement(_scores(), _total()).where(reports.c.id == storable_text(report_id))
        with self._database.reading() as connection:
            row = connection.execute(statement).mappings().first()
        return _doubt(row) if row else None

    def places_of_site(
        self, site: str, *, limit: int = MOST_SITE_PLACES
    ) -> Sequence[tuple[dict[str, str | None], int]]:
        """The places down to the county of the reports of a site, the most frequent first, each with their number."""
        columns = [reports.c[name] for name in ("province", "city", "county")]
        number = func.count().label("number")
        statement = (
            select(*columns, number)
            .where(reports.c.site == site, reports.c.province.is_not(None))
            .group_by(*columns)
            .order_by(number.desc(), *columns)
            .limit(limit)
        )
        with self._database.reading() as connection:
            rows = connection.execute(statement).all()
        return [({"province": row[0], "city": row[1], "county": row[2]}, row[3]) for row in rows]


def _statement(scores: Mapping[str, ColumnElement[float]], total: ColumnElement[float]) -> Select[Any]:
    return select(reports.c.id, total.label("score"), *(score.label(f"doubt_{name}") for name, score in scores.items()))


def _scores() -> dict[str, ColumnElement[float]]:
    """For each field its doubt: 0 where it is sure, was corrected, or is not expected."""
    return {name: _score(name, weight) for name, weight in WEIGHTS.items()}


def _total() -> ColumnElement[float]:
    return reduce(add, _scores().values())


def _score(name: str, weight: int) -> ColumnElement[float]:
    column = reports.c[name]
    where = func.json_extract(reports.c.evidence, f"$.{name}.where")
    confidence = cast(func.json_extract(reports.c.evidence, f"$.{name}.confidence"), Float)
    sure = func.coalesce(confidence, literal(1.0 if name == "title" else UNRECORDED))
    return case(
        (where == Where.USER.value, 0.0),
        (_is_missing(name), case((_is_expected(name), float(weight)), else_=0.0)),
        (column.is_(None), 0.0),
        (sure < SURE, weight * (1.0 - sure)),
        else_=0.0,
    )


def _is_missing(name: str) -> ColumnElement[bool]:
    column = reports.c[name]
    if name == "title":
        return column == ""
    if name == "doc_type":  # "other" without evidence was not recognised
        return (column == DocType.OTHER.value) & func.json_extract(reports.c.evidence, "$.doc_type.where").is_(None)
    return column.is_(None)


def _is_expected(name: str) -> ColumnElement[bool]:
    level = reports.c.level
    if name == "province":
        return func.coalesce(level, "") != Level.STATE.value
    if name not in EXPECTED_AT:
        return literal(value=True)
    at_level = func.coalesce(level, "").in_([each.value for each in EXPECTED_AT[name]])
    if name == "city":
        return at_level & func.coalesce(reports.c.province, "").not_in(MUNICIPALITIES)
    if name == "county":  # some cities have townships and no county
        return at_level & reports.c.zone.is_(None) & (reports.c.township.is_(None) | reports.c.locality_code.is_(None))
    return at_level


def _doubt(row: RowMapping) -> Doubt:
    fields = {name: row[f"doubt_{name}"] for name in WEIGHTS if row[f"doubt_{name}"] > 0}
    return Doubt(report_id=row["id"], score=round(row["score"], 3), fields=fields)
