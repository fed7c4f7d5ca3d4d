"""The invented sites that come with the project, crawled whole, twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from corpus import Home, Report, open_home
from corpus.store import open_store
from crawler import CrawlSummary, crawl, read_sources
from localsite import MISSING, REPORTS, LocalReport, LocalSite, Quirk, Request, serve_site, sources_toml
from tests.webapp.counted import COUNTED, browsing, check_facets


@dataclass
class Crawled:
    """Two crawls of the local site, one after the other."""

    home: Home
    site: LocalSite
    first: CrawlSummary
    second: CrawlSummary
    second_requests: list[Request]
    kept: dict[str, Report]

    def find(self, quirk: Quirk) -> tuple[LocalReport, Report]:
        """The invented report with that quirk, and what was kept of it."""
        told = next(report for report in REPORTS if report.quirk is quirk)
        return told, self.kept[self.site.url_of(told)]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("localsite")
    home = open_home(folder / "home", create=True)
    site: LocalSite
    with serve_site() as site:
        (folder / "sources.toml").write_text(sources_toml(site), encoding="utf-8")
        sources = read_sources(folder / "sources.toml")
        first = crawl(home, sources)
        asked = len(site.requests)
        second = crawl(home, sources, full=True)
        with open_store(home, read_only=True) as store:
            kept = {report.url or "": report for report in store.iter_reports()}
        yield Crawled(home, site, first, second, site.requests[asked:], kept)


def test_every_report_of_every_family_is_found(crawled: Crawled) -> None:
    assert crawled.first.added == len(REPORTS)
    assert set(crawled.kept) == {crawled.site.url_of(report) for report in REPORTS}
    assert crawled.first.ok


def test_the_gbk_page_reads_right(crawled: Crawled) -> None:
    told, kept = crawled.find(Quirk.GBK)
    assert kept.title == told.title
    assert "\ufffd" not in kept.body


def test_the_moved_page_is_followed(crawled: Crawled) -> None:
    told, kept = crawled.find(Quirk.MOVED)
    assert told.linked_path != told.path
    assert kept.title == told.title
    assert sum(source.moved for source in crawled.first.sources) == 1


def test_the_page_without_a_title_is_kept(crawled: Crawled) -> None:
    _, kept = crawled.find(Quirk.NO_TITLE)
    assert kept.body


def test_the_missing_page_is_named(crawled: Crawled) -> None:
    gone = [trouble.url for source in crawled.first.sources for trouble in source.gone]
    assert gone == [f"{crawled.site.address}{MISSING.path}"]


def test_a_second_crawl_is_sent_no_page_again(crawled: Crawled) -> None:
    assert (crawled.second.added, crawled.second.changed) == (0, 0)
    assert sum(source.not_modified for source in crawled.second.sources) == len(crawled.kept)
    sent = {request.path for request in crawled.second_requests if request.status == 200}
    assert sent <= {"/robots.txt"}


def test_facets_are_those_counted_in_the_catalogue(crawled: Crawled) -> None:
    told = [report for report in REPORTS if crawled.site.url_of(report) in crawled.kept]
    assert len(told) == len(crawled.kept)
    with browsing(crawled.home) as client:
        check_facets(client, [{name: getattr(report, name) for name in COUNTED} for report in told])
