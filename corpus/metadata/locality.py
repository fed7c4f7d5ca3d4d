"""Where the issuing body is: from the places it names, with the rest of the page to tell namesakes apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.gazetteer import UnknownPlaceError
from corpus.metadata.bodies import Organ
from corpus.metadata.facts import Finding, Passage
from corpus.report import Evidence, Level, Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.gazetteer import Gazetteer, Place
    from corpus.metadata.page import Page
    from corpus.metadata.subjects import Subject

__all__ = ["LOCALITY_FIELDS", "Located", "find_locality", "locate"]

LOCALITY_FIELDS = (
    ("province", Level.PROVINCE),
    ("city", Level.CITY),
    ("county", Level.COUNTY),
    ("township", Level.TOWNSHIP),
)
CONTEXT_CONFIDENCE = 0.8
BODY_CONFIDENCE = 0.6
SITE_ID_CONFIDENCE = 0.6
SHARED_CONFIDENCE = 0.6
SITE_ID_LENGTH = 10
DIVISION_CODE_LENGTHS = (6, 4, 2)  # county, city, province: the most exact one that tells the namesakes apart


@dataclass(frozen=True, slots=True)
class Located:
    """The place or places that the issuing body may be at.

    Attributes:
        subject: the body, and where it is named.
        places: one place; several where namesakes could not be told apart.
        support: what told namesakes apart; None where nothing was needed.
    """

    subject: Subject
    places: tuple[Place, ...]
    support: Evidence | None = None


def locate(page: Page, subjects: Sequence[Subject], gazetteer: Gazetteer) -> Located | None:
    """The place of the first body that names one; None where the title and the signature name different places."""
    located = [_narrowed(subject, page, gazetteer) for subject in subjects if subject.body.candidates]
    named = [place for place in located if place is not None]
    firm = [place for place in named if place.subject.passage.where in {Where.TITLE, Where.SIGNATURE}]
    if any(not _may_be_one(one, other) for one in firm for other in firm):
        return None
    return named[0] if named else None


def find_locality(located: Located) -> dict[str, Finding[str]]:
    """Findings for province, city, county, township, zone and locality_code, as far as they are certain.

    Where namesakes are left, only what all of them share is given.
    """
    findings: dict[str, Finding[str]] = {}
    chains = [_chain(place, located) for place in located.places]
    lowest: Place | None = None
    for field, level in LOCALITY_FIELDS:
        shared = {chain[level].name for chain in chains if level in chain}
        if len(shared) == 1 and all(level in chain for chain in chains):
            findings[field] = Finding(shared.pop(), _evidence(located, level))
    agreed = [level for level in Level if len({chain.get(level) for chain in chains}) == 1 and level in chains[0]]
    for level in agreed:
        place = chains[0][level]
        if place.code and (lowest is None or place.lies_in(lowest)):
            lowest = place
    zone = located.subject.body.zone
    if zone is not None:
        findings["zone"] = Finding(zone, _subject_evidence(located))
    elif len(located.places) == 1 and (unit := located.places[0].zone or _named_zone(located)) is not None:
        findings["zone"] = Finding(unit.name, _subject_evidence(located))
    if lowest is not None:
        findings["locality_code"] = Finding(lowest.code, _evidence(located, lowest.level))
    return findings


def _narrowed(subject: Subject, page: Page, gazetteer: Gazetteer) -> Located | None:
    """The candidates of a body that the page's other parts support, each part asked in turn until one place is left."""
    candidates = subject.body.candidates
    support: Evidence | None = None
    last = subject.body.mentions[-1]
    bare = (
        not last.official
        and len(subject.body.mentions) == 1
        and all(place.level is Level.COUNTY for place in candidates)
    )
    for passage, confidence in _contexts(page):
        if len(candidates) == 1 and not bare:
            break
        supported, span = _supported(candidates, passage, weak=passage is page.body, itself=bare)
        if supported:
            candidates, bare = supported, False
            support = passage.evidence(confidence, span)
    if len(candidates) > 1:
        candidates, support = _by_site_id(candidates, page, gazetteer, support)
    return None if bare else Located(subject, candidates, support)


def _contexts(page: Page) -> Iterator[tuple[Passage, float]]:
    for passage in (page.title, page.signature.body, *page.datelines, *page.context, page.salutation, page.opening):
        if passage:
            yield passage, CONTEXT_CONFIDENCE
    yield page.body, BODY_CONFIDENCE


def _supported(
    candidates: tuple[Place, ...], passage: Passage, *, weak: bool, itself: bool
) -> tuple[tuple[Place, ...], tuple[int, int]]:
    """The candidates with a place above them named in the passage, the nearest level that is named; and where.

    The whole text speaks of other provinces too, so it is asked for counties and cities by their official names only.
    """
    for level in (Level.COUNTY, Level.ZONE, Level.CITY, Level.PROVINCE):
        if weak and level is Level.PROVINCE:
            continue
        spans: dict[Place, tuple[int, int]] = {}
        for place in candidates:
            above = next(
                (upper for upper in place.chain() if upper.level is level and (itself or upper != place)), None
            )
            span = _named(above, passage, weak=weak) if above is not None else None
            if span is not None:
                spans[place] = span
        if spans:
            return tuple(spans), next(iter(spans.values()))
    return (), (0, 0)


def _named(place: Place, passage: Passage, *, weak: bool) -> tuple[int, int] | None:
    may_be_short = not weak and place.level in {Level.CITY, Level.PROVINCE}
    for name in (place.name, place.short_name) if may_be_short else (place.name,):
        start = passage.text.find(name)
        if start >= 0:
            return start, start + len(name)
    return None


def _by_site_id(
    candidates: tuple[Place, ...], page: Page, gazetteer: Gazetteer, support: Evidence | None
) -> tuple[tuple[Place, ...], Evidence | None]:
    """The candidates in the division whose code begins the site's identification code (SiteIDCode)."""
    code = page.meta.get("siteidcode", "").strip()
    if len(code) != SITE_ID_LENGTH or not (code.isascii() and code.isdigit()):
        return candidates, support
    for length in DIVISION_CODE_LENGTHS:
        try:
            area = gazetteer.by_code(code[:length])
        except UnknownPlaceError:
            continue
        inside = tuple(place for place in candidates if place.lies_in(area))
        if inside:
            return inside, Evidence(where=Where.SITE_ID_CODE, quote=code, confidence=SITE_ID_CONFIDENCE)
    return candidates, support


def _may_be_one(one: Located, other: Located) -> bool:
    return any(a.lies_in(b) or b.lies_in(a) for a in one.places for b in other.places)


def _chain(place: Place, located: Located) -> dict[Level, Place]:
    """The place and those above it by level. A zone has no county, though the statistics may put it into one."""
    chain = {upper.level: upper for upper in place.chain()}
    if located.subject.body.organ is Organ.ZONE:
        chain.pop(Level.COUNTY, None)
    return chain


def _named_zone(located: Located) -> Place | None:
    mentioned = [place for mention in located.subject.body.mentions for place in mention.places]
    return next((place for place in mentioned if place.level is Level.ZONE), None)


def _subject_evidence(located: Located) -> Evidence:
    subject = located.subject
    return subject.passage.evidence(subject.confidence, subject.span)


def _evidence(located: Located, level: Level) -> Evidence:
    """The body's own name for the levels it names; what told namesakes apart for the levels above."""
    named = {place.level for mention in located.subject.body.mentions for place in mention.places}
    if located.support is not None and level not in named:
        return located.support
    evidence = _subject_evidence(located)
    if len(located.places) == 1:
        return evidence
    return Evidence(where=evidence.where, quote=evidence.quote, confidence=SHARED_CONFIDENCE)
