"""How much of one file is read: no file, broken or made to harm, takes more than this."""

from __future__ import annotations

import io
import time
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MOST_CHARACTERS", "MOST_PAGES", "Deadline", "open_container", "read_member"]

MOST_PAGES = 1000
MOST_CHARACTERS = 5_000_000  # of text that one file gives; the longest report seen has 200,000
MOST_SECONDS = 60.0
MOST_MEMBERS = 5000
MOST_MEMBER_BYTES = 64 * 1024**2
MOST_UNPACKED_BYTES = 256 * 1024**2
MOST_RATIO = 250  # of unpacked to packed; text and drawings in XML reach 100
RATIO_FROM_BYTES = 8 * 1024**2  # a small file may be packed as tightly as it likes
NAME_IS_UTF8 = 0x800
IS_LOCKED = 0x1


@dataclass(frozen=True, slots=True)
class Deadline:
    """A bound in time, asked between two pages, rows or members."""

    seconds: float = MOST_SECONDS
    _begun: float = field(default_factory=time.monotonic)

    def check(self) -> None:
        """Let it go on.

        Raises:
            InputError: the time is up.
        """
        if time.monotonic() - self._begun > self.seconds:
            raise InputError(
                f"It could not be read within {self.seconds:g} seconds.", hint="Save it anew from the program it is of."
            )


@contextmanager
def open_container(data: bytes) -> Iterator[zipfile.ZipFile]:
    """The ZIP container that `data` is, with names of its members as they were meant.

    Raises:
        InputError: it is broken, or unpacks to more than any document has.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            _check_size(container, len(data))
            yield container
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise InputError(f"Its ZIP container is broken: {error}.", hint="Fetch it again.") from error


def _check_size(container: zipfile.ZipFile, packed: int) -> None:
    members = container.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS:
        raise InputError(f"It packs {len(members):,} files; at most {MOST_MEMBERS:,} are read.")
    most = min(MOST_UNPACKED_BYTES, max(RATIO_FROM_BYTES, packed * MOST_RATIO))
    if unpacked > most or any(member.file_size > MOST_MEMBER_BYTES for member in members):
        raise InputError(f"It unpacks to {unpacked:,} bytes, more than any document of its size has.")


def read_member(container: zipfile.ZipFile, name: str | zipfile.ZipInfo) -> bytes:
    """One member, unpacked; the container's declared sizes, which were checked, bound it.

    Raises:
        KeyError: there is none of that name.
        InputError: it is behind a password, or damaged.
    """
    member = container.getinfo(name) if isinstance(name, str) else name
    if member.flag_bits & IS_LOCKED:
        raise InputError("It is locked with a password.", hint="Unlock it, and import it again.")
    try:
        return container.read(member)
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, OSError, ValueError) as error:
        raise InputError(f"Its part {member.filename!r} is damaged.", hint="Fetch it again.") from error
    except Exception as error:
        if type(error).__module__ in ("zlib", "lzma", "_lzma"):
            raise InputError(f"Its part {member.filename!r} is damaged.", hint="Fetch it again.") from error
        raise
