"""What a body calls itself, its parts and its superiors, by kind of body: the words that fill the prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from localsite.places import Place

__all__ = ["audience", "scale", "words_of"]

# own name, party body, government, head, legal office, part (one), parts (all), service hall, enforcement team
WORD_ROWS = {
    "省": ("我省", "省委", "省政府", "主要负责同志", "省司法厅", "市（县）", "各市县", "省政务服务中心",
         "省级执法机构"),
    "市": ("我市", "市委", "市政府", "市长", "市司法局", "区（市）", "各区（市）", "市民中心", "市级执法队伍"),
    "县": ("我县", "县委", "县政府", "县长", "县司法局", "乡镇", "各乡镇", "县政务服务中心", "县综合行政执法局"),
    "区": ("我区", "区委", "区政府", "区长", "区司法局", "镇街", "各镇街", "区政务服务中心", "区综合行政执法局"),
    "新区": ("新区", "党工委", "管委会", "管委会主任", "新区司法局", "街道", "各街道", "新区政务服务中心",
          "新区综合执法局"),
    "镇": ("我镇", "镇党委", "镇政府", "镇长", "镇司法所", "村（社区）", "各村（社区）", "镇便民服务中心",
          "镇综合行政执法队"),
    "街道": ("街道", "街道党工委", "街道办事处", "办事处主任", "街道司法所", "社区", "各社区", "街道便民服务中心",
            "街道综合行政执法队"),
    "厅": ("我厅", "厅党组", "厅领导班子", "厅长", "厅法规处", "处室", "各处室", "厅办事窗口", "厅执法队伍"),
    "局": ("我局", "局党组", "局领导班子", "局长", "局法规科", "基层所", "各科室和基层所", "局办事窗口", "局执法大队"),
}  # fmt: skip
WORD_NAMES = ("self", "party", "gov", "head", "office", "sub", "subs", "hall", "team")
SUPERIOR_WORDS = {
    "州": "州委、州政府",
    "省": "省委、省政府",
    "市": "市委、市政府",
    "县": "县委、县政府",
    "区": "区委、区政府",
}
AUDIENCES = {"township": "T", "department": "D"}  # all other levels: C
SCALES = {"township": 1, "department": 3, "county": 4, "zone": 4, "city": 15, "province": 90}


def words_of(place: Place, year: int) -> dict[str, str]:
    """The words that fill slots such as ``{self}`` in a report of this place on this year."""
    kind = next(
        ending for ending in ("新区", "街道", "镇", "厅", "局", "县", "区", "市", "省") if place.name.endswith(ending)
    )
    superior = place.superior.removesuffix("人民政府")
    return {
        **dict(zip(WORD_NAMES, WORD_ROWS[kind], strict=True)),
        "upper": _upper(superior),
        "industry": place.industry,
        "venue": place.venue,
        "dispute": place.dispute,
        "brand": f"“{place.brand}”",
        "year": str(year),
        "next": str(year + 1),
        "prev": str(year - 1),
    }


def audience(place: Place) -> str:
    """The letter by which the prose files mark sentences for bodies of this kind: T, C or D."""
    return AUDIENCES.get(place.level, "C")


def scale(place: Place) -> int:
    """By how much figures that grow with the population are multiplied."""
    return SCALES[place.level]


def _upper(superior: str) -> str:
    """What a body calls the party and the government above it."""
    if superior.endswith("自治区"):
        return "自治区党委、自治区政府"
    return SUPERIOR_WORDS.get(superior[-1:], "国务院")
