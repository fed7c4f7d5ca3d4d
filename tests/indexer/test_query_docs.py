from __future__ import annotations

import re
from pathlib import Path

import pytest

from indexer.query import GazetteerPlaces, describe, parse
from indexer.query.parser import MAX_DEPTH, MAX_LENGTH, MAX_TERMS
from indexer.segment import shipped_segmenter

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "query-language.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in GUIDE.splitlines() if line.startswith("| `")]
EXAMPLES = [(query.strip("`"), *words) for query, _, *words in ROWS if not words[-1].startswith("`")]
NOTED = [(query.strip("`"), *words, code.strip("`")) for query, *words, code in ROWS if code.startswith("`")]
PLACES = GazetteerPlaces()


@pytest.mark.parametrize(("query", "chinese", "english"), EXAMPLES)
def test_an_example_of_the_guide_means_what_the_guide_says(query: str, chinese: str, english: str) -> None:
    parsed = parse(query, places=PLACES, segmenter=shipped_segmenter())
    assert describe(parsed.node) == chinese
    assert describe(parsed.node, "en") == english
    assert parsed.notes == ()


@pytest.mark.parametrize(("query", "chinese", "english", "code"), NOTED)
def test_an_unreadable_example_of_the_guide_is_taken_and_noted_as_the_guide_says(
    query: str, chinese: str, english: str, code: str
) -> None:
    parsed = parse(query, places=PLACES, segmenter=shipped_segmenter())
    assert describe(parsed.node) == chinese
    assert describe(parsed.node, "en") == english
    assert code in [note.code for note in parsed.notes]


def test_the_guide_has_examples_of_both_kinds() -> None:
    assert len(EXAMPLES) > 20
    assert len(NOTED) > 10


def test_the_guide_names_every_note_that_the_query_can_get_and_the_bounds_in_force() -> None:
    source = Path(parse.__code__.co_filename).with_name("notes.py").read_text(encoding="utf-8")
    codes = set(re.findall(r'Note\(\s*"([a-z-]+)"', source)) - {
        "ignored-year",
        "dictionary-changed",
    }  # of filters beside the query; of the index
    assert len(codes) > 10
    assert {code for code in codes if f"`{code}`" not in GUIDE} == set()
    assert f"{MAX_LENGTH:,} characters" in GUIDE
    assert f"{MAX_TERMS} terms or more than {MAX_DEPTH} levels" in GUIDE
