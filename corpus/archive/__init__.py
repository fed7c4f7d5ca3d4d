"""The archive: what was received, byte for byte, in WARC files that any web-archive tool can read."""

from corpus.archive.archive import Archive, open_archive
from corpus.archive.content_coding import decode_content
from corpus.archive.copying import StoredRecord, stored_records
from corpus.archive.reading import Payload, read_payload
from corpus.archive.records import Header

__all__ = [
    "Archive",
    "Header",
    "Payload",
    "StoredRecord",
    "decode_content",
    "open_archive",
    "read_payload",
    "stored_records",
]
