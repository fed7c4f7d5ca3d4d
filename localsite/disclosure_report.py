"""Composes an annual report on government information disclosure (政府信息公开工作年度报告): mostly tables.

The six sections are those that article 50 of the Regulation on Government Information Disclosure asks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from localsite.prose import lines, topic
from localsite.report import Block, BlockKind

if TYPE_CHECKING:
    from localsite.prose import Filler

__all__ = ["disclosure_body"]

OVERVIEW_SENTENCES = 10
OVERVIEW_HEADINGS = ("主动公开和依申请公开情况", "平台建设和监督保障情况", "便民利企情况")
SERVICE_SENTENCES = 5
PUBLISHED_ROWS = ("规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费")
ANSWER_ROWS = ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")
DISPUTE_ROWS = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")


def disclosure_body(filler: Filler, audience: str, year: int) -> list[Block]:
    """The body without signature."""
    draw = filler.draw
    return [
        Block(BlockKind.HEADING, "一、总体情况"),
        *_overview(filler, audience, year),
        Block(BlockKind.HEADING, "二、主动公开政府信息情况"),
        Block(BlockKind.TABLE, rows=_published(filler)),
        Block(BlockKind.HEADING, "三、收到和处理政府信息公开申请情况"),
        Block(BlockKind.TABLE, rows=_answered(filler)),
        Block(BlockKind.HEADING, "四、政府信息公开行政复议、行政诉讼情况"),
        Block(BlockKind.TABLE, rows=_disputed(filler)),
        Block(BlockKind.HEADING, "五、存在的主要问题及改进情况"),
        *[
            Block(BlockKind.PARAGRAPH, filler.fill(template))
            for template in draw.sample(topic("disclosure_problems").templates(audience, year), 4)
        ],
        Block(BlockKind.HEADING, "六、其他需要报告的事项"),
        Block(BlockKind.PARAGRAPH, filler.fill(draw.pick(lines("disclosure_other")))),
    ]


def _overview(filler: Filler, audience: str, year: int) -> list[Block]:
    first, *others = topic("disclosure_overview").templates(audience, year)
    sentences = [filler.fill(template) for template in filler.draw.sample(others, OVERVIEW_SENTENCES)]
    offered = topic("streamlining").templates(audience, year)
    services = [filler.fill(template) for template in filler.draw.sample(offered, SERVICE_SENTENCES)]
    half = OVERVIEW_SENTENCES // 2
    return [
        Block(BlockKind.PARAGRAPH, filler.fill(first)),
        Block(BlockKind.SUBHEADING, f"（一）{OVERVIEW_HEADINGS[0]}"),
        Block(BlockKind.PARAGRAPH, "".join(sentences[:half])),
        Block(BlockKind.SUBHEADING, f"（二）{OVERVIEW_HEADINGS[1]}"),
        Block(BlockKind.PARAGRAPH, "".join(sentences[half:])),
        Block(BlockKind.SUBHEADING, f"（三）{OVERVIEW_HEADINGS[2]}"),
        Block(BlockKind.PARAGRAPH, "".join(services)),
    ]


def _published(filler: Filler) -> tuple[tuple[str, ...], ...]:
    head = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    rows = [(name, filler.fill("{0..14}"), filler.fill("{0..5}"), filler.fill("{15..90}")) for name in PUBLISHED_ROWS]
    return (head, *rows)


def _answered(filler: Filler) -> tuple[tuple[str, ...], ...]:
    """Rows whose totals are the sums of their parts, as a reader would check."""
    head = ("办理结果", "自然人", "法人或其他组织", "总计")
    counts = [(int(filler.fill("{0..6*}")), int(filler.fill("{0..3*}"))) for _ in ANSWER_ROWS]
    rows = [
        (name, str(people), str(bodies), str(people + bodies))
        for name, (people, bodies) in zip(ANSWER_ROWS, counts, strict=True)
    ]
    people, bodies = sum(count[0] for count in counts), sum(count[1] for count in counts)
    return (head, *rows, ("合计", str(people), str(bodies), str(people + bodies)))


def _disputed(filler: Filler) -> tuple[tuple[str, ...], ...]:
    head = ("类别", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    rows = []
    for name in DISPUTE_ROWS:
        counts = [int(filler.fill("{0..3}")) for _ in head[1:-1]]
        rows.append((name, *[str(count) for count in counts], str(sum(counts))))
    return (head, *rows)
