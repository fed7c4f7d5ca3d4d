"""Where the issuing body is: from the places it names, with the rest of the page to tell namesakes apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.gazetteer.romanised import Spelling
from corpus.metadata.bodies import Organ
from corpus.metadata.chains import unlisted
from corpus.metadata.decision import Decision
from corpus.metadata.facts import Finding, Passage
from corpus.metadata.namesakes import supported_by
from corpus.metadata.site_code import narrow_by_site_code
from corpus.report import Evidence, Level, Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.gazetteer import Gazetteer, Place
    from corpus.metadata.address import Address, Hint
    from corpus.metadata.page import Page
    from corpus.metadata.subjects import Subject

__all__ = ["LOCALITY_FIELDS", "Localities", "Located", "find_locality", "locate"]

LOCALITY_FIELDS = (
    ("province", Level.PROVINCE),
    ("city", Level.CITY),
    ("county", Level.COUNTY),
    ("township", Level.TOWNSHIP),
)
CONTEXT_CONFIDENCE = 0.8
BODY_CONFIDENCE = 0.6
SHARED_CONFIDENCE = 0.6
MOST_NAMESAKES = 8  # that are shown one by one
MOST_HINTS = 5  # of an address, that are shown as candidates
YEARS_A_NAME_LASTS = 1  # a report on the year of the change, or on the one after it, may bear the old name


@dataclass(frozen=True, slots=True)
class Located:
    """The place or places that the issuing body may be at.

    Attributes:
        subject: the body, and where it is named.
        places: one place; several where namesakes could not be told apart.
        support: what told namesakes apart; None where nothing was needed.
        implied: the body is not named (我县), so that all levels come from the support.
    """

    subject: Subject
    places: tuple[Place, ...]
    support: Evidence | None = None
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Localities:
    """Where each named body may be, the most trustworthy first, and the one that counts.

    Attributes:
        chosen: None where no body names a place, or title and signature name different ones.
    """

    readings: tuple[Located, ...] = ()
    chosen: Located | None = None


def locate(
    page: Page, subjects: Sequence[Subject], gazetteer: Gazetteer, address: Address, year: int | None
) -> Localities:
    """The places of the bodies; the first counts, unless the title and the signature contradict each other.

    Args:
        page: the page.
        subjects: the bodies it names, the most trustworthy first.
        gazetteer: to look up codes and former divisions.
        address: what the address says.
        year: the year of the report; divisions dissolved before it are namesakes no more.
    """
    located = (_narrowed(subject, page, gazetteer, address, year) for subject in subjects if subject.body.candidates)
    named = tuple(place for place in located if place is not None)
    firm = [place for place in named if place.subject.passage.where in {Where.TITLE, Where.SIGNATURE}]
    if any(not _may_be_one(one, other) for one in firm for other in firm):
        return Localities(named)
    return Localities(named, named[0] if named else None)


def find_locality(located: Located | None, readings: Sequence[Located], address: Address) -> dict[str, Decision[str]]:
    """Decisions for province, city, county, township, zone and locality_code.

    Args:
        located: the place that counts.
        readings: the places of all bodies that the page names; what else it may be.
        address: what the address says; by itself it decides nothing.
    """
    chosen = _fields(located) if located is not None else {}
    single = [each for reading in readings for each in _namesakes(reading)]
    candidates = [_fields(reading) for reading in single] + [_of_hint(hint) for hint in address.hints[:MOST_HINTS]]
    return {
        name: Decision.of((fields[name] for fields in candidates if name in fields), chosen.get(name))
        for name in (*(name for name, _ in LOCALITY_FIELDS), "zone", "locality_code")
    }


def _namesakes(reading: Located) -> Iterator[Located]:
    """A reading for each place that the body may be at; of very many the one that they share."""
    if len(reading.places) > MOST_NAMESAKES:
        yield reading
        return
    for place in reading.places:
        yield replace(reading, places=(place,))


def _of_hint(hint: Hint) -> dict[str, Finding[str]]:
    above = {place.level: place for place in hint.place.chain()}
    named = {name: Finding(above[level].name, hint.evidence) for name, level in LOCALITY_FIELDS if level in above}
    return {**named, "locality_code": Finding(hint.place.code, hint.evidence)} if hint.place.code else named


def _fields(located: Located) -> dict[str, Finding[str]]:
    """Province, city, county, township, zone and locality_code, as far as they are certain.

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
        findings["locality_code"] = Finding(lowest.code, _code_evidence(located, lowest))
    return findings


def _narrowed(subject: Subject, page: Page, gazetteer: Gazetteer, address: Address, year: int | None) -> Located | None:
    """The candidates of a body that the page's other parts support, each part asked in turn until one place is left."""
    candidates = _or_unlisted(_of_that_time(subject.body.candidates, gazetteer, year), subject, address)
    support: Evidence | None = None
    last = subject.body.mentions[-1]
    bare = (
        not last.official
        and len(subject.body.mentions) == 1
        and all(place.level is Level.COUNTY for place in candidates)
    )
    for passage in _contexts(page):
        if len(candidates) == 1 and not bare:
            break
        supported, span = supported_by(candidates, passage, weak=False, itself=bare)
        if supported:
            candidates, bare = supported, False
            support = passage.evidence(CONTEXT_CONFIDENCE, span)
    if len(candidates) > 1 or bare:
        narrowed, evidence = _by_site(candidates, page, gazetteer, address, itself=bare)
        if evidence is not None:
            candidates, bare, support = narrowed, False, evidence
    if subject.body.organ is Organ.ZONE and support is None:
        candidates, support = _city_of_zone(candidates, address)
    return None if bare else Located(subject, candidates, support)


def _or_unlisted(candidates: tuple[Place, ...], subject: Subject, address: Address) -> tuple[Place, ...]:
    """The candidates, and beside them a township of the site's own county that the gazetteer does not know.

    A township named alone on the site of a county that has none of this name is rather a new one of this county than
    the namesake in another province.
    """
    site = address.sure_place()
    is_bare = len(subject.body.mentions) == 1 and all(place.level is Level.TOWNSHIP for place in candidates)
    if not is_bare or site is None or site[0].level is not Level.COUNTY or address.hints[0].rank < Spelling.FULL:
        return candidates
    if any(place.lies_in(site[0]) for place in candidates):
        return candidates
    return (*candidates, unlisted(subject.body.mentions[0].name, site[0]))


def _city_of_zone(candidates: tuple[Place, ...], address: Address) -> tuple[tuple[Place, ...], Evidence | None]:
    """The city on whose site a zone speaks that is named after its province only: 广西-东盟经济技术开发区."""
    site = address.sure_place()
    if site is None or len(candidates) > 1 or site[0].city is None or candidates[0].level is not Level.PROVINCE:
        return candidates, None
    return ((site[0].city,), site[1]) if site[0].lies_in(candidates[0]) else (candidates, None)


def _of_that_time(candidates: tuple[Place, ...], gazetteer: Gazetteer, year: int | None) -> tuple[Place, ...]:
    """The candidates without the divisions that were gone when the report was written, if any others are left."""
    if len(candidates) == 1 or year is None:
        return candidates
    existing = tuple(
        place
        for place in candidates
        if (last := gazetteer.last_year(place)) is None or last >= year - YEARS_A_NAME_LASTS
    )
    return existing or candidates


def _by_site(
    candidates: tuple[Place, ...], page: Page, gazetteer: Gazetteer, address: Address, *, itself: bool
) -> tuple[tuple[Place, ...], Evidence | None]:
    """What the site's code, its address and the whole text leave of the namesakes.

    The text speaks of other places too and the page may stand on another government's site, so where the two leave
    nothing in common, nothing is taken.
    """
    by_site, evidence = narrow_by_site_code(candidates, page.meta, gazetteer)
    if evidence is None or len(by_site) > 1:
        narrowed, address_evidence = address.narrow(by_site)
        if address_evidence is not None:
            by_site, evidence = narrowed, address_evidence
    in_text, span = supported_by(candidates, page.body, weak=True, itself=itself)
    if not in_text:
        return by_site, evidence
    if evidence is None:
        return in_text, page.body.evidence(BODY_CONFIDENCE, span)
    both = tuple(place for place in by_site if place in in_text)
    return (both, evidence) if both else (candidates, None)


def _contexts(page: Page) -> Iterator[Passage]:
    for passage in (page.title, page.signature.body, *page.datelines, *page.context, page.salutation, page.opening):
        if passage:
            yield passage


def _may_be_one(one: Located, other: Located) -> bool:
    return any(a.lies_in(b) or b.lies_in(a) for a in one.places for b in other.places)


def _chain(place: Place, located: Located) -> dict[Level, Place]:
    """The place and those above it by level. A zone has no county, though the statistics may put it into one."""
    chain = {upper.level: upper for upper in place.chain()}
    if located.subject.body.organ is Organ.ZONE:
        chain.pop(Level.COUNTY, None)
        chain.pop(Level.TOWNSHIP, None)
    return chain


def _named_zone(located: Located) -> Place | None:
    mentioned = [place for mention in located.subject.body.mentions for place in mention.places]
    return next((place for place in mentioned if place.level is Level.ZONE), None)


def _subject_evidence(located: Located) -> Evidence:
    subject = located.subject
    return subject.passage.evidence(subject.confidence, subject.span)


def _code_evidence(located: Located, lowest: Place) -> Evidence:
    """The evidence of the code: no surer than a guess where the body may lie in a part of the place."""
    evidence = located.support or _evidence(located, lowest.level)
    named_after_province = located.subject.body.organ is Organ.ZONE and lowest.level is Level.PROVINCE
    if len(located.places) == 1 and not named_after_province:
        return evidence
    return replace(evidence, confidence=min(evidence.confidence, SHARED_CONFIDENCE))


def _evidence(located: Located, level: Level) -> Evidence:
    """The body's own name for the levels it names; what told namesakes apart for the levels above."""
    named = {place.level for mention in located.subject.body.mentions for place in mention.places}
    if located.support is not None and (located.implied or level not in named):
        return located.support
    evidence = _subject_evidence(located)
    if len(located.places) == 1:
        return evidence
    return Evidence(where=evidence.where, quote=evidence.quote, confidence=SHARED_CONFIDENCE)
