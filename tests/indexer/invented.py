"""Invented reports for tests: seeded, so that a failure can be repeated, and awkward where real ones are."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from corpus import DocType, Level, Report, content_sha256, report_id

if TYPE_CHECKING:
    from collections.abc import Sequence

COLLECTED = datetime(2024, 3, 1, 8, 30, tzinfo=UTC)

SENTENCES = (
    "坚持和发展新时代“枫桥经验”，推动矛盾纠纷就地化解。",
    "全镇設立公共法律服務站 12 个，覆蓋全部行政村。",
    "严格落实行政执法“三项制度”，开展执法检查 36 次。",
    "依法办理行政复议案件5件，无一被纠错。",
    "街道办事处组织宪法宣传周活动，发放资料3000余份。",
    "加强产品和服务质量监管，查处和服类商品假冒案件1起。",
    "推进“放管服”改革，一网通办（App）办件量增长20\uff05。",
    "信访事项及时受理率达１００%，群众满意度持续提升。",
    "落實重大行政決策程序，法律顧問參與審核合同 48 份。",
    "通过12345热线受理诉求，Covid-19期间实行网上办理。",
    "党政主要负责人履行推进法治建设第一责任人职责。",
    "存在问题：一是执法力量不足；二是普法形式单一。",
    "买买提·艾力同志任法治督察员，督察“关键少数”。",
    "下一步，将深化综合行政执法体制改革。",
    "规范性文件备案审查率100%，清理《办法》2件。",
    "甲乙\u200b丙丁，校 园 法 治 副 校 长 全 覆 盖。",
    "《宪法》〔2018〕【修正】「文本」学习 12 场次 3D 打印 iPhone。",
)
PLACES = (
    ("浙江省", "杭州市", "西湖区", "西溪街道"),
    ("浙江省", "宁波市", "鄞州区", None),
    ("辽宁省", "大连市", None, None),
    ("天津市", None, "西青区", "西营门街道"),
    ("广东省", None, None, None),
    (None, None, None, None),
)
YEARS = (None, 2018, 2019, 2020, 2021, 2022, 2023)


def report(number: int, **fields: Any) -> Report:
    """The report numbered `number`, empty but for `fields`."""
    url = fields.pop("url", f"https://www.example.gov.cn/{number}.html")
    given = {"title": "", "body": "", "site": "www.example.gov.cn", "media_type": "text/html"} | fields
    return Report(
        id=fields.get("id") or report_id(url=url),
        url=url,
        collected_at=COLLECTED,
        content_sha256=content_sha256(given["title"], given["body"]),
        **{name: value for name, value in given.items() if name != "id"},
    )


def reports(count: int, seed: int = 1) -> list[Report]:
    """`count` reports, the same for the same seed."""
    chance = random.Random(seed)
    return [_any_report(chance, number) for number in range(count)]


def _any_report(chance: random.Random, number: int) -> Report:
    province, city, county, township = chance.choice(PLACES)
    year = chance.choice(YEARS)
    issuer = f"{township or county or city or province or '某部门'}人民政府"
    paragraphs = ["".join(chance.choices(SENTENCES, k=chance.randint(1, 4))) for _ in range(chance.randint(0, 5))]
    return report(
        number,
        title=chance.choice((f"{issuer}{year or ''}年法治政府建设情况报告", "年度工作總結", "", "“放管服”改革")),
        body="\n".join(paragraphs),
        report_year=year,
        published=date(year + 1, chance.randint(1, 12), chance.randint(1, 28))
        if year and chance.random() < 0.8
        else None,
        issuer=chance.choice((issuer, None)),
        level=chance.choice((None, Level.COUNTY, Level.TOWNSHIP, Level.CITY)),
        doc_type=chance.choice(tuple(DocType)),
        province=province,
        city=city,
        county=county,
        township=township,
        site=chance.choice(("www.example.gov.cn", "sfj.example.gov.cn", None)),
    )


def pick(chance: random.Random, given: Sequence[Report]) -> str:
    """A piece of 1 to 12 characters of some report's title or body."""
    while True:
        chosen = chance.choice(given)
        text = chosen.body if chosen.body and chance.random() < 0.9 else chosen.title
        if text:
            start = chance.randrange(len(text))
            return text[start : start + chance.randint(1, 12)]
