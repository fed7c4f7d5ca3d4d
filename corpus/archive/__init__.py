"""The archive: what was received, byte for byte, in WARC files that any web-archive tool can read."""

from corpus.archive.archive import Archive, open_archive
from corpus.archive.reading import Payload, read_payload

__all__ = ["Archive", "Payload", "open_archive", "read_payload"]
