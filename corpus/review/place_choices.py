"""The places that a report could be of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.corrections.places import places_called
from corpus.gazetteer import load_gazetteer
from corpus.overrides.places import DIVISIONS, bearers
from corpus.report import Level
from corpus.review.choices import Choice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.gazetteer import Place
    from corpus.metadata import Finding
    from corpus.report import Report

__all__ = ["place_choices"]

MOST_NAMESAKES = 8  # more than these are no choice but a search
LEVELS = {Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP, Level.ZONE}
SHORTEST_NAME = 2
WORDS = {"街道", "城区", "郊区", "矿区"}  # names of places that are mostly meant as words


def place_choices(
    report: Report, context: str, of_site: Sequence[tuple[Place, int]], readings: Sequence[Finding[str]]
) -> list[Choice]:
    """What the report's place could be, the likeliest first.

    Args:
        report: as it is shown now.
        context: the words of the report in which places are looked for.
        of_site: places of the reports of its site, each with their number.
        readings: codes of places that metadata reads off the report, with where it reads them.
    """
    known = _known(report)
    choices = [_now(report, known)] if known is not None else []
    choices += _read(readings)
    choices += [_choice(place, "gazetteer") for place in _namesakes(report) if place != known]
    choices += [_choice(place, "text") for place in _named(context)]
    choices += [_choice(place, "site", count) for place, count in of_site]
    choices.append(Choice(asked={"place": ""}, label="", why="none"))
    return choices


def _read(readings: Sequence[Finding[str]]) -> list[Choice]:
    """The places that were read, each once, as the surest reading has it."""
    by_code: dict[str, Choice] = {}
    for reading in sorted(readings, key=lambda reading: -reading.evidence.confidence):
        for place in places_called(reading.value):
            by_code.setdefault(place.code, replace(_choice(place, "text"), evidence=reading.evidence))
    return list(by_code.values())


def _known(report: Report) -> Place | None:
    """The lowest place that the report shows, where it is one and not one of several namesakes."""
    chain = {field: getattr(report, field) for field in DIVISIONS}
    for field in reversed(DIVISIONS):
        if chain[field] is not None:
            found = bearers(field, chain[field], chain)
            return found[0] if len(found) == 1 else None
    return None


def _namesakes(report: Report) -> list[Place]:
    """The places that bear the lowest name that the report shows, and lie in what it shows above."""
    chain = {field: getattr(report, field) for field in DIVISIONS}
    lowest = next((field for field in reversed(DIVISIONS) if chain[field] is not None), None)
    if lowest is None:
        return []
    found = bearers(lowest, chain[lowest], chain)
    return found if len(found) <= MOST_NAMESAKES else []


def _named(context: str) -> list[Place]:
    """The places that the words name by their official names, those with most of their parents named first."""
    rated: dict[Place, int] = {}
    for name in dict.fromkeys(_official_names(context)):
        found = [place for place in load_gazetteer().official(name) if place.level in LEVELS]
        scores = {place: _support(place, context) for place in found}
        best = max(scores.values(), default=0)
        likely = [place for place in found if scores[place] == best]
        if len(likely) <= MOST_NAMESAKES:
            rated |= {place: scores[place] * len(DIVISIONS) + len(list(place.chain())) for place in likely}
    return sorted(rated, key=lambda place: -rated[place])


def _official_names(context: str) -> Iterator[str]:
    """The longest official names that stand in the words, from left to right."""
    gazetteer = load_gazetteer()
    start = 0
    while start < len(context):
        longest = min(gazetteer.longest_from(context[start]), len(context) - start)
        lengths = range(longest, SHORTEST_NAME - 1, -1)
        name = next((context[start : start + n] for n in lengths if gazetteer.official(context[start : start + n])), "")
        if name and name not in WORDS:
            yield name
        start += len(name) or 1


def _support(place: Place, context: str) -> int:
    """How many of the places above it are named, in full or in short."""
    return sum(upper.name in context or upper.short_name in context for upper in place.chain() if upper != place)


def _now(report: Report, known: Place) -> Choice:
    """What the report shows, as a person would confirm it: this place, and nothing below it."""
    below = DIVISIONS[DIVISIONS.index(known.level.value) + 1 :] if known.level.value in DIVISIONS else ()
    blanks = {field: "" for field in below if getattr(report, field) is None}
    return Choice(asked={"place": known.code or known.full_name, **blanks}, label=known.full_name, why="now")


def _choice(place: Place, why: str, count: int = 0) -> Choice:
    return Choice(asked={"place": place.code or place.full_name}, label=place.full_name, why=why, count=count)
