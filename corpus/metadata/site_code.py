"""The site's identification code (SiteIDCode): ten digits, of which the first six are a division code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.gazetteer import UnknownPlaceError
from corpus.report import Evidence, Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.gazetteer import Gazetteer, Place

__all__ = ["narrow_by_site_code", "read_site_code"]

SITE_ID_CONFIDENCE = 0.6
SITE_ID_LENGTH = 10
DIVISION_CODE_LENGTHS = (6, 4, 2)  # county, city, province: the most exact one that tells the namesakes apart


def narrow_by_site_code(
    candidates: tuple[Place, ...], meta: Mapping[str, str], gazetteer: Gazetteer
) -> tuple[tuple[Place, ...], Evidence | None]:
    """The candidates in the division whose code begins the site's identification code (SiteIDCode), and the evidence.

    All of them, and no evidence, where there is no such code or it is that of another place.
    """
    for area, evidence in read_site_code(meta, gazetteer):
        inside = tuple(place for place in candidates if place.lies_in(area))
        if inside:
            return inside, evidence
    return candidates, None


def read_site_code(meta: Mapping[str, str], gazetteer: Gazetteer) -> Iterator[tuple[Place, Evidence]]:
    """The divisions that the code begins with, the lowest first; none where there is no such code."""
    code = meta.get("siteidcode", "").strip()
    if len(code) != SITE_ID_LENGTH or not (code.isascii() and code.isdigit()):
        return
    for length in DIVISION_CODE_LENGTHS:
        try:
            area = gazetteer.by_code(code[:length])
        except UnknownPlaceError:
            continue
        yield area, Evidence(where=Where.SITE_ID_CODE, quote=code, confidence=SITE_ID_CONFIDENCE)
