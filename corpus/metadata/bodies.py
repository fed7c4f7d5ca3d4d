"""Names of issuing bodies: the places they begin with, and the organ that follows. 西青区 + 西营门街道 + 办事处."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from corpus.report import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.gazetteer import Gazetteer, Place

__all__ = ["Body", "Mention", "Organ", "read_body"]

MOST_MENTIONS = 5
SHORTEST_NAME = 2
# The statistics give numbers from 400 on to farms, parks and zones that are no townships, many called 经济开发区; those
# that are called like a township count as one, so that a namesake is not overlooked.
FIRST_UNREAL_TOWNSHIP = "4"
TOWNSHIP_ENDINGS = ("街道", "镇", "乡", "苏木")
SPOKEN_LEVELS = {Level.PROVINCE, Level.CITY, Level.COUNTY, Level.ZONE}


class Organ(Enum):
    """What kind of organ a body is."""

    GOVERNMENT = auto()
    OFFICE = auto()  # of a street: 街道办事处
    PARTY = auto()
    CONGRESS = auto()
    ZONE = auto()
    DEPARTMENT = auto()
    STATE = auto()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a place in the name of a body, and the places that bear it."""

    name: str
    places: tuple[Place, ...]
    official: bool


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body as named.

    Attributes:
        name: in full form: 亭江镇 becomes 亭江镇人民政府.
        organ: its kind.
        mentions: the places it names, the highest first.
        candidates: the places that the lowest of them may be, given those before it.
        zone: the functional zone it names, as named.
    """

    name: str
    organ: Organ
    mentions: tuple[Mention, ...] = ()
    candidates: tuple[Place, ...] = ()
    zone: str | None = None


STATE_BODIES = (
    (re.compile(r"(?:中华人民共和国)?(?:国务院|中央人民政府)"), "国务院"),
    (re.compile(r"(?:第.{1,4}届)?全国人民代表大会(?:第.{1,4}次会议)?"), "全国人民代表大会"),
    (re.compile(r"全国人(?:民代表大会|大)常(?:务委员会|委会)"), "全国人民代表大会常务委员会"),
)
STATE_DEPARTMENT = re.compile(
    r"(?:中华人民共和国)?(?:(?:外交|国防|教育|科学技术|科技|工业和信息化|公安|国家安全|民政|司法|财政|人力资源(?:和)?社会保障|自然资源|生态环境"
    r"|住房(?:和)?城乡建设|交通运输|水利|农业农村|商务|文化和旅游|退役军人事务|应急管理)部|国家[^省市县区州盟旗]{2,16}(?:局|委员会|委|署)"
    r"|审计署|海关总署|中国人民银行)"
)
# Services that the state runs itself: the place follows their name (国家税务总局杭州市税务局).
STATE_SERVICES = re.compile(r"^国家(?:税务总局|统计局|金融监督管理总局)(?=.)")
ZONE_WORD = (
    r"(?:(?:经济)?(?:技术)?(?:产业)?开发区|经开区|高新(?:技术)?(?:产业)?(?:开发)?区|新区|(?:工业|产业|科技|农业|物流)?园区|(?:工业|产业|科技)园"
    r"|科技城|度假区|保税(?:港)?区|综合保税区|示范区|管理区|试验区|合作区|风景(?:名胜)?区|自贸区|集聚区|功能区)"
)
COMMITTEE = r"(?:管理委员会|管委会)"
DEPARTMENT_END = (
    r"(?:局|厅|委员会|办公室|中心|大队|支队|总队|分局|发改委|卫健委|国资委|住建委|教委|研究院|事务所|司法所|海事处|管理处"
    r"|馆|署|院)"
)
REMARK = r"(?:\(.{2,30}\))?"
TAILS = (
    (re.compile(r"(?:人民政府|政府)?"), Organ.GOVERNMENT),
    (re.compile(r"(?:人民政府)?(?:街道)?(?:办事处|街道办|办)"), Organ.OFFICE),
    (re.compile(r"(?:委员会|党委|党工委|工委|委)"), Organ.PARTY),
    (re.compile(r"(?:第.{1,4}届)?人民代表大会(?:第.{1,4}次会议)?"), Organ.CONGRESS),
    (re.compile(rf"(?P<zone>[^市县,、]{{0,14}}?{ZONE_WORD}){REMARK}(?:党工委、?)?{COMMITTEE}?{REMARK}"), Organ.ZONE),
    (re.compile(rf"(?:党工委、?)?{COMMITTEE}{REMARK}"), Organ.ZONE),
    (re.compile(rf"[^,。、;:()]{{1,24}}\([^()]{{2,20}}{COMMITTEE}\)"), Organ.ZONE),
    (
        re.compile(
            rf"(?P<zone>[^市县,、]{{1,12}}?{ZONE_WORD})?(?:人民政府|政府)?[^,。、;:在的]{{1,24}}?{DEPARTMENT_END}{REMARK}"
            r"|(?:人民)?政府办(?:公室)?"
        ),
        Organ.DEPARTMENT,
    ),
)


def read_body(name: str, gazetteer: Gazetteer) -> Body | None:
    """The body of that name; None where it does not begin with a known place, or is followed by no known organ."""
    compact = "".join(name.split())
    if not compact:
        return None
    for pattern, state_name in STATE_BODIES:
        if pattern.fullmatch(compact):
            return Body(state_name, Organ.STATE)
    if STATE_DEPARTMENT.fullmatch(compact):
        return Body(compact, Organ.DEPARTMENT)
    party, separator, rest = _split_party(compact)
    if separator:
        first, second = read_body(party, gazetteer), read_body(rest, gazetteer)
        return replace(second, name=f"{party}、{second.name}") if first and second else None
    for mentions, tail in _chains(STATE_SERVICES.sub("", compact.removeprefix("中共")), gazetteer):
        candidates = _consistent(mentions, gazetteer)
        body = _classified(compact, mentions, candidates, tail, gazetteer) if candidates else None
        if body is not None:
            return body
    return None


def _split_party(compact: str) -> tuple[str, bool, str]:
    """Party committee and government where a name holds both: 中共某区委某区人民政府."""
    match = re.fullmatch(r"(中共.{2,30}?(?:委员会|委))[、,和]?(.{2,40}(?:人民政府|办事处))", compact)
    return (match[1], True, match[2]) if match else (compact, False, "")


def _chains(text: str, gazetteer: Gazetteer, depth: int = 0) -> Iterator[tuple[tuple[Mention, ...], str]]:
    """The ways to read the head of the text as names of places, longer names first, each with the rest of the text."""
    if not text or depth == MOST_MENTIONS:
        return
    for length in range(min(gazetteer.longest_from(text[0]), len(text)), SHORTEST_NAME - 1, -1):
        for mention in _mentions(text[:length], gazetteer, first=depth == 0):
            rest = text[length:]
            for after in dict.fromkeys((rest, rest.removeprefix("人民政府"))):
                for mentions, tail in _chains(after, gazetteer, depth + 1):
                    yield (mention, *mentions), tail
            yield (mention,), rest


def _mentions(name: str, gazetteer: Gazetteer, *, first: bool) -> Iterator[Mention]:
    official = tuple(place for place in gazetteer.official(name) if not (first and _is_unreal(place)))
    if official:
        yield Mention(name, official, official=True)
    spoken = tuple(place for place in gazetteer.spoken(name) if place.level in SPOKEN_LEVELS)
    if spoken:
        yield Mention(name, spoken, official=False)


def _is_unreal(place: Place) -> bool:
    numbered_so = place.level is Level.TOWNSHIP and place.code[6] >= FIRST_UNREAL_TOWNSHIP
    return numbered_so and not place.name.endswith(TOWNSHIP_ENDINGS)


def _consistent(mentions: Sequence[Mention], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places the last mention may be that lie in a place of every mention before it."""
    *parents, last = mentions
    return tuple(
        place
        for place in last.places
        if all(any(_lies_in(place, parent, gazetteer) for parent in mention.places) for mention in parents)
    )


def _lies_in(place: Place, parent: Place, gazetteer: Gazetteer) -> bool:
    if place == parent:
        return False
    if parent.code or parent.parent is None:
        return place.lies_in(parent)
    covered = gazetteer.covered_by(parent)
    return any(place.lies_in(area) for area in (covered or (parent.parent,)))


def _classified(
    compact: str, mentions: tuple[Mention, ...], candidates: tuple[Place, ...], tail: str, gazetteer: Gazetteer
) -> Body | None:
    last = mentions[-1]
    is_zone = last.places[0].level is Level.ZONE
    for pattern, organ in TAILS:
        match = pattern.fullmatch(tail)
        if match is None or not _fits(organ, last, tail, party=compact.startswith("中共")):
            continue
        zone = match.groupdict().get("zone")
        if zone is not None and not last.official:
            if _names_a_place(zone, gazetteer):
                return None  # 苏州宿迁工业园 lies in the second of the two
            zone = last.name + zone
        elif zone is None and is_zone:
            zone = candidates[0].name
        kind = Organ.ZONE if organ is Organ.GOVERNMENT and is_zone else organ
        return Body(_full_name(compact, last, tail, kind), kind, mentions, candidates, zone)
    return None


def _names_a_place(text: str, gazetteer: Gazetteer) -> bool:
    """Whether a city or county is named in the text, if only by its short name."""
    spans = (
        (at, at + length)
        for at in range(len(text))
        for length in range(SHORTEST_NAME, gazetteer.longest_from(text[at]) + 1)
    )
    return any(
        place.level in {Level.CITY, Level.COUNTY}
        for start, end in spans
        if end <= len(text)
        for place in (*gazetteer.official(text[start:end]), *gazetteer.spoken(text[start:end]))
    )


def _fits(organ: Organ, last: Mention, tail: str, *, party: bool) -> bool:
    """Whether the organ can follow such a place. A short name (广东, 平安) says little: see each case."""
    levels = {place.level for place in last.places}
    if party or organ is Organ.PARTY:
        return party and organ is Organ.PARTY
    if organ is Organ.OFFICE:
        return levels == {Level.TOWNSHIP}
    if organ is Organ.ZONE and tail.startswith(("管", "党")):
        return Level.ZONE in levels or last.name.endswith("区")
    if organ in {Organ.GOVERNMENT, Organ.DEPARTMENT, Organ.CONGRESS} and not last.official:
        # 平安建设办公室 has nothing to do with 平安区; 吉林 is a province and a city.
        return levels in ({Level.PROVINCE}, {Level.ZONE})
    return True


def _full_name(compact: str, last: Mention, tail: str, organ: Organ) -> str:
    """The body's name with the organ written out."""
    head = compact.removesuffix(tail) if tail else compact
    if organ is Organ.GOVERNMENT and not last.official:
        head = head.removesuffix(last.name) + last.places[0].name
    if (
        organ in {Organ.GOVERNMENT, Organ.OFFICE}
        and last.places[0].level is Level.TOWNSHIP
        and last.name.endswith("街道")
    ):
        return head + "办事处"
    if organ is Organ.OFFICE:
        return head + "办事处"
    if organ is Organ.GOVERNMENT:
        return head + "人民政府"
    if organ is Organ.ZONE and not re.search(COMMITTEE, tail):
        return re.sub(rf"{REMARK}$", "", compact) + "管理委员会"
    if organ is Organ.CONGRESS:
        return head + "人民代表大会"
    return re.sub(r"(?<!人民)政府办(?:公室)?$", "人民政府办公室", compact)
