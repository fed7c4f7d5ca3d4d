"""The paths of places in order: what lies in one stands side by side, is found by halving and counted by adding up."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from indexer.engine import PlaceCounts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

__all__ = ["CountedPaths", "PathOrder"]

SLASH = "/"
AFTER_SLASH = chr(ord(SLASH) + 1)


class PathOrder:
    """Some paths in order.

    Attributes:
        paths: each with a slash at its end, ascending.
        codes: the code of each: its place among the paths as given, from 1.
    """

    def __init__(self, paths: Sequence[str | int]) -> None:
        coded = sorted((f"{path}{SLASH}", code) for code, path in enumerate(paths, start=1))
        self.paths = [path for path, _code in coded]
        self.codes: npt.NDArray[np.intp] = np.array([code for _path, code in coded], dtype=np.intp)

    def within(self, place: str) -> tuple[int, int]:
        """Where the paths of the place, and of what lies in it, begin and end; of all paths for the empty one."""
        if not place:
            return 0, len(self.paths)
        return bisect_left(self.paths, f"{place}{SLASH}"), bisect_left(self.paths, f"{place}{AFTER_SLASH}")

    def children(self, place: str) -> Iterator[tuple[str, int, int]]:
        """The places directly in this one, each with where its paths begin and end."""
        own = f"{place}{SLASH}" if place else ""
        at, end = self.within(place)
        while at < end:
            path = self.paths[at]
            if path == own:
                at += 1
                continue
            child = path[: path.index(SLASH, len(own))]
            after = bisect_left(self.paths, f"{child}{AFTER_SLASH}", at, end)
            yield child, at, after
            at = after


class CountedPaths(PlaceCounts):
    """How many rows are of each path; `counts` by code, that of an unknown place at 0."""

    def __init__(self, order: PathOrder, counts: npt.NDArray[np.intp]) -> None:
        self._order = order
        self._ordered = counts[order.codes]
        self._before = np.concatenate(([0], np.cumsum(self._ordered)))

    def children(self, place: str) -> dict[str, int]:
        """How many rows each place directly in this one holds; those without any are left out."""
        ends = self._before
        counted = ((child, int(ends[after] - ends[at])) for child, at, after in self._order.children(place))
        return {child: count for child, count in counted if count}

    def __getitem__(self, path: str | int) -> int:
        return self._found[path]

    def __iter__(self) -> Iterator[str | int]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    @cached_property
    def _found(self) -> dict[str | int, int]:
        rows = np.flatnonzero(self._ordered)
        paths = (self._order.paths[row][:-1] for row in rows.tolist())
        return dict(zip(paths, self._ordered[rows].tolist(), strict=True))
