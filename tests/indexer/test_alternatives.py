"""Very many alternatives at once find what each by itself finds."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from indexer.engines.whoosh import alternatives
from indexer.engines.whoosh.scan import SEPARATOR, FlatText
from indexer.fold import fold
from indexer.query.nodes import And, Keyword, Node, Not, Or, Word
from tests.indexer.invented import reports
from tests.indexer.test_engine_contract import Index, index

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["index"]

ALPHABET = "枫桥经验法治aß𠮷。"


@pytest.mark.parametrize("piece", [1, 64, 1 << 20])
def test_one_pass_finds_what_looking_for_each_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    monkeypatch.setattr(alternatives, "PIECE_BYTES", piece)
    chance = random.Random(piece)
    records = ["".join(chance.choices(ALPHABET, k=chance.randrange(40))).encode() for _ in range(300)]
    path = tmp_path / "records.txt"
    path.write_bytes(b"".join(record + SEPARATOR for record in records))
    text = FlatText(path, np.cumsum([len(record) + 1 for record in records]))
    among = np.array([chance.random() < 0.8 for _ in records])
    for count in (1, 5, 60):
        drawn = ["".join(chance.choices(ALPHABET, k=chance.randrange(2, 6))).encode() for _ in range(count)]
        needles = [needle for needle in drawn if len(needle) >= alternatives.KEYED_BYTES]
        expected = [
            wanted and any(one in record for one in needles) for record, wanted in zip(records, among, strict=True)
        ]
        assert alternatives.containing_any(text, needles, among).tolist() == expected


def test_a_choice_of_very_many_keywords_is_exact_on_every_engine(index: Index) -> None:
    given = reports(60, seed=8)
    index.write(given[:40])
    index.write(given[40:], seq=2)
    chance = random.Random(5)
    folded = {one.id: (fold(one.title), fold(one.body)) for one in given}
    pieces = [chance.choice(folded[one.id]) for one in chance.choices(given, k=40)]
    starts = [chance.randrange(max(len(piece) - 4, 1)) for piece in pieces]
    there = [piece[start : start + chance.randrange(1, 6)] for piece, start in zip(pieces, starts, strict=True)]
    absent = ["葡萄" + chr(0x4E00 + number) for number in range(60)]
    for texts in (absent, [*absent, there[0]], [*absent, *there]):
        many = Or(tuple(map(Keyword, texts)))
        found = {one for one, fields in folded.items() if any(text in field for text in texts for field in fields)}
        queries: list[tuple[Node, set[str]]] = [(many, found), (Not(many), set(folded) - found)]
        queries.append((And((Keyword(there[1]), many)), found & index.ids(Keyword(there[1]))))
        for query, expected in queries:
            assert index.ids(query) == expected


def test_a_word_is_had_as_long_as_a_report_has_it(index: Index) -> None:
    one, two, *others = reports(12, seed=3)
    index.write([one, two, *others])
    words = dict(index.terms())
    assert all(index.has_word(word) for word in words)
    assert not index.has_word("葡萄牙")
    index.write(deletes=[report.id for report in (one, *others)], seq=2)
    left = {word for word in words if index.ids(Word(word))}
    assert {word for word in words if index.has_word(word)} == left
