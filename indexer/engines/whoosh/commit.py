"""The commit file: it names the segments, their deleted rows and the applied change. Replacing it is the commit."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from indexer.durable import write_whole

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["COMMIT_FILE", "Commit", "SegmentEntry", "read_commit", "stamp", "write_commit"]

COMMIT_FILE = "commit.json"


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """One segment as of a commit.

    Attributes:
        name: its folder; carries random digits, so that no two segments ever share a name.
        rows: how many reports it holds, deleted ones included.
        deleted: how many of them are deleted.
        deletions: the file in the folder that lists the deleted rows; None while there are none.
    """

    name: str
    rows: int
    deleted: int = 0
    deletions: str | None = None

    @property
    def live(self) -> int:
        """How many reports it holds that are not deleted."""
        return self.rows - self.deleted


@dataclass(frozen=True, slots=True)
class Commit:
    """The state of an index: the applied change, the number of commits so far, and the segments in order."""

    seq: int = 0
    number: int = 0
    segments: tuple[SegmentEntry, ...] = ()


def read_commit(path: Path) -> Commit:
    """The last commit of the index at `path`.

    Raises:
        OSError: there is no index.
        ValueError: the file is damaged.
    """
    try:
        data = json.loads((path / COMMIT_FILE).read_text(encoding="utf-8"))
        segments = tuple(SegmentEntry(**entry) for entry in data["segments"])
        return Commit(seq=data["seq"], number=data["number"], segments=segments)
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path / COMMIT_FILE} is damaged: {error}") from error


def write_commit(path: Path, commit: Commit) -> None:
    """Make `commit` the last one, at once and durably."""
    write_whole(path / COMMIT_FILE, json.dumps(asdict(commit), indent=1).encode())


def stamp(path: Path) -> object:
    """A value that differs after every commit, without reading the file.

    Raises:
        OSError: there is no index at `path`.
    """
    status = (path / COMMIT_FILE).stat()
    return status.st_mtime_ns, status.st_ino, status.st_size
