"""The archive: every response as received, in WARC files, each known to the store as a snapshot."""

from __future__ import annotations

import hashlib
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corpus.archive.mending import mend_archive
from corpus.archive.reading import Payload, read_payload
from corpus.archive.records import NOT_MODIFIED, Header, Records, Request, Response, header_value
from corpus.archive.warc_file import OPEN_SUFFIX, WarcFile
from corpus.errors import HomeReadOnlyError, InputError
from corpus.store import NewSnapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from corpus.home import Home
    from corpus.store import Snapshot, Store

__all__ = ["DEFAULT_FILE_BYTES", "Archive", "open_archive"]

DEFAULT_FILE_BYTES = 1024**3
"""A new file is begun when one has reached this size, as the WARC guidelines advise (1 GB)."""

RESPONSES = ("response", "refusal")
RESOURCES = ("resource",)
RESOURCES_PER_SYNC = 64
UNKNOWN_MEDIA_TYPE = "application/octet-stream"


@contextmanager
def open_archive(
    home: Home, store: Store, *, prefix: str = "crawl", file_bytes: int = DEFAULT_FILE_BYTES
) -> Iterator[Archive]:
    """Open the archive of `home` for writing; a file that a killed run left unfinished is mended first.

    Args:
        home: an open home.
        store: its store, open for writing.
        prefix: what the names of this run's files begin with (``crawl``, ``import``).
        file_bytes: size at which the next file is begun.

    Raises:
        HomeReadOnlyError: the archive's folder cannot be written to.
    """
    with _write_errors(home.archive):
        home.archive.mkdir(parents=True, exist_ok=True)
        mend_archive(home.archive, store)
    archive = Archive(home, store, prefix=prefix, file_bytes=file_bytes)
    try:
        yield archive
    finally:
        archive.close()


class Archive:
    """The archive, open for writing; threads may share it.

    A record is handed to the system before its snapshot is kept in the store, so a snapshot always has its record,
    however the process ends. A response is also synced to the disk first, since it cannot be asked for a second time;
    imported files, which the user still has, are synced every `RESOURCES_PER_SYNC` records and at closing.
    """

    def __init__(self, home: Home, store: Store, *, prefix: str, file_bytes: int) -> None:
        self._home = home
        self._store = store
        self._prefix = prefix
        self._file_bytes = file_bytes
        self._file: WarcFile | None = None
        self._unsynced = 0
        self._lock = threading.Lock()

    def record_response(  # noqa: PLR0913 - an HTTP exchange has this many parts, and all are named
        self,
        url: str,
        *,
        status: int,
        reason: str = "",
        headers: Sequence[Header],
        body: bytes,
        request_headers: Sequence[Header] | None = None,
        request_method: str = "GET",
        request_body: bytes = b"",
        captured_at: datetime | None = None,
        remote_ip: str | None = None,
        kind: str = "response",
        note: str | None = None,
    ) -> Snapshot:
        """The snapshot of a response, written to the archive and synced.

        A payload that the archive already holds from the same address is referred to, not written again; so is the last
        one where the server answers 304 Not Modified.

        Args:
            url: the address asked for.
            status: of the response.
            reason: what the status line says after the status.
            headers: as received; names and values given as bytes are kept byte for byte.
            body: without transfer coding, its content codings (gzip ...) still in place.
            request_headers: as sent; without them no request is recorded.
            request_method: as sent.
            request_body: as sent.
            captured_at: when it was received; now, unless given.
            remote_ip: the server's address.
            kind: ``response``, or ``refusal`` for a challenge or error page in place of the content.
            note: why it was refused, or what else a reader should know.

        Raises:
            InputError: `url` is no web address, or `kind` is neither.
            HomeReadOnlyError: it could not be written; nothing of it is kept.
        """
        if not url.strip().lower().startswith(("http://", "https://")) or kind not in RESPONSES:
            raise InputError(
                f"Cannot archive {url!r} as {kind!r}.", hint=f"Give a web address, and one of {', '.join(RESPONSES)}."
            )
        response = Response(
            url=url,
            status=status,
            reason=reason,
            headers=headers,
            body=body,
            sha256=hashlib.sha256(body).hexdigest(),
            captured_at=captured_at or datetime.now(UTC),
            remote_ip=remote_ip,
        )
        request = None
        if request_headers is not None:
            request = Request(method=request_method, headers=request_headers, body=request_body)
        with self._lock:
            return self._keep_response(response, request, kind, note)

    def record_resource(self, uri: str, media_type: str, body: bytes, captured_at: datetime) -> Snapshot:
        """The snapshot of an imported file; the one there is, where the same bytes were kept under the same name.

        Args:
            uri: its URN, address or name; without private folders, for it is published with the archive.
            media_type: such as ``application/pdf``.
            body: the file's bytes.
            captured_at: when it was read.

        Raises:
            HomeReadOnlyError: it could not be written; nothing of it is kept.
        """
        sha256 = hashlib.sha256(body).hexdigest()
        with self._lock:
            held = self._held(uri, sha256, RESOURCES)
            if held is not None:
                return held
            with Records() as records:
                records.add_resource(uri, media_type, body, sha256=sha256, captured_at=captured_at)
                record_length = len(records)
                file, offset = self._append(records)
            self._unsynced += 1
            if self._unsynced >= RESOURCES_PER_SYNC:
                self._sync()
            return self._store.add_snapshot(
                NewSnapshot(
                    url=uri,
                    captured_at=captured_at,
                    status=None,
                    media_type=media_type,
                    sha256=sha256,
                    length=len(body),
                    file=file,
                    offset=offset,
                    record_length=record_length,
                    kind=RESOURCES[0],
                )
            )

    def read(self, snapshot: Snapshot) -> Payload:
        """What a snapshot holds; see `read_payload`."""
        return read_payload(self._home, snapshot)

    def read_snapshot(self, snapshot_id: int) -> Payload:
        """What the snapshot of that id holds; see `read_payload`.

        Raises:
            NotFoundError: there is no such snapshot, or the archive no longer holds it.
        """
        return read_payload(self._home, self._store.snapshot(snapshot_id))

    def close(self) -> None:
        """Sync and close the file being written, if any.

        Raises:
            HomeReadOnlyError: that failed.
        """
        with self._lock, _write_errors(self._home.archive):
            self._close_file()

    def _keep_response(self, response: Response, request: Request | None, kind: str, note: str | None) -> Snapshot:
        original = self._original(response)
        with Records() as records:
            record_id = records.add_revisit(response, original) if original else records.add_response(response)
            record_length = len(records)
            if request is not None:
                records.add_request(request, response, record_id)
            records.add_note(note, response, record_id)
            file, offset = self._append(records)
        self._sync()
        unmodified = original if response.status == NOT_MODIFIED else None
        return self._store.add_snapshot(
            NewSnapshot(
                url=response.url,
                captured_at=response.captured_at,
                status=response.status,
                media_type=unmodified.media_type if unmodified else _media_type(response.headers),
                sha256=original.sha256 if original else response.sha256,
                length=original.length if original else len(response.body),
                file=file,
                offset=offset,
                record_length=record_length,
                kind=kind,
                note=note,
                revisit_of=original.id if original else None,
            )
        )

    def _original(self, response: Response) -> Snapshot | None:
        """The snapshot whose own record holds what this response stands for."""
        if response.status == NOT_MODIFIED and not response.body:
            latest = self._store.latest_snapshot(response.url)
            return self._held(response.url, latest.sha256, RESPONSES) if latest else None
        return self._held(response.url, response.sha256, RESPONSES) if response.body else None

    def _held(self, url: str, sha256: str, kinds: tuple[str, ...]) -> Snapshot | None:
        held = self._store.same_payload(url, sha256, kinds)
        if held is None:
            return None
        names = (held.file, held.file + OPEN_SUFFIX)
        return held if any((self._home.archive / name).exists() for name in names) else None

    def _append(self, records: Records) -> tuple[str, int]:
        with _write_errors(self._home.archive):
            if self._file is not None and self._file.size >= self._file_bytes:
                self._close_file()
            if self._file is None:
                self._file = WarcFile(self._home.archive, self._prefix)
                with Records() as info:
                    info.add_info(self._file.name)
                    self._file.append(info.rewound())
            return self._file.name, self._file.append(records.rewound())

    def _sync(self) -> None:
        with _write_errors(self._home.archive):
            if self._file is not None:
                self._file.sync()
            self._unsynced = 0

    def _close_file(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _media_type(headers: Sequence[Header]) -> str:
    return header_value(headers, "content-type").partition(";")[0].strip().lower() or UNKNOWN_MEDIA_TYPE


@contextmanager
def _write_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise HomeReadOnlyError(
            f"{folder} cannot be written to: {error.strerror or error}.",
            hint="Free some space, or give yourself write permission; then run this again.",
        ) from error
