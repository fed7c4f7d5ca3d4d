"""Notices: what stands in the lists beside the reports, and must not be taken for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from localsite.draw import Draw
from localsite.places import Layout
from localsite.prose import lines

if TYPE_CHECKING:
    from localsite.places import Place

__all__ = ["Notice", "notices_of"]

NOTICES_A_SITE = 3
FIRST_DAY, DAYS = date(2020, 4, 6), 1300
FIRST_PLAIN_NUMBER = 9001


@dataclass(frozen=True, slots=True)
class Notice:
    """A short announcement of one site."""

    path: str
    title: str
    text: str
    published: date


def notices_of(place: Place) -> list[Notice]:
    """The notices in the list of one place."""
    draw = Draw(place.slug, "notices")
    return [
        _notice(place, number, line, draw) for number, line in enumerate(draw.sample(lines("notices"), NOTICES_A_SITE))
    ]


def _notice(place: Place, number: int, line: str, draw: Draw) -> Notice:
    title, _, text = line.partition("|")
    published = FIRST_DAY + timedelta(days=draw.below(DAYS))
    serial = draw.between(100_000, 999_999)
    if place.layout is Layout.PLAIN:
        path = f"/{place.slug}/article/{FIRST_PLAIN_NUMBER + number}.html"
    else:
        path = f"/{place.slug}/zwgk/fzzf/{published:%Y%m}/t{published:%Y%m%d}_{serial}.html"
    return Notice(path, title, text, published)
