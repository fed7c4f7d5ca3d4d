"""How a text is spelled in Latin letters: its syllables in pinyin without tones.

Readings are pypinyin's tables: phrases first (重庆 is chong qing), else each character's most common reading. Its own
function for whole texts is ten times as slow and reads one word in seventy otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["initials", "spelled", "syllables"]

LONGEST_PHRASE = 4  # characters; longer ones are proverbs


def syllables(text: str) -> tuple[str, ...]:
    """The syllables of a folded text, in lower case; a run of Latin letters or digits is one, all else is left out."""
    readings = _readings()
    found: list[str] = []
    latin = ""
    at = 0
    while at < len(text):
        char = text[at]
        if char.isascii():
            if char.isalnum():
                latin += char.lower()
            elif latin:
                found.append(latin)
                latin = ""
            at += 1
            continue
        if latin:
            found.append(latin)
            latin = ""
        length = _phrase_at(text, at, readings)
        found.extend(readings.phrases[text[at : at + length]] if length else readings.characters.get(char, ()))
        at += length or 1
    return (*found, latin) if latin else tuple(found)


def spelled(parts: Iterable[str]) -> str:
    """The syllables written as one: fengqiaojingyan."""
    return "".join(parts)


def initials(parts: Iterable[str]) -> str:
    """The first letter of each syllable: fqjy."""
    return "".join(part[0] for part in parts)


@dataclass(frozen=True, slots=True)
class _Readings:
    """Syllables without tones: of phrases, of single characters, and the pairs that phrases begin with."""

    phrases: Mapping[str, tuple[str, ...]]
    characters: Mapping[str, tuple[str, ...]]
    beginnings: frozenset[str]


def _phrase_at(text: str, at: int, readings: _Readings) -> int:
    """Length of the longest phrase that begins there; 0 where none does."""
    if text[at : at + 2] not in readings.beginnings:
        return 0
    for length in range(min(LONGEST_PHRASE, len(text) - at), 1, -1):
        if text[at : at + length] in readings.phrases:
            return length
    return 0


@cache
def _readings() -> _Readings:
    from pypinyin.phrases_dict import phrases_dict  # its import takes 0.4 s, spared where nothing is spelled
    from pypinyin.pinyin_dict import pinyin_dict

    phrases = {
        phrase: tuple(_without_tone(reading[0]) for reading in said)
        for phrase, said in phrases_dict.items()
        if len(phrase) <= LONGEST_PHRASE and len(phrase) == len(said)
    }
    characters = {chr(code): (_without_tone(said.partition(",")[0]),) for code, said in pinyin_dict.items()}
    return _Readings(phrases, characters, frozenset(phrase[:2] for phrase in phrases))


@cache
def _without_tone(syllable: str) -> str:
    from pypinyin.contrib.tone_convert import to_normal

    plain: str = to_normal(syllable)
    return plain.replace("ü", "v")
