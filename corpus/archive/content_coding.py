"""Undoing the content codings of an HTTP response (RFC 9110, section 8.4)."""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]  # it ships no types

from corpus.errors import InputError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MAX_DECODED_BYTES", "decode_content"]

MAX_DECODED_BYTES = 512 * 1024 * 1024
"""No published page or file comes near it; a response that unpacks to more was made to fill the memory."""

GZIP_WINDOW = 16 + zlib.MAX_WBITS
ZLIB_WINDOW = zlib.MAX_WBITS
RAW_DEFLATE_WINDOW = -zlib.MAX_WBITS


def decode_content(body: bytes, coding_header: str, *, limit: int = MAX_DECODED_BYTES) -> bytes:
    """`body` without the codings that a Content-Encoding header names, the last one first.

    A server that names a coding it did not apply is common: where the bytes are not what the header says, they are
    given as they stand. A stream that was cut off gives what came before the cut.

    Raises:
        InputError: decoded, it would exceed `limit` bytes.
    """
    codings = [coding.strip().lower() for coding in coding_header.split(",")]
    for coding in reversed(codings):
        decoder = DECODERS.get(coding)
        if decoder is None or not body:
            continue
        try:
            body = decoder(body, limit + 1)
        except (zlib.error, brotli.error, zstd.ZstdError):
            return body
        if len(body) > limit:
            raise InputError(
                f"A response unpacks to more than {limit:,} bytes.",
                hint="Look at it with a WARC tool; it is no report.",
            )
    return body


def _gunzip(data: bytes, limit: int) -> bytes:
    pieces: list[bytes] = []
    while data and limit > 0:
        member = zlib.decompressobj(GZIP_WINDOW)
        try:
            piece = member.decompress(data, limit)
        except zlib.error:
            if not pieces:
                raise
            break  # what follows the last member is padding, which gzip allows
        pieces.append(piece)
        limit -= len(piece)
        data = member.unused_data
    return b"".join(pieces)


def _inflate(data: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj(ZLIB_WINDOW).decompress(data, limit)
    except zlib.error:  # "deflate" means zlib, yet servers also send the bare stream
        return zlib.decompressobj(RAW_DEFLATE_WINDOW).decompress(data, limit)


def _unbrotli(data: bytes, limit: int) -> bytes:
    decoder = brotli.Decompressor()
    pieces = [decoder.process(data, output_buffer_limit=limit)]
    size = len(pieces[0])
    while size < limit and not decoder.is_finished() and not decoder.can_accept_more_data():
        pieces.append(decoder.process(b"", output_buffer_limit=limit - size))
        size += len(pieces[-1])
    return b"".join(pieces)


def _unzstd(data: bytes, limit: int) -> bytes:
    pieces: list[bytes] = []
    while data and limit > 0:
        frame = zstd.ZstdDecompressor()
        piece = frame.decompress(data, limit)
        pieces.append(piece)
        limit -= len(piece)
        data = frame.unused_data
    return b"".join(pieces)


DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
