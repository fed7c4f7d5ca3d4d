"""The level of government of the issuing body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.metadata.bodies import Organ
from corpus.metadata.decision import Decision
from corpus.metadata.facts import Finding
from corpus.report import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.gazetteer import Place
    from corpus.metadata.locality import Located
    from corpus.metadata.subjects import Subject

__all__ = ["find_level"]

OF_ORGAN = {
    Organ.STATE: Level.STATE,
    Organ.DEPARTMENT: Level.DEPARTMENT,
    Organ.ZONE: Level.ZONE,
    Organ.TOWNSHIP: Level.TOWNSHIP,
}


def find_level(subjects: Sequence[Subject], located: Located | None) -> Decision[Level]:
    """The level that the issuer's kind gives, else that of its place; None where namesakes differ in level.

    Where the page speaks as 我镇 or 我局 the kind is known though the name is not.
    """
    issuers = [subject for subject in subjects if subject.is_issuer]
    if not issuers and located is not None and located.implied:
        issuers = [located.subject]
    candidates = [finding for subject in issuers if (finding := _level(subject, subject.body.candidates)) is not None]
    if not issuers or (issuers[0].body.candidates and located is None):
        return Decision.of(candidates, None)
    first = issuers[0]
    is_placed = located is not None and located.subject is first
    return Decision.of(candidates, _level(first, located.places if located and is_placed else first.body.candidates))


def _level(subject: Subject, places: Iterable[Place]) -> Finding[Level] | None:
    level = OF_ORGAN.get(subject.body.organ)
    if level is None:
        levels = {place.level for place in places}
        level = levels.pop() if len(levels) == 1 else None
    return None if level is None else Finding(level, subject.passage.evidence(subject.confidence, subject.span))
