"""One WARC file while it is written: named, locked, appended to, made durable, closed."""

from __future__ import annotations

import fcntl
import os
import secrets
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["OPEN_SUFFIX", "WarcFile", "sync_folder", "try_lock"]

OPEN_SUFFIX = ".open"
"""Added to the name of a file that is being written, as other archiving crawlers do."""

COPY_BYTES = 1024 * 1024


class WarcFile:
    """A WARC file of this process alone; the lock on it ends with the process, however that ends.

    Attributes:
        name: the file's name once it is closed.
        size: bytes of whole records so far.
    """

    def __init__(self, folder: Path, prefix: str) -> None:
        """Create a file that no other run can have.

        Raises:
            OSError: the folder cannot be written to.
        """
        self._folder = folder
        self.name, self._stream = _create(folder, prefix)
        self.size = 0
        sync_folder(folder)

    def append(self, records: IO[bytes]) -> int:
        """The offset at which `records`, read from where it stands, now begins; handed to the system, not yet synced.

        Raises:
            OSError: it could not be written; the file is as it was.
        """
        start = self.size
        try:
            while chunk := records.read(COPY_BYTES):
                _write_all(self._stream, chunk)
        except OSError:
            os.ftruncate(self._stream.fileno(), start)
            os.lseek(self._stream.fileno(), start, os.SEEK_SET)
            raise
        self.size = self._stream.tell()
        return start

    def sync(self) -> None:
        """Wait until what was appended is on the disk."""
        os.fsync(self._stream.fileno())

    def close(self) -> None:
        """Sync the file and give it its final name."""
        try:
            self.sync()
            (self._folder / (self.name + OPEN_SUFFIX)).rename(self._folder / self.name)
            sync_folder(self._folder)
        finally:
            self._stream.close()


def try_lock(stream: IO[bytes]) -> bool:
    """Whether the file is now locked for this process; false while another one writes it."""
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def sync_folder(folder: Path) -> None:
    """Wait until the folder's names are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_all(stream: IO[bytes], data: bytes) -> None:
    rest = memoryview(data)
    while rest:  # an unbuffered write may take a part, as it does when the disk fills up
        rest = rest[stream.write(rest) :]


def _create(folder: Path, prefix: str) -> tuple[str, IO[bytes]]:
    while True:
        started = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
        name = f"{prefix}-{started}-{os.getpid()}-{secrets.token_hex(4)}.warc.gz"
        # Unbuffered, so that a failed write leaves nothing behind that would be written later.
        stream = (folder / (name + OPEN_SUFFIX)).open("xb", buffering=0)
        # Between creating and locking, another process may have taken it for a dead one's and cleared it away.
        if try_lock(stream) and os.fstat(stream.fileno()).st_nlink:
            return name, stream
        stream.close()
