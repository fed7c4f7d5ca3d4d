"""The place that a person named, checked against the gazetteer, with the parents that follow from it."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from corpus.corrections.errors import ambiguous_place, bad_value, misplaced, unknown_place
from corpus.corrections.values import PLACE
from corpus.gazetteer import UnknownPlaceError, load_gazetteer
from corpus.metadata.plain import plain
from corpus.overrides import PLACE_FIELDS
from corpus.overrides.places import DIVISIONS, agrees, bearers, misfits, name_at
from corpus.report import Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.gazetteer import Place

__all__ = ["places_called", "settled"]

ZONE_ENDINGS = ("区", "园", "城", "港", "岛", "带")
NEAREST_SHOWN = 5
Names = dict[str, str | None]


def settled(asked: Mapping[str, str | None], current: Mapping[str, str | None]) -> dict[str, str | None]:
    """The place fields that a correction sets: those asked for, the parents that follow, the children that must go.

    Args:
        asked: what the person said, by place field or as ``place``; None: known to be none.
        current: the five place fields as they are, used to tell namesakes apart.

    Raises:
        CorrectionError: a name is unknown, is that of several places, or contradicts another one given with it.
    """
    asked = _without_general(asked)
    named = [field for field in DIVISIONS if asked.get(field) is not None]
    said: Names = {field: None for field in asked if asked[field] is None}
    if named:
        place = _one(named[-1], asked, current)
        said |= {field: name_at(place, field) for field in DIVISIONS[: DIVISIONS.index(named[-1]) + 1]}
        if place.zone is not None and "zone" not in asked:
            said["zone"] = place.zone.name
    if asked.get("zone") is not None:
        said |= _zone(str(asked["zone"]), said if named else {}, current)
    after = {**current, **said}
    gone = misfits(current, after, said.keys())
    return said | dict.fromkeys(gone)


def places_called(text: str, level: Level | None = None) -> list[Place]:
    """The places with that code, official name, short name or full name (浙江省杭州市西湖区), by code."""
    gazetteer = load_gazetteer()
    if text.isascii() and text.isdigit():
        try:
            place = gazetteer.by_code(text)
        except UnknownPlaceError:
            return []
        return [place] if level in (None, place.level) else []
    for form in dict.fromkeys((text, plain(text).replace(" ", ""))):
        found = gazetteer.find(form, level) or _by_full_name(form, level)
        if found:
            return found
    return []


def _by_full_name(text: str, level: Level | None) -> list[Place]:
    """The places whose official names from some level down make the text: 杭州市西湖区, 浙江省杭州市西湖区."""
    gazetteer = load_gazetteer()
    ending = (place for start in range(1, len(text) - 1) for place in gazetteer.official(text[start:]))
    return list(dict.fromkeys(place for place in ending if level in (None, place.level) and _is_called(place, text)))


def _is_called(place: Place, text: str) -> bool:
    """Whether the text is the place's name with one or more of the places above it before, in order."""
    rest = text.removesuffix(place.name)
    above = place.parent
    while rest and above is not None:
        rest = rest.removesuffix(above.name)
        above = above.parent
    return not rest


def _without_general(asked: Mapping[str, str | None]) -> dict[str, str | None]:
    """What was asked, with ``place`` under the field of its level."""
    fields = {field: text for field, text in asked.items() if field != PLACE}
    if PLACE not in asked:
        return fields
    text = asked[PLACE]
    if text is None:
        return dict.fromkeys(PLACE_FIELDS) | fields
    found = places_called(text)
    if not found:
        raise unknown_place(PLACE, text, _nearest(text, None))
    levels = {place.level for place in found}
    if len(levels) > 1:
        raise ambiguous_place(PLACE, text, found)
    field = levels.pop().value
    if field in fields:
        raise bad_value(PLACE, text, f"it or {field}, not both")
    return fields | {field: text}


def _one(field: str, asked: Mapping[str, str | None], current: Mapping[str, str | None]) -> Place:
    """The one place that the lowest name given means."""
    text = str(asked[field])
    found = places_called(text, Level(field))
    if not found:
        raise unknown_place(field, text, _nearest(text, Level(field)))
    fitting = _within_asked(found, field, asked)
    if len(fitting) > 1:
        fitting = _told_apart(fitting, field, asked, current)
    if len(fitting) > 1:
        raise ambiguous_place(field, text, fitting)
    return fitting[0]


def _within_asked(found: Sequence[Place], field: str, asked: Mapping[str, str | None]) -> list[Place]:
    """Those that lie in what was given with the name."""
    fitting = list(found)
    for upper in DIVISIONS[: DIVISIONS.index(field)]:
        if upper not in asked:
            continue
        text = asked[upper]
        names: set[str | None] = {place.name for place in places_called(text, Level(upper))} if text else {None}
        if not names:
            raise unknown_place(upper, str(text), _nearest(str(text), Level(upper)))
        kept = [place for place in fitting if name_at(place, upper) in names]
        if not kept:
            raise misplaced(field, str(asked[field]), f"{upper}={text or ''}", fitting)
        fitting = kept
    return fitting


def _told_apart(
    found: list[Place], field: str, asked: Mapping[str, str | None], current: Mapping[str, str | None]
) -> list[Place]:
    """Those that fit what the report says already: above them, nearest first, then below."""
    place_of = DIVISIONS.index(field)
    for upper in reversed(DIVISIONS[:place_of]):
        if upper not in asked and current.get(upper) is not None:
            found = [place for place in found if name_at(place, upper) == current[upper]] or found
    for lower in DIVISIONS[place_of + 1 :]:
        name = current.get(lower)
        if lower not in asked and name is not None and len(found) > 1:
            found = [place for place in found if bearers(lower, name, _chain(place))] or found
    return found


def _zone(text: str, said: Mapping[str, str | None], current: Mapping[str, str | None]) -> Names:
    """The zone, and where no other place was named with it, the province and the city that it lies in."""
    found = places_called(text, Level.ZONE)
    if not found:
        if text.endswith(ZONE_ENDINGS):
            return {"zone": text}  # the gazetteer knows few zones; a new one is taken by its name
        raise unknown_place("zone", text, _nearest(text, Level.ZONE))
    fitting = [place for place in found if agrees(place, said)]
    if not fitting:
        raise misplaced("zone", text, "".join(name for name in said.values() if name), found)
    if len(fitting) > 1:
        fitting = [place for place in fitting if agrees(place, current)] or fitting
    if len(fitting) > 1:
        raise ambiguous_place("zone", text, fitting)
    above = {} if said else {upper: name_at(fitting[0], upper) for upper in ("province", "city")}
    return {**{field: name for field, name in above.items() if name is not None}, "zone": fitting[0].name}


def _chain(place: Place) -> Names:
    return {field: name_at(place, field) for field in DIVISIONS}


def _nearest(text: str, level: Level | None) -> list[str]:
    """Names of the level that look like the text, nearest first; names at another level where they are the same."""
    elsewhere = [place.full_name for place in places_called(text)] if level else []
    if elsewhere:
        return elsewhere[:NEAREST_SHOWN]
    levels = [level] if level else [Level.PROVINCE, Level.CITY, Level.COUNTY]
    names = {place.name for each in levels for place in load_gazetteer().places(each) if set(text) & set(place.name)}
    return difflib.get_close_matches(text, sorted(names), n=NEAREST_SHOWN, cutoff=0.5)
