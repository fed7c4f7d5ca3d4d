"""Changes to an index: a commit adds a segment, marks deleted rows, merges where due, and replaces the commit file."""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from indexer.durable import sync_tree
from indexer.engines.whoosh.commit import COMMIT_FILE, Commit, SegmentEntry, read_commit, write_commit
from indexer.engines.whoosh.merge import segments_to_merge
from indexer.engines.whoosh.rows import read_ids
from indexer.engines.whoosh.segment import SegmentWriter, open_segment, read_deletions, write_deletions

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.engines.whoosh.rows import Row
    from indexer.engines.whoosh.scan import Mask

__all__ = ["WhooshWriter"]


class WhooshWriter:
    """The writer of one index. Files that the last commit does not name are leftovers of a killed writer, and go."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._commit = read_commit(path)
        self._new: SegmentWriter | None = None
        self._new_name = ""
        self._places: dict[str, int] = {}  # where in the new segment the latest version of each of its reports is
        self._gone: set[str] = set()  # ids whose rows in the committed segments are no longer valid
        self._sweep()

    def upsert(self, prepared: Row) -> None:
        """Add the report, or replace the one with its id."""
        if self._new is None:
            self._new_name = self._fresh_name()
            self._new = SegmentWriter(self._path / self._new_name)
        self._gone.add(prepared.report_id)
        self._places[prepared.report_id] = len(self._new)
        self._new.add(prepared)

    def delete(self, report_id: str) -> None:
        """Remove the report; an id that is not there is no error."""
        self._gone.add(report_id)
        self._places.pop(report_id, None)

    def commit(self, *, seq: int) -> None:
        """Make all changes since the last commit visible and durable at once, together with the change number `seq`."""
        number = self._commit.number + 1
        entries = [entry for old in self._commit.segments if (entry := self._without_gone(old, number)).live]
        if (added := self._finish_new(number)) is not None:
            entries.append(added)
        while due := segments_to_merge(entries):
            entries = self._merged(entries, due)
        commit = Commit(seq=seq, number=number, segments=tuple(entries))
        write_commit(self._path, commit)
        self._commit = commit
        self._gone.clear()
        self._sweep()

    def abandon(self) -> None:
        """Drop what was not committed."""
        if self._new is not None:
            self._new.abandon()
            self._new = None
        self._sweep()

    def _fresh_name(self) -> str:
        return f"segment-{self._commit.number + 1:06}-{secrets.token_hex(4)}"

    def _without_gone(self, entry: SegmentEntry, number: int) -> SegmentEntry:
        """The segment with the rows of replaced and deleted reports marked."""
        if not self._gone:
            return entry
        ids = np.array([report_id.encode() for report_id in self._gone])
        gone = np.isin(read_ids(self._path / entry.name), ids)
        if not gone.any():
            return entry
        return self._marked(entry, gone | ~self._live(entry), number)

    def _marked(self, entry: SegmentEntry, dead: Mask, number: int) -> SegmentEntry:
        deletions = f"deleted-{number:06}.npy"
        rows = np.flatnonzero(dead)
        write_deletions(self._path / entry.name / deletions, rows)
        sync_tree(self._path / entry.name)
        return SegmentEntry(name=entry.name, rows=entry.rows, deleted=len(rows), deletions=deletions)

    def _live(self, entry: SegmentEntry) -> Mask:
        live = np.ones(entry.rows, dtype=np.bool_)
        if entry.deletions is not None:
            live[read_deletions(self._path / entry.name / entry.deletions)] = False
        return live

    def _finish_new(self, number: int) -> SegmentEntry | None:
        """The segment of this commit's reports; None where there are none left."""
        new, self._new = self._new, None
        if new is None:
            return None
        new.close()
        places, self._places = self._places, {}
        if not places:
            return None
        sync_tree(self._path / self._new_name)
        entry = SegmentEntry(name=self._new_name, rows=len(new))
        if len(places) == entry.rows:
            return entry
        dead = np.ones(entry.rows, dtype=np.bool_)
        dead[list(places.values())] = False
        return self._marked(entry, dead, number)

    def _merged(self, entries: list[SegmentEntry], due: list[SegmentEntry]) -> list[SegmentEntry]:
        """The entries with those `due` replaced, where the first of them stood, by one that holds their live rows."""
        name = self._fresh_name()
        merged = SegmentWriter(self._path / name)
        for entry in due:
            merged.add_segment(open_segment(self._path / entry.name), self._live(entry))
        merged.close()
        sync_tree(self._path / name)
        new = SegmentEntry(name=name, rows=len(merged))
        return [new if entry is due[0] else entry for entry in entries if entry is due[0] or entry not in due]

    def _sweep(self) -> None:
        """Remove every file that the last commit does not name; readers that have them open keep them."""
        kept = {entry.name: entry.deletions for entry in self._commit.segments}
        for item in self._path.glob("segment-*"):
            if item.name not in kept:
                shutil.rmtree(item)
                continue
            for deletions in item.glob("deleted-*.npy"):
                if deletions.name != kept[item.name]:
                    deletions.unlink()
        with suppress(FileNotFoundError):
            (self._path / f"{COMMIT_FILE}.new").unlink()
