"""A body named without a place that the gazetteer knows, a new township or a zone: the site says where it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.metadata.bodies import ZONE_WORD, Body, Organ
from corpus.metadata.chains import TOWNSHIP_NAME, Mention, unlisted
from corpus.metadata.locality import Located
from corpus.metadata.subjects import TITLE_RULES, Subject
from corpus.report import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.gazetteer import Gazetteer, Place
    from corpus.metadata.address import Address
    from corpus.metadata.facts import Passage
    from corpus.metadata.page import Page
    from corpus.report import Evidence

__all__ = ["find_unplaced", "township_body"]

CONFIDENCE = 0.6
TOWNSHIP = re.compile(
    rf"(?P<name>{TOWNSHIP_NAME})(?:党工委|党委)?[、,]?(?:(?:镇|乡)?人民政府|政府|街道办事处|街道办|办事处)?"
)
ZONE = re.compile(
    rf"(?P<zone>[^\d,。;:《》()、的在]{{2,14}}?(?:{ZONE_WORD}|景区|旅游区))"
    r"(?P<committee>(?:党工委、?)?(?:管理委员会|管委会))?(?P<office>[^,。;:《》()、的在]{0,12}(?:局|办公室|中心))?"
)
# The subject of the first sentence, after the heading and the year.
FIRST_WORDS = re.compile(
    r"(?:一、总体情况\s*)?(?:\([一二]\)主动公开情况。)?(?:\d{4}年(?:度|以来|来)?[,,]?)?"
    r"(?P<body>[^\d,。;:]{2,24}?(?:办事处|人民政府|管委会|管理委员会|新区|开发区|景区|园区|度假区))"
    r"(?=坚持|认真|深入|严格|全面|积极|在|紧|以|高度|政府信息|信息公开)"
)
PEOPLES_TOWNSHIP = re.compile(r"(?:[\u3400-\u9fff]{1,5}族)+乡")


def find_unplaced(page: Page, site: Address, gazetteer: Gazetteer) -> Located | None:
    """The township or zone that the title or the first words name, in the place of the site; None without one."""
    for passage, span in _names(page):
        name = "".join(passage.text[span[0] : span[1]].split())
        township, area = TOWNSHIP.fullmatch(name), site.sure_place()
        if township and area is not None and area[0].level is Level.COUNTY:
            return township_body(_listed(township["name"], area[0], gazetteer), passage, span, area[1])
        zone, around = ZONE.fullmatch(name), site.shared_area()
        if zone and around is not None:
            return _zone_body(zone, around, passage, span)
    return None


def township_body(place: Place, passage: Passage, span: tuple[int, int], evidence: Evidence) -> Located:
    """The government or office of this township, as the body that the page speaks as."""
    is_street = place.name.endswith("街道")
    organ = Organ.OFFICE if is_street else Organ.GOVERNMENT
    mention = Mention(place.name, (place,), official=True)
    body = Body(place.name + ("办事处" if is_street else "人民政府"), organ, (mention,), (place,))
    return Located(Subject(body, passage, span, CONFIDENCE), (place,), evidence, implied=True)


def _names(page: Page) -> Iterator[tuple[Passage, tuple[int, int]]]:
    """Where the title names a body, and the words before the verb in the first sentence."""
    for rule in TITLE_RULES:
        for match in rule.pattern.finditer(page.title.text):
            yield page.title, match.span("body")
    first = FIRST_WORDS.match(page.opening.text)
    if first is not None:
        yield page.opening, first.span("body")


def _listed(name: str, county: Place, gazetteer: Gazetteer) -> Place:
    """The township of this name; the statistics call some without the people in their name (佳阳乡)."""
    for place in gazetteer.inside(county):
        rest = name.removeprefix(place.short_name)
        if len(place.short_name) > 1 and rest != name and PEOPLES_TOWNSHIP.fullmatch(rest):
            return replace(place, name=name)
    return unlisted(name, county)


def _zone_body(
    match: re.Match[str], around: tuple[Place, Evidence], passage: Passage, span: tuple[int, int]
) -> Located:
    place, evidence = around
    name = match["zone"] + (match["committee"] or ("" if match["office"] else "管理委员会")) + (match["office"] or "")
    organ = Organ.DEPARTMENT if match["office"] else Organ.ZONE
    body = Body(name, organ, (), (place,), match["zone"], match["committee"] or "")
    return Located(Subject(body, passage, span, CONFIDENCE), (place,), evidence, implied=True)
