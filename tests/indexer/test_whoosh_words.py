"""Posting lists that are gathered, written, merged and read whole are those of the documents, also to Whoosh itself."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage

from indexer.engines.whoosh.codec import POSTINGS_PER_BLOCK
from indexer.engines.whoosh.words import INDEX_NAME, WordsReader, WordsWriter

Document = dict[str, dict[str, int]]

FIELDS = ("title", "body")
WORD = st.sampled_from(["枫桥", "枫桥经验", "经验", "a", "ab", "é", "\U00020000"]) | st.text(
    st.characters(codec="utf-8"), min_size=1, max_size=3
)
DOCUMENT = st.fixed_dictionaries({field: st.dictionaries(WORD, st.integers(1, 70_000), max_size=5) for field in FIELDS})
DOCUMENTS = st.lists(DOCUMENT, min_size=1, max_size=8)


@given(DOCUMENTS)
def test_what_is_written_is_read(documents: list[Document]) -> None:
    with TemporaryDirectory() as folder:
        check(written(Path(folder), documents), documents, Path(folder))


@given(st.lists(st.lists(st.tuples(DOCUMENT, st.booleans()), min_size=1, max_size=8), min_size=1, max_size=4))
def test_merged_segments_hold_what_was_kept_of_each(segments: list[list[tuple[Document, bool]]]) -> None:
    left = [document for segment in segments for document, kept in segment if kept]
    assume(left)  # a segment without documents is not written
    with TemporaryDirectory() as name:
        folder = Path(name)
        (merged := folder / "merged").mkdir()
        writer = WordsWriter(merged)
        for number, segment in enumerate(segments):
            (place := folder / str(number)).mkdir()
            reader = written(place, [document for document, _ in segment])
            writer.add_segment(reader, np.array([kept for _, kept in segment], dtype=np.bool_))
        writer.close()
        check(WordsReader(merged), left, merged)


def test_a_list_of_several_blocks_comes_back(tmp_path: Path) -> None:
    documents: list[Document] = [{"body": {"通知": 1 + number % 3}} for number in range(2 * POSTINGS_PER_BLOCK + 5)]

    check(written(tmp_path, documents), documents, tmp_path)


def test_a_word_that_stands_nowhere_has_no_postings(tmp_path: Path) -> None:
    reader = written(tmp_path, [{"body": {"枫桥": 1}}])

    assert [len(column) for column in reader.postings("body", "枫")] == [0, 0]
    assert [len(column) for column in reader.postings("title", "枫桥")] == [0, 0]


def written(folder: Path, documents: list[Document]) -> WordsReader:
    writer = WordsWriter(folder)
    for document in documents:
        writer.add(document)
    writer.close()
    return WordsReader(folder)


def check(reader: WordsReader, documents: list[Document], folder: Path) -> None:
    """What the reader gives, and what Whoosh's own reader gives, is what stands in the documents."""
    own = FileStorage(str(folder)).open_index(INDEX_NAME).reader()
    for field in FIELDS:
        expected: dict[str, dict[int, int]] = {}
        for number, document in enumerate(documents):
            for word, count in document.get(field, {}).items():
                expected.setdefault(word, {})[number] = count
        assert dict(reader.terms(field)) == {word: len(postings) for word, postings in expected.items()}
        for word, postings in expected.items():
            rows, counts = reader.postings(field, word)
            assert dict(zip(rows.tolist(), counts.tolist(), strict=True)) == postings
            assert sorted(rows.tolist()) == rows.tolist()
            matcher = own.postings(field, word.encode())
            found = {}
            while matcher.is_active():
                found[matcher.id()] = matcher.weight()
                matcher.next()
            assert found == postings
            info = own.term_info(field, word.encode())
            assert (info.doc_frequency(), info.weight()) == (len(postings), sum(postings.values()))
