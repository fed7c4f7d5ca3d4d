"""Notices: what stands in the lists beside the reports, and must not be taken for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from localsite.columns import RULE_OF_LAW
from localsite.draw import Draw
from localsite.prose import lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from localsite.places import Place

__all__ = ["Notice", "announcements", "notices_of"]

NOTICES_A_SITE = 3
FIRST_DAY, DAYS = date(2020, 4, 6), 1300


@dataclass(frozen=True, slots=True)
class Notice:
    """A short announcement of one site."""

    path: str
    title: str
    text: str
    published: date


def notices_of(place: Place, article_path: Callable[[Place, str, date, int], str]) -> list[Notice]:
    """The notices in the list of one place, at the addresses that its family gives them."""
    draw = Draw(place.slug, "notices")
    return [_notice(place, line, draw, article_path) for line in draw.sample(lines("notices"), NOTICES_A_SITE)]


def announcements(place: Place, count: int, article_path: Callable[[Place, str, date, int], str]) -> list[Notice]:
    """As many issues of a bulletin, to fill a long list."""
    draw = Draw(place.slug, "announcements")
    found = []
    for issue in range(1, count + 1):
        published = FIRST_DAY + timedelta(days=draw.below(DAYS))
        title = f"{place.name}普法简讯第{issue}期"
        text = f"本期介绍{place.venue}开展法治宣传的做法，共发放资料{draw.between(60, 900)}份。"
        path = article_path(place, RULE_OF_LAW.folder, published, draw.between(100_000, 499_999))
        found.append(Notice(path, title, text, published))
    return found


def _notice(place: Place, line: str, draw: Draw, article_path: Callable[[Place, str, date, int], str]) -> Notice:
    title, _, text = line.partition("|")
    published = FIRST_DAY + timedelta(days=draw.below(DAYS))
    serial = draw.between(100_000, 999_999)
    return Notice(article_path(place, RULE_OF_LAW.folder, published, serial), title, text, published)
