"""Tiny reports that try every edge of folding, cutting and passages: where texts end is where searches go wrong."""

# ruff: noqa: RUF001 - characters that look like others are what is tried here

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from corpus import DocType, Level
from indexer.segment import domain_terms
from tests.indexer.invented import report

if TYPE_CHECKING:
    from corpus import Report

PIECES = (
    *"法治甲乙执服。！？!?.,，；-*（）“”《》·…\n\r\t \u3000",
    *(
        "执法",
        "執法",
        "法治",
        "和服",
        "产品和服务",
        "楓橋經驗",
        "枫桥经验",
        "……",
        "......",
        "。”",
        "\n\n",
        "\r\n",
        "\u2028",
    ),
    *("a", "A", "Ａ", "iPhone", "ﬁ", "㎏", "①", "１００%", "3.5", "é", "e\u0301", "ß", "İ", "ͺ", "⁉", "｡", "㏂", "⑴"),
    *("😀", "👨\u200d👩\u200d👧", "𠮷", "🀄", "שלום", "مرحبا", "\u202e", "\u200b", "\ufeff", "\ufe0f", "\x00", "\xad"),
    *("\ud800", "\udc00", "\ud83d\udc00", "OR", "NEAR/s", "title:", "\U0010ffff", "\ue000"),
)
WHOLE = (
    *(
        "",
        " ",
        "。",
        "。。。",
        "……",
        "\n",
        "“”",
        "·",
        "法",
        "法法",
        "法法法法",
        "法\n法\n法",
        "法。法。法",
        "法治" * 30,
        "a",
        "😀",
    ),
    *(
        "\ud800",
        "甲\n乙\n\n丙",
        "甲。乙！丙？丁",
        "甲…乙……丙",
        "執“法”",
        "执\n法",
        "执\u200b法",
        "．．．．．．",
        '-*?()"',
    ),
    *(
        "甲\r\n乙\u2028丙\x85丁\x0b戊",
        "产品和服务质量。和服",
        "𠮷野家\U00020bb7",
        "ﬁﬂ",
        "1" * 50,
        "甲" + "。" * 50 + "乙",
    ),
    "\u202e法治\u202c",
)
TITLES = ("", "法治", "执法。年报", "甲\n乙", "“”", "年度报告", "😀", "服务……质量", "a。b")
PLACES = (("浙江省", "杭州市", "西湖区", None), ("浙江省", None, None, None), (None, None, None, None))


def adversarial(count: int = 150, seed: int = 5) -> list[Report]:
    """`count` reports, the same for the same seed: the texts of `WHOLE`, terms of the field, pieces put together."""
    chance = random.Random(seed)
    bodies = [*WHOLE, *(term.word for term in domain_terms()[::9])]
    bodies += ["".join(chance.choices(PIECES, k=chance.randint(1, 14))) for _ in range(count - len(bodies))]
    found = []
    for number, body in enumerate(bodies):
        province, city, county, township = chance.choice(PLACES)
        found.append(
            report(
                number,
                title=chance.choice(TITLES),
                body=body,
                report_year=chance.choice((None, 2019, 2022)),
                issuer=chance.choice((None, "“甲”局", "法治办")),
                level=chance.choice((None, Level.COUNTY)),
                doc_type=chance.choice((DocType.OTHER, DocType.RULE_OF_LAW)),
                province=province,
                city=city,
                county=county,
                township=township,
                site=chance.choice((None, "www.example.gov.cn")),
            )
        )
    return found
