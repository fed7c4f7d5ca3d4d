"""Names of issuing bodies: the places they begin with, and the organ that follows. 西青区 + 西营门街道 + 办事处."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from corpus.metadata.chains import Mention, consistent, names_a_place, read_chains
from corpus.report import Level

if TYPE_CHECKING:
    from corpus.gazetteer import Gazetteer, Place

__all__ = ["COMMISSION", "ZONE_WORD", "Body", "Organ", "full_department", "read_body"]


class Organ(Enum):
    """What kind of organ a body is."""

    GOVERNMENT = auto()
    OFFICE = auto()  # of a street: 街道办事处
    PARTY = auto()
    CONGRESS = auto()
    ZONE = auto()
    DEPARTMENT = auto()
    TOWNSHIP = auto()  # that speaks without a name (我镇)
    STATE = auto()


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body as named.

    Attributes:
        name: in full form: 亭江镇 becomes 亭江镇人民政府.
        organ: its kind.
        mentions: the places it names, the highest first.
        candidates: the places that the lowest of them may be, given those before it.
        zone: the functional zone it names, as named.
        tail: what the page writes after the places; empty where it leaves the organ out (留下街道).
    """

    name: str
    organ: Organ
    mentions: tuple[Mention, ...] = ()
    candidates: tuple[Place, ...] = ()
    zone: str | None = None
    tail: str = ""


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
# What stands before the place: a service that the state runs itself (国家税务总局), the division of a city of the
# Production and Construction Corps, China before a free trade zone.
STATE_SERVICES = re.compile(
    r"^(?:国家(?:税务总局|统计局|金融监督管理总局)|中华人民共和国(?=.+海关)|(?:新疆生产建设)?(?:兵团)?第[一二三四五六七八九十]{1,3}师(?=.+市)"
    r"|中国\((?=[\u3400-\u9fff]+\)自由贸易试验区))(?=.)"
)
COMMISSION = (
    r"(?:发展改革|发展和改革|发改|卫生健康|卫健|国资|住房城乡建设|住房和城乡建设|城乡建设|住建|教|经信|经济信息化|经济和信息化|科|农|农业农村|交通|交通运输"
    r"|商务|民族宗教|民宗|文化和旅游|文旅|城市管理|城管)委"
)
ZONE_WORD = (
    r"(?:(?:经济)?(?:技术)?(?:产业)?开发区|经开区|高新(?:技术)?(?:产业)?(?:开发)?区|新区|(?:工业|产业|科技|农业|物流)?园区|(?:工业|产业|科技)园"
    r"|科技城|度假区|保税(?:港)?区|综合保税区|示范区|管理区|试验区|合作区|风景(?:名胜)?区|自贸区|集聚区|功能区|经济区|港务区|实验区|(?:深度)?合作示范区|生态城|生态区|新片区|口岸区)"
)
NO_AGENCY = r"(?<!监督)(?<!公积金)(?<!城市)(?<!事务)"  # 国有资产监督管理委员会 is a department
COMMITTEE = r"(?:管理委员会|管委会)"
DEPARTMENT_END = (
    rf"(?:局|厅|委员会|办公室|中心|大队|支队|总队|分局|{COMMISSION}|研究院|事务所|司法所|公开办|海事处|管理处|馆|署|院)"
)
# What departments are called for short; only what can mean one department. Names since the reform of 2018.
SHORT_DEPARTMENTS = {
    "市场监管局": "市场监督管理局",
    "市监局": "市场监督管理局",
    "发改委": "发展和改革委员会",
    "发展改革委": "发展和改革委员会",
    "发改局": "发展和改革局",
    "卫健委": "卫生健康委员会",
    "卫生健康委": "卫生健康委员会",
    "卫健局": "卫生健康局",
    "人社局": "人力资源和社会保障局",
    "人力社保局": "人力资源和社会保障局",
    "人社厅": "人力资源和社会保障厅",
    "住建局": "住房和城乡建设局",
    "住建厅": "住房和城乡建设厅",
    "住房城乡建设局": "住房和城乡建设局",
    "国资委": "国有资产监督管理委员会",
    "政务公开办": "政务公开办公室",
}
REMARK = r"(?:\(.{2,30}\))?"
CUSTOMS = re.compile(r"海关(?:关区)?")  # 湛江海关: the one department that goes by a short name
TAILS = (
    (re.compile(r"(?:人民政府|政府)?|行政公署|行署"), Organ.GOVERNMENT),
    (re.compile(r"(?:人民政府)?(?:街道)?(?:办事处|街道办|办)"), Organ.OFFICE),
    (re.compile(r"(?:委员会|党委|党工委|工委|委)"), Organ.PARTY),
    (re.compile(r"(?:第.{1,4}届)?人民代表大会(?:第.{1,4}次会议)?"), Organ.CONGRESS),
    (CUSTOMS, Organ.DEPARTMENT),
    (re.compile(rf"(?P<zone>[^市县,、]{{0,14}}?{ZONE_WORD}){REMARK}(?:党工委、?)?{COMMITTEE}?{REMARK}"), Organ.ZONE),
    (re.compile(rf"(?:党工委、?)?{COMMITTEE}{REMARK}"), Organ.ZONE),
    (re.compile(rf"(?P<zone>[^市县,、。;:的]{{2,18}}?){NO_AGENCY}{COMMITTEE}{REMARK}"), Organ.ZONE),
    (re.compile(rf"[^,。、;:()]{{1,24}}\([^()]{{2,20}}{COMMITTEE}\)"), Organ.ZONE),
    (
        re.compile(
            rf"(?:(?P<zone>[^市县,、]{{1,12}}?{ZONE_WORD})[^,。、;:在的]{{0,24}}?|(?:人民政府|政府)?[^,。、;:在的]{{1,24}}?)"
            rf"{DEPARTMENT_END}{REMARK}|{COMMISSION}"
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
    for mentions, tail in read_chains(_from_place_on(compact), gazetteer):
        candidates = consistent(mentions, gazetteer)
        body = _classified(compact, mentions, candidates, tail, gazetteer) if candidates else None
        if body is not None:
            return body
    return None


def _from_place_on(compact: str) -> str:
    """The name without what stands before its place: a party's name, that of a state service."""
    name = STATE_SERVICES.sub("", compact.removeprefix("中共"))
    return name.replace(")", "", 1) if compact.startswith("中国(") else name


def full_department(name: str) -> str:
    """The department's name written out: 市场监管局 becomes 市场监督管理局; a name that is not in the table stays."""
    return SHORT_DEPARTMENTS.get(name, name)


def _split_party(compact: str) -> tuple[str, bool, str]:
    """Party committee and government where a name holds both: 中共某区委某区人民政府."""
    match = re.fullmatch(r"(中共.{2,30}?(?:委员会|委))[、,和]?(.{2,40}(?:人民政府|办事处))", compact)
    return (match[1], True, match[2]) if match else (compact, False, "")


def _classified(
    compact: str, mentions: tuple[Mention, ...], candidates: tuple[Place, ...], tail: str, gazetteer: Gazetteer
) -> Body | None:
    last = mentions[-1]
    is_zone = last.places[0].level is Level.ZONE or _is_zone_of_the_statistics(last)
    for pattern, organ in TAILS:
        match = pattern.fullmatch(tail)
        if match is None or not _fits(organ, last, tail, party=compact.startswith("中共")):
            continue
        zone = match.groupdict().get("zone")
        if zone is not None and not last.official:
            if names_a_place(zone, gazetteer):
                return None  # 苏州宿迁工业园 lies in the second of the two
            zone = last.name + zone
        elif zone is None and is_zone:
            zone = candidates[0].name
        kind = Organ.ZONE if organ is Organ.GOVERNMENT and is_zone else organ
        return Body(_full_name(compact, last, tail, kind), kind, mentions, candidates, zone, tail)
    return None


def _is_zone_of_the_statistics(mention: Mention) -> bool:
    """Whether the statistics count the place like a township though it is a zone (太湖旅游度假区)."""
    return mention.places[0].level is Level.TOWNSHIP and bool(re.search(rf"{ZONE_WORD}$", mention.name))


def _fits(organ: Organ, last: Mention, tail: str, *, party: bool) -> bool:
    """Whether the organ can follow such a place. A short name (广东, 平安) says little: see each case."""
    levels = {place.level for place in last.places}
    if party or organ is Organ.PARTY:
        return party and organ is Organ.PARTY
    if organ is Organ.OFFICE:
        return levels == {Level.TOWNSHIP}
    if CUSTOMS.fullmatch(tail):
        return not last.official and Level.TOWNSHIP not in levels
    if organ is Organ.ZONE and tail.startswith(("管", "党")):
        return Level.ZONE in levels or last.name.endswith("区")
    if organ in {Organ.GOVERNMENT, Organ.DEPARTMENT, Organ.CONGRESS} and not last.official:
        # 平安建设办公室 has nothing to do with 平安区; 吉林 is a province and a city.
        return levels in ({Level.PROVINCE}, {Level.ZONE}) or last.name.endswith("州")
    return True


def _full_name(compact: str, last: Mention, tail: str, organ: Organ) -> str:
    """The body's name with the organ written out."""
    head = compact.removesuffix(tail) if tail else compact
    is_zone = organ is Organ.ZONE and last.places[0].level is Level.ZONE and len(last.places) == 1
    if not last.official and (organ is Organ.GOVERNMENT or is_zone):
        head = head.removesuffix(last.name) + last.places[0].name
    is_street = last.places[0].level is Level.TOWNSHIP and last.name.endswith("街道")
    if organ is Organ.OFFICE or (organ is Organ.GOVERNMENT and is_street):
        return head + "办事处"
    if organ is Organ.GOVERNMENT:
        return head + ("行政公署" if last.places[0].name.endswith(("盟", "地区")) else "人民政府")
    if organ is Organ.ZONE and not re.search(COMMITTEE, tail):
        return re.sub(rf"{REMARK}$", "", head + tail) + "管理委员会"
    if organ is Organ.CONGRESS:
        return head + "人民代表大会"
    return _department_name(compact, head, tail) if organ is Organ.DEPARTMENT else compact


def _department_name(compact: str, head: str, tail: str) -> str:
    """The department's name written out; the customs of an area (关区) go by their own."""
    if tail in SHORT_DEPARTMENTS or CUSTOMS.fullmatch(tail):
        return head.removeprefix("中华人民共和国") + SHORT_DEPARTMENTS.get(tail, "海关")
    return re.sub(r"(?<!人民)政府办(?:公室)?$", "人民政府办公室", compact)
