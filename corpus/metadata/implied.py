"""A body that the page does not name: 我县, 区政府, 市司法局 on the site of a county, a district, a city."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from corpus.metadata.bodies import COMMISSION, Body, Organ, full_department
from corpus.metadata.chains import Mention
from corpus.metadata.locality import Located
from corpus.metadata.site_code import read_site_code
from corpus.metadata.subjects import Subject
from corpus.metadata.unplaced import find_unplaced, township_body
from corpus.report import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.gazetteer import Gazetteer, Place
    from corpus.metadata.address import Address
    from corpus.metadata.facts import Passage
    from corpus.metadata.page import Page
    from corpus.report import Evidence

__all__ = ["find_implied"]

CONFIDENCE = 0.6
UNIT = r"(?P<unit>省|自治区|市|新区|区|县|州|盟|旗)"
AT_START = r"(?:^|[,。;:\s/]|代表|关于|\d年度?)"
DEPARTMENT = re.compile(
    rf"{AT_START}{UNIT}(?P<department>(?!委|政府|级|直|属|人民|内|域|各)[^,。;:、\s的在]{{1,14}}?(?:局|厅|委员会|办公室)|{COMMISSION})(?!长|党组|领导|机关党)",
    re.MULTILINE,
)
SPEAKER = (
    re.compile(rf"(?:我|本){UNIT}(?!委|级|直|属)"),
    re.compile(
        rf"{AT_START}{UNIT}(?:人民)?政府(?!信息|网|门户|办|各|部门|令|组成|采购|工作部|、|和)",
        re.MULTILINE,
    ),
)
# Its own committee leads a government; committee and government together lead what lies below them.
LAST_RESORT = (
    re.compile(rf"在[^。;]{{0,40}}?{UNIT}委的?(?:坚强|正确|统一|有力|直接)*领导下"),
    re.compile(rf"全{UNIT}(?!委|级|直|属)"),
)
SELF_DEPARTMENT = re.compile(r"(?:^|[,。;:\s])我(?:局|委|厅|办|署)(?=[^长])")
LED_BY = re.compile(rf"{UNIT}委、?(?P=unit)(?:人民)?政府")
# A department of this place, as the text names it: 龙岩市永定区卫生健康局.
DEPARTMENT_OF = r"{place}(?P<name>(?!人民)[^,。;:、《》()\s的在]{{2,14}}?(?:局|厅|委员会))"
SELF_TOWNSHIP = re.compile(
    r"(?:我|本)(?P<unit>镇|乡|街道|街|苏木)(?!级|委|办)|(?:^|[,。;:\s/])(?P<bare>镇|乡|街道)(?:人民政府|党委、?(?:镇|乡)?政府)"
)
# A report says where its copy can be had: on the portal of the government above.
PORTAL = re.compile(r"(?P<place>[\u3400-\u9fff]{2,14}?)(?:人民)?政府(?:信息公开)?(?:门户)?网站?")
SITES = {Level.PROVINCE, Level.CITY, Level.COUNTY, Level.ZONE}
SHORTEST_OFFICIAL = 2  # 威县
CONTEXT_CONFIDENCE = 0.65
TOWNSHIP_ENDINGS = {"街": ("街道",)}
CLEARLY_MORE = 2  # times that one township must be named more often than any other of its county


def find_implied(page: Page, address: Address, gazetteer: Gazetteer) -> Located | None:
    """The body that the page speaks as, by the site it stands on; None where the text or the site does not tell.

    What the site says of itself (name, breadcrumb) goes before its address. The subject is no issuer where only the
    place and the kind of the body are known.
    """
    site = address.after(_site_hints(page, gazetteer))
    in_title = DEPARTMENT.search(page.title.text)
    if in_title:
        return _placed(page, page.title, in_title, site)
    named = find_unplaced(page, site, gazetteer)
    if named is not None:
        return named
    township = SELF_TOWNSHIP.search(page.opening.text)
    if township:
        return _township(page, township, site, gazetteer)
    first = min(_matches(page.opening, (DEPARTMENT, *SPEAKER)), key=lambda match: match.start("unit"), default=None)
    itself = SELF_DEPARTMENT.search(page.opening.text)
    if itself and (first is None or not first.groupdict().get("department")):
        return _own_department(page, itself, site)
    match = first or next(_matches(page.opening, LAST_RESORT), None)
    return _placed(page, page.opening, match, site) if match is not None else None


def _matches(passage: Passage, patterns: Iterable[re.Pattern[str]]) -> Iterator[re.Match[str]]:
    for pattern in patterns:
        match = pattern.search(passage.text)
        if match:
            yield match


def _site_hints(page: Page, gazetteer: Gazetteer) -> Iterator[tuple[Place, Evidence]]:
    """The places that the site's name, the breadcrumb or a dateline names officially; then that of the site's code."""
    for passage in (*page.context, *page.datelines):
        found: dict[Place, Evidence] = {}
        for at, character in enumerate(passage.text):
            for length in range(gazetteer.longest_from(character), SHORTEST_OFFICIAL - 1, -1):
                places = [place for place in gazetteer.official(passage.text[at : at + length]) if place.level in SITES]
                found.update((place, passage.evidence(CONTEXT_CONFIDENCE, (at, at + length))) for place in places)
        yield from sorted(found.items(), key=lambda item: -len(list(item[0].chain())))
    for match in PORTAL.finditer(page.body.text):
        name = match["place"]
        named = (
            place for start in range(len(name)) for place in gazetteer.official(name[start:]) if place.level in SITES
        )
        yield from ((place, page.body.evidence(CONFIDENCE, match.span())) for place in islice(named, 1))
    yield from islice(read_site_code(page.meta, gazetteer), 1)


def _placed(page: Page, passage: Passage, match: re.Match[str], address: Address) -> Located | None:
    found = address.of_unit(match["unit"]) or _told_apart(page, address.fitting(match["unit"]))
    if found is None:
        return None
    place, evidence = found
    department = match.groupdict().get("department") or ""
    if department:
        body = Body(
            place.name + full_department(department), Organ.DEPARTMENT, _mentions(place), (place,), None, department
        )
    elif place.level is Level.ZONE:
        body = Body(place.name + "管理委员会", Organ.ZONE, _mentions(place), (place,), place.name)
    else:
        body = Body(place.name + "人民政府", Organ.GOVERNMENT, _mentions(place), (place,))
    return _located(body, passage, match, evidence)


def _told_apart(page: Page, found: Sequence[tuple[Place, Evidence]]) -> tuple[Place, Evidence] | None:
    """The one of several places that the host may mean which the text names, or whose city it names."""
    named = [(place, evidence) for place, evidence in found if place.short_name in page.body.text]
    if len(named) > 1:
        named = [each for each in named if (city := each[0].city) is not None and city.name in page.body.text]
    return named[0] if len(named) == 1 else None


def _own_department(page: Page, match: re.Match[str], address: Address) -> Located | None:
    """The department that calls itself 我局, of the place whose leaders it names; its name where the text has it."""
    unit = LED_BY.search(page.body.text)
    found = unit and (address.of_unit(unit["unit"]) or _told_apart(page, address.fitting(unit["unit"])))
    if not found:
        return None
    place, evidence = found
    names = {name["name"] for name in re.finditer(DEPARTMENT_OF.format(place=place.name), page.body.text)}
    name = names.pop() if len(names) == 1 else ""
    body = Body(place.name + full_department(name), Organ.DEPARTMENT, _mentions(place), (place,), None, name)
    return _located(body, page.opening, match, evidence, is_issuer=bool(name))


def _township(page: Page, match: re.Match[str], address: Address, gazetteer: Gazetteer) -> Located | None:
    areas = address.counties()
    unit = match["unit"] or match["bare"]
    endings = TOWNSHIP_ENDINGS.get(unit, (unit,))
    found = address.township(areas[0][0], endings) if len(areas) == 1 else None
    found = found or _named_most(page, [area for area, _ in areas], endings, gazetteer)
    if found is None and len(areas) == 1:
        return _located(Body("", Organ.TOWNSHIP, (), (areas[0][0],)), page.opening, match, areas[0][1], is_issuer=False)
    return township_body(found[0], page.opening, match.span(), found[1]) if found is not None else None


def _named_most(
    page: Page, areas: Sequence[Place], endings: tuple[str, ...], gazetteer: Gazetteer
) -> tuple[Place, Evidence] | None:
    """The township of these counties that the text names, if it names one or one clearly more often than others.

    A street goes by 龙归街 as well as by 龙归街道.
    """
    counts = {
        place: page.body.text.count(place.name.removesuffix("道") if place.name.endswith("街道") else place.name)
        for area in areas
        for place in gazetteer.inside(area)
        if place.name.endswith(endings)
    }
    ranked = sorted((place for place in counts if counts[place]), key=lambda place: -counts[place])
    if not ranked or (len(ranked) > 1 and counts[ranked[0]] < CLEARLY_MORE * counts[ranked[1]]):
        return None
    start = page.body.text.index(ranked[0].name.removesuffix("道"))
    return ranked[0], page.body.evidence(CONFIDENCE, (start, start + len(ranked[0].name)))


def _mentions(place: Place) -> tuple[Mention, ...]:
    return (Mention(place.name, (place,), official=True),)


def _located(
    body: Body, passage: Passage, match: re.Match[str], evidence: Evidence, *, is_issuer: bool = True
) -> Located:
    subject = Subject(body, passage, match.span(), CONFIDENCE, is_issuer=is_issuer)
    return Located(subject, body.candidates, evidence, implied=True)
