from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from indexer import IndexDamagedError, IndexMissingError
from indexer.engines import ENGINES
from indexer.generations import (
    CURRENT_FILE,
    MANIFEST_FILE,
    Generation,
    Manifest,
    create_generation,
    live_generation,
    live_stamp,
    make_live,
    remove_all_but,
    stale_reason,
)
from indexer.own_words import OwnWords
from indexer.segment import shipped_segmenter

if TYPE_CHECKING:
    from pathlib import Path

    from corpus import Home

WHOOSH = ENGINES["whoosh"]
SEGMENTER = shipped_segmenter()


def test_a_home_without_an_index_says_how_to_make_one(home: Home) -> None:
    with pytest.raises(IndexMissingError, match="no index yet") as caught:
        live_generation(home)
    assert "baogao index" in caught.value.hint
    assert live_stamp(home) is None


def test_a_new_generation_is_not_live_until_it_is_made_so(home: Home) -> None:
    generation = create_generation(home, WHOOSH, OwnWords())
    assert generation.name == "whoosh-000001"
    with pytest.raises(IndexMissingError):
        live_generation(home)
    make_live(home, generation)
    assert live_generation(home) == generation


def test_generations_are_numbered_on_and_never_reuse_a_number_in_use(home: Home) -> None:
    names = [create_generation(home, WHOOSH, OwnWords()).name for _ in range(3)]
    assert names == ["whoosh-000001", "whoosh-000002", "whoosh-000003"]


def test_the_stamp_differs_after_every_swap(home: Home) -> None:
    first, second = create_generation(home, WHOOSH, OwnWords()), create_generation(home, WHOOSH, OwnWords())
    make_live(home, first)
    before = live_stamp(home)
    make_live(home, second)
    assert live_stamp(home) != before


def test_removing_leaves_the_live_generation_and_what_is_no_generation(home: Home) -> None:
    first, second = create_generation(home, WHOOSH, OwnWords()), create_generation(home, WHOOSH, OwnWords())
    make_live(home, second)
    (home.index / "notes-of-mine").mkdir()
    remove_all_but(home, second)
    assert not first.path.exists()
    assert {item.name for item in home.index.iterdir()} == {CURRENT_FILE, "whoosh-000002", "notes-of-mine"}


@pytest.mark.parametrize("content", [pytest.param(b"", id="empty"), pytest.param(b"../../etc\n", id="outside")])
def test_a_damaged_name_of_the_live_generation_is_said_to_be_damaged(home: Home, content: bytes) -> None:
    (home.index / CURRENT_FILE).write_bytes(content)
    with pytest.raises(IndexDamagedError, match="names"):
        live_generation(home)


@pytest.mark.parametrize(
    "content", [pytest.param("", id="empty"), pytest.param("{}", id="no-fields"), pytest.param("[1]", id="a-list")]
)
def test_a_damaged_manifest_is_said_to_be_damaged(home: Home, content: str) -> None:
    generation = create_generation(home, WHOOSH, OwnWords())
    make_live(home, generation)
    (generation.path / MANIFEST_FILE).write_text(content, encoding="utf-8")
    with pytest.raises(IndexDamagedError, match="cannot be read") as caught:
        live_generation(home)
    assert "--rebuild" in caught.value.hint


def test_a_manifest_says_what_the_generation_was_made_by(home: Home) -> None:
    generation = create_generation(home, WHOOSH, OwnWords())
    written = json.loads((generation.path / MANIFEST_FILE).read_text(encoding="utf-8"))
    assert written["engine"] == "whoosh"
    assert written["schema_version"] == WHOOSH.schema_version
    assert written["dictionary"] == SEGMENTER.digest


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({}, None, id="sound"),
        pytest.param({"engine": "abacus"}, "engine", id="unknown-engine"),
        pytest.param({"schema_version": -1}, "schema", id="other-schema"),
        pytest.param({"dictionary": "0" * 16}, "dictionary", id="other-dictionary"),
    ],
)
def test_a_stale_generation_says_why(change: dict[str, str | int], reason: str | None, tmp_path: Path) -> None:
    sound = {
        "engine": "whoosh",
        "schema_version": WHOOSH.schema_version,
        "dictionary": SEGMENTER.digest,
        "created": "",
    }
    manifest = Manifest(**(sound | change))  # type: ignore[arg-type]  # the values are of mixed types
    found = stale_reason(Generation(tmp_path, manifest, SEGMENTER))
    assert found is None if reason is None else reason in (found or "")
