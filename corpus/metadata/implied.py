"""A body that the page does not name: 我县, 区政府, 市司法局 on the site of a county, a district, a city."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from corpus.metadata.bodies import Body, Organ, full_department
from corpus.metadata.chains import Mention
from corpus.metadata.locality import Located
from corpus.metadata.site_code import read_site_code
from corpus.metadata.subjects import Subject
from corpus.report import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.gazetteer import Gazetteer, Place
    from corpus.metadata.address import Address
    from corpus.metadata.facts import Passage
    from corpus.metadata.page import Page
    from corpus.report import Evidence

__all__ = ["find_implied"]

CONFIDENCE = 0.6
UNIT = r"(?P<unit>省|自治区|市|新区|区|县|州|盟|旗)"
AT_START = r"(?:^|[,。;:\s/]|代表|关于|\d年度?)"
COMMISSION = r"(?:发展改革|发改|卫生健康|卫健|国资|住房城乡建设|住建|教|农|科|民族宗教|民宗|经信|城市管理|交通)委"
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
SELF_TOWNSHIP = re.compile(
    r"(?:我|本)(?P<unit>镇|乡|街道|街|苏木)(?!级|委|办)|(?:^|[,。;:\s/])(?P<bare>镇|乡|街道)(?:人民政府|党委、?(?:镇|乡)?政府)"
)
SITES = {Level.PROVINCE, Level.CITY, Level.COUNTY, Level.ZONE}
SHORTEST_OFFICIAL = 2  # 威县
CONTEXT_CONFIDENCE = 0.65
TOWNSHIP_ENDINGS = {"街": ("街道",)}
CLEARLY_MORE = 2  # times that one township must be named more often than any other of its county


def find_implied(page: Page, address: Address, gazetteer: Gazetteer) -> Located | None:
    """The body that the page speaks as, by the site it stands on; None where the text or the site does not tell.

    What the site says of itself (name, breadcrumb) goes before its address. The subject is no issuer where only the
    county of a township is known.
    """
    site = address.after(_site_hints(page, gazetteer))
    in_title = DEPARTMENT.search(page.title.text)
    if in_title:
        return _placed(page.title, in_title, site, in_title["department"])
    township = SELF_TOWNSHIP.search(page.opening.text)
    if township:
        return _township(page, township, site, gazetteer)
    first = min(_matches(page.opening, (DEPARTMENT, *SPEAKER)), key=lambda match: match.start("unit"), default=None)
    match = first or next(_matches(page.opening, LAST_RESORT), None)
    if match is None:
        return None
    return _placed(page.opening, match, site, match.groupdict().get("department", ""))


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
    yield from islice(read_site_code(page.meta, gazetteer), 1)


def _placed(passage: Passage, match: re.Match[str], address: Address, department: str = "") -> Located | None:
    found = address.of_unit(match["unit"])
    if found is None:
        return None
    place, evidence = found
    if department:
        body = Body(
            place.name + full_department(department), Organ.DEPARTMENT, _mentions(place), (place,), None, department
        )
    elif place.level is Level.ZONE:
        body = Body(place.name + "管理委员会", Organ.ZONE, _mentions(place), (place,), place.name)
    else:
        body = Body(place.name + "人民政府", Organ.GOVERNMENT, _mentions(place), (place,))
    return _located(body, passage, match, evidence)


def _township(page: Page, match: re.Match[str], address: Address, gazetteer: Gazetteer) -> Located | None:
    area = address.sure_place()
    if area is None or area[0].level is not Level.COUNTY:
        return None
    unit = match["unit"] or match["bare"]
    endings = TOWNSHIP_ENDINGS.get(unit, (unit,))
    found = address.township(area[0], endings) or _named_most(page, area, endings, gazetteer)
    if found is None:
        body = Body("", Organ.GOVERNMENT, (), (area[0],))
        return _located(body, page.opening, match, area[1], is_issuer=False)
    place, evidence = found
    is_street = place.name.endswith("街道")
    name = place.name + ("办事处" if is_street else "人民政府")
    organ = Organ.OFFICE if is_street else Organ.GOVERNMENT
    return _located(Body(name, organ, _mentions(place), (place,)), page.opening, match, evidence)


def _named_most(
    page: Page, area: tuple[Place, Evidence], endings: tuple[str, ...], gazetteer: Gazetteer
) -> tuple[Place, Evidence] | None:
    """The township of this county that the text names, if it names one or one clearly more often than others."""
    counts = {
        place: page.body.text.count(place.name) for place in gazetteer.inside(area[0]) if place.name.endswith(endings)
    }
    ranked = sorted((place for place in counts if counts[place]), key=lambda place: -counts[place])
    if not ranked or (len(ranked) > 1 and counts[ranked[0]] < CLEARLY_MORE * counts[ranked[1]]):
        return None
    start = page.body.text.index(ranked[0].name)
    return ranked[0], page.body.evidence(CONFIDENCE, (start, start + len(ranked[0].name)))


def _mentions(place: Place) -> tuple[Mention, ...]:
    return (Mention(place.name, (place,), official=True),)


def _located(
    body: Body, passage: Passage, match: re.Match[str], evidence: Evidence, *, is_issuer: bool = True
) -> Located:
    subject = Subject(body, passage, match.span(), CONFIDENCE, is_issuer=is_issuer)
    return Located(subject, body.candidates, evidence, implied=True)
