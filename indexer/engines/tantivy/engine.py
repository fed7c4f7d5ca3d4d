"""The tantivy engine's front: makes an index, and opens it for writing and for reading."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from indexer.engines.tantivy.document import prepare_document
from indexer.engines.tantivy.reader import TantivyReader, applied_seq, stamp
from indexer.engines.tantivy.writer import TantivyWriter, commit_empty

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus import Report
    from indexer.engines.tantivy.document import PreparedDocument
    from indexer.segment import Segmenter

__all__ = ["TantivyEngine"]


class TantivyEngine:
    """The engine named ``tantivy``."""

    name: ClassVar[str] = "tantivy"
    schema_version: ClassVar[int] = 5  # raise it whenever an index on disk reads or means something else
    commit_every: ClassVar[int] = 5000  # each makes a segment, and eight of those are merged

    def create(self, path: Path) -> None:
        """Make an empty index in the empty directory `path`, applied up to change 0."""
        commit_empty(path)

    def applied_seq(self, path: Path) -> int:
        """The change number of the last commit."""
        return applied_seq(path)

    def stamp(self, path: Path) -> object:
        """A value that differs after every commit."""
        return stamp(path)

    def prepare(self, report: Report, segmenter: Segmenter) -> PreparedDocument:
        """The report ready to be written."""
        return prepare_document(report, segmenter)

    @contextmanager
    def writer(self, path: Path) -> Iterator[TantivyWriter]:
        """Write to the index at `path`; leaving the block without `commit` leaves the index as it was."""
        writer = TantivyWriter(path)
        try:
            yield writer
        finally:
            writer.close()

    def reader(self, path: Path, segmenter: Segmenter) -> TantivyReader:
        """Open the index at `path` as of its last commit."""
        return TantivyReader(path, segmenter)
