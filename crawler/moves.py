"""Reports that have moved without a redirect: their text stands at a new address, and the old one is gone.

A text that stands at two addresses is no move: sites list one page under several columns. So the address that the store
knows is asked before the new one takes its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus import canonical_url

if TYPE_CHECKING:
    from datetime import datetime

    from corpus import Report
    from corpus.store import Store

__all__ = ["Former", "former_of", "is_same_text", "stands_at"]

LEAST_TEXT = 50  # characters: a page that says less than that is like many others
PIECE = 8  # characters
SAME_SHARE = 0.9  # of the pieces of two texts: what a new frame, or better rules, add to a page or take from it
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Former:
    """The address at which the store knows a report that was met at another one, and whether it is known to be gone."""

    url: str
    gone: bool


def former_of(store: Store, report: Report, *, since: datetime) -> Former | None:
    """Where a report that the store does not hold may have stood before; None where it is new.

    Args:
        store: what is known.
        report: as read from its page.
        since: an address that was there at that moment, or later, is there still.
    """
    for held, status in store.statuses.namesakes(report, _hosts(report.url), not_seen_since=since):
        if held.url is not None and _is_of_one_site(held.url, report.url) and is_same_text(held, report):
            return Former(held.url, gone=status.withdrawn is not None)
    return None


def stands_at(store: Store, gone: Report) -> str | None:
    """Another address of its site at which the text of a report stands whose page is gone; None where it does not."""
    for held, status in store.statuses.namesakes(gone, _hosts(gone.url)):
        there = status.withdrawn is None and held.url is not None and _is_of_one_site(held.url, gone.url)
        if there and is_same_text(gone, held):
            return held.url
    return None


def is_same_text(one: Report, other: Report) -> bool:
    """Whether two reports of one title say the same, to the letter or, if issuer and date agree too, nearly so."""
    texts = [SPACES.sub("", report.body) for report in (one, other)]
    if min(map(len, texts)) < LEAST_TEXT:
        return False
    if texts[0] == texts[1]:
        return True
    if one.published is None or (one.published, one.issuer) != (other.published, other.issuer):
        return False
    pieces = [{text[start : start + PIECE] for start in range(len(text) - PIECE + 1)} for text in texts]
    return len(pieces[0] & pieces[1]) >= SAME_SHARE * len(pieces[0] | pieces[1])


def _hosts(url: str | None) -> tuple[str, ...]:
    """The host with and without ``www.``."""
    host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    return (host, f"www.{host}")


def _is_of_one_site(url: str, other: str | None) -> bool:
    places = [urlsplit(canonical_url(each)).netloc.removeprefix("www.") for each in (url, other or "")]
    return places[0] == places[1] and canonical_url(url) != canonical_url(other or "")
