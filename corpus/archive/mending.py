"""Clearing up after a writer that was killed: its file ends with the last whole record."""

from __future__ import annotations

import logging
import os
import shutil
import zlib
from typing import IO, TYPE_CHECKING

from corpus.archive.content_coding import GZIP_WINDOW
from corpus.archive.warc_file import OPEN_SUFFIX, sync_folder, try_lock

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.store import Store

__all__ = ["TORN_SUFFIX", "mend_archive", "whole_length"]

logger = logging.getLogger(__name__)

TORN_SUFFIX = ".torn"
"""Added to the name of a file that keeps the bytes cut off; no program reads it, a person may."""

READ_BYTES = 64 * 1024


def mend_archive(folder: Path, store: Store) -> list[str]:
    """Cut and close the files that dead processes left open; their names. A living process's file is left alone.

    Every record is one gzip member with its own checksum, so what is whole is certain. Bytes after the last whole
    record are kept in a file of their own. A snapshot that pointed at them (possible only after a power cut) is
    forgotten.

    Raises:
        OSError: the folder cannot be written to.
    """
    mended: list[str] = []
    for path in sorted(folder.glob(f"*.warc.gz{OPEN_SUFFIX}")):
        try:
            stream = path.open("r+b")
        except FileNotFoundError:  # its writer closed it just now
            continue
        with stream:
            if try_lock(stream):
                _mend(path, stream, store)
                mended.append(path.name.removesuffix(OPEN_SUFFIX))
    return mended


def whole_length(stream: IO[bytes]) -> int:
    """How many bytes from where `stream` stands are whole gzip members, checksums and lengths right."""
    whole = fed = 0
    member = zlib.decompressobj(GZIP_WINDOW)
    while chunk := stream.read(READ_BYTES):
        fed += len(chunk)
        while chunk:
            try:
                member.decompress(chunk)
            except zlib.error:
                return whole
            if not member.eof:
                break
            chunk = member.unused_data
            whole = fed - len(chunk)
            member = zlib.decompressobj(GZIP_WINDOW)
    return whole


def _mend(path: Path, stream: IO[bytes], store: Store) -> None:
    name = path.name.removesuffix(OPEN_SUFFIX)
    size = os.fstat(stream.fileno()).st_size
    whole = whole_length(stream)
    if whole < size:
        logger.warning("%s was left unfinished: %d of its %d bytes are whole records", name, whole, size)
        _keep_torn(path.with_name(name + TORN_SUFFIX), stream, whole)
        os.ftruncate(stream.fileno(), whole)
    os.fsync(stream.fileno())
    dropped = store.drop_snapshots_beyond(name, whole)
    if dropped:
        logger.warning("%d snapshots in %s were lost to a power cut", dropped, name)
    if whole:
        path.rename(path.with_name(name))
    else:
        path.unlink()
    sync_folder(path.parent)


def _keep_torn(torn: Path, stream: IO[bytes], whole: int) -> None:
    stream.seek(whole)
    with torn.open("wb") as kept:
        shutil.copyfileobj(stream, kept)
        kept.flush()
        os.fsync(kept.fileno())
