"""The judged queries: they are what they should be, and hits stay as well ranked as they were."""

from __future__ import annotations

from statistics import mean
from typing import TYPE_CHECKING

import pytest

from benchmarks.relevance import judged
from benchmarks.relevance.judged import judged_queries, judged_reports
from benchmarks.relevance.measure import Ranking, by_plain_bm25, engine_ranking, ndcg
from indexer.engines import ENGINES

if TYPE_CHECKING:
    from pathlib import Path

FLOOR = 0.97  # 0.986 when it was measured
GAIN = 0.05  # over plain BM25: 0.075 when it was measured
REPORTS, QUERIES = judged_reports(), judged_queries()


def mean_ndcg(ranking: Ranking) -> float:
    return mean(ndcg(ranking[one.text], one.grades) for one in QUERIES)


@pytest.mark.parametrize("engine", list(ENGINES))
def test_hits_are_ranked_as_a_person_would(engine: str, tmp_path: Path) -> None:
    value = mean_ndcg(engine_ranking(tmp_path / "home", engine, REPORTS, QUERIES))
    assert value >= FLOOR
    assert value >= mean_ndcg(by_plain_bm25(REPORTS, QUERIES)) + GAIN


def test_there_are_sixty_queries_each_with_reports_of_several_grades() -> None:
    assert len({one.text for one in QUERIES}) == len(QUERIES) >= 60
    assert all(max(one.grades.values()) == judged.BEST_GRADE for one in QUERIES)
    every = len(REPORTS)
    assert all(len(one.grades) < every for one in QUERIES)


def test_the_best_order_has_one_and_a_worse_less() -> None:
    grades = {"a": 3, "b": 2, "c": 1}
    assert ndcg(["a", "b", "c"], grades) == 1.0
    assert 0 < ndcg(["c", "b", "a"], grades) < ndcg(["b", "a", "c"], grades) < 1
    assert ndcg([], grades) == 0


@pytest.mark.parametrize("line", ["4 tonglu-2021", "x tonglu-2021", "3 nowhere-2021"])
def test_a_line_that_names_nothing_is_refused(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "judgments.txt").write_text(f"= tonglu\n桐庐县 :: its reports\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(judged, "JUDGMENTS", tmp_path / "judgments.txt")
    with pytest.raises(ValueError, match="line 3"):
        judged_queries()
