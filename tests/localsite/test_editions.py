"""The switch changes, moves, removes and adds pages, and leaves all others as they were, to the byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from localsite import REPORTS, LocalReport, LocalSite
from localsite.contents import listings
from localsite.editions import CORRECTION, Gone, first_edition, second_edition
from localsite.hosts import HOSTS, PublishingHost

if TYPE_CHECKING:
    from localsite.answer import Answer

BEFORE, AFTER = first_edition(), second_edition()
HOSTS_BEFORE = {name: PublishingHost(name, BEFORE) for name in HOSTS}
HOSTS_AFTER = {name: PublishingHost(name, AFTER) for name in HOSTS}
LISTED_AFTER = {
    (listing.place.host, item.path)
    for host in HOSTS
    for listing in listings(host, (*AFTER.reports, *AFTER.still_listed))
    for item in listing.items
}


def name_of(report: LocalReport) -> str:
    return f"{report.slug}-{report.report_year}"


def same_as_before(report: LocalReport) -> LocalReport:
    """The report as it stood at first."""
    keys = (report.slug, report.column, report.report_year)
    return next(each for each in REPORTS if (each.slug, each.column, each.report_year) == keys)


def asked(report: LocalReport, headers: dict[str, str] | None = None) -> Answer:
    """What the report's address answers after the switch."""
    return HOSTS_AFTER[report.host].answer(report.path, headers or {})


@pytest.mark.parametrize("report", AFTER.changed, ids=name_of)
def test_a_changed_page_stands_where_it_stood_and_says_more(report: LocalReport) -> None:
    before = same_as_before(report)
    assert report.path == before.path
    assert report.body.replace(f"{CORRECTION}\n", "") == before.body
    old = HOSTS_BEFORE[report.host].pages[before.path]
    validators = {"if-none-match": old.etag, "if-modified-since": old.last_modified}
    assert asked(report, validators).status == 200
    assert asked(report, {"if-modified-since": old.last_modified}).status == 200


@pytest.mark.parametrize("report", AFTER.relocated, ids=name_of)
def test_a_moved_page_is_listed_anew_and_its_old_address_leads_to_it(report: LocalReport) -> None:
    before = same_as_before(report)
    assert report.path != before.path
    old = HOSTS_AFTER[report.host].answer(before.path, {})
    assert (old.status, old.headers["Location"]) == (301, report.path)
    assert asked(report).status == 200
    assert (report.host, report.path) in LISTED_AFTER
    assert (report.host, before.path) not in LISTED_AFTER


@pytest.mark.parametrize("report", AFTER.new, ids=name_of)
def test_a_new_page_is_listed_and_was_not_there(report: LocalReport) -> None:
    assert asked(report).status == 200
    assert (report.host, report.path) in LISTED_AFTER
    assert HOSTS_BEFORE[report.host].answer(report.path, {}).status == 404


def test_pages_are_removed_in_four_ways() -> None:
    ways = {AFTER.gone[report.host, report.path]: asked(report) for report in AFTER.removed}
    assert {way: answer.status for way, answer in ways.items()} == {
        Gone.NOT_FOUND: 404,
        Gone.GONE_LISTED: 410,
        Gone.HOME: 302,
        Gone.SOFT: 200,
    }
    assert ways[Gone.HOME].headers["Location"] == "/"
    assert "您访问的页面不存在" in (ways[Gone.SOFT].body or b"").decode()


def test_a_removed_page_may_still_be_listed() -> None:
    listed = {AFTER.gone[each.host, each.path] for each in AFTER.removed if (each.host, each.path) in LISTED_AFTER}
    assert listed == set(Gone) - {Gone.NOT_FOUND}


def test_every_other_page_is_the_same_to_the_byte_but_where_it_links_to_its_neighbours() -> None:
    touched = {same_as_before(report).path for report in (*AFTER.changed, *AFTER.relocated)}
    touched |= {report.path for report in AFTER.removed}
    sites = {report.slug for report in (*AFTER.relocated, *AFTER.removed, *AFTER.new)}
    others = [report for report in REPORTS if report.path not in touched]
    assert len(others) == len(REPORTS) - 11
    differing = [
        report.slug
        for report in others
        if HOSTS_BEFORE[report.host].pages[report.path].body != HOSTS_AFTER[report.host].pages[report.path].body
    ]
    assert set(differing) <= sites


def test_the_switch_shows_on_a_site_that_is_being_served(site: LocalSite) -> None:
    assert site.edition is BEFORE
    assert site.switch() is AFTER
    assert site.edition is AFTER
