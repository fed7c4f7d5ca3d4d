"""Facets of whole collections, counted by hand in what tells the truth of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.importer import import_paths
from corpus.store import open_store
from crawler import crawl, read_sources
from localsite import REPORTS, serve_site, sources_toml
from tests.webapp.counted import COUNTED, Truth, browsing, check_facets

if TYPE_CHECKING:
    from corpus import Home


@pytest.mark.shared
def test_facets_of_the_labelled_real_reports_are_those_counted_by_hand(shared_dir: Path, home: Home) -> None:
    data = shared_dir / "data"
    truth = [json.loads(line) for line in (data / "seeds_truth.jsonl").read_text(encoding="utf-8").splitlines()]
    of_state = (data / "state_council_reports.jsonl").read_text(encoding="utf-8").splitlines()
    with open_store(home) as store:
        import_paths(home, store, [data / "seeds", data / "state_council_reports.jsonl"])
    state: Truth = {"province": None, "city": None, "county": None, "level": "state"}
    with browsing(home) as client:
        check_facets(client, [*truth, *[state for _ in of_state]])


def test_facets_of_the_local_site_are_those_counted_in_its_catalogue(home: Home, tmp_path: Path) -> None:
    with serve_site() as site:
        sources = tmp_path / "sources.toml"
        sources.write_text(sources_toml(site), encoding="utf-8")
        crawl(home, read_sources(sources))
        addresses = {site.url_of(report): report for report in REPORTS}
    with open_store(home, read_only=True) as store:
        told = [addresses[report.url or ""] for report in store.iter_reports()]
    assert len(told) >= 170
    with browsing(home) as client:
        check_facets(client, [{name: getattr(report, name) for name in COUNTED} for report in told])
