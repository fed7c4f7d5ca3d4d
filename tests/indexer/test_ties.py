"""Pages of hits of which many have one score: those come first that are newest, whatever way they are found by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.engine import EngineRequest, Sort
from indexer.engines import engine_named
from indexer.engines.tantivy import order
from indexer.query.nodes import Keyword
from indexer.segment import shipped_segmenter
from tests.indexer.invented import report

if TYPE_CHECKING:
    from pathlib import Path

    from corpus import Report
    from indexer.engine import EngineReader

REPORTS = 90
BETTER = 7  # have the word in the title, too
YEARS = 5
LIMIT = 4
WORD = Keyword("信访")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> EngineReader:
    return _indexed(tmp_path_factory.mktemp("ties") / "index")


@pytest.fixture(
    params=[
        pytest.param({"MARGIN": 1, "WIDER_MARGIN": 10_000, "MARGIN_GROWTH": 3}, id="by widening"),
        pytest.param({"MARGIN": 1, "WIDER_MARGIN": 2, "NEWEST_LOOKED_AT": 8, "LOOKED_AT_GROWTH": 2}, id="by newest"),
        pytest.param({"MARGIN": 1, "WIDER_MARGIN": 2, "NEWEST_LOOKED_AT": 8, "MOST_LOOKED_AT": 16}, id="by both"),
    ]
)
def _ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in request.param.items():
        monkeypatch.setattr(order, name, value)


@pytest.mark.usefixtures("_ways")
def test_pages_follow_on_one_another_in_the_order_of_ties(reader: EngineReader) -> None:
    whole = reader.search(EngineRequest(query=WORD, filters={}, sort=Sort.RELEVANCE, limit=REPORTS)).hits
    assert len(whole) == REPORTS
    assert len({hit.score for hit in whole}) == 2
    expected = sorted(range(REPORTS), key=lambda number: (number >= BETTER, -_year(number), _report(number).id))
    assert [hit.report_id for hit in whole] == [_report(number).id for number in expected]
    for offset in range(0, REPORTS, LIMIT):
        request = EngineRequest(query=WORD, filters={}, sort=Sort.RELEVANCE, offset=offset, limit=LIMIT)
        assert reader.search(request).hits == whole[offset : offset + LIMIT]


def _indexed(path: Path) -> EngineReader:
    engine, segmenter = engine_named("tantivy"), shipped_segmenter()
    path.mkdir()
    engine.create(path)
    with engine.writer(path) as writer:
        for number in range(REPORTS):
            writer.upsert(engine.prepare(_report(number), segmenter))
        writer.commit(seq=REPORTS)
    return engine.reader(path, segmenter)


def _year(number: int) -> int:
    return 2016 + number % YEARS


def _report(number: int) -> Report:
    title = "信访情况" if number < BETTER else "工作情况"
    return report(number, title=title, body="信访工作有序开展。", report_year=_year(number))
