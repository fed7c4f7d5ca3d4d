"""Which extracted places still fit beside a corrected one, and the code of the place that comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.gazetteer import load_gazetteer
from corpus.report import Level

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from corpus.gazetteer import Place

__all__ = ["DIVISIONS", "agrees", "bearers", "code_of", "misfits", "name_at"]

DIVISIONS = ("province", "city", "county", "township")
"""The fields of administrative divisions, from the top; a zone stands beside them."""


def name_at(place: Place, field: str) -> str | None:
    """The official name that `place` gives one of the place fields; None where it has nothing at that level."""
    found: Place | None = getattr(place, field)
    return found.name if found is not None else None


def agrees(place: Place, chain: Mapping[str, str | None], *, known_none: Collection[str] = ()) -> bool:
    """Whether `place` contradicts no name in `chain`, and has nothing at the levels that are `known_none`."""
    for field in DIVISIONS:
        name = chain.get(field)
        if name is not None and name_at(place, field) not in (None if _is_below(place, field) else name, name):
            return False
        if name is None and field in known_none and name_at(place, field) is not None:
            return False
    return True


def bearers(field: str, name: str, chain: Mapping[str, str | None], *, known_none: Collection[str] = ()) -> list[Place]:
    """The places of a field's level that bear exactly this official name, and lie in what `chain` names above it."""
    above = {upper: chain.get(upper) for upper in _above(field)}
    return [
        place
        for place in load_gazetteer().official(name)
        if place.level is Level(field) and agrees(place, above, known_none=known_none)
    ]


def misfits(
    before: Mapping[str, str | None], after: Mapping[str, str | None], corrected: Collection[str]
) -> tuple[str, ...]:
    """The place fields that were not corrected and do not fit beside those that were.

    Args:
        before: the place as extracted.
        after: the same with the corrected values in it.
        corrected: the fields that were corrected.
    """
    left = dict(after)
    out: list[str] = []
    known_none = [field for field in corrected if after.get(field) is None]
    for field in (*DIVISIONS[1:], "zone"):
        name = left.get(field)
        if name is None or field in corrected:
            continue
        moved = any(left.get(upper) != before.get(upper) for upper in _above(field))
        if moved and not bearers(field, name, left, known_none=known_none):
            left[field] = None
            out.append(field)
    return tuple(out)


def code_of(chain: Mapping[str, str | None]) -> str | None:
    """The code of the lowest place in `chain` that the gazetteer knows for certain."""
    for field in ("township", "county", "zone", "city", "province"):
        name = chain.get(field)
        if name is not None:
            codes = {place.code for place in bearers(field, name, chain) if place.code}
            if len(codes) == 1:
                return codes.pop()
    return None


def _above(field: str) -> tuple[str, ...]:
    # A zone may cross counties, so only the province and the city stand above it.
    return ("province", "city") if field == "zone" else DIVISIONS[: DIVISIONS.index(field)]


def _is_below(place: Place, field: str) -> bool:
    """Whether the field's level lies below the place, so that the place says nothing of it."""
    if place.level is Level.ZONE:
        return field in ("county", "township")
    return DIVISIONS.index(field) > DIVISIONS.index(place.level.value)
