"""The import itself: archive a file, read it, save what it holds in batches."""

from __future__ import annotations

import stat
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote

from corpus.archive import open_archive
from corpus.challenge import recognise_challenge
from corpus.errors import InputError
from corpus.extract import (
    PAGE_SUFFIXES,
    RECORD_SUFFIXES,
    SUFFIXES,
    WEB_ARCHIVE_SUFFIXES,
    is_saved_page,
    read_saved_page,
    unsupported,
)
from corpus.importer.columns import unknown_columns
from corpus.importer.files import find_files
from corpus.importer.lines import MOST_RECORD_BYTES
from corpus.importer.record_reports import report_of_record
from corpus.importer.records import read_csv, read_jsonl
from corpus.importer.saving import Batch
from corpus.importer.summary import Failure, ImportSummary, Tally
from corpus.importer.web_archives import WebArchive, is_web_archive, open_web_archive
from corpus.metadata import learn_sites
from corpus.reading import read_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from corpus.archive import Archive
    from corpus.home import Home
    from corpus.importer.records import Record
    from corpus.importer.summary import Progress
    from corpus.report import Report
    from corpus.store import Snapshot, Store

__all__ = ["import_paths"]

READERS = {".jsonl": read_jsonl, ".csv": read_csv}
MEDIA_TYPES = {**SUFFIXES, ".jsonl": "application/jsonl", ".csv": "text/csv"}
MOST_FILE_BYTES = 64 * 1024**2  # of a PDF and the like, whose pictures weigh more than their text
PROGRESS_RECORDS = 50  # records between two notes of progress
KIB = 1024


def import_paths(
    home: Home,
    store: Store,
    paths: Iterable[Path],
    *,
    strict: bool = False,
    url: str | None = None,
    progress: Progress | None = None,
) -> ImportSummary:
    """Bring files and folders into the collection; what cannot be read is named in the summary, the rest is kept.

    Each file is archived before it is read, and reports are saved in batches, so that a kill loses at most the running
    batch. The same import run again ends in the same state: what is there already counts as unchanged.

    Args:
        home: an open home; no other process may write to its corpus meanwhile.
        store: its store, open for writing.
        paths: files and folders; folders are read with all below them, in the order of names, hidden files left out.
        strict: refuse a file of records that has columns Baogao does not know.
        url: the address at which the one file in `paths` was published; a page that a browser saved as one file
            (.mhtml) tells its own.
        progress: told of KiB read, KiB in all, and the file at hand.

    Raises:
        HomeBusyError: another process writes to the corpus.
        HomeReadOnlyError: the home cannot be written to.
        InputError: `url` was given with anything but one text or page.
    """
    begun = time.monotonic()
    files = list(find_files(paths))
    if url is not None and (
        len(files) != 1 or files[0].name.lower().endswith((*RECORD_SUFFIXES, *WEB_ARCHIVE_SUFFIXES))
    ):
        raise InputError(
            f"An address belongs to one text or page, and {len(files)} files were given.",
            hint="Import that file alone, or give the addresses in the column url of a .jsonl file.",
        )
    with home.writing("corpus"), open_archive(home, store, prefix="import") as archive:
        run = _Import(store, archive, strict=strict, url=url, progress=progress)
        run.add_files(files)
        return run.tally.summary(time.monotonic() - begun)


class _Import:
    """One running import."""

    def __init__(
        self, store: Store, archive: Archive, *, strict: bool, url: str | None, progress: Progress | None
    ) -> None:
        self.tally = Tally()
        self._batch = Batch(store, self.tally)
        self._known_sites = learn_sites(store.sites.certain_places())
        self._store = store
        self._archive = archive
        self._strict = strict
        self._url = url
        self._progress = progress
        self._started = datetime.now(UTC)
        self._done_bytes = self._total_bytes = 0

    def add_files(self, files: Sequence[Path]) -> None:
        """Import each file; one that fails does not hold up the others."""
        sizes = [_size(path) for path in files]
        self._total_bytes = sum(sizes)
        for path, size in zip(files, sizes, strict=True):
            self._note(0, path)
            try:
                self._add_file(path)
            except InputError as error:
                self.tally.fail(str(path), error)
            except OSError as error:
                self.tally.failures.append(Failure(str(path), f"It cannot be read: {error.strerror or error}."))
            self._done_bytes += size
        self._batch.save()

    def _add_file(self, path: Path) -> None:
        suffix = path.suffix.lower()
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputError("This folder cannot be read.", hint="Give yourself the right to list it.")
        if not stat.S_ISREG(status.st_mode):
            raise InputError("It is no regular file.", hint="Give a file or a folder that can be read.")
        if suffix not in MEDIA_TYPES and not is_web_archive(path):
            raise unsupported(f"the suffix {suffix}" if suffix else "no suffix")
        if not status.st_size:
            raise InputError("It is empty.", hint="Leave it out, or fetch it again.")
        if is_web_archive(path):
            self._add_web_archive(path)
            return
        with path.open("rb") as stream:
            if suffix in READERS:
                self._add_records(path, stream)
            else:
                self._add_document(path, stream)

    def _add_document(self, path: Path, stream: BinaryIO) -> None:
        """Import a file that is one document."""
        most = MOST_RECORD_BYTES if path.suffix.lower() in PAGE_SUFFIXES else MOST_FILE_BYTES
        data = stream.read(most + 1)
        if len(data) > most:
            raise InputError(f"It is longer than {most:,} bytes.", hint="Split it into its reports.")
        saved = read_saved_page(data) if is_saved_page(data) else None
        url = self._url or (saved.url if saved else None)
        _refuse_challenge(saved.html if saved else data)
        snapshot = self._keep(path, data, url)
        report = read_page(
            data,
            url=url,
            name=path.name,
            title=path.stem,
            collected_at=snapshot.captured_at,
            snapshot=snapshot.id,
            known_sites=self._known_sites,
        )
        unread = [item.reason for item in report.attachments if item.is_body and not report.body]
        self.tally.not_extracted += [Failure(str(path), reason) for reason in unread]
        self._batch.add(report, source=str(path), kept_before=self._was_kept_before(snapshot))

    def _add_records(self, path: Path, stream: BinaryIO) -> None:
        """Import a file of records, one at a time; only archiving reads it whole."""
        read = READERS[path.suffix.lower()]
        if self._strict:
            _refuse_unknown(read(stream))
            stream.seek(0)
        snapshot = self._keep(path, stream.read(), self._url)
        stream.seek(0)
        for count, record in enumerate(read(stream)):
            if count % PROGRESS_RECORDS == 0:
                self._note(stream.tell(), path)
            source = f"{path}:{record.line}"
            try:
                report = self._read_record(record, snapshot)
            except InputError as error:
                self.tally.fail(source, error)
                continue
            self._batch.add(report, source=source, kept_before=self._was_kept_before(snapshot))

    def _add_web_archive(self, path: Path) -> None:
        """Import the pages of an archive made by others."""
        with open_web_archive(path, self.tally.fail) as files:
            for name, stream in files:
                archive = WebArchive(name, stream, self._archive, self._store, self.tally)
                for report in archive.reports(self._known_sites, lambda offset: self._note(offset, path)):
                    self._batch.add(report, source=f"{name}:{report.url}", kept_before=True)

    def _read_record(self, record: Record, snapshot: Snapshot) -> Report:
        if record.problem:
            raise InputError(record.problem, hint=record.hint)
        self.tally.ignored.update(unknown_columns(record.values))
        return report_of_record(
            record.values, collected_at=snapshot.captured_at, snapshot=snapshot.id, known_sites=self._known_sites
        )

    def _keep(self, path: Path, data: bytes, url: str | None) -> Snapshot:
        uri = url or f"file:{quote(path.name, errors='surrogateescape')}"
        return self._archive.record_resource(uri, MEDIA_TYPES[path.suffix.lower()], data, datetime.now(UTC))

    def _was_kept_before(self, snapshot: Snapshot) -> bool:
        """Whether an earlier import, perhaps one that was killed, has read these very bytes."""
        return snapshot.captured_at < self._started

    def _note(self, offset: int, path: Path) -> None:
        if self._progress is not None:
            done = (self._done_bytes + offset) // KIB
            self._progress(done, self._total_bytes // KIB, f"KiB {path.name}")


def _refuse_challenge(data: bytes) -> None:
    challenge = recognise_challenge(data)
    if challenge is not None:
        raise InputError(
            f"It holds {challenge.reason}.", hint="Open the page in a browser until it shows its text, then save it."
        )


def _refuse_unknown(records: Iterator[Record]) -> None:
    for record in records:
        unknown = unknown_columns(record.values)
        if unknown:
            raise InputError(
                f"Line {record.line} has unknown columns: {', '.join(map(repr, unknown))}.",
                hint="Rename or remove them, or import without --strict.",
            )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
