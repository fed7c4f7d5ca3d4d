"""The Whoosh engine's front: makes an index, and opens it for writing and for reading."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from indexer.engines.whoosh.commit import Commit, read_commit, stamp, write_commit
from indexer.engines.whoosh.reader import WhooshReader, open_reader
from indexer.engines.whoosh.rows import read_row
from indexer.engines.whoosh.writer import WhooshWriter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus import Report
    from indexer.engines.whoosh.rows import Row
    from indexer.segment import Segmenter

__all__ = ["WhooshEngine"]


class WhooshEngine:
    """The engine named ``whoosh``."""

    name: ClassVar[str] = "whoosh"
    schema_version: ClassVar[int] = 3  # raise it whenever an index on disk reads or means something else
    commit_every: ClassVar[int] = 4000  # each makes a segment, and eight of those are merged

    def create(self, path: Path) -> None:
        """Make an empty index in the empty directory `path`, applied up to change 0."""
        write_commit(path, Commit())

    def applied_seq(self, path: Path) -> int:
        """The change number of the last commit."""
        return read_commit(path).seq

    def stamp(self, path: Path) -> object:
        """A value that differs after every commit."""
        return stamp(path)

    def prepare(self, report: Report, segmenter: Segmenter) -> Row:
        """The report ready to be written."""
        return read_row(report, segmenter)

    @contextmanager
    def writer(self, path: Path) -> Iterator[WhooshWriter]:
        """Write to the index at `path`; leaving the block without `commit` leaves the index as it was."""
        writer = WhooshWriter(path)
        try:
            yield writer
        finally:
            writer.abandon()

    def reader(self, path: Path, segmenter: Segmenter) -> WhooshReader:
        """Open the index at `path` as of its last commit."""
        return open_reader(path, segmenter)
