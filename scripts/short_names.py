"""Short names of places: what people say for an official name. Used when the gazetteer is compiled."""

from __future__ import annotations

__all__ = ["is_zone", "short_names"]

LEAST_LENGTH = 2  # 威县 stays 威县: one character alone names nothing
ZONE_DIGIT = "7"  # the statistics number functional zones that they count as counties xxxx71 to xxxx79

PROVINCES = {
    "内蒙古自治区": "内蒙古",
    "广西壮族自治区": "广西",
    "西藏自治区": "西藏",
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
    "香港特别行政区": "香港",
    "澳门特别行政区": "澳门",
}
PEOPLES = (
    *(
        "蒙古",
        "回",
        "藏",
        "维吾尔",
        "苗",
        "彝",
        "壮",
        "布依",
        "朝鲜",
        "满",
        "侗",
        "瑶",
        "白",
        "土家",
        "哈尼",
        "哈萨克",
        "傣",
        "黎",
    ),
    *(
        "傈僳",
        "佤",
        "畲",
        "高山",
        "拉祜",
        "水",
        "东乡",
        "纳西",
        "景颇",
        "柯尔克孜",
        "土",
        "达斡尔",
        "仫佬",
        "羌",
        "布朗",
        "撒拉",
    ),
    *(
        "毛南",
        "仡佬",
        "锡伯",
        "阿昌",
        "普米",
        "塔吉克",
        "怒",
        "乌孜别克",
        "俄罗斯",
        "鄂温克",
        "德昂",
        "保安",
        "裕固",
        "京",
        "塔塔尔",
    ),
    *("独龙", "鄂伦春", "赫哲", "门巴", "珞巴", "基诺", "各"),
)
# Longest first, so that 鄂温克民族苏木 is not read as 苏木; some names leave the 族 out (巴里坤哈萨克自治县).
PEOPLE_ENDINGS = tuple(sorted((f"{people}族" for people in PEOPLES), key=len, reverse=True))
BARE_PEOPLE_ENDINGS = ("柯尔克孜", "哈萨克", "蒙古", "锡伯", "塔吉克")
ENDINGS_BY_CODE_LENGTH = {
    2: ("省", "市"),
    4: ("自治州", "地区", "盟", "市"),
    6: ("自治县", "自治旗", "新区", "林区", "特区", "区", "县", "市", "旗"),
    9: ("街道办事处", "民族苏木", "民族乡", "民族镇", "街道", "地区", "苏木", "镇", "乡"),
}
AFTER_PEOPLES = {"自治州", "自治县", "自治旗", "区", "镇", "乡"}  # 瀍河回族区, 汤泉满族乡
ZONE_ENDINGS = (
    ("高新技术产业开发区", ("高新区", "高新开发区", "高新技术开发区")),
    ("高新技术产业园区", ("高新区",)),
    ("高新技术开发区", ("高新区",)),
    ("经济技术开发区", ("经开区", "经济开发区")),
    ("经济开发区", ("经开区",)),
)


def is_zone(code: str) -> bool:
    """Whether a county-level code is one that the statistics gave to a functional zone (开发区, 新区, 管理区)."""
    return len(code) == len("220173") and code[4] == ZONE_DIGIT


def short_names(code: str, name: str) -> tuple[str, ...]:
    """The short names of a place, the usual one first; empty where the official name cannot be shortened.

    Args:
        code: 2, 4, 6 or 9 digits; its length tells the level.
        name: the official name.
    """
    if len(code) == len("11") and name in PROVINCES:
        return (PROVINCES[name],)
    if is_zone(code):
        return _zone_names(name)
    stem = _stem(code, name)
    if stem == name:
        return ()
    if name.endswith("自治州"):
        return (stem, f"{stem}州")
    return (stem,)


def _stem(code: str, name: str) -> str:
    for ending in ENDINGS_BY_CODE_LENGTH[len(code)]:
        stem = name.removesuffix(ending)
        if stem == name or len(stem) < LEAST_LENGTH:
            continue
        return _without_peoples(stem, bare=ending.startswith("自治")) if ending in AFTER_PEOPLES else stem
    return name


def _without_peoples(stem: str, *, bare: bool) -> str:
    endings = PEOPLE_ENDINGS + (BARE_PEOPLE_ENDINGS if bare else ())
    shortened = True
    while shortened:
        shortened = False
        for ending in endings:
            rest = stem.removesuffix(ending)
            if rest != stem and len(rest) >= LEAST_LENGTH:
                stem, shortened = rest, True
                break
    return stem.removesuffix("族") if bare and len(stem) > LEAST_LENGTH else stem  # 东乡族自治县 is called 东乡


def _zone_names(name: str) -> tuple[str, ...]:
    for ending, spoken in ZONE_ENDINGS:
        stem = name.removesuffix(ending)
        if stem != name and len(stem) >= LEAST_LENGTH:
            return tuple(stem + word for word in spoken)
    return ()
