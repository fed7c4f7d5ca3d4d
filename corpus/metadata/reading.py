"""Read the metadata of a report off the facts of its page: every field with its evidence, null where it is unsure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.gazetteer import load_gazetteer
from corpus.metadata.doc_type import find_doc_type
from corpus.metadata.issuer import find_issuer
from corpus.metadata.level import find_level
from corpus.metadata.locality import find_locality, locate
from corpus.metadata.page import read_page
from corpus.metadata.published import find_published
from corpus.metadata.source import find_content_source
from corpus.metadata.subjects import find_subjects
from corpus.metadata.year import find_report_year
from corpus.report import DocType, Evidence, Level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from corpus.gazetteer import Gazetteer
    from corpus.metadata.facts import Finding, PageFacts

__all__ = ["Metadata", "read_metadata"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The fields of a report as read off its page, named as in `corpus.Report`. None where the page does not tell.

    Attributes:
        evidence: for each field that is not None, where it was read and how sure that is. A `doc_type` without
            evidence was not recognised.
    """

    report_year: int | None = None
    published: date | None = None
    issuer: str | None = None
    content_source: str | None = None
    level: Level | None = None
    doc_type: DocType = DocType.OTHER
    province: str | None = None
    city: str | None = None
    county: str | None = None
    township: str | None = None
    zone: str | None = None
    locality_code: str | None = None
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


def read_metadata(facts: PageFacts, gazetteer: Gazetteer | None = None) -> Metadata:
    """The metadata of one report. Pure: reads nothing but the facts and the gazetteer (by default the shipped one)."""
    gazetteer = gazetteer or load_gazetteer()
    page = read_page(facts)
    doc_type = find_doc_type(page)
    kind = doc_type.value if doc_type else DocType.OTHER
    year = find_report_year(page, doc_type.value if doc_type else None)
    subjects = find_subjects(page, gazetteer)
    located = locate(page, subjects, gazetteer)
    found: dict[str, Finding[Any] | None] = {
        "report_year": year,
        "published": find_published(page, kind, year.value if year else None),
        "issuer": find_issuer(subjects, located),
        "content_source": find_content_source(page),
        "level": find_level(subjects, located),
        "doc_type": doc_type,
        **(find_locality(located) if located is not None else {}),
    }
    kept = {name: finding for name, finding in found.items() if finding is not None}
    return Metadata(
        **{name: finding.value for name, finding in kept.items()},
        evidence={name: finding.evidence for name, finding in kept.items()},
    )
