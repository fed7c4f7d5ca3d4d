"""The issuing body (发文机关), its name in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.metadata.bodies import Organ
from corpus.metadata.facts import Finding
from corpus.report import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.gazetteer import Place
    from corpus.metadata.locality import Located
    from corpus.metadata.subjects import Subject

__all__ = ["find_issuer"]


def find_issuer(subjects: Sequence[Subject], located: Located | None) -> Finding[str] | None:
    """The first body that is named as the issuer, by its fullest name on the page.

    A body named without the place it lies in (西湖区, 留下街道) gets it from the gazetteer, where the place is certain:
    a county goes by its own name, a district needs its city, a township its county.
    """
    issuers = [subject for subject in subjects if subject.is_issuer]
    if not issuers or (issuers[0].body.candidates and located is None):
        return None
    first = issuers[0]
    fullest = next((subject for subject in issuers if _is_fuller(subject, first)), first)
    name = fullest.body.name
    if (
        located is not None
        and len(fullest.body.mentions) == 1
        and len(located.places) == 1
        and not name.startswith("中共")
    ):
        name = _prefix(located.places[0], fullest.body.organ) + name
    return Finding(name, fullest.passage.evidence(fullest.confidence, fullest.span))


def _is_fuller(subject: Subject, first: Subject) -> bool:
    """Whether a subject is the same body as the first, which stands alone, and names the places above it."""
    mine, its = subject.body, first.body
    return (
        len(its.mentions) == 1
        and len(mine.mentions) > 1
        and mine.organ is its.organ
        and mine.mentions[-1].name == its.mentions[0].name
    )


def _prefix(place: Place, organ: Organ) -> str:
    if organ is Organ.ZONE:
        return ""
    if place.level is Level.TOWNSHIP and place.parent is not None:
        above = place.parent
        return _prefix(above, organ) + above.name
    is_district = place.level is Level.COUNTY and place.name.endswith("区")
    return place.parent.name if is_district and place.parent is not None else ""
