"""The sources.toml of the sites is what the crawler reads, and its pattern tells reports from notices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from crawler.sources import Source, read_sources
from localsite import MISSING, REPORTS, LocalSite, sources_toml
from localsite.contents import notices
from localsite.hosts import pages
from localsite.places import PLACES
from localsite.sources import TITLE_PATTERN

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def sources(site: LocalSite, tmp_path: Path) -> tuple[Source, ...]:
    """What the crawler makes of the file."""
    path = tmp_path / "sources.toml"
    path.write_text(sources_toml(site), encoding="utf-8")
    return read_sources(path)


def test_the_crawler_reads_one_source_a_place(sources: tuple[Source, ...]) -> None:
    assert [source.name for source in sources] == [place.name for place in PLACES]
    assert all(source.allow_private and source.delay_seconds == 0 for source in sources)


def test_every_start_page_is_a_page_of_its_host(site: LocalSite, sources: tuple[Source, ...]) -> None:
    hosts = {site.address_of(host): host for host in site.hosts}
    starts = [start for source in sources for start in source.start]
    assert len(starts) == 27 + 30
    for start in starts:
        address, path = re.fullmatch(r"(http://[^/]+)(/.*)", start).groups()  # type: ignore[union-attr]
        assert path in pages(hosts[address])


def test_the_pattern_takes_every_report_and_no_notice() -> None:
    taken = re.compile(TITLE_PATTERN)
    assert [report.path for report in REPORTS if not taken.search(report.list_title)] == []
    assert taken.search(MISSING.title)
    assert [notice.title for place in PLACES for notice in notices(place) if taken.search(notice.title)] == []
