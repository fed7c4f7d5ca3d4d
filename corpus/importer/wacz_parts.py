"""The WARC files within a WACZ, each checked against the digest that the WACZ gives for it."""

from __future__ import annotations

import hashlib
import json
import zlib
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from corpus.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["open_wacz"]

PACKAGE = "datapackage.json"
MOST_PACKAGE_BYTES = 16 * 1024**2
MOST_WARC_FILES = 10_000
MOST_RATIO = 100  # WARC files are compressed already; what unpacks to more was made to fill the disk
FREE_BYTES = 64 * 1024**2  # below which no ratio is asked
COPY_BYTES = 1024 * 1024
BROKEN = (BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error)  # RuntimeError: it wants a password


@contextmanager
def open_wacz(path: Path, fail: Callable[[str, InputError], None]) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """The WARC files in the WACZ, each unpacked to a temporary file while it is read, with its name for messages.

    Args:
        path: of the WACZ.
        fail: told of a part that is damaged, or not what its digest says; the others are given.

    Raises:
        InputError: it is no WACZ.
        OSError: it cannot be read, or there is no room to unpack it.
    """
    try:
        container = ZipFile(path)
    except BROKEN as error:
        raise InputError(f"It is no WACZ: {error}.", hint="Fetch it again.") from error
    with container:
        yield _parts(path, container, fail)


def _parts(path: Path, container: ZipFile, fail: Callable[[str, InputError], None]) -> Iterator[tuple[str, IO[bytes]]]:
    digests = _digests(container)
    entries = [entry for entry in container.infolist() if _is_warc(entry.filename)]
    if not entries:
        raise InputError("It holds no WARC file below archive/.", hint="A WACZ does; is it one?")
    if len(entries) > MOST_WARC_FILES:
        raise InputError(f"It holds more than {MOST_WARC_FILES:,} WARC files.", hint="Split it.")
    for entry in entries:
        name = f"{path}:{entry.filename}"
        with TemporaryFile() as unpacked:
            try:
                _unpack(container, entry, unpacked, digests.get(entry.filename))
            except InputError as error:
                fail(name, error)
                continue
            unpacked.seek(0)
            yield name, unpacked


def _is_warc(name: str) -> bool:
    return name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz"))


def _digests(container: ZipFile) -> dict[str, str]:
    """The digest of each part, by its path, as the WACZ says."""
    try:
        entry = container.getinfo(PACKAGE)
        if entry.file_size > MOST_PACKAGE_BYTES:
            raise InputError(f"Its {PACKAGE} is longer than {MOST_PACKAGE_BYTES:,} bytes.", hint="It is no WACZ.")
        package: Any = json.loads(container.read(entry))
        return {str(resource["path"]): str(resource["hash"]) for resource in package["resources"]}
    except (*BROKEN, ValueError, KeyError, TypeError) as error:
        raise InputError(f"Its {PACKAGE} is missing or broken.", hint="Check it with `wacz validate`.") from error


def _unpack(container: ZipFile, entry: ZipInfo, target: IO[bytes], digest: str | None) -> None:
    if entry.file_size > max(FREE_BYTES, MOST_RATIO * entry.compress_size):
        raise InputError(f"It unpacks to {entry.file_size:,} bytes.", hint="It is no web archive.")
    kind, _, expected = (digest or "").partition(":")
    if kind not in ("sha256", "md5") or not expected:
        raise InputError(f"It has no SHA-256 or MD5 in {PACKAGE}.", hint="Check it with `wacz validate`.")
    sum_up = hashlib.new(kind, usedforsecurity=False)
    try:
        with container.open(entry) as packed:
            while chunk := packed.read(COPY_BYTES):
                sum_up.update(chunk)
                target.write(chunk)
    except BROKEN as error:
        raise InputError(f"It is damaged: {error}.", hint="Fetch it again.") from error
    if sum_up.hexdigest() != expected:
        raise InputError("It is not what its digest says: it was altered or damaged.", hint="Fetch it again.")
