"""The desk: reports with their questions, most doubtful first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.corrections.places import places_called
from corpus.errors import InputError
from corpus.overrides.places import DIVISIONS, bearers
from corpus.review.questions import Question, Words, questions_of
from corpus.store import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.gazetteer import Place
    from corpus.report import Report
    from corpus.store import Doubt, Store

    SitePlaces = tuple[tuple[Place, int], ...]

__all__ = ["ReviewItem", "review", "review_item"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """One report with what is doubtful about it, and the words of it to decide by."""

    report: Report
    score: float
    questions: tuple[Question, ...]
    words: Words

    def to_json(self) -> dict[str, Any]:
        """The item as JSON-ready data; the key of a choice is what `baogao fix` takes."""
        return {
            "id": self.report.id,
            "title": self.report.heading,
            "url": self.report.url,
            "score": self.score,
            "questions": [_question_json(question) for question in self.questions],
        }


def review(store: Store, field: str | None = None, *, limit: int = 20, offset: int = 0) -> list[ReviewItem]:
    """The doubtful reports, most doubtful first.

    Args:
        store: the store.
        field: only reports in which this field is missing or doubtful, ordered by it.
        limit: at most so many.
        offset: after so many.

    Raises:
        InputError: there is no such field.
    """
    if field is not None and field not in WEIGHTS:
        raise InputError(f"There is no field {field[:40]!r} to review; known: {', '.join(WEIGHTS)}.")
    doubts = store.doubts.list(field, limit=limit, offset=offset)
    reports = store.get_many(doubt.report_id for doubt in doubts)
    sites: dict[str, SitePlaces] = {}
    items = []
    for doubt in doubts:
        report = reports.get(doubt.report_id)
        if report is not None:
            if report.site and report.site not in sites:
                sites[report.site] = _places_of_site(store, report.site)
            items.append(_item(report, doubt, sites.get(report.site or "", ())))
    return items


def review_item(store: Store, report_id: str) -> ReviewItem:
    """One report with its questions; none where nothing is doubtful.

    Raises:
        NotFoundError: there is no such report.
    """
    report = store.get(report_id)
    doubt = store.doubts.of(report_id)
    if doubt is None:  # deleted in this moment
        return ReviewItem(report=report, score=0.0, questions=(), words=Words.of(report))
    return _item(report, doubt, _places_of_site(store, report.site) if report.site else ())


def _item(report: Report, doubt: Doubt, of_site: SitePlaces) -> ReviewItem:
    return ReviewItem(
        report=report,
        score=doubt.score,
        questions=questions_of(report, doubt, of_site),
        words=Words.of(report),
    )


def _places_of_site(store: Store, site: str) -> SitePlaces:
    """The places of the reports of a site, the most frequent first."""
    found = []
    for chain, count in store.sites.places_of(site):
        place = _place(chain)
        if place is not None:
            found.append((place, count))
    return tuple(found)


def _place(chain: Mapping[str, str | None]) -> Place | None:
    for field in reversed(DIVISIONS):
        name = chain.get(field)
        if name is not None:
            places = bearers(field, name, chain)
            return places[0] if len(places) == 1 else None
    zone = chain.get("zone")
    zones = places_called(zone) if zone else []
    return zones[0] if len(zones) == 1 else None


def _question_json(question: Question) -> dict[str, Any]:
    return {
        "field": question.field,
        "value": question.value,
        "doubt": question.doubt,
        "evidence": {
            name: {"where": item.where, "quote": item.quote, "confidence": item.confidence}
            for name, item in question.evidence.items()
        },
        "choices": [
            {
                "fix": [f"{field}={value}" for field, value in choice.asked.items()],
                "label": choice.label or None,
                "why": choice.why,
            }
            for choice in question.choices
        ],
    }
