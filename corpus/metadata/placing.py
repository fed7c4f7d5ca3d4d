"""Where the report is from: what the page and the letters of its address say, then what is known of its site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.metadata.implied import find_implied
from corpus.metadata.locality import find_locality, locate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.gazetteer import Gazetteer
    from corpus.metadata.address import Address
    from corpus.metadata.decision import Decision
    from corpus.metadata.facts import Finding
    from corpus.metadata.locality import Located
    from corpus.metadata.page import Page
    from corpus.metadata.subjects import Subject

__all__ = ["Placing", "place_report"]

CODE = "locality_code"


@dataclass(frozen=True)
class Placing:
    """The place of a report.

    Attributes:
        located: the issuing body's place; None where the page does not tell.
        decisions: for each field of the place, by its name in a Report.
        address: as it was used.
        is_contradictory: title and signature name different places.
    """

    located: Located | None
    decisions: Mapping[str, Decision[str]]
    address: Address
    is_contradictory: bool = False

    @property
    def code(self) -> Finding[str] | None:
        """The code of the lowest place that is certain."""
        return self.decisions[CODE].chosen


def place_report(
    page: Page, subjects: Sequence[Subject], gazetteer: Gazetteer, year: int | None, sites: tuple[Address, Address]
) -> Placing:
    """The place of the report.

    What is known of the site decides only where the page's own words leave the place open, and against none of them. So
    a report that says its own place says it whatever is known of the site: what is learnt from such reports stays the
    same when they are read again with what was learnt.

    Args:
        page: the page.
        subjects: the bodies it names, the most trustworthy first.
        gazetteer: to look up codes and former divisions.
        year: the year of the report.
        sites: the address by its letters alone, and with what is known of its site.
    """
    by_letters, known = (_placed(page, subjects, gazetteer, year, sites[0]), sites[1])
    if known == sites[0] or (by_letters.code is not None and by_letters.code.evidence.is_certain):
        return by_letters
    by_site = _placed(page, subjects, gazetteer, year, known)
    return by_site if _says_more(by_site, by_letters) else by_letters


def _placed(
    page: Page, subjects: Sequence[Subject], gazetteer: Gazetteer, year: int | None, address: Address
) -> Placing:
    localities = locate(page, subjects, gazetteer, address, year)
    located = localities.chosen
    if not localities.readings and not any(subject.is_issuer for subject in subjects):
        located = find_implied(page, address, gazetteer)
    decisions = find_locality(located, localities.readings, address)
    return Placing(located, decisions, address, bool(localities.readings) and localities.chosen is None)


def _says_more(by_site: Placing, by_letters: Placing) -> bool:
    """Whether the site tells the place, and contradicts nothing that the page says."""
    code, before = by_site.code, by_letters.code
    if code is None or not code.evidence.is_of_address or by_letters.is_contradictory:
        return False
    if before is None or before.evidence.is_of_address:
        return True
    kept = (
        (by_site.decisions[name].chosen, each.chosen) for name, each in by_letters.decisions.items() if name != CODE
    )
    return (
        code.value != before.value
        and code.value.startswith(before.value)
        and all(now is not None and now.value == then.value for now, then in kept if then is not None)
    )
