"""The level of government of the issuing body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.metadata.bodies import Organ
from corpus.metadata.facts import Finding
from corpus.report import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.metadata.locality import Located
    from corpus.metadata.subjects import Subject

__all__ = ["find_level"]

OF_ORGAN = {Organ.STATE: Level.STATE, Organ.DEPARTMENT: Level.DEPARTMENT, Organ.ZONE: Level.ZONE}


def find_level(subjects: Sequence[Subject], located: Located | None) -> Finding[Level] | None:
    """The level that the issuer's kind gives, else that of its place; None where namesakes differ in level."""
    issuer = next((subject for subject in subjects if subject.is_issuer), None)
    if issuer is None or (issuer.body.candidates and located is None):
        return None
    level = OF_ORGAN.get(issuer.body.organ)
    if level is None:
        places = located.places if located is not None and located.subject is issuer else issuer.body.candidates
        levels = {place.level for place in places}
        level = levels.pop() if len(levels) == 1 else None
    return None if level is None else Finding(level, issuer.passage.evidence(issuer.confidence, issuer.span))
