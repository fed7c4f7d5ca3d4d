"""Answers: the rows that match, in order, with exact totals and facet counts."""

from __future__ import annotations

from collections import Counter
from functools import cached_property, reduce
from itertools import chain, count
from operator import or_
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from indexer.engine import EngineAnswer, EngineHit, EngineRequest, FacetCounts, Sort
from indexer.engines.whoosh.commit import read_commit
from indexer.engines.whoosh.match import matching
from indexer.engines.whoosh.places import CountedPaths, PathOrder
from indexer.engines.whoosh.rank import order, scores
from indexer.engines.whoosh.rows import WORD_FIELDS
from indexer.engines.whoosh.segment import open_segment, read_deletions
from indexer.query.nodes import FilterField

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.engines.whoosh.commit import Commit
    from indexer.engines.whoosh.scan import Mask
    from indexer.engines.whoosh.segment import Segment
    from indexer.engines.whoosh.words import Postings
    from indexer.query.nodes import Node
    from indexer.segment import Segmenter

__all__ = ["WhooshReader", "open_reader"]

OPENING_ATTEMPTS = 10


def open_reader(path: Path, segmenter: Segmenter) -> WhooshReader:
    """The index at `path` as of its last commit.

    A commit between reading the commit file and opening what it names may have removed that; then there is a newer one.

    Raises:
        OSError, ValueError: the index's files are missing or damaged.
    """
    for _ in range(OPENING_ATTEMPTS - 1):
        commit = read_commit(path)
        try:
            return WhooshReader(path, commit, segmenter)
        except FileNotFoundError:
            if read_commit(path) == commit:
                raise
    return WhooshReader(path, read_commit(path), segmenter)


class WhooshReader:
    """One commit of an index. It never changes, so threads share it; files go when the last search has let go of it.

    Row numbers run over all segments, in order; deleted rows are counted, and masked out by `live`.
    """

    def __init__(self, path: Path, commit: Commit, segmenter: Segmenter) -> None:
        self.seq = commit.seq
        self.segmenter = segmenter
        self._segments: list[Segment] = [open_segment(path / entry.name) for entry in commit.segments]
        self._bases = np.cumsum([0, *map(len, self._segments)]).tolist()
        live = np.ones(self._bases[-1], dtype=np.bool_)
        for base, entry in zip(self._bases, commit.segments, strict=False):
            if entry.deletions is not None:
                live[base + read_deletions(path / entry.name / entry.deletions)] = False
        self.live: Mask = live
        self._facets: dict[FilterField, tuple[list[str | int], npt.NDArray[np.int32]]] = {}
        self._columns: dict[str, npt.NDArray[Any]] = {}

    def __len__(self) -> int:
        return int(np.count_nonzero(self.live))

    def close(self) -> None:
        """Nothing to do: files are mapped, and unmapped when the last search has let go of them."""

    def ids(self, query: Node) -> set[str]:
        """Ids of every report that `query` matches."""
        return {report_id.decode() for report_id in self._ids[self._matching(query, self.live)].tolist()}

    def has_word(self, word: str) -> bool:
        """Whether any report has the folded `word` among the words of its title or body."""
        return any(bool(self.live[self.postings(field, word)[0]].any()) for field in WORD_FIELDS)

    def terms(self) -> Iterator[tuple[str, int]]:
        """Every word of a title or body, and about how many reports have it."""
        by_field = []
        for field in WORD_FIELDS:
            counts: Counter[str] = Counter()
            for segment in self._segments:
                for word, documents in segment.words.terms(field):
                    counts[word] += documents
            by_field.append(counts)
        return iter(reduce(or_, by_field).items())  # the union of counters keeps the greater count

    def search(self, request: EngineRequest) -> EngineAnswer:
        """The page that `request` asks for."""
        passes = {facet: self._matching(node, self.live) for facet, node in request.filters.items()}
        failed = np.zeros(len(self.live), dtype=np.uint8)
        for mask in passes.values():
            failed += ~mask
        # A row that fails one filter only still counts for the facet of that filter.
        tolerated = 1 if any(facet in passes for facet in request.facets) else 0
        found = self._matching(request.query, self.live & (failed <= tolerated))
        hits = found & (failed == 0)
        facets = {
            facet: self._count(facet, found & (failed == ~passes[facet]) if facet in passes else hits)
            for facet in request.facets
        }
        return EngineAnswer(total=int(np.count_nonzero(hits)), hits=self._page(request, hits), facets=facets)

    def lengths(self, field: str) -> npt.NDArray[np.int32]:
        """How many words each row's `field` has."""
        return self._column(f"{field}_words")

    def postings(self, field: str, word: str) -> Postings:
        """Ascending rows in whose `field` the word stands, and how often it does."""
        parts = [segment.words.postings(field, word) for segment in self._segments]
        rows = np.concatenate([base + rows for base, (rows, _) in zip(self._bases, parts, strict=False)])
        return rows, np.concatenate([counts for _, counts in parts])

    def containing(self, text: str, needle: bytes) -> Mask:
        """Which rows' `text` contains the folded needle."""
        parts = (segment.containing(text, needle, np.ones(len(segment), np.bool_)) for segment in self._segments)
        return np.concatenate(list(parts))

    def _matching(self, query: Node, among: Mask) -> Mask:
        if not self._segments:
            return among
        return np.concatenate(
            [
                matching(segment, query, among[base : base + len(segment)], self.segmenter)
                for base, segment in zip(self._bases, self._segments, strict=False)
            ]
        )

    def _page(self, request: EngineRequest, hits: Mask) -> tuple[EngineHit, ...]:
        last = request.offset + request.limit
        rows = np.flatnonzero(hits)
        if request.limit <= 0 or request.offset >= len(rows):
            return ()
        if request.sort is Sort.RELEVANCE:
            rank = scores(self, request.query, rows)
        else:
            rank = self._sort_key(request.sort)[rows]
        chosen = order([rank], self._ties[rows], last)[request.offset :]
        shown = rank[chosen] if request.sort is Sort.RELEVANCE else np.zeros(len(chosen))
        ids = self._ids[rows[chosen]].tolist()
        return tuple(EngineHit(report_id.decode(), score) for report_id, score in zip(ids, shown.tolist(), strict=True))

    def _sort_key(self, sort: Sort) -> npt.NDArray[np.float64]:
        """What comes first has the higher key; the unknown comes last either way."""
        values = self._years if sort in {Sort.YEAR, Sort.YEAR_DESC} else self._column("published").astype(np.float64)
        if sort in {Sort.YEAR, Sort.PUBLISHED}:
            values = np.where(values == 0, values, -values)
        return np.where(values == 0, -np.inf, values)

    def _count(self, facet: FilterField, mask: Mask) -> FacetCounts:
        values, codes = self._coded(facet)
        if facet is FilterField.PLACE:
            return CountedPaths(self._paths, np.bincount(codes[mask], minlength=len(values) + 1))
        counts = np.bincount(codes[mask], minlength=1)
        found = np.flatnonzero(counts[1:])
        return dict(zip(map(values.__getitem__, found.tolist()), counts[1:][found].tolist(), strict=True))

    def _coded(self, facet: FilterField) -> tuple[list[str | int], npt.NDArray[np.int32]]:
        """All values of a facet, and each row's code: 0 for unknown, n for the value at n - 1."""
        known = self._facets.get(facet)
        if known is None:
            every = list(dict.fromkeys(chain.from_iterable(segment.rows.values[facet] for segment in self._segments)))
            codes = dict(zip(every, count(1), strict=False))
            parts = [np.zeros(0, dtype=np.int32)]
            for segment in self._segments:
                table = np.array([0, *map(codes.__getitem__, segment.rows.values[facet])], dtype=np.int32)
                parts.append(table[segment.rows.column(facet.value)])
            known = self._facets[facet] = (every, np.concatenate(parts))
        return known

    def _column(self, name: str) -> npt.NDArray[Any]:
        if name not in self._columns:
            self._columns[name] = np.concatenate([segment.rows.column(name) for segment in self._segments])
        return self._columns[name]

    @cached_property
    def _paths(self) -> PathOrder:
        """The paths of places in order, by their codes in `_coded`."""
        return PathOrder(self._coded(FilterField.PLACE)[0])

    @cached_property
    def _ids(self) -> npt.NDArray[np.bytes_]:
        return np.concatenate([np.zeros(0, dtype=np.bytes_), *(segment.rows.ids for segment in self._segments)])

    @cached_property
    def _years(self) -> npt.NDArray[np.float64]:
        """The report year of each row, 0 where unknown."""
        values, codes = self._coded(FilterField.YEAR)
        return np.array([0, *values], dtype=np.float64)[codes]

    @cached_property
    def _ties(self) -> npt.NDArray[np.intp]:
        """Place of each row in the order that settles ties: newer year first, unknown last, then by id."""
        ties = np.empty(len(self.live), dtype=np.intp)
        ties[np.lexsort((self._ids, -self._years))] = np.arange(len(self.live))
        return ties
