"""Whoosh's part: the jieba words of title and body, and their numbers. Document n is row n of the segment.

This module and `codec` alone import Whoosh. Postings are read a list at a time into arrays: Whoosh's own matchers visit
each posting in Python, 2 microseconds and more, which for a common word among 10,000 reports is the time of a page.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from whoosh.fields import FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence
from whoosh.index import FileIndex
from whoosh.reading import TermNotFound

from indexer.engines.whoosh.codec import BlockCodec, Postings
from indexer.engines.whoosh.lru import SizedLru

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["NO_POSTINGS", "Postings", "WordsReader", "WordsWriter"]

INDEX_NAME = "words"
WRITE_BUFFER_MB = 256
CACHED_POSTINGS = 4_000_000  # of one segment, 12 bytes each

NO_POSTINGS: Postings = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))


class WordsField(FieldType):
    """A field whose value is the words, already cut and counted: a word weighs as often as it stands there."""

    def __init__(self) -> None:
        super().__init__(format=Existence(), analyzer=None)

    def index(self, value: Mapping[str, int], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Each distinct word as bytes, with its frequency, its weight, and nothing more."""
        return ((word.encode(), count, float(count), b"") for word, count in value.items())


def _schema() -> Schema:
    return Schema(title=WordsField(), body=WordsField())


class WordsWriter:
    """Writes the words of a new segment into the empty `folder`."""

    def __init__(self, folder: Path) -> None:
        index = FileIndex.create(FileStorage(str(folder)), _schema(), INDEX_NAME)
        self._writer = index.writer(limitmb=WRITE_BUFFER_MB, codec=BlockCodec())

    def add(self, words: Mapping[str, Mapping[str, int]]) -> None:
        """Append one document: its words by field."""
        self._writer.add_document(**words)

    def add_segment(self, reader: WordsReader, dropped: npt.NDArray[np.intp]) -> None:
        """Append the documents of another segment in their order, without those numbered in `dropped`."""
        self._writer.add_reader(reader.without(dropped))

    def close(self) -> None:
        """Write the index, so that `WordsReader` can open the folder."""
        self._writer.commit(merge=False)

    def abandon(self) -> None:
        """Close the files and write nothing more."""
        self._writer.cancel()


class WordsReader:
    """The words of a finished segment; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._index = FileIndex(FileStorage(str(folder), readonly=True), schema=_schema(), indexname=INDEX_NAME)
        self._reader = self._index.reader()
        self._lock = threading.Lock()  # Whoosh's readers share one place in the file
        self._cache: SizedLru[tuple[str, str], Postings] = SizedLru(CACHED_POSTINGS)

    def postings(self, field: str, word: str) -> Postings:
        """Where `word` stands in `field`, deleted rows included; empty arrays where it does not stand at all."""
        key = (field, word)
        known = self._cache.get(key)
        if known is None:
            with self._lock:
                known = self._read(field, word)
            self._cache.put(key, known, size=1 + len(known[0]))
        return known

    def terms(self, field: str) -> Iterator[tuple[str, int]]:
        """Every word of `field` and in how many documents it stands, deleted ones included."""
        # a reader of its own, since a list takes seconds and `postings` must not wait
        for word, info in self._index.reader().iter_field(field):
            yield word.decode(), info.doc_frequency()

    def without(self, dropped: npt.NDArray[np.intp]) -> Any:
        """A Whoosh reader of its own that takes the documents numbered in `dropped` for deleted."""
        reader = self._index.reader()
        for number in dropped.tolist():
            reader.segment().delete_document(number)
        return reader

    def _read(self, field: str, word: str) -> Postings:
        try:
            postings: Postings = self._reader.postings(field, word.encode()).arrays()
        except TermNotFound:
            return NO_POSTINGS
        return postings
