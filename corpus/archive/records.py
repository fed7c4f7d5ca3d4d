"""WARC records (ISO 28500:2017, WARC 1.1), built and compressed apart from the file they go into."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.reports.rows import storable_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.store import Snapshot

__all__ = ["Header", "Records", "Request", "Response"]

Header = tuple[str | bytes, str | bytes]

SPOOL_BYTES = 16 * 1024 * 1024
URI_SAFE = "!#$%&'()*+,/:;=?@[]~-._"  # RFC 3986: reserved and unreserved characters, and what is already escaped
REVISIT_SAME = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
REVISIT_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
NOT_MODIFIED = 304
ORIGINAL_PREFIX = b"X-Archive-Orig-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked: method, headers and body, as sent."""

    method: str
    headers: Sequence[Header]
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What came back from `url`; `body` without transfer coding, content codings still in place."""

    url: str
    status: int
    reason: str
    headers: Sequence[Header]
    body: bytes
    sha256: str
    captured_at: datetime
    remote_ip: str | None


class HttpHead(StatusAndHeaders):  # type: ignore[misc]  # warcio ships no types
    """A start line and headers that are written byte for byte as received; warcio would escape what is not ASCII."""

    def __init__(self, start: str, headers: Sequence[Header], *, protocol: str) -> None:
        super().__init__(start, list(headers), protocol=protocol)
        lines = [f"{protocol} {start}".rstrip().encode("latin-1", "replace")]
        lines += [_header_bytes(name) + b": " + _header_bytes(value) for name, value in headers]
        self.raw = b"\r\n".join(lines) + b"\r\n\r\n"

    def compute_headers_buffer(self, header_filter: Any = None) -> None:  # noqa: ARG002 - warcio's signature
        """Set what the writer writes."""
        self.headers_buff = self.raw


class Records:
    """Compressed records that belong together, held in memory, or on disk where they are large."""

    def __init__(self) -> None:
        self._spool: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 - closed by `close`
        self._writer = WARCWriter(self._spool, gzip=True, warc_version="WARC/1.1")

    def __enter__(self) -> Records:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the memory or the file."""
        self._spool.close()

    def __len__(self) -> int:
        """Compressed bytes so far."""
        return self._spool.seek(0, os.SEEK_END)

    def rewound(self) -> IO[bytes]:
        """Everything added, to be read from the start."""
        self._spool.seek(0)
        return self._spool

    def add_info(self, name: str) -> None:
        """The record that opens every file."""
        info = {
            "software": "Baogao",
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        }
        self._writer.write_record(self._writer.create_warcinfo_record(name, info))

    def add_response(self, response: Response) -> str:
        """The record id of the response, written whole."""
        record = self._writer.create_warc_record(
            warc_uri(response.url),
            "response",
            payload=BytesIO(response.body),
            length=len(response.body),
            warc_headers_dict=_fields(response, digest=response.sha256),
            http_headers=_response_head(response),
        )
        self._writer.write_record(record)
        return str(record.rec_headers.get_header("WARC-Record-ID"))

    def add_revisit(self, response: Response, original: Snapshot) -> str:
        """The record id of a response whose payload `original` holds already.

        Its headers are written, but not those of a 304: a player would pass them on with the original's payload, and
        the reader's browser would show nothing. They go into the note; see `add_note`.
        """
        not_modified = response.status == NOT_MODIFIED
        fields = _fields(response, digest=original.sha256)
        fields |= {
            "WARC-Profile": REVISIT_NOT_MODIFIED if not_modified else REVISIT_SAME,
            "WARC-Refers-To-Target-URI": warc_uri(original.url),
            "WARC-Refers-To-Date": warc_date(original.captured_at),
            # Not in the standard, but written by other crawlers too: where to find it without an index.
            "WARC-Refers-To-Filename": original.file,
            "WARC-Refers-To-File-Offset": str(original.offset),
        }
        record = self._writer.create_warc_record(
            warc_uri(response.url),
            "revisit",
            warc_headers_dict=fields,
            http_headers=None if not_modified else _response_head(response),
        )
        self._writer.write_record(record)
        return str(record.rec_headers.get_header("WARC-Record-ID"))

    def add_request(self, request: Request, response: Response, record_id: str) -> None:
        """The request that the response of that record id answers."""
        parts = urlsplit(warc_uri(response.url))
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        names = {_header_bytes(name).lower() for name, _ in request.headers}
        host: list[Header] = [] if b"host" in names else [("Host", parts.netloc.rpartition("@")[2])]
        if request.body and b"content-length" not in names:
            host.append(("Content-Length", str(len(request.body))))
        record = self._writer.create_warc_record(
            warc_uri(response.url),
            "request",
            payload=BytesIO(request.body) if request.body else None,
            length=len(request.body) if request.body else None,
            warc_headers_dict={"WARC-Date": warc_date(response.captured_at), "WARC-Concurrent-To": record_id},
            http_headers=HttpHead(f"{target} HTTP/1.1", [*host, *request.headers], protocol=request.method),
        )
        self._writer.write_record(record)

    def add_note(self, note: str | None, response: Response, record_id: str) -> None:
        """What a reader should know of the response of that record id, and the headers of a 304; else no record."""
        lines = [f"note: {_one_line(storable_text(note))}".encode()] if note else []
        if response.status == NOT_MODIFIED:
            head = _response_head(response)
            lines += [b"http-header: " + line for line in head.raw.splitlines() if line]
        if not lines:
            return
        payload = b"".join(line + b"\r\n" for line in lines)
        fields = {"WARC-Date": warc_date(response.captured_at), "WARC-Refers-To": record_id}
        record = self._writer.create_warc_record(
            warc_uri(response.url), "metadata", payload=BytesIO(payload), length=len(payload), warc_headers_dict=fields
        )
        self._writer.write_record(record)

    def add_resource(self, uri: str, media_type: str, body: bytes, *, sha256: str, captured_at: datetime) -> None:
        """A file that no server sent."""
        record = self._writer.create_warc_record(
            warc_uri(uri),
            "resource",
            payload=BytesIO(body),
            length=len(body),
            warc_content_type=media_type,
            warc_headers_dict={"WARC-Date": warc_date(captured_at), "WARC-Payload-Digest": f"sha256:{sha256}"},
        )
        self._writer.write_record(record)


def warc_uri(uri: str) -> str:
    """`uri` with spaces, control and non-ASCII characters escaped, as WARC headers need it, ``http`` in lower case.

    Readers (warcio among them) look for HTTP headers only where an address begins with a lower-case ``http``.
    """
    escaped = quote(storable_text(uri).strip(), safe=URI_SAFE)
    scheme, _, rest = escaped.partition(":")
    return f"{scheme.lower()}:{rest}" if scheme.lower() in {"http", "https"} else escaped


def warc_date(when: datetime) -> str:
    """A moment as WARC 1.1 writes it: UTC with microseconds."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def header_value(headers: Iterable[Header], name: str) -> str:
    """The first value of a header, by its name in lower case; empty where there is none."""
    for given, value in headers:
        if _header_bytes(given).lower() == name.encode():
            return _header_bytes(value).decode("latin-1").strip()
    return ""


def _fields(response: Response, *, digest: str) -> dict[str, str]:
    fields = {"WARC-Date": warc_date(response.captured_at), "WARC-Payload-Digest": f"sha256:{digest}"}
    if response.remote_ip:
        fields["WARC-IP-Address"] = response.remote_ip
    return fields


def _response_head(response: Response) -> HttpHead:
    # The transfer coding is undone by every HTTP client; a record that still named it would be read wrongly.
    headers = [
        (ORIGINAL_PREFIX + _header_bytes(name), value)
        if _header_bytes(name).lower() == b"transfer-encoding"
        else (name, value)
        for name, value in response.headers
    ]
    return HttpHead(f"{response.status} {_one_line(response.reason)}", headers, protocol="HTTP/1.1")


def _header_bytes(text: str | bytes) -> bytes:
    """A header's name or value as it was on the wire; str is what a client decoded, as Latin-1 where that fits."""
    return b" ".join(_encoded(text).splitlines()).replace(b"\0", b"")


def _encoded(text: str | bytes) -> bytes:
    if isinstance(text, bytes):
        return text
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return storable_text(text).encode()


def _one_line(text: str) -> str:
    return " ".join(text.split())
