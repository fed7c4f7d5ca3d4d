"""The labelled real reports kept beside the checkout, cut into about 1,000 pieces that are reports of their own."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from corpus import DocType, Level
from tests.indexer.invented import report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus import Report

PIECE_CHARACTERS = 1_100


def pieces(data: Path) -> list[Report]:
    """Pieces of all 77 reports, title and labels repeated on each."""
    whole = [*_seeds(data), *_state_council(data)]
    cut = [
        (fields, body[start : start + PIECE_CHARACTERS])
        for fields, body in whole
        for start in range(0, len(body), PIECE_CHARACTERS)
    ]
    return [report(number, body=body, **fields) for number, (fields, body) in enumerate(cut)]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _seeds(data: Path) -> Iterator[tuple[dict[str, Any], str]]:
    for truth in _lines(data / "seeds_truth.jsonl"):
        text = (data / "seeds" / truth["file"]).read_text(encoding="utf-8")
        names = ("report_year", "province", "city", "county", "township", "issuer")
        known = {name: truth[name] for name in names} | {"level": Level(truth["level"])}
        yield {"title": text.strip().split("\n")[0], "doc_type": DocType(truth["doc_type"]), **known}, text


def _state_council(data: Path) -> Iterator[tuple[dict[str, Any], str]]:
    for record in _lines(data / "state_council_reports.jsonl"):
        year = re.search(r"\d{4}", record["title"])
        known = {"report_year": int(year[0]) if year else None, "level": Level.STATE, "issuer": "国务院"}
        yield {"title": record["title"], "doc_type": DocType.WORK_REPORT, **known}, record["content"]
