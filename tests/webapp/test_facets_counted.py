"""Facets of the labelled real reports, counted by hand in the file of their truth."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.importer import import_paths
from corpus.store import open_store
from tests.webapp.counted import Truth, browsing, check_facets

if TYPE_CHECKING:
    from corpus import Home

pytestmark = pytest.mark.shared


def test_facets_of_the_labelled_real_reports_are_those_counted_by_hand(shared_dir: Path, home: Home) -> None:
    data = shared_dir / "data"
    truth = [json.loads(line) for line in (data / "seeds_truth.jsonl").read_text(encoding="utf-8").splitlines()]
    of_state = (data / "state_council_reports.jsonl").read_text(encoding="utf-8").splitlines()
    with open_store(home) as store:
        import_paths(home, store, [data / "seeds", data / "state_council_reports.jsonl"])
    state: Truth = {"province": None, "city": None, "county": None, "level": "state"}
    with browsing(home) as client:
        check_facets(client, [*truth, *[state for _ in of_state]])
