"""Names of places in Latin letters, as addresses hold them: yanta, hzxh (杭州西湖), tlx (铁岭县), cqsdj (重庆市垫江).

A label says less than a name: sx is 绍兴, 陕西 and 山西. So all places that it may mean are given, with how much of
their name it spells out; the page's words have to choose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

from corpus.gazetteer.loading import load_gazetteer
from corpus.gazetteer.syllables import read_syllables
from corpus.report import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus.gazetteer.lookup import Gazetteer
    from corpus.gazetteer.place import Place

__all__ = ["RomanMatch", "RomanNames", "Spelling", "load_roman_names"]

INDEXED_LEVELS = (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.ZONE)
LONGEST_LABEL = 40  # characters; hosts and folders of sites are shorter
INITIAL = re.compile(r"[zcs]h|.")  # 朝阳 is cy, and chy (bjchy)
TELLING_LENGTH = 3  # letters: two initials fit dozens of places
# Letters by which sites of provinces go (ISO 3166-2:CN), where they are not the initials of the name.
PROVINCE_LETTERS = {"15": "nm", "41": "ha", "42": "hb", "13": "he", "46": "hi", "61": "sn", "54": "xz", "23": "hl"}
# What sites append to the name of the place: government, people's government, office of a street.
ENDINGS = ("", "rmzf", "zf", "gov", "zfw", "zfwz", "bsc")


class Spelling(IntEnum):
    """How much of a name the letters spell out."""

    SHORT = 1  # fewer than three initials
    INITIALS = 2  # three initials or more, or initials of the place and of one above it
    FULL = 3  # pinyin


@dataclass(frozen=True, slots=True)
class RomanMatch:
    """A place that a label may mean."""

    place: Place
    spelling: Spelling


class RomanNames:
    """Finds places by labels of hosts and folders of addresses. Read-only."""

    def __init__(self, gazetteer: Gazetteer, syllables: Mapping[str, tuple[str, ...]]) -> None:
        """Index the names from province to county; townships are looked at one county at a time."""
        self._syllables = syllables
        self._gazetteer = gazetteer
        self._made: dict[Place, dict[str, Spelling]] = {}
        self._index: dict[str, list[Place]] = {}
        coded = (place for level in INDEXED_LEVELS for place in gazetteer.places(level))
        for place in (*coded, *gazetteer.zones):
            for form in self.forms(place):
                self._index.setdefault(form, []).append(place)

    def forms(self, place: Place) -> Mapping[str, Spelling]:
        """The ways to write the place's own name in Latin letters."""
        made = self._made.get(place)
        if made is None:
            made = self._made[place] = dict(self._own_forms(place))
        return made

    def matches(self, label: str) -> tuple[RomanMatch, ...]:
        """The places from province to county that the label may mean, the most fully spelled first."""
        found: dict[Place, Spelling] = {}
        for text in _stems(label):
            for start in range(len(text)):
                for place in self._index.get(text[start:], ()):
                    spelling = self._spelling(place, text[:start], text[start:])
                    if spelling is not None and spelling > found.get(place, 0):
                        found[place] = spelling
        ranked = sorted(found.items(), key=lambda item: (-item[1], item[0].code))
        return tuple(RomanMatch(place, spelling) for place, spelling in ranked)

    def inside(self, area: Place, label: str) -> tuple[Place, ...]:
        """The counties in a province or city, or townships in a county, that the label may mean: hdq in 北京市.

        Two letters fit too many places and give none.
        """
        found = [
            place
            for place in self._gazetteer.inside(area)
            if place.level is not Level.TOWNSHIP or area.level in {Level.COUNTY, Level.ZONE}
            if (self.spelling(place, label) or 0) > Spelling.SHORT
        ]
        return tuple(found)

    def spelling(self, place: Place, label: str) -> Spelling | None:
        """How the label spells this place; None if it does not."""
        for text in _stems(label):
            for form in self.forms(place):
                if text.endswith(form):
                    spelling = self._spelling(place, text.removesuffix(form), form)
                    if spelling is not None:
                        return spelling
        return None

    def _spelling(self, place: Place, head: str, tail: str) -> Spelling | None:
        """How the label spells the place: its own name after the names of places above it, the highest first."""
        own = self.forms(place)[tail]
        if not head:
            return own
        above = [upper for upper in place.chain() if upper != place]
        for upper in above:
            for form in self.forms(upper):
                rest = head.removesuffix(form)
                if rest != head and (not rest or self._spells_one(rest, upper)):
                    return max(own, Spelling.INITIALS)
        return None

    def _spells_one(self, text: str, below: Place) -> bool:
        return any(text in self.forms(upper) for upper in below.chain() if upper != below)

    def _own_forms(self, place: Place) -> Iterable[tuple[str, Spelling]]:
        syllables = self._syllables.get(place.code or place.name, ())
        if not syllables:
            return
        short = syllables[: len(place.short_name)]
        last = syllables[-1][:1]
        initials = "".join(syllable[0] for syllable in short)
        digraphs = "".join(INITIAL.findall(syllable)[0] for syllable in short)
        yield digraphs, Spelling.INITIALS if len(short) >= TELLING_LENGTH else Spelling.SHORT
        yield PROVINCE_LETTERS.get(place.code, initials), Spelling.SHORT
        for letters in (initials, initials + last, "".join(syllable[0] for syllable in syllables)):
            yield letters, Spelling.INITIALS if len(letters) >= TELLING_LENGTH else Spelling.SHORT
        if place.level is Level.TOWNSHIP and place.name.endswith("街道"):
            yield initials + "j", Spelling.INITIALS
        spelled = Spelling.FULL if len(short) > 1 else Spelling.INITIALS
        yield "".join(short), spelled
        yield "".join(syllables), spelled


def _stems(label: str) -> Iterable[str]:
    """The label in lower case, as it is and without what sites append to the name of a place."""
    text = label.lower()
    if not (text.isascii() and text.isalpha() and len(text) <= LONGEST_LABEL):
        return
    for ending in ENDINGS:
        stem = text.removesuffix(ending)
        if len(stem) > 1 and (stem != text or not ending):
            yield stem


@cache
def load_roman_names() -> RomanNames:
    """The Latin names of the gazetteer that ships with the corpus; the first call reads them."""
    return RomanNames(load_gazetteer(), read_syllables())
