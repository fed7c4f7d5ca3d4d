"""One immutable segment: rows and words of some reports, with what recent searches found in it."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import numpy as np

from indexer.engines.whoosh.lru import SizedLru
from indexer.engines.whoosh.rows import WORD_FIELDS, Rows, RowsWriter, load_array
from indexer.engines.whoosh.words import WordsReader, WordsWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

    import numpy.typing as npt

    from indexer.engines.whoosh.rows import Row
    from indexer.engines.whoosh.scan import Mask

__all__ = ["Segment", "SegmentWriter", "open_segment", "read_deletions", "write_deletions"]

WORDS_FOLDER = "words"
FILES_FILE = "files.json"
SWEEP_SHARE = 0.5  # if so many of the rows are asked about, all are looked at, and the answer is kept for the next page
CACHED_MASK_BYTES = 8 * 1024 * 1024  # of one segment: a keyword's rows take an eighth of a byte each


class Segment:
    """A segment on disk; safe to share between threads and between readers of several commits."""

    def __init__(self, folder: Path) -> None:
        self.rows = Rows(folder)
        self.words = WordsReader(folder / WORDS_FOLDER)
        self._found: SizedLru[Hashable, npt.NDArray[np.uint8]] = SizedLru(CACHED_MASK_BYTES)

    def __len__(self) -> int:
        return len(self.rows)

    def containing(self, text: str, needle: bytes, among: Mask) -> Mask:
        """Which of the rows marked in `among` have the folded `needle` in their `text` (a name of `TEXTS`)."""
        return self.remembered((text, needle), among, lambda rows: self._containing(text, needle, rows))

    def remembered(self, key: Hashable, among: Mask, look: Callable[[Mask], Mask]) -> Mask:
        """Which of the rows marked in `among` are found by `look`, or were when all rows were looked at for `key`."""
        packed = self._found.get(key)
        if packed is not None:
            return np.unpackbits(packed, count=len(self)).view(np.bool_) & among
        if np.count_nonzero(among) < SWEEP_SHARE * len(self):
            return look(among)
        found = look(np.ones_like(among))
        packed = np.packbits(found)
        self._found.put(key, packed, size=len(packed))
        return found & among

    def having_word(self, field: str, word: str) -> Mask:
        """Which rows have `word` as a word of `field`."""
        mask = np.zeros(len(self), dtype=np.bool_)
        mask[self.words.postings(field, word)[0]] = True
        return mask

    def _containing(self, text: str, needle: bytes, among: Mask) -> Mask:
        sure = self._as_word(text, needle)
        return (sure & among) | self.rows.records[text].containing(needle, among & ~sure)

    def _as_word(self, text: str, needle: bytes) -> Mask:
        """Rows that need not be scanned: words are cut from the folded text, so where one stands its characters do."""
        if text not in WORD_FIELDS:
            return np.zeros(len(self), dtype=np.bool_)
        return self.having_word(text, needle.decode())


class SegmentWriter:
    """Writes a new segment into `folder`, which it makes."""

    def __init__(self, folder: Path) -> None:
        (folder / WORDS_FOLDER).mkdir(parents=True)
        self._folder = folder
        self._rows = RowsWriter(folder)
        self._words = WordsWriter(folder / WORDS_FOLDER)

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, row: Row) -> None:
        """Append one report."""
        self._words.add(row.words)
        self._rows.add(row)

    def add_segment(self, segment: Segment, keep: Mask) -> None:
        """Append the rows of another segment that `keep` marks, in their order."""
        self._words.add_segment(segment.words, keep)
        self._rows.add_rows(segment.rows, keep)

    def close(self) -> None:
        """Write what is left, so that `Segment` can open the folder."""
        self._rows.close()
        self._words.close()
        _list_files(self._folder)

    def abandon(self) -> None:
        """Close the files and write nothing more."""
        self._rows.abandon()
        self._words.abandon()


_open_segments: WeakValueDictionary[Path, Segment] = WeakValueDictionary()
_opening = threading.Lock()


def open_segment(folder: Path) -> Segment:
    """The segment in `folder`: the one that another reader holds open, with its caches, or a newly opened one.

    Raises:
        OSError, ValueError: files are missing or damaged.
    """
    _check_files(folder)
    with _opening:
        segment = _open_segments.get(folder)
        if segment is None:
            segment = _open_segments[folder] = Segment(folder)
        return segment


def _list_files(folder: Path) -> None:
    """Write down the size of every file of a finished segment."""
    sizes = {str(path.relative_to(folder)): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    (folder / FILES_FILE).write_text(json.dumps(sizes), encoding="utf-8")


def _check_files(folder: Path) -> None:
    """Whoosh answers a file cut short with whatever error comes first, or not at all; so that is looked at before."""
    for name, size in json.loads((folder / FILES_FILE).read_text(encoding="utf-8")).items():
        if (found := (folder / name).stat().st_size) != size:
            raise ValueError(f"{folder / name} is damaged: {found} bytes where {size} were written")


def read_deletions(path: Path) -> npt.NDArray[np.uint32]:
    """Row numbers of deleted reports.

    Raises:
        OSError, ValueError: the file is missing or damaged.
    """
    return load_array(path)


def write_deletions(path: Path, rows: npt.NDArray[np.intp]) -> None:
    """Write the row numbers of deleted reports."""
    np.save(path, rows.astype(np.uint32), allow_pickle=False)
