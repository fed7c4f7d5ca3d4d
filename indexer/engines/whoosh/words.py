"""Whoosh's part: the jieba words of title and body, and their numbers. Document n is row n of the segment.

This module and `codec` alone import Whoosh. Postings are gathered, merged and read a list at a time: Whoosh's own pool
and matchers handle each posting in Python, 2 microseconds and more, which for a common word among 10,000 reports is the
time of a page.
"""

from __future__ import annotations

import threading
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from whoosh.fields import FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from indexer.engines.whoosh.codec import BlockCodec, PostingList
from indexer.engines.whoosh.lru import SizedLru

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from indexer.engines.whoosh.codec import BlockTermsReader

__all__ = ["NO_POSTINGS", "Postings", "WordsReader", "WordsWriter"]

INDEX_NAME = "words"
CACHED_POSTINGS = 4_000_000  # of one segment, 12 bytes each

Postings = tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]
"""Ascending row numbers, and how often the word stands in each."""

NO_POSTINGS: Postings = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))

FIELD_AND_WORD = itemgetter(0, 1)


def _schema() -> Schema:
    words = FieldType(format=Existence(), analyzer=None)
    return Schema(title=words, body=words)


class WordsWriter:
    """Writes the words of a new segment into the empty `folder`."""

    def __init__(self, folder: Path) -> None:
        index = FileIndex.create(FileStorage(str(folder)), _schema(), INDEX_NAME)
        self._writer = _ListsWriter(index, codec=BlockCodec())

    def add(self, words: Mapping[str, Mapping[str, int]]) -> None:
        """Append one document: its words by field."""
        self._writer.pool.add_document(self._writer.add_rows(1), words)

    def add_segment(self, reader: WordsReader, keep: npt.NDArray[np.bool_]) -> None:
        """Append the documents of another segment that `keep` marks, in their order; segments before documents."""
        first = self._writer.add_rows(int(np.count_nonzero(keep)))
        self._writer.pool.add_lists(reader.lists(), np.where(keep, first + np.cumsum(keep) - 1, -1).tolist())

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
        self._words = self._open()
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

    def lists(self) -> Iterator[PostingList]:
        """Every posting list, in order of field and word, deleted documents included."""
        yield from self._open().lists()

    def _open(self) -> BlockTermsReader:
        """A reader of its own of words and lists."""
        reader = self._index.reader()
        words: BlockTermsReader = reader.codec().terms_reader(reader.storage(), reader.segment())
        return words

    def _read(self, field: str, word: str) -> Postings:
        try:
            known = self._words.list_of(field, word.encode())
        except KeyError:
            return NO_POSTINGS
        return np.array(known.documents, dtype=np.int64), np.array(known.counts, dtype=np.float32)


class _ListsWriter(SegmentWriter):
    """Whoosh's writer of a segment, with whole lists in the place of its pool of postings."""

    def __init__(self, index: FileIndex, *, codec: BlockCodec) -> None:
        super().__init__(index, codec=codec)
        self.pool = _Lists()

    def add_rows(self, number: int) -> int:
        """Append so many documents, whose words the pool is given; the number of the first."""
        first: int = self.docnum
        for document in range(first, first + number):
            self.perdocwriter.start_doc(document)
            self.perdocwriter.finish_doc()
        self.docnum += number
        self._added = True
        return first


class _Lists:
    """Posting lists of a new segment: those gathered from single documents, and those of segments merged into it."""

    def __init__(self) -> None:
        self._gathered: dict[str, dict[str, list[int]]] = {}  # field, word: document, count, document, count ...
        self._sources: list[Iterable[PostingList]] = []

    def add_document(self, document: int, words: Mapping[str, Mapping[str, int]]) -> None:
        """Append a document's words by field, each with its count."""
        for field, counts in words.items():
            lists = self._gathered.setdefault(field, {})
            for word, count in counts.items():
                if known := lists.get(word):
                    known.append(document)
                    known.append(count)
                else:
                    lists[word] = [document, count]

    def add_lists(self, lists: Iterable[PostingList], numbers: list[int]) -> None:
        """Append lists in order, whose document n is `numbers[n]` here, or left out where that is negative."""
        self._sources.append(_renumbered(lists, numbers))

    def iter_postings(self) -> Iterator[PostingList]:
        """Every list, in order of field and word. Called by Whoosh when it writes the segment."""
        sources = merge(*self._sources, self._in_order(), key=FIELD_AND_WORD)
        for (field, word), lists in groupby(sources, key=FIELD_AND_WORD):
            parts = list(lists)  # of ascending documents, since a source's are all before the next one's
            if len(parts) == 1:
                yield parts[0]
                continue
            documents = [document for part in parts for document in part.documents]
            yield PostingList(field, word, documents, [count for part in parts for count in part.counts])

    def cleanup(self) -> None:
        """Let go of everything. Called by Whoosh when the segment is written, or given up."""
        self._gathered.clear()
        self._sources.clear()

    def _in_order(self) -> Iterator[PostingList]:
        for field, lists in sorted(self._gathered.items()):
            for word in sorted(lists):  # in the order of their bytes, too
                numbers = lists[word]
                yield PostingList(field, word.encode(), numbers[::2], numbers[1::2])


def _renumbered(lists: Iterable[PostingList], numbers: list[int]) -> Iterator[PostingList]:
    all_kept = min(numbers, default=0) >= 0
    for field, word, documents, counts in lists:
        renumbered = [numbers[document] for document in documents]
        if all_kept:
            yield PostingList(field, word, renumbered, counts)
        elif kept := [pair for pair in zip(renumbered, counts, strict=True) if pair[0] >= 0]:
            yield PostingList(field, word, *zip(*kept, strict=True))
