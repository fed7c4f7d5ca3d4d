"""Metadata of the labelled real reports kept beside the checkout: every field of every one."""

from __future__ import annotations

import json
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


def test_no_place_year_or_date_of_the_labelled_pages_is_wrong(shared_dir: Path) -> None:
    pages = lines(shared_dir / "eval" / "metadata_dev.jsonl")
    right = dict.fromkeys(FIELDS, 0)
    for number, page in enumerate(pages):
        metadata = read_metadata(facts_of(page))
        truth = {**page, "doc_type": KINDS[page["report_kind"]]}
        for name in FIELDS:
            expected, actual = (str(v) if v is not None else None for v in (truth.get(name), getattr(metadata, name)))
            result = outcome(expected, actual)
            right[name] += result.startswith("right")
            if name not in {"issuer", "doc_type"}:  # an issuer has more than one correct form; few extracts name a kind
                assert result not in {"wrong", "given for null"}, f"{number}: {name}: {expected} / {actual}"
    floors = {
        "report_year": 109,
        "published": 114,
        "issuer": 87,
        "level": 101,
        "province": 97,
        "city": 99,
        "county": 104,
    }
    assert {name: right[name] for name, floor in floors.items() if right[name] < floor} == {}
