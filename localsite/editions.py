"""The two states of the sites: as they stand at first, and after the switch that changes, moves and removes pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from localsite.catalogue import REPORTS, compose
from localsite.columns import RULE_OF_LAW
from localsite.families import FAMILIES
from localsite.places import PLACES
from localsite.report import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localsite.places import Place
    from localsite.report import LocalReport

__all__ = ["Edition", "Gone", "first_edition", "second_edition"]


class Gone(StrEnum):
    """How a page that has been removed answers."""

    NOT_FOUND = "404"  # and no list links to it any more
    GONE_LISTED = "410"  # while its list still links to it
    HOME = "to the home page"  # 302 to the front page
    SOFT = "soft 404"  # 200, with a page that says it does not exist


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One state of all sites.

    Attributes:
        reports: all that have a page.
        moved: by host and old path, the path that it leads to.
        gone: by host and path, how a removed page answers.
        still_listed: removed reports that their lists still link to.
        changed, relocated, new, removed: the reports that differ from the first edition; as they are now.
    """

    reports: tuple[LocalReport, ...]
    moved: Mapping[tuple[str, str], str]
    gone: Mapping[tuple[str, str], Gone] = field(default_factory=dict)
    still_listed: tuple[LocalReport, ...] = ()
    changed: tuple[LocalReport, ...] = ()
    relocated: tuple[LocalReport, ...] = ()
    new: tuple[LocalReport, ...] = ()
    removed: tuple[LocalReport, ...] = ()


# What the switch does, by site and report year, all in the rule-of-law column.
CHANGED = (("tonglu", 2022), ("yiyuan", 2021), ("ruyuan", 2023), ("zhenyuan", 2020))
MOVED = (("xindu", 2021), ("guyuan", 2020), ("qiongzhong", 2022))
REMOVED = {
    ("zhejiang", 2020): Gone.NOT_FOUND,
    ("danjingshan", 2021): Gone.GONE_LISTED,
    ("dantu", 2020): Gone.HOME,
    ("yunhe", 2021): Gone.SOFT,
}
NEW = (("tonglu", 2024), ("yuezhuang", 2024), ("klmy", 2024), ("huanren", 2024))
CORRECTED_ON = date(2024, 5, 6)
CORRECTION = "（更正：原文第一段所列会议次数有误，现予改正，其余内容不变。）"


@cache
def first_edition() -> Edition:
    """The sites as they stand at first; one page has moved already, and its list links to the old address."""
    moved = {(report.host, report.linked_path): report.path for report in REPORTS if report.linked_path != report.path}
    return Edition(reports=REPORTS, moved=moved)


@cache
def second_edition() -> Edition:
    """The sites after the switch."""
    first = first_edition()
    changed = {_key(report): _corrected(report) for report in _reports(CHANGED)}
    relocated = {_key(report): _relocated(report) for report in _reports(MOVED)}
    removed = _reports(tuple(REMOVED))
    gone = {(report.host, report.path): REMOVED[report.slug, report.report_year] for report in removed}
    new = tuple(compose(_place(slug), RULE_OF_LAW, year) for slug, year in NEW)
    left = [{**changed, **relocated}.get(_key(report), report) for report in first.reports if report not in removed]
    was = {_key(report): report.path for report in first.reports}
    return Edition(
        reports=(*left, *new),
        moved={**first.moved, **{(now.host, was[key]): now.path for key, now in relocated.items()}},
        gone=gone,
        still_listed=tuple(report for report in removed if gone[report.host, report.path] is not Gone.NOT_FOUND),
        changed=tuple(changed.values()),
        relocated=tuple(relocated.values()),
        new=new,
        removed=removed,
    )


def _key(report: LocalReport) -> tuple[str, str, int]:
    return report.slug, report.column, report.report_year


def _reports(wanted: tuple[tuple[str, int], ...]) -> tuple[LocalReport, ...]:
    by_key = {_key(report): report for report in REPORTS}
    return tuple(by_key[slug, RULE_OF_LAW.folder, year] for slug, year in wanted)


def _place(slug: str) -> Place:
    return next(place for place in PLACES if place.slug == slug)


def _corrected(report: LocalReport) -> LocalReport:
    """The report with a correction below its first paragraph."""
    first, *others = report.blocks
    return replace(report, blocks=(first, Block(BlockKind.PARAGRAPH, CORRECTION), *others), revised=CORRECTED_ON)


def _relocated(report: LocalReport) -> LocalReport:
    """The same report at another address, as after an editor has filed it anew."""
    place = _place(report.slug)
    serial = 500_000 + report.report_year
    path = FAMILIES[place.family].article_path(place, report.column, report.published, serial)
    return replace(report, path=path, linked_path=path)
