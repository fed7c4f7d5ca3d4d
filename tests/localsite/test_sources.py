"""The sources.toml of the site is what the crawler reads, and its pattern tells reports from notices."""

from __future__ import annotations

import re
from pathlib import Path

from crawler.sources import read_sources
from localsite import MISSING, REPORTS, sources_toml
from localsite.notices import notices_of
from localsite.places import PLACES
from localsite.site import pages
from localsite.sources import TITLE_PATTERN

ADDRESS = "http://127.0.0.1:8765"


def test_the_crawler_reads_one_source_a_place(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(sources_toml(ADDRESS), encoding="utf-8")
    sources = read_sources(path)
    assert [source.name for source in sources] == [place.name for place in PLACES]
    assert all(source.allow_private and source.delay_seconds == 0 for source in sources)


def test_every_start_page_is_a_page_of_the_site(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(sources_toml(ADDRESS), encoding="utf-8")
    starts = [start for source in read_sources(path) for start in source.start]
    assert len(starts) == 27
    assert all(start.removeprefix(ADDRESS) in pages() for start in starts)


def test_the_pattern_takes_every_report_and_no_notice() -> None:
    taken = re.compile(TITLE_PATTERN)
    assert [report.path for report in REPORTS if not taken.search(report.list_title)] == []
    assert taken.search(MISSING.title)
    assert [notice.title for place in PLACES for notice in notices_of(place) if taken.search(notice.title)] == []
