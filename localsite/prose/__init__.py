"""Hand-written sentences of invented reports, one text file a topic, and the filling of their slots.

A line is a heading (``= ...``) or a sentence. A sentence may begin with a condition that ends in ``|``: the letters of
the bodies it suits (T townships and streets, C governments above them and zones, D departments) and a range of report
years (``2021-``, ``-2020``, ``2020-2022``). In braces: ``{a|b}`` one of several wordings; ``{8..40}`` a number,
``{97.2..99.8}`` one with a decimal, ``{8..40*}`` one that grows with the population; ``{^60..90}`` that percentage of
the number before it; ``{self}`` a word of the place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localsite.draw import Draw

__all__ = ["Filler", "Sentence", "Topic", "lines", "topic"]

FIRST_YEAR, LAST_YEAR = 1949, 2999
CONDITION = re.compile(r"(?P<audiences>[TCD]*) ?(?P<years>\d{4}-\d{4}|\d{4}-|-\d{4}|)\|")
SLOT = re.compile(r"\{([^{}]+)\}")
NUMBER = re.compile(r"(?P<lowest>\d+(?:\.\d)?)\.\.(?P<highest>\d+(?:\.\d)?)(?P<scaled>\*?)")
PERCENTAGE = re.compile(r"\^(?P<lowest>\d+)\.\.(?P<highest>\d+)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with slots, and the bodies and report years it suits."""

    template: str
    audiences: str = "TCD"
    first_year: int = FIRST_YEAR
    last_year: int = LAST_YEAR

    def suits(self, audience: str, year: int) -> bool:
        """Whether a report of such a body on that year may say it."""
        return audience in self.audiences and self.first_year <= year <= self.last_year


@dataclass(frozen=True, slots=True)
class Topic:
    """What reports say about one topic: alternative headings, and sentences."""

    headings: tuple[str, ...]
    sentences: tuple[Sentence, ...]

    def templates(self, audience: str, year: int) -> list[str]:
        """The sentences that a report of such a body on that year may use."""
        return [sentence.template for sentence in self.sentences if sentence.suits(audience, year)]


@dataclass(slots=True)
class Filler:
    """Fills the slots of a sentence; one a report, so that a percentage can refer to the number before it."""

    draw: Draw
    words: Mapping[str, str]
    scale: int
    last_number: int = 0

    def fill(self, template: str) -> str:
        """The sentence with every slot filled.

        Raises:
            KeyError: a slot is neither a number nor a choice nor one of the words.
        """
        return SLOT.sub(lambda match: self._slot(match[1]), template)

    def _slot(self, slot: str) -> str:
        if match := PERCENTAGE.fullmatch(slot):
            percentage = self.draw.between(int(match["lowest"]), int(match["highest"]))
            return str(max(1, self.last_number * percentage // 100))
        if match := NUMBER.fullmatch(slot):
            return self._number(match["lowest"], match["highest"], scaled=bool(match["scaled"]))
        if "|" in slot:
            return self.draw.pick(slot.split("|"))
        return self.words[slot]

    def _number(self, lowest: str, highest: str, *, scaled: bool) -> str:
        if "." in lowest:
            tenths = self.draw.between(int(float(lowest) * 10), int(float(highest) * 10))
            return f"{tenths / 10:.1f}"
        factor = self.scale if scaled else 1
        self.last_number = self.draw.between(int(lowest) * factor, int(highest) * factor)
        return str(self.last_number)


@cache
def lines(name: str) -> tuple[str, ...]:
    """The non-empty lines of one prose file."""
    text = files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line)


@cache
def topic(name: str) -> Topic:
    """One prose file as a topic."""
    headings = [line.removeprefix("= ") for line in lines(name) if line.startswith("= ")]
    sentences = [_sentence(line) for line in lines(name) if not line.startswith("= ")]
    return Topic(tuple(headings), tuple(sentences))


def _sentence(line: str) -> Sentence:
    match = CONDITION.match(line)
    if match is None:
        return Sentence(line)
    first, _, last = match["years"].partition("-")
    return Sentence(line[match.end() :], match["audiences"] or "TCD", int(first or FIRST_YEAR), int(last or LAST_YEAR))
