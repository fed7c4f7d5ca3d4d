"""Folded text of many reports in one flat file, and which of them contain some bytes.

Each record is UTF-8 and ends with the byte 0xFF, which no UTF-8 text contains, so that no hit spans two reports.
"""

from __future__ import annotations

import ctypes
import mmap
from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["SEPARATOR", "FlatText", "Mask", "runs"]

Mask = npt.NDArray[np.bool_]
Ends = npt.NDArray[np.int64]
SEPARATOR = b"\xff"
PROBE_SHARE = 8  # below one record in 8, looking at each beats one pass over all

# The C library's search is two to three times as fast as mmap.find on Chinese text (whose bytes are all alike), and it
# lets go of the interpreter lock, so that searches run side by side.
_memmem = ctypes.CDLL(None).memmem
_memmem.restype = ctypes.c_void_p
_memmem.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t)


class FlatText:
    """The records of one file, mapped and not read; safe to share between threads."""

    def __init__(self, path: Path, ends: Ends) -> None:
        """Map the file at `path`; `ends` holds, for each record, the offset just after its separator."""
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._ends = self.ends = ends
        self._size = int(ends[-1])
        if self._size > len(self._map):
            raise ValueError(f"{path} is damaged: {len(self._map)} bytes where {self._size} were written")
        self._address = int(np.frombuffer(self._map, dtype=np.uint8).ctypes.data)

    def __len__(self) -> int:
        return len(self._ends)

    def record(self, row: int) -> bytes:
        """The folded UTF-8 of one record, without its separator."""
        start, end = self.span(row, row + 1)
        return self._map[start : end - 1]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Byte offsets of the records `first` up to and without `last`, separators included."""
        return (int(self._ends[first - 1]) if first else 0), int(self._ends[last - 1])

    def piece(self, first: int, last: int) -> memoryview:
        """The bytes of the records `first` up to and without `last`, separators included."""
        start, end = self.span(first, last)
        return memoryview(self._map)[start:end]

    def containing(self, needle: bytes, among: Mask) -> Mask:
        """Which of the records marked in `among` contain `needle`; every record contains the empty one."""
        if not needle:
            return among.copy()
        asked = np.flatnonzero(among)
        if len(asked) * PROBE_SHARE <= len(self):
            found = np.zeros(len(self), dtype=np.bool_)
            found[[row for row in asked.tolist() if self._stands_in(needle, row)]] = True
            return found
        return self._sweep(needle, among)

    def _stands_in(self, needle: bytes, row: int) -> bool:
        start, end = self.span(row, row + 1)
        return self._map.find(needle, start, end) >= 0

    def _sweep(self, needle: bytes, among: Mask) -> Mask:
        """One pass that leaves each record at its first hit, and skips the records that are not asked for."""
        found = bytearray(len(self))
        for first, last in runs(np.flatnonzero(among)):
            self._sweep_run(needle, first, last, found)
        return np.frombuffer(found, dtype=np.bool_)

    def _sweep_run(self, needle: bytes, row: int, last: int, found: bytearray) -> None:
        """Mark in `found` which of the records from `row` up to and without `last` contain `needle`."""
        ends = self._ends.data
        limit = ends[last - 1]
        while row < last:
            at = self._find(needle, ends[row - 1] if row else 0, limit)
            if at < 0:
                return
            hit = bisect_right(ends, at, row)
            found[hit] = 1
            dense = hit == row
            row = hit + 1
            # Where a word is common the next record has it near its head: looking there is cheaper than ctypes.
            while dense and row < last:
                dense = self._map.find(needle, ends[row - 1], ends[row]) >= 0
                found[row] = dense
                row += 1

    def _find(self, needle: bytes, start: int, end: int) -> int:
        """Offset of the first `needle` between `start` and `end`, or -1."""
        at = _memmem(self._address + start, end - start, needle, len(needle))
        return -1 if at is None else int(at) - self._address


def runs(rows: npt.NDArray[np.intp]) -> list[tuple[int, int]]:
    """Ascending row numbers as runs of neighbours: first, and one past the last."""
    if not len(rows):
        return []
    breaks = np.flatnonzero(np.diff(rows) > 1) + 1
    firsts = rows[np.concatenate(([0], breaks))]
    lasts = rows[np.concatenate((breaks - 1, [len(rows) - 1]))] + 1
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))
