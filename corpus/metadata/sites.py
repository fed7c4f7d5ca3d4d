"""The places of sites, learnt from reports that say their own for certain.

Names in Latin letters say nothing of a site such as lda.gov.cn, and too much of sx.gov.cn. The reports that it has
published say it better, as soon as there are a few whose place is certain without the address.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["learn_sites"]

FEWEST_REPORTS = 3  # of one site that must be in one place
LEAST_SHARE = 0.8  # of the site's reports; others may be reprints of another government's
CODE_LENGTHS = (6, 4, 2)  # county, city, province: a site belongs to the lowest one that holds most of its reports
DIGITS_A_LEVEL = 2


def learn_sites(certain_places: Iterable[tuple[str, str, int]]) -> dict[str, str]:
    """The code of the place of each site, of 6, 4 or 2 digits, by host name, for the sites where it is certain.

    Args:
        certain_places: site, code of a place, and how many of its reports say for certain that they are from there; as
            `corpus.store.Sites.certain_places` gives them.
    """
    by_site: dict[str, Counter[str]] = defaultdict(Counter)
    for site, code, number in certain_places:
        by_site[site][code] += number
    learnt = ((site, _place(codes)) for site, codes in sorted(by_site.items()))
    return {site: code for site, code in learnt if code is not None}


def _place(codes: Mapping[str, int]) -> str | None:
    """The lowest division that holds enough of the codes; a higher one's own report does not count against it.

    A report from elsewhere may be a reprint. One from a neighbour, in the same city or province, says that the site is
    the city's or the province's.
    """
    total = sum(codes.values())
    for length in CODE_LENGTHS:
        counts: Counter[str] = Counter()
        for code, number in codes.items():
            if len(code) >= length:
                counts[code[:length]] += number
        for code, count in counts.most_common(1):
            neighbours = [other for other in counts if length > DIGITS_A_LEVEL and _are_neighbours(code, other)]
            if count >= max(FEWEST_REPORTS, LEAST_SHARE * total) and not neighbours:
                return code
    return None


def _are_neighbours(code: str, other: str) -> bool:
    return other != code and other[:-DIGITS_A_LEVEL] == code[:-DIGITS_A_LEVEL]
