"""The issuing body (发文机关), its name in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.metadata.bodies import Organ
from corpus.metadata.decision import Decision
from corpus.metadata.facts import Finding
from corpus.report import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.gazetteer import Place
    from corpus.metadata.address import Address
    from corpus.metadata.bodies import Body
    from corpus.metadata.locality import Located
    from corpus.metadata.page import Page
    from corpus.metadata.subjects import Subject

__all__ = ["find_issuer"]

OF_PLACES = {Organ.GOVERNMENT, Organ.OFFICE}
COMMITTEE, SHORT_COMMITTEE = "管理委员会", "管委会"
ZONE_WORD_LENGTH = 3  # 高新区, 开发区, 度假区


def find_issuer(page: Page, subjects: Sequence[Subject], located: Located | None, address: Address) -> Decision[str]:
    """The first body that is named as the issuer, by its fullest name on the page.

    A body named without the place it lies in (西湖区, 留下街道) gets it from the gazetteer, where the place is certain:
    a county goes by its own name, a district needs its city, a township its county.
    """
    issuers = [subject for subject in subjects if subject.is_issuer]
    if not issuers and located is not None and located.subject.is_issuer:
        issuers = [located.subject]
    candidates = [_finding(subject, subject.body.name) for subject in issuers]
    if not issuers or (issuers[0].body.candidates and located is None):
        return Decision.of(candidates, None)
    first = issuers[0]
    fullest = next((subject for subject in issuers if _is_fuller(subject, first)), first)
    name = _with_committee_as_written(fullest, page)
    if located is not None and len(located.places) == 1 and not name.startswith("中共"):
        name = _in_full(name, fullest, located.places[0], page, address)
    return Decision.of(candidates, _finding(fullest, name))


def _finding(subject: Subject, name: str) -> Finding[str]:
    return Finding(name, subject.passage.evidence(subject.confidence, subject.span))


def _is_fuller(subject: Subject, first: Subject) -> bool:
    """Whether a subject is the same body as the first, which stands alone, and names the places above it."""
    mine, its = subject.body, first.body
    return (
        len(its.mentions) == 1
        and len(mine.mentions) > 1
        and mine.organ is its.organ
        and mine.mentions[-1].name == its.mentions[0].name
    )


def _with_committee_as_written(subject: Subject, page: Page) -> str:
    """A zone named without its committee (太仓高新区) has it in the form that the page uses elsewhere."""
    body = subject.body
    if body.organ is not Organ.ZONE or COMMITTEE in body.tail or SHORT_COMMITTEE in body.tail or not body.zone:
        return body.name
    short = body.zone[-ZONE_WORD_LENGTH:] + SHORT_COMMITTEE
    texts = [page.body.text, *(line.text for line in page.datelines)]
    uses_short = any(short in text for text in texts) and not any(COMMITTEE in text for text in texts)
    return body.name.removesuffix(COMMITTEE) + SHORT_COMMITTEE if uses_short else body.name


def _in_full(name: str, subject: Subject, place: Place, page: Page, address: Address) -> str:
    """The name with the places above it that it lacks, and without those that a county does not need."""
    body = subject.body
    if len(body.mentions) == 1:
        return _prefix(place, body.organ) + ("人民政府" if _is_outpost(place, body, page) else "") + name
    above = {upper.name: upper for upper in place.chain()}
    named = [above.get(mention.name) for mention in body.mentions]
    if not named or named[0] is None:
        return name
    if _is_district(named[0]):
        city_is_shown = address.support(place) is not None or _names(page, place.city or place.province)
        return _prefix(named[0], body.organ) + name if city_is_shown else name
    return _without_surplus(name, named) if body.organ in OF_PLACES else name


def _without_surplus(name: str, named: Sequence[Place | None]) -> str:
    """The name without province and city before a county, and without the province before a district's city."""
    by_level = {place.level: place for place in named if place is not None}
    county = by_level.get(Level.COUNTY)
    if county is None or (_is_district(county) and Level.CITY not in by_level):
        return name
    for level in (Level.PROVINCE,) if _is_district(county) else (Level.PROVINCE, Level.CITY):
        name = name.removeprefix(by_level[level].name) if level in by_level else name
    return name


def _is_outpost(place: Place, body: Body, page: Page) -> bool:
    """Whether a street needs its district's government in its name: 杭州市西湖区人民政府留下街道办事处.

    So a street is called in full whose page writes neither its office nor its district.
    """
    is_street = place.level is Level.TOWNSHIP and place.name.endswith("街道") and not body.tail
    writes_the_office = any(place.name + "办事处" in line.text for line in page.datelines)
    unnamed = place.parent is not None and _is_district(place.parent) and not _names(page, place.parent)
    return is_street and unnamed and not writes_the_office


def _names(page: Page, place: Place) -> bool:
    """Whether the page itself, and not only the gazetteer or the address, names this place."""
    passages = (page.title, page.salutation, page.body, page.signature.body, *page.datelines, *page.context)
    names = {place.name, place.short_name} if place.level in {Level.CITY, Level.PROVINCE} else {place.name}
    return any(name in passage.text for passage in passages for name in names)


def _is_district(place: Place) -> bool:
    return place.level is Level.COUNTY and place.name.endswith("区") and not place.name.endswith(("特区", "林区"))


def _prefix(place: Place, organ: Organ) -> str:
    """The names of the places above that a body's name needs: a district its city, a township its county."""
    if place.level is Level.ZONE or (organ is Organ.ZONE and not _is_district(place)):
        return ""
    if place.level is Level.TOWNSHIP and place.parent is not None:
        above = place.parent
        return _prefix(above, organ) + above.name
    return place.parent.name if _is_district(place) and place.parent is not None else ""
