"""The key that signs cookies: made once a home, readable by its owner alone."""

from __future__ import annotations

import logging
import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from corpus import Home

__all__ = ["read_secret_key"]

FILE_NAME = "secret_key"
KEY_BYTES = 32

logger = logging.getLogger(__name__)


def read_secret_key(home: Home) -> str:
    """The home's key in hex; it is made where there is none.

    In a home that cannot be written to, a key for this run alone: cookies signed with it end with the process.
    """
    path = home.path / FILE_NAME
    try:
        if not path.exists():
            _write_new(path.parent, secrets.token_hex(KEY_BYTES))
        key = path.read_text(encoding="ascii").strip()
    except OSError as error:
        logger.warning("%s cannot be made or read (%s); cookies last until this process ends.", path, error.strerror)
        return secrets.token_hex(KEY_BYTES)
    if len(key) >= KEY_BYTES:
        return key
    logger.warning("%s holds no key of at least %d characters; cookies last until this process ends.", path, KEY_BYTES)
    return secrets.token_hex(KEY_BYTES)


def _write_new(folder: Path, key: str) -> None:
    # Written whole beside it and linked: two processes that start at once end up with the same key.
    draft = folder / f".{FILE_NAME}.{os.getpid()}.{secrets.token_hex(4)}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key + "\n")
        try:
            os.link(draft, folder / FILE_NAME)
        except FileExistsError:
            return
    finally:
        draft.unlink()
