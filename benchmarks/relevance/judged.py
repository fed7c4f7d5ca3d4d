"""The judged queries, and the collection that they were judged on."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import DocType, Level, Report, content_sha256
from localsite import REPORTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localsite import LocalReport

__all__ = ["JudgedQuery", "judged_queries", "judged_reports"]

JUDGMENTS = Path(__file__).with_name("judgments.txt")
KINDS = {"政府工作报告": "-work", "政府信息公开年报": "-openness"}
BEST_GRADE = 3
COLLECTED = datetime(2024, 6, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query, what a person who types it seeks, and the grades by report id; what is not there has grade 0."""

    text: str
    sought: str
    grades: Mapping[str, int]


def judged_reports() -> list[Report]:
    """The reports of the local site that were read, each with the name that judgments know it by as its id."""
    return [_report(one) for one in _read()]


def judged_queries() -> list[JudgedQuery]:
    """Every judged query.

    Raises:
        ValueError: a line cannot be read, or names a report that is not there.
    """
    known = [_name(one) for one in _read()]
    queries: list[JudgedQuery] = []
    for number, line in enumerate(JUDGMENTS.read_text(encoding="utf-8").splitlines(), start=1):
        if "::" in line and not line.startswith("#"):
            text, sought = line.split(" :: ")
            queries.append(JudgedQuery(text, sought, {}))
        elif line and not line.startswith(("#", "=")):
            try:
                grades = _grades(line, known)
            except ValueError as error:
                raise ValueError(f"{JUDGMENTS.name}, line {number}: {error}") from error
            last = queries[-1]
            queries[-1] = JudgedQuery(last.text, last.sought, {**grades, **last.grades})
    return queries


def _read() -> list[LocalReport]:
    """The reports of the places that the lines with ``=`` name."""
    lines = JUDGMENTS.read_text(encoding="utf-8").splitlines()
    places = {place for line in lines if line.startswith("=") for place in line[1:].split()}
    return [one for one in REPORTS if one.slug in places]


def _grades(line: str, known: list[str]) -> dict[str, int]:
    grade, *patterns = line.split()
    if not 1 <= int(grade) <= BEST_GRADE:
        raise ValueError(f"{grade} is no grade from 1 to {BEST_GRADE}")
    found = {}
    for pattern in patterns:
        named = fnmatch.filter(known, pattern)
        if not named:
            raise ValueError(f"no report is named {pattern}")
        found.update(dict.fromkeys(named, int(grade)))
    return found


def _name(one: LocalReport) -> str:
    return f"{one.slug}-{one.report_year}{KINDS.get(one.doc_type, '')}"


def _report(one: LocalReport) -> Report:
    return Report(
        id=_name(one),
        url=f"http://{one.host}.example{one.path}",
        title=one.title,
        body=one.body,
        report_year=one.report_year,
        published=one.published,
        issuer=one.issuer,
        level=Level(one.level),
        doc_type=DocType(one.doc_type),
        province=one.province,
        city=one.city,
        county=one.county,
        township=one.township,
        media_type="text/html",
        collected_at=COLLECTED,
        content_sha256=content_sha256(one.title, one.body),
    )
