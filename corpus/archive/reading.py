"""Reading a snapshot's payload back out of the archive."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from corpus.archive.content_coding import decode_content
from corpus.archive.records import REVISIT_NOT_MODIFIED
from corpus.archive.warc_file import OPEN_SUFFIX
from corpus.errors import NotFoundError

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.home import Home
    from corpus.store import Snapshot

__all__ = ["Payload", "damaged", "open_warc", "read_payload"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What was received.

    Attributes:
        status: of the HTTP response; None for an imported file.
        headers: of the HTTP response, as received; empty for an imported file.
        body: with content codings undone.
        media_type: as declared, without parameters.
    """

    status: int | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    media_type: str

    def header(self, name: str) -> str | None:
        """The first value of a header, whatever the case of its name; None where there is none."""
        return next((value for given, value in self.headers if given.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class _Record:
    """One record as it stands in its file: WARC fields, HTTP status and headers, payload as received."""

    fields: dict[str, str]
    status: int | None
    headers: tuple[tuple[str, str], ...]
    payload: bytes


def read_payload(home: Home, snapshot: Snapshot) -> Payload:
    """What `snapshot` holds, its SHA-256 checked; a revisit is followed to the record that has the bytes.

    Raises:
        NotFoundError: its file is gone, or the record in it is damaged.
        InputError: it unpacks to more than any page has.
    """
    try:
        record = _read_record(home.archive, snapshot.file, snapshot.offset)
        status, headers, payload = record.status, record.headers, record.payload
        if "warc-refers-to-filename" in record.fields:
            original = _read_record(
                home.archive, record.fields["warc-refers-to-filename"], int(record.fields["warc-refers-to-file-offset"])
            )
            payload = original.payload
            if record.fields.get("warc-profile") == REVISIT_NOT_MODIFIED:
                status, headers = original.status, original.headers
    except (OSError, EOFError, ValueError, ArchiveLoadFailed) as error:
        raise damaged(snapshot) from error
    if hashlib.sha256(payload).hexdigest() != snapshot.sha256:
        raise damaged(snapshot)
    coding = ",".join(value for name, value in headers if name.lower() == "content-encoding")
    body = decode_content(payload, coding) if coding else payload
    return Payload(status=status, headers=headers, body=body, media_type=snapshot.media_type)


def _read_record(folder: Path, name: str, offset: int) -> _Record:
    with open_warc(folder, name) as stream:
        stream.seek(offset)
        record = next(iter(ArchiveIterator(stream)), None)
        if record is None:
            raise EOFError(f"{name} ends before {offset}")
        head = record.http_headers
        return _Record(
            fields={field.lower(): value for field, value in record.rec_headers.headers},
            status=int(head.get_statuscode()) if head else None,
            headers=tuple(head.headers) if head else (),
            payload=record.raw_stream.read(),
        )


def open_warc(folder: Path, name: str) -> IO[bytes]:
    """A WARC file, whether it is closed, being written, or being closed at this moment.

    Raises:
        OSError: there is none.
        ValueError: the name leads out of the folder.
    """
    if "/" in name:
        raise ValueError(f"{name!r} is no file of the archive")
    for candidate in (name, name + OPEN_SUFFIX):
        try:
            return (folder / candidate).open("rb")
        except FileNotFoundError:
            continue
    return (folder / name).open("rb")


def damaged(snapshot: Snapshot) -> NotFoundError:
    """The error for a snapshot whose record cannot be read."""
    return NotFoundError(
        f"The record of snapshot {snapshot.id} in archive/{snapshot.file} is missing or damaged.",
        hint="Put back that file from your backup.",
        reason="snapshot-damaged",
        arguments={"file": f"archive/{snapshot.file}"},
    )
