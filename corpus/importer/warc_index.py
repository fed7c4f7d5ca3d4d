"""What stands in a WARC file made by others: where each page and file begins, what else there is, what is damaged."""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from corpus.errors import InputError
from corpus.extract import SUFFIXES
from corpus.report import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warcio.recordloader import ArcWarcRecord

__all__ = ["ArchivedRecord", "WarcIndex", "index_warc", "record_at"]

GZIP_MAGIC = b"\x1f\x8b\x08"
WARC_MAGIC = b"WARC/1."
SCAN_BYTES = 1024 * 1024
OK_STATUS = "200"
CONTENT_TYPES = ("response", "resource", "revisit")
PAGE_TYPES = ("text/html", "application/xhtml+xml")
VAGUE_TYPES = ("", "application/octet-stream", "application/force-download", "binary/octet-stream")
FILE_TYPES = frozenset(SUFFIXES.values()) - {"text/plain"}
NOT_A_MEMBER_EACH = "non-chunked gzip"  # in warcio's message
BROKEN = (ArchiveLoadFailed, EOFError, ValueError, OSError, zlib.error)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedRecord:
    """One page or file of a WARC file.

    Attributes:
        offset: where the record begins, in bytes; of a revisit, where the record begins that has its payload.
        url: canonical form of its WARC-Target-URI.
        captured_at: its WARC-Date.
        is_page: whether it is said to be HTML.
    """

    offset: int
    url: str
    captured_at: datetime
    is_page: bool


@dataclass(slots=True)
class WarcIndex:
    """What a WARC file holds.

    Attributes:
        records: pages and files, in the file's order.
        other: how many further records there are, by the reason why they are not read.
        damaged: what could not be read, a line each.
    """

    records: list[ArchivedRecord] = field(default_factory=list)
    other: Counter[str] = field(default_factory=Counter)
    damaged: list[str] = field(default_factory=list)


def index_warc(stream: IO[bytes]) -> WarcIndex:
    """The index of a WARC or ARC file, gzipped a record or not at all; its content is not held in memory.

    A damaged record is named, and reading goes on with the next one.

    Raises:
        InputError: it holds no record at all.
    """
    index = WarcIndex()
    payloads: dict[str, int] = {}
    for offset, record in _records(stream, index):
        _note(offset, record, index, payloads)
    if not index.records and not index.other:
        raise InputError("It holds no WARC record.", hint="Look at it with `warcio check`.")
    return index


def record_at(stream: IO[bytes], offset: int) -> ArcWarcRecord:
    """The record that begins there, its payload still to be read.

    Raises:
        InputError: it is damaged.
    """
    stream.seek(offset)
    try:
        return next(iter(ArchiveIterator(stream, arc2warc=True, check_digests=True)))
    except (*BROKEN, StopIteration) as error:
        raise InputError(f"The record at byte {offset:,} is damaged.", hint="Fetch the archive again.") from error


def _records(stream: IO[bytes], index: WarcIndex) -> Iterator[tuple[int, ArcWarcRecord]]:
    """Every record that can be read, with its offset; what lies between is named."""
    start: int | None = 0
    whole = 0  # bytes up to here are whole records, or have been named
    while start is not None:
        stream.seek(start)
        found = ArchiveIterator(stream, arc2warc=True)
        try:
            for record in found:
                offset = found.get_record_offset()
                if offset > whole:
                    index.damaged.append(f"Bytes {whole:,} to {offset:,} are damaged.")
                yield offset, record
                whole = offset + found.get_record_length()
        except BROKEN as error:
            if NOT_A_MEMBER_EACH in str(error):
                raise InputError(
                    "It is gzipped as a whole, not record by record.", hint="Mend it with `warcio recompress OLD NEW`."
                ) from error
            start = _next_record(stream, max(start, whole) + 1)
        else:
            break
    stream.seek(whole)
    if stream.read(SCAN_BYTES).strip():
        index.damaged.append(f"From byte {whole:,} on it is damaged, or was cut off.")


def _next_record(stream: IO[bytes], start: int) -> int | None:
    """Where the next record begins at or after `start`; None where there is none."""
    stream.seek(start)
    position, kept = start, b""
    while chunk := stream.read(SCAN_BYTES):
        window = kept + chunk
        base = position - len(kept)
        for place in _marks(window):
            if _is_record(stream, base + place):
                return base + place
        kept = window[-len(WARC_MAGIC) :]
        position += len(chunk)
        stream.seek(position)
    return None


def _marks(window: bytes) -> Iterator[int]:
    for magic in (GZIP_MAGIC, WARC_MAGIC):
        place = window.find(magic)
        while place >= 0:
            yield place
            place = window.find(magic, place + 1)


def _is_record(stream: IO[bytes], place: int) -> bool:
    stream.seek(place)
    head = stream.read(SCAN_BYTES // 64)
    if head.startswith(WARC_MAGIC):
        return True
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, len(WARC_MAGIC)).startswith(WARC_MAGIC)
    except zlib.error:
        return False


def _note(offset: int, record: ArcWarcRecord, index: WarcIndex, payloads: dict[str, int]) -> None:
    """Take a record into the index, or count why not."""
    headers = record.rec_headers
    digest = headers.get_header("WARC-Payload-Digest") or ""
    reason = _why_not(record)
    if reason is None and record.rec_type == "revisit" and digest not in payloads:
        reason = "revisit of a payload that is not in the file"
    if reason is not None:
        index.other[reason] += 1
        return
    if record.rec_type != "revisit":
        payloads.setdefault(digest, offset)
    index.records.append(
        ArchivedRecord(
            offset=payloads[digest] if record.rec_type == "revisit" else offset,
            url=canonical_url(headers.get_header("WARC-Target-URI")),
            captured_at=_moment(headers.get_header("WARC-Date") or ""),
            is_page=_media_type(record) in PAGE_TYPES,
        )
    )


def _why_not(record: ArcWarcRecord) -> str | None:
    """Why a record is no page and no file that is read; None where it is."""
    if record.rec_type not in CONTENT_TYPES:
        return f"{record.rec_type} record"
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if not _is_web_address(url):
        return "not at a web address"
    status = record.http_headers.get_statuscode() if record.http_headers else OK_STATUS
    if status != OK_STATUS:
        return f"answered {status}"
    media_type = _media_type(record)
    if media_type in PAGE_TYPES or media_type in FILE_TYPES:
        return None
    suffix = PurePosixPath(urlsplit(url).path).suffix.lower()
    if media_type in VAGUE_TYPES and suffix in SUFFIXES:
        return None
    return media_type or "unknown media type"


def _is_web_address(url: str) -> bool:
    try:
        return canonical_url(url).startswith(("http://", "https://"))
    except InputError:
        return False


def _media_type(record: ArcWarcRecord) -> str:
    said = (record.http_headers or record.rec_headers).get_header("content-type") or ""
    return str(said).partition(";")[0].strip().lower()


def _moment(date: str) -> datetime:
    """A WARC-Date; of one that is none the earliest there can be, so that it is seen to be wrong."""
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
