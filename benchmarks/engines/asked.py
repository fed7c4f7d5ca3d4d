"""The fixed set of searches: what people ask, from a rare word to a page far down, each said once for every engine."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ASKED", "FACETS", "LIMIT", "Asked"]

LIMIT = 20
FACETS = ("report_year", "province", "city", "county", "level", "doc_type")


@dataclass(frozen=True, slots=True)
class Asked:
    """One search: keywords that must all stand in the report, near each other or not, and filters.

    Attributes:
        kind: the group it is reported in.
        words: the keywords.
        near: all of them in one sentence.
        years: the first and the last year wanted.
        province: the official name wanted.
        offset: the first hit of the page.
    """

    kind: str
    words: tuple[str, ...]
    near: bool = False
    years: tuple[int, int] | None = None
    province: str | None = None
    offset: int = 0

    @property
    def text(self) -> str:
        """The search in the query language."""
        parts = [" NEAR/s ".join(self.words) if self.near else " ".join(self.words)]
        if self.years:
            parts.append(f"year:{self.years[0]}..{self.years[1]}")
        if self.province:
            parts.append(f"province:{self.province}")
        return " ".join(parts)


def _each(kind: str, texts: str) -> list[Asked]:
    return [Asked(kind, (text,)) for text in texts.split()]


def _pairs(kind: str, texts: str, *, near: bool = False) -> list[Asked]:
    return [Asked(kind, tuple(pair.split("+")), near=near) for pair in texts.split()]


ASKED: tuple[Asked, ...] = (
    *_each("rare word", "葡萄牙 显微镜 青花瓷 潜水艇 蒲公英 交响乐 珊瑚礁 留声机 望远镜 火山灰"),
    *_each("common word", "发展 执法 工作 社会 问题 政府 国家 经济 管理 人民"),
    *_each("phrase", "枫桥经验 法治政府 行政复议 公共法律服务 规范性文件 依法行政 法律顾问 依法治国 一网通办 学法用法"),
    *_each("part of words", "法治政 政复议 共法律服 范性文"),
    *_pairs(
        "two keywords", "执法+改革 信访+调解 经济+环境 国家+安全 枫桥经验+信访 法治政府+法律顾问 学校+医院 企业+市场"
    ),
    *_pairs("same sentence", "执法+改革 经济+社会 国家+人民 枫桥经验+工作 法治政府+问题 依法行政+管理", near=True),
    Asked("filters", ("执法",), years=(2020, 2022)),
    Asked("filters", ("发展",), years=(2015, 2024), province="浙江省"),
    Asked("filters", ("枫桥经验",), province="浙江省"),
    Asked("filters", ("经济",), province="广东省"),
    Asked("filters", ("法治政府",), years=(2024, 2024)),
    Asked("filters", ("葡萄牙",), years=(2012, 2018)),
    Asked("deep page", ("发展",), offset=500),
    Asked("deep page", ("社会",), offset=1000),
    Asked("deep page", ("法治政府",), offset=500),
    Asked("deep page", ("经济",), province="四川省", offset=100),
)
