"""NEAR by tantivy over words of the list of sentence words, other words, and both, against the passages themselves."""

from __future__ import annotations

import hashlib
import random
from itertools import product
from typing import TYPE_CHECKING

import pytest

from indexer.engines import ENGINES
from indexer.engines.tantivy.sentence_words import (
    LONG_PARAGRAPH,
    listed_words,
    sentence_values,
    standing_in,
    word_sign,
)
from indexer.fold import fold
from indexer.passages import nearness, read_passages
from indexer.query import parse
from indexer.query.nodes import Keyword, Near, Or, Within
from indexer.segment import shipped_segmenter
from scripts.compile_sentence_words import sentence_words
from tests.indexer.invented import report

if TYPE_CHECKING:
    from pathlib import Path

    from corpus import Report
    from indexer.engine import EngineReader
    from indexer.passages import Passages

LISTED = ("执法", "法治", "经济", "国家", "公共法律服务")
OTHERS = (
    "法",
    "信访局",
    "甲乙",
    "执法。",
    "楓橋經驗",
    "word:执法",
    "word:国家",
    '"经济 社会"',
    "(国家 OR 乙)",
    "(甲 OR 法治)",
)
QUERIES = [
    *(
        f"{first} {near} {second}"
        for first, second in product(LISTED[:3], LISTED[2:] + OTHERS)
        for near in ("NEAR/s", "NEAR/p")
    ),
    *(f"执法 {near} 经济 {near} {third}" for third in (*LISTED, *OTHERS) for near in ("NEAR/s", "NEAR/p")),
    "执法 NEAR/s 经济 NEAR/p 国家",
    "甲 NEAR/s 经济 NEAR/p 国家 NEAR/s 法",
    "执法 NEAR/s 执法",
    f"({' OR '.join('甲乙丙丁戊己庚辛壬')}) NEAR/s ({' OR '.join('子丑寅卯辰巳午未申酉')}) NEAR/s 执法",
]
OTHER_OPERANDS: dict[str, Keyword | Or] = {
    "listed": Keyword("执法"),
    "other": Keyword("信访局"),
    "nothing": Keyword(""),
    "either": Or((Keyword(""), Keyword("执法"))),
}
PIECES = (
    *(
        "执法",
        "法治",
        "经济",
        "社会",
        "国家",
        "公共法律服务",
        "信访局",
        "甲",
        "乙",
        "经",
        "济",
        "枫桥经验",
        "執法",
        "家",
        "国",
    ),
    *("，", "。", "！", "……", "\n", "\n\n", "（", "”", " ", "\U000f0000", LONG_PARAGRAPH, "😀", "\ud800"),
)
HAND_WRITTEN = (
    "",
    "\n",
    "。。。",
    "执法。经济",
    "执法\n经济",
    "执\n法，经济",
    "执\n法。经\n济",
    "执法，经\n济",
    "国\n家庭",
    "经济\n社会",
    "执法。" + "其他。" * 9 + "经济",
    "执法。" + "其他。" * 10 + "经济",
    "执法。" + "其他。" * 40 + "经济",
    "执法" + "，甲" * 2000 + "经济",
    "执法。" + "国家。" * 12 + "\n经济",
    "\n".join(["执法。", *(["国家。" * 5] * 20), "经济"]),
)


@pytest.fixture(scope="module")
def given() -> list[Report]:
    chance = random.Random(5)
    drawn = ["文" + "".join(chance.choices(PIECES, k=chance.randrange(1, 60))) for _ in range(300)]
    return [
        report(number, title=("执法", "经济与国家", "")[number % 3], body=body)
        for number, body in enumerate((*HAND_WRITTEN, *drawn))
    ]


@pytest.fixture(scope="module")
def passages(given: list[Report]) -> dict[str, tuple[Passages[str], Passages[str]]]:
    return {one.id: (read_passages(one.title, whole=True), read_passages(one.body)) for one in given}


@pytest.fixture(scope="module")
def reader(given: list[Report], tmp_path_factory: pytest.TempPathFactory) -> EngineReader:
    path: Path = tmp_path_factory.mktemp("index")
    engine, segmenter = ENGINES["tantivy"], shipped_segmenter()
    engine.create(path)
    with engine.writer(path) as writer:
        for one in given:
            writer.upsert(engine.prepare(one, segmenter))
        writer.commit(seq=1)
    return engine.reader(path, segmenter)


@pytest.mark.parametrize(
    "near",
    [
        *(pytest.param(parse(query).node, id=query) for query in QUERIES),
        *(
            pytest.param(Near(within, (Keyword("《》"), other)), id=f"{within} {name}")
            for within in Within
            for name, other in OTHER_OPERANDS.items()
        ),
    ],
)
def test_near_finds_what_the_passages_hold(
    reader: EngineReader, passages: dict[str, tuple[Passages[str], Passages[str]]], near: Near
) -> None:
    wanted = nearness(near, shipped_segmenter().words)
    held = {report_id for report_id, texts in passages.items() if any(text.hold(wanted) for text in texts)}
    assert reader.ids(near) == held


@pytest.mark.parametrize("keyword", [*LISTED, "国务院", "家庭", "经济社会", "国家经济", "信访局"])
def test_a_keyword_finds_every_text_that_contains_it(
    reader: EngineReader, passages: dict[str, tuple[Passages[str], Passages[str]]], keyword: str
) -> None:
    holding = {report_id for report_id, texts in passages.items() if any(keyword in text.text for text in texts)}
    assert reader.ids(Keyword(keyword)) == holding


def test_the_list_is_that_of_the_script_and_numbers_of_words_stay_as_long_as_the_schema() -> None:
    words = listed_words()
    assert words == sentence_words()
    digest = hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]
    assert (ENGINES["tantivy"].schema_version, digest) == (5, "7cf7de142351212e"), (
        "another list needs another schema version"
    )


def test_a_word_stands_where_its_characters_do() -> None:
    folded = fold("本国家庭（执法）")
    assert word_sign("国家") in standing_in(folded)
    assert word_sign("家庭") in standing_in(folded)
    assert word_sign("执法") in standing_in(folded)
    assert word_sign("经济") not in standing_in(folded)


def test_no_sign_stands_for_what_is_not_in_the_list() -> None:
    assert word_sign("") is None
    assert word_sign("信访局的门") is None


def test_only_a_long_paragraph_is_marked() -> None:
    title = read_passages("标题", whole=True)
    assert LONG_PARAGRAPH not in sentence_values(title, read_passages("甲。" * 10 + "\n" + "乙。" * 10))
    assert LONG_PARAGRAPH in sentence_values(title, read_passages("甲。\n" + "乙。" * 11))
