"""Changes to an index: documents replaced by id, and the change number as a document of the same commit."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from indexer.engines.tantivy import schema
from indexer.engines.tantivy.document import document_of, state_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.engines.tantivy.document import PreparedDocument

__all__ = ["TantivyWriter", "commit_empty"]

HEAP_BYTES = 256_000_000  # what is gathered in memory before a segment is written, commits aside
THREADS = 1  # cutting words in Python takes longer than writing them
OS_ERROR = re.compile(r"os error (\d+)")


class TantivyWriter:
    """The writer of one index. It holds tantivy's own lock and threads until `close`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._committed = True
        with _os_errors(path):
            self._writer = schema.open_index(path).writer(HEAP_BYTES, THREADS)
            self._writer.garbage_collect_files()

    def upsert(self, prepared: PreparedDocument) -> None:
        """Add the report, or replace the one with its id."""
        document = document_of(prepared)
        self.delete(prepared.report_id)
        with _os_errors(self._path):
            self._writer.add_document(document)

    def delete(self, report_id: str) -> None:
        """Remove the report; an id that is not there is no error."""
        self._committed = False
        self._writer.delete_documents_by_term(schema.ID, report_id)

    def commit(self, *, seq: int) -> None:
        """Make all changes since the last commit visible and durable at once, together with the change number `seq`."""
        with _os_errors(self._path):
            self._committed = False
            self._writer.delete_documents_by_term(schema.RECORD, schema.STATE)
            self._writer.add_document(state_document(seq))
            self._writer.commit()
        self._committed = True

    def close(self) -> None:
        """Drop what was not committed, and wait until segments that are being merged are merged."""
        with _os_errors(self._path):
            try:
                if not self._committed:
                    self._writer.rollback()  # gives up merges under way, too
            finally:
                self._writer.wait_merging_threads()


def commit_empty(path: Path) -> None:
    """Make an empty index in the directory `path`, applied up to change 0."""
    with _os_errors(path):
        writer = schema.open_index(path, create=True).writer(HEAP_BYTES, THREADS)
        try:
            writer.add_document(state_document(0))
            writer.commit()
        finally:
            writer.wait_merging_threads()


@contextmanager
def _os_errors(path: Path) -> Iterator[None]:
    """Raises what the file system objected to as an OSError; tantivy's ValueErrors have its number in their text."""
    try:
        yield
    except ValueError as error:
        if number := OS_ERROR.search(str(error)):
            raise OSError(int(number[1]), os.strerror(int(number[1])), str(path)) from error
        raise
