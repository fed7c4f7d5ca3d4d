"""Read the metadata of a report off the facts of its page: every field with its evidence, null where it is unsure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.gazetteer import load_gazetteer
from corpus.metadata.address import read_address
from corpus.metadata.decision import Decision
from corpus.metadata.doc_type import find_doc_type
from corpus.metadata.facts import Finding
from corpus.metadata.issuer import find_issuer
from corpus.metadata.level import find_level
from corpus.metadata.numbers import find_document_number, find_index_number, find_written
from corpus.metadata.page import read_page
from corpus.metadata.period import find_period
from corpus.metadata.placing import place_report
from corpus.metadata.published import find_published
from corpus.metadata.source import find_content_source
from corpus.metadata.subjects import find_subjects
from corpus.metadata.year import find_report_year
from corpus.report import DocType, ReportMetadata

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from corpus.gazetteer import Gazetteer
    from corpus.metadata.facts import PageFacts
    from corpus.metadata.period import Period

__all__ = ["Metadata", "read_metadata"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata(ReportMetadata):
    """The fields of a report as read off its page, each with its evidence. None where the page does not tell.

    Attributes:
        decisions: for each field all readings of it, which one was taken, and why, or why none was. A `doc_type`
            without evidence was not recognised.
    """

    decisions: Mapping[str, Decision[Any]] = field(default_factory=dict)

    @property
    def candidates(self) -> dict[str, tuple[Finding[Any], ...]]:
        """For each field every reading of it, the most trustworthy first; the chosen one among them."""
        return {name: decision.candidates for name, decision in self.decisions.items()}


def read_metadata(
    facts: PageFacts, gazetteer: Gazetteer | None = None, known_sites: Mapping[str, str] | None = None
) -> Metadata:
    """The metadata of one report. Pure: reads nothing but its arguments and the tables that ship.

    Args:
        facts: what the page shows.
        gazetteer: by default the one that ships.
        known_sites: codes of the places of sites by host name, learnt from other reports (`learn_sites`).
    """
    gazetteer = gazetteer or load_gazetteer()
    page = read_page(facts)
    address = read_address(facts.url, gazetteer)
    doc_type = find_doc_type(page, address)
    kind = doc_type.chosen.value if doc_type.chosen else None
    year = find_report_year(page, kind, address)
    period = find_period(page.title)
    year_value = year.chosen.value if year.chosen else None
    subjects = find_subjects(page, gazetteer)
    known = read_address(facts.url, gazetteer, known_sites) if known_sites else address
    placing = place_report(page, subjects, gazetteer, year_value, (address, known))
    return _metadata(
        {
            "report_year": year,
            "period_from": _end(period, "first"),
            "period_to": _end(period, "last"),
            "published": find_published(page, kind or DocType.OTHER, year_value, address.day),
            "issuer": find_issuer(page, subjects, placing.located, placing.address),
            "content_source": find_content_source(page),
            "written": find_written(page),
            "document_number": find_document_number(page),
            "index_number": find_index_number(page),
            "level": find_level(subjects, placing.located),
            "doc_type": doc_type,
            **placing.decisions,
        }
    )


def _end(period: Decision[Period], name: str) -> Decision[date]:
    """The first or the last day of the period."""
    ends = [Finding(getattr(finding.value, name), finding.evidence) for finding in period.candidates]
    return Decision.of(ends, ends[period.candidates.index(period.chosen)] if period.chosen is not None else None)


def _metadata(decisions: Mapping[str, Decision[Any]]) -> Metadata:
    chosen = {name: decision.chosen for name, decision in decisions.items() if decision.chosen is not None}
    return Metadata(
        **{name: finding.value for name, finding in chosen.items()},
        evidence={name: finding.evidence for name, finding in chosen.items()},
        decisions=decisions,
    )
