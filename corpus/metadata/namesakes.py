"""Which of several places of one name a passage means: those of which it names a place above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.report import Level

if TYPE_CHECKING:
    from corpus.gazetteer import Place
    from corpus.metadata.facts import Passage

__all__ = ["supported_by"]


def supported_by(
    candidates: tuple[Place, ...], passage: Passage, *, weak: bool, itself: bool
) -> tuple[tuple[Place, ...], tuple[int, int]]:
    """The candidates with a place above them named in the passage, the nearest level that is named; and where.

    The whole text speaks of other provinces too, so it is asked for counties and cities by their official names only.
    Their own name supports none: 兴安街道 says nothing of 兴安盟.

    Args:
        candidates: places of one name.
        passage: the part of the page.
        weak: whether it is the whole text.
        itself: whether the name of a candidate itself, written officially, supports it too.
    """
    text = passage.text
    for name in {place.name for place in candidates if place.level is Level.TOWNSHIP}:
        text = text.replace(name, " " * len(name))
    for level in (Level.COUNTY, Level.ZONE, Level.CITY, Level.PROVINCE):
        if weak and level is Level.PROVINCE:
            continue
        spans: dict[Place, tuple[int, int]] = {}
        for place in candidates:
            above = next(
                (upper for upper in place.chain() if upper.level is level and (itself or upper != place)), None
            )
            span = _named(above, text, weak=weak) if above is not None else None
            if span is not None:
                spans[place] = span
        if spans:
            return tuple(spans), next(iter(spans.values()))
    return (), (0, 0)


def _named(place: Place, text: str, *, weak: bool) -> tuple[int, int] | None:
    may_be_short = not weak and place.level in {Level.CITY, Level.PROVINCE}
    for name in (place.name, place.short_name) if may_be_short else (place.name,):
        start = text.find(name)
        if start >= 0:
            return start, start + len(name)
    return None
