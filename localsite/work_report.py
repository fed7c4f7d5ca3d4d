"""Composes a government work report (政府工作报告), as given to a people's congress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localsite.prose import lines, topic
from localsite.report import Block, BlockKind

if TYPE_CHECKING:
    from localsite.prose import Filler

__all__ = ["work_report_body"]


def work_report_body(filler: Filler, audience: str, year: int) -> list[Block]:
    """The body without signature: the year before in review, the tasks of `year`."""
    draw = filler.draw
    blocks = [
        Block(BlockKind.SALUTATION, "各位代表："),
        Block(BlockKind.PARAGRAPH, filler.fill(draw.pick(lines("work_opening")))),
    ]
    for numeral, name, count in (("一", "work_review", 17), ("二", "work_plan", 16)):
        section = topic(name)
        blocks.append(Block(BlockKind.HEADING, f"{numeral}、{filler.fill(draw.pick(section.headings))}"))
        sentences = [filler.fill(each) for each in draw.sample(section.templates(audience, year - 1), count)]
        blocks += [
            Block(BlockKind.PARAGRAPH, "".join(sentences[start : start + 3])) for start in range(0, len(sentences), 3)
        ]
    blocks.append(Block(BlockKind.PARAGRAPH, filler.fill(draw.pick(lines("work_closing")))))
    return blocks
