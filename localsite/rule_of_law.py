"""Composes an annual report on rule-of-law government (法治政府建设情况报告) out of the prose files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localsite.prose import lines, topic
from localsite.report import Block, BlockKind

if TYPE_CHECKING:
    from localsite.draw import Draw
    from localsite.prose import Filler

__all__ = ["CHINESE_NUMBERS", "rule_of_law_body"]

CHINESE_NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")
FIRST_TOPIC = "leadership"
OTHER_TOPICS = (
    "streamlining", "rules", "decisions", "enforcement", "disputes", "petitions", "legal_services", "openness",
    "review", "education", "supervision", "emergency",
)  # fmt: skip
FORMAL_CLOSINGS = 2  # the first lines of closing.txt suit a report to a superior, the others one to the public
STYLES = ("nested", "flat", "inline")


def rule_of_law_body(filler: Filler, audience: str, year: int, *, addressed: bool) -> list[Block]:
    """The body from its opening to its closing words, without salutation and signature.

    Args:
        filler: fills the sentences' slots.
        audience: T, C or D; see `localsite.prose`.
        year: the report year.
        addressed: to a superior, and so with formal closing words.
    """
    writer = _Writer(filler, audience, year)
    draw = filler.draw
    chosen = [FIRST_TOPIC, *draw.sample(OTHER_TOPICS, draw.between(6, 8))]
    style = draw.pick(STYLES)
    blocks = [Block(BlockKind.PARAGRAPH, writer.opening())]
    if style == "flat":
        blocks += writer.flat(chosen)
        section = len(chosen)
    else:
        blocks.append(writer.heading(0, filler.fill(draw.pick(lines("result_headings")))))
        for number, name in enumerate(chosen):
            blocks += writer.inline(number, name) if style == "inline" else writer.nested(number, name)
        section = 1
    blocks += writer.listed(section, "problems", draw.between(3, 4))
    blocks += writer.listed(section + 1, "plans", draw.between(3, 5))
    closings = lines("closing")
    blocks.append(
        Block(
            BlockKind.PARAGRAPH,
            filler.fill(draw.pick(closings[:FORMAL_CLOSINGS] if addressed else closings[FORMAL_CLOSINGS:])),
        )
    )
    return blocks


class _Writer:
    """Writes the sections of one report."""

    def __init__(self, filler: Filler, audience: str, year: int) -> None:
        self._filler = filler
        self._draw: Draw = filler.draw
        self._audience = audience
        self._year = year

    def opening(self) -> str:
        """The first paragraph; it names the report year."""
        templates = topic("opening").templates(self._audience, self._year)
        first = self._draw.pick([template for template in templates if template.startswith("{year}")])
        second = self._draw.pick([template for template in templates if not template.startswith("{year}")])
        return "".join(self._filler.fill(each) for each in (first, second, self._draw.pick(lines("announce"))))

    def heading(self, number: int, text: str) -> Block:
        """A section heading: 一、…."""
        numeral = CHINESE_NUMBERS[number]
        return Block(BlockKind.HEADING, f"{numeral}、{text}")

    def nested(self, number: int, name: str) -> list[Block]:
        """（一）heading, then one or two paragraphs."""
        heading = Block(BlockKind.SUBHEADING, f"（{CHINESE_NUMBERS[number]}）{self._heading_of(name)}")
        return [heading, *self._paragraphs(name)]

    def inline(self, number: int, name: str) -> list[Block]:
        """One paragraph that opens with its heading and counts its points: （一）heading。一是…二是…."""
        points = self._counted(self._sentences(name, self._draw.between(3, 5)))
        numeral = CHINESE_NUMBERS[number]
        return [Block(BlockKind.PARAGRAPH, f"（{numeral}）{self._heading_of(name)}。{''.join(points)}")]

    def flat(self, names: list[str]) -> list[Block]:
        """A section a topic, its points numbered 1. 2. 3. or in running paragraphs."""
        numbered = self._draw.below(2) == 0
        blocks: list[Block] = []
        for number, name in enumerate(names):
            blocks.append(self.heading(number, self._heading_of(name)))
            if numbered:
                sentences = self._sentences(name, self._draw.between(3, 4))
                blocks += [Block(BlockKind.PARAGRAPH, f"{at}.{text}") for at, text in enumerate(sentences, start=1)]
            else:
                blocks += self._paragraphs(name)
        return blocks

    def listed(self, number: int, name: str, count: int) -> list[Block]:
        """A section whose sentences are counted 一是, 二是 in one paragraph."""
        points = self._counted(self._sentences(name, count))
        return [self.heading(number, self._heading_of(name)), Block(BlockKind.PARAGRAPH, "".join(points))]

    def _paragraphs(self, name: str) -> list[Block]:
        sentences = self._sentences(name, self._draw.between(3, 5))
        cut = self._draw.between(2, len(sentences))
        parts = ["".join(sentences[:cut]), "".join(sentences[cut:])]
        return [Block(BlockKind.PARAGRAPH, part) for part in parts if part]

    def _sentences(self, name: str, count: int) -> list[str]:
        templates = topic(name).templates(self._audience, self._year)
        return [self._filler.fill(template) for template in self._draw.sample(templates, count)]

    def _heading_of(self, name: str) -> str:
        return self._filler.fill(self._draw.pick(topic(name).headings))

    def _counted(self, sentences: list[str]) -> list[str]:
        return [f"{CHINESE_NUMBERS[at]}是{sentence}" for at, sentence in enumerate(sentences)]
