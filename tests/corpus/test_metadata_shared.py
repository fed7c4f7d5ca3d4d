"""Metadata of the labelled real reports kept beside the checkout: every field of every one."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.metadata_eval import FIELDS, KINDS, facts_of, outcome
from corpus import DocType, Level
from corpus.metadata import PageFacts, read_metadata

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.shared


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_all_five_seeds_are_exactly_right(shared_dir: Path) -> None:
    seeds = lines(shared_dir / "data" / "seeds_truth.jsonl")
    assert len(seeds) == 5
    for truth in seeds:
        file_name = truth.pop("file")
        text = (shared_dir / "data" / "seeds" / file_name).read_text(encoding="utf-8")
        metadata = read_metadata(PageFacts(text=text))
        actual = {name: getattr(metadata, name) for name in truth}
        actual["published"] = metadata.published.isoformat() if metadata.published else None
        assert actual == truth, file_name


def test_all_reports_of_the_state_council_are_right(shared_dir: Path) -> None:
    records = lines(shared_dir / "data" / "state_council_reports.jsonl")
    assert len(records) == 72
    for record in records:
        is_resolution = record["title"].endswith("决议")
        metadata = read_metadata(PageFacts(title=record["title"], text=record["content"], url=record["url"]))
        assert metadata.report_year == (int(record["year"]) if record["year"] else None), record["title"]
        assert metadata.level is Level.STATE
        assert (metadata.province, metadata.city, metadata.county, metadata.township) == (None, None, None, None)
        assert metadata.issuer == ("全国人民代表大会" if is_resolution else "国务院")
        assert metadata.doc_type is (DocType.OTHER if is_resolution else DocType.WORK_REPORT)


# Of 115 pages. A wrong place is worse than none, so what may be wrong is held as well as what must be right.
FLOORS = {
    "report_year": (115, 0),
    "published": (114, 0),
    "issuer": (111, 3),
    "level": (114, 0),
    "province": (114, 0),
    "city": (114, 0),
    "county": (113, 0),
    "township": (114, 0),
    "zone": (115, 0),
}


@pytest.mark.parametrize("as_text", [False, True], ids=["header apart", "header in the text"])
def test_the_labelled_pages_are_read_as_well_as_they_were(shared_dir: Path, *, as_text: bool) -> None:
    pages = lines(shared_dir / "eval" / "metadata_dev.jsonl")
    assert len(pages) == 115
    counts: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
    for page in pages:
        metadata = read_metadata(facts_of(page, as_text=as_text))
        truth = {**page, "doc_type": KINDS[page["report_kind"]]}
        for name in FIELDS:
            expected, actual = (str(v) if v is not None else None for v in (truth.get(name), getattr(metadata, name)))
            counts[name][outcome(expected, actual)] += 1
    right = {name: counts[name]["right"] + counts[name]["right null"] for name in FLOORS}
    wrong = {name: counts[name]["wrong"] + counts[name]["given for null"] for name in FLOORS}
    assert {name: right[name] for name, (floor, _) in FLOORS.items() if right[name] < floor} == {}
    assert {name: wrong[name] for name, (_, ceiling) in FLOORS.items() if wrong[name] > ceiling} == {}
