"""Records as they stand in the archive, for a file that is given to others: byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from corpus.archive.reading import damaged, open_warc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warcio.recordloader import ArcWarcRecord

    from corpus.home import Home
    from corpus.store import Snapshot

__all__ = ["StoredRecord", "stored_records"]

COMPANIONS = ("request", "metadata")
COMPANION_OF = ("WARC-Concurrent-To", "WARC-Refers-To")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRecord:
    """One record of the archive.

    Attributes:
        kind: its WARC-Type.
        url: its WARC-Target-URI.
        date: its WARC-Date, as written.
        status: of the HTTP response; None where there is none.
        media_type: of the payload, without parameters.
        digest: its WARC-Payload-Digest.
        data: the record, compressed as one gzip member.
    """

    kind: str
    url: str
    date: str
    status: str | None
    media_type: str
    digest: str
    data: bytes


def stored_records(home: Home, snapshot: Snapshot) -> Iterator[StoredRecord]:
    """The snapshot's record, then the request and the notes that were written beside it.

    Raises:
        NotFoundError: its file is gone, or the record in it is damaged.
    """
    record_id = None
    try:
        with open_warc(home.archive, snapshot.file) as stream, open_warc(home.archive, snapshot.file) as copied:
            stream.seek(snapshot.offset)
            records = ArchiveIterator(stream)
            for record in records:
                if record_id is None:
                    record_id = record.rec_headers.get_header("WARC-Record-ID")
                elif not _belongs_to(record, record_id):
                    return
                length = records.get_record_length()
                copied.seek(records.get_record_offset())
                yield _stored(record, copied.read(length))
    except (OSError, EOFError, ValueError, ArchiveLoadFailed) as error:
        raise damaged(snapshot) from error
    if record_id is None:  # the file ends before it
        raise damaged(snapshot)


def _belongs_to(record: ArcWarcRecord, record_id: str) -> bool:
    return record.rec_type in COMPANIONS and record_id in map(record.rec_headers.get_header, COMPANION_OF)


def _stored(record: ArcWarcRecord, data: bytes) -> StoredRecord:
    headers, head = record.rec_headers, record.http_headers
    media_type = (head or headers).get_header("content-type") or ""
    return StoredRecord(
        kind=record.rec_type,
        url=headers.get_header("WARC-Target-URI") or "",
        date=headers.get_header("WARC-Date") or "",
        status=head.get_statuscode() if head and record.rec_type != "request" else None,
        media_type=media_type.partition(";")[0].strip().lower(),
        digest=headers.get_header("WARC-Payload-Digest") or "",
        data=data,
    )
