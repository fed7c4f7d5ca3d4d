"""Damage to an index's files, done as a disk or a person would do it, and without taking this process along."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def put_in_place_of(path: Path, content: bytes) -> None:
    """Let `path` be a new file with `content`.

    Engines map their files, and tantivy reads an index once more in a thread of its own after opening it: a mapped file
    that is cut short where it stands ends the process with a bus error. The old file stays whole for who has it.
    """
    path.unlink()
    path.write_bytes(content)
