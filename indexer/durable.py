"""Files that are either there whole or not at all, also after a loss of power."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["sync_tree", "write_whole"]


def write_whole(path: Path, data: bytes) -> None:
    """Make `path` hold `data`: a reader, and a start after a crash, see the old content or the new, never a part."""
    temporary = path.with_name(f"{path.name}.new")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    _sync(path.parent)


def sync_tree(folder: Path) -> None:
    """Bring every file below `folder`, and the folders themselves, to the disk."""
    for parent, _, names in os.walk(folder):
        for name in names:
            _sync(folder.__class__(parent) / name)
        _sync(folder.__class__(parent))
    _sync(folder.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
