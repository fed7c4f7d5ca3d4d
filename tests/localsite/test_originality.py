"""The invented reports are invented: they share no long run of characters with the labelled real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from localsite import REPORTS

RUN = 20  # characters; official names and stock phrases of reports are shorter


def runs_of(text: str) -> set[str]:
    packed = "".join(text.split())
    return {packed[start : start + RUN] for start in range(len(packed) - RUN + 1)}


@pytest.mark.shared
def test_no_report_shares_twenty_characters_in_a_row_with_a_real_one(shared_dir: Path) -> None:
    real = [path.read_text(encoding="utf-8-sig") for path in sorted((shared_dir / "data" / "seeds").glob("*.txt"))]
    assert len(real) == 5
    known = set().union(*(runs_of(text) for text in real))
    assert {run for report in REPORTS for run in runs_of(report.body)} & known == set()


def test_a_copied_sentence_would_be_found() -> None:
    text = REPORTS[0].body
    assert runs_of(text) & runs_of(f"前文{text[100:140]}后文")
