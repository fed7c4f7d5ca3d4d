"""Names of places in a row (西安市雁塔区小寨路街道): the ways to read them, and the places that fit together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.gazetteer.place import Place
from corpus.report import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.gazetteer import Gazetteer

__all__ = ["TOWNSHIP_NAME", "Mention", "consistent", "names_a_place", "read_chains", "unlisted"]

MOST_MENTIONS = 5
SHORTEST_NAME = 2
# The statistics give numbers from 400 on to farms, parks and zones that are no townships, many called 经济开发区; those
# that are called like a township count as one, so that a namesake is not overlooked.
FIRST_UNREAL_TOWNSHIP = "4"
TOWNSHIP_ENDINGS = ("街道", "镇", "乡", "苏木")
SPOKEN_LEVELS = {Level.PROVINCE, Level.CITY, Level.COUNTY, Level.ZONE}
# A township becomes a town and a town a street, hardly ever the other way; the codes of 2023 have the last name only.
BECAME = {"乡": ("镇", "街道"), "镇": ("街道",)}
# Townships are founded, merged and renamed every year, so a page may name one that the codes of 2023 do not have. A
# name of this form counts as one where its county is certain.
NO_TOWNSHIP = r"(?!各|全|本|我|该|所|下|乡镇|城镇|村镇|集镇|建制|特色|重点)"
TOWNSHIP_NAME = rf"{NO_TOWNSHIP}[\u3400-\u9fff]{{1,7}}?(?<![市县区旗省州])(?:街道|镇|(?<!城)乡|苏木)"
UNLISTED = re.compile(rf"(?P<name>{TOWNSHIP_NAME})(?=人民政府|政府|街道办|办事处|办公室|$)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a place in the name of a body, and the places that bear it."""

    name: str
    places: tuple[Place, ...]
    official: bool


def read_chains(text: str, gazetteer: Gazetteer, depth: int = 0) -> Iterator[tuple[tuple[Mention, ...], str]]:
    """The ways to read the head of the text as names of places, longer names first, each with the rest of the text."""
    if not text or depth == MOST_MENTIONS:
        return
    for length in range(min(gazetteer.longest_from(text[0]), len(text)), SHORTEST_NAME - 1, -1):
        for mention in _mentions(text[:length], gazetteer, first=depth == 0):
            rest = text[length:]
            for after in dict.fromkeys((rest, rest.removeprefix("人民政府"))):
                for mentions, tail in read_chains(after, gazetteer, depth + 1):
                    yield (mention, *mentions), tail
            yield from _with_unlisted(mention, rest.removeprefix("人民政府"))
            yield (mention,), rest


def _with_unlisted(mention: Mention, rest: str) -> Iterator[tuple[tuple[Mention, ...], str]]:
    """The reading of the rest as a township of the county mentioned that the gazetteer does not have."""
    named = UNLISTED.match(rest) if mention.official else None
    townships = (
        [unlisted(named["name"], place) for place in mention.places if place.level is Level.COUNTY] if named else []
    )
    if named and townships:
        yield (mention, Mention(named["name"], tuple(townships), official=True)), rest[named.end() :]


def unlisted(name: str, county: Place) -> Place:
    """The township of this name in the county, which the gazetteer does not have; so it has no code."""
    return Place("", name, name, Level.TOWNSHIP, county)


def consistent(mentions: Sequence[Mention], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places the last mention may be that lie in a place of every mention before it.

    A place in a division of former times lies in that division: 下城区 stays the county of its streets.
    """
    *parents, last = mentions
    found = []
    for place in last.places:
        within = [
            next((parent for parent in mention.places if _lies_in(place, parent, gazetteer)), None)
            for mention in parents
        ]
        if all(within):
            above = within[-1] if within else None
            is_former = above is not None and above in gazetteer.former(above.name)
            found.append(replace(place, parent=above) if is_former else place)
    return tuple(found)


def names_a_place(text: str, gazetteer: Gazetteer) -> bool:
    """Whether a city or county is named in the text, if only by its short name."""
    spans = (
        (at, at + length)
        for at in range(len(text))
        for length in range(SHORTEST_NAME, gazetteer.longest_from(text[at]) + 1)
    )
    return any(
        place.level in {Level.CITY, Level.COUNTY}
        for start, end in spans
        if end <= len(text)
        for place in (*gazetteer.official(text[start:end]), *gazetteer.spoken(text[start:end]))
    )


def _mentions(name: str, gazetteer: Gazetteer, *, first: bool) -> Iterator[Mention]:
    official = tuple(place for place in gazetteer.official(name) if not (first and _is_unreal(place)))
    named = (*official, *gazetteer.former(name))
    if named:
        yield Mention(name, named, official=True)
    spoken = tuple(place for place in gazetteer.spoken(name) if place.level in SPOKEN_LEVELS)
    if spoken:
        yield Mention(name, spoken, official=False)
    former = () if first else tuple(_former_townships(name, gazetteer))
    if former:
        yield Mention(name, former, official=True)


def _former_townships(name: str, gazetteer: Gazetteer) -> Iterator[Place]:
    """The townships that a name may have meant before they were made towns or streets, under the name then."""
    for ending in BECAME.get(name[-1], ()):
        for place in gazetteer.official(name[:-1] + ending):
            if place.level is Level.TOWNSHIP:
                yield replace(place, name=name)


def _is_unreal(place: Place) -> bool:
    numbered_so = place.level is Level.TOWNSHIP and place.code[6] >= FIRST_UNREAL_TOWNSHIP
    return numbered_so and not place.name.endswith(TOWNSHIP_ENDINGS)


def _lies_in(place: Place, parent: Place, gazetteer: Gazetteer) -> bool:
    if place == parent:
        return False
    if place.parent == parent:
        return True
    covered = gazetteer.covered_by(parent)
    if covered:
        return any(place.lies_in(area) for area in covered)
    if parent.code or parent.parent is None:
        return place.lies_in(parent)
    return place.lies_in(parent.parent)
