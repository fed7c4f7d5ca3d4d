"""Which files an import reads: the named ones, and those in the named folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["find_files"]


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Each file once, folders walked in the order of names, hidden files and folders left out.

    A named path that is missing or unreadable is given back as it is: opening it tells what is wrong. Links to folders
    are followed, each folder entered once, so that a loop ends. A collection's own home below a folder is left out.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        for file in _walk(path, seen) if path.is_dir() else [path]:
            if file.is_dir() or _is_new(file, seen):
                yield file


def _walk(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    pending = [folder]
    while pending:
        path = pending.pop()
        if not path.is_dir():
            yield path
            continue
        if not _is_new(path, seen) or (path != folder and (path / "corpus.sqlite").exists()):
            continue
        try:
            entries = sorted(path.iterdir(), reverse=True)
        except OSError:
            yield path  # an unreadable folder is named in the summary
            continue
        pending.extend(entry for entry in entries if not entry.name.startswith("."))


def _is_new(path: Path, seen: set[tuple[int, int]]) -> bool:
    try:
        status = path.stat()
    except OSError:
        return True
    key = (status.st_dev, status.st_ino)
    if key in seen:
        return False
    seen.add(key)
    return True
