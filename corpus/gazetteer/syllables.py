"""How names of places are spoken, in pinyin without tones: 西湖区 is xi hu qu."""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.gazetteer.loading import load_gazetteer

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["read_syllables", "syllables_of"]

PINYIN_FILE = Path(__file__).with_name("pinyin.tsv.gz")


def syllables_of(name: str) -> tuple[str, ...]:
    """The syllables of a place's name, one a character.

    A name that the gazetteer does not have is read character by character as most names are that it has; a character
    that none of them has stands for itself, in lower case.
    """
    names, characters = _readings()
    return names.get(name) or tuple(characters.get(character, character.lower()) for character in name)


@cache
def read_syllables() -> Mapping[str, tuple[str, ...]]:
    """The syllables of every name in the gazetteer, by the place's code; of a zone without one, by its name."""
    lines = gzip.decompress(PINYIN_FILE.read_bytes()).decode("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line[0] != "#")
    return {code: tuple(names.split()) for code, names in rows}


@cache
def _readings() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, str]]:
    """Syllables by name, and the most common reading of each character."""
    spoken = read_syllables()
    gazetteer = load_gazetteer()
    names = {name: spoken[code] for code, name in gazetteer.names_by_code() if code in spoken}
    names |= {zone.name: spoken[zone.name] for zone in gazetteer.zones if zone.name in spoken}
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, syllables in names.items():
        if len(name) == len(syllables):
            for character, syllable in zip(name, syllables, strict=True):
                counted[character][syllable] += 1
    return names, {character: readings.most_common(1)[0][0] for character, readings in counted.items()}
