"""Answers: the reports that match, in order, with exact totals and facet counts."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy

from indexer.engine import EngineAnswer, EngineHit, Sort
from indexer.engines.tantivy import order, schema
from indexer.engines.tantivy.facets import count
from indexer.engines.tantivy.ids import report_ids
from indexer.engines.tantivy.match import Matcher, all_of, with_word
from indexer.engines.tantivy.rank import Statistics, scoring
from indexer.engines.tantivy.weights import word_of, word_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future

    from indexer.engine import EngineRequest, FacetCounts
    from indexer.query.nodes import FilterField, Node
    from indexer.segment import Segmenter

__all__ = ["TantivyReader", "applied_seq", "stamp"]

COUNTING = ThreadPoolExecutor(thread_name_prefix="counting")  # tantivy counts without holding Python's lock
META_FILE = "meta.json"  # names the segments; tantivy replaces it at each commit, and when it has merged segments


class CountedBeside(Mapping["FilterField", "FacetCounts"]):
    """Facets that may still be counted; whoever looks waits."""

    def __init__(self, counting: Future[dict[FilterField, FacetCounts]]) -> None:
        self._counting = counting

    def __getitem__(self, facet: FilterField) -> FacetCounts:
        return self._counting.result()[facet]

    def __iter__(self) -> Iterator[FilterField]:
        return iter(self._counting.result())

    def __len__(self) -> int:
        return len(self._counting.result())


class TantivyReader:
    """One commit of an index. It never changes, so threads share it; files go when the last search has let go of it."""

    def __init__(self, path: Path, segmenter: Segmenter) -> None:
        self.segmenter = segmenter
        self._searcher = _open(path)
        self.seq = _seq(self._searcher, path)
        self._matcher = Matcher(self._searcher, segmenter)

    def __len__(self) -> int:
        return self._searcher.num_docs - 1  # the state is a document too

    def close(self) -> None:
        """Nothing to do: files are mapped, and unmapped when the last search has let go of them."""

    def ids(self, query: Node) -> set[str]:
        """Ids of every report that `query` matches."""
        matched = tantivy.Query.const_score_query(self._matcher.matching(query), 1.0)
        total, _ = count(self._searcher, matched, ())
        if not total:
            return set()
        hits = self._searcher.search(matched, limit=total, count=False).hits
        return set(report_ids(self._searcher, [address for _, address in hits]))

    def has_word(self, word: str) -> bool:
        """Whether any report has the folded `word` among the words of its title or body."""
        deleted = self._searcher.doc_freq(schema.RECORD, schema.REPORT) - len(self)
        if any(self._searcher.doc_freq(schema.WORDS, term) > deleted for term in word_terms(word)):
            return True
        return deleted > 0 and count(self._searcher, with_word(word), ())[0] > 0

    def terms(self) -> Iterator[tuple[str, int]]:
        """Every word of a title or body, and about how many reports have it."""
        # by first characters, since a list of all words takes gigabytes; the text's characters are terms of their own
        for first, _ in self._searcher.terms_with_prefix(schema.TEXT, ""):
            counts: Counter[str] = Counter()
            for term, documents in self._searcher.terms_with_prefix(schema.WORDS, first):
                if (word := word_of(term)) is not None:
                    counts[word] += documents
            yield from counts.items()

    def search(self, request: EngineRequest) -> EngineAnswer:
        """The page that `request` asks for; its facets are counted on another core while the page is put together."""
        query = self._matcher.matching(request.query)
        filters = {facet: self._matcher.matching(node) for facet, node in request.filters.items()}
        matched = all_of([query, *filters.values()])
        counting = COUNTING.submit(self._counts, request.facets, query, filters) if request.facets else None
        total, _ = count(self._searcher, matched, ())
        facets = {} if counting is None else CountedBeside(counting)
        return EngineAnswer(total=total, hits=self._page(request, matched, total), facets=facets)

    def _counts(
        self, facets: Sequence[FilterField], query: tantivy.Query, filters: Mapping[FilterField, tantivy.Query]
    ) -> dict[FilterField, FacetCounts]:
        """The counts of each facet, without the filter of its own."""
        unfiltered = [facet for facet in facets if facet not in filters]
        counts: dict[FilterField, FacetCounts] = {}
        if unfiltered:
            counts |= count(self._searcher, all_of([query, *filters.values()]), unfiltered)[1]
        for facet in facets:
            if facet in filters:
                others = [one for other, one in filters.items() if other is not facet]
                counts |= count(self._searcher, all_of([query, *others]), [facet])[1]
        return {facet: counts[facet] for facet in facets}

    def _page(self, request: EngineRequest, matched: tantivy.Query, total: int) -> tuple[EngineHit, ...]:
        scored = None
        if request.sort is Sort.RELEVANCE:
            scored = scoring(request.query, matched, Statistics(self._searcher, self.segmenter, found=total))
        tied = None
        if scored is None:
            fetch = order.by_key(self._searcher, matched, request.sort)
        else:
            fetch = order.by_score(self._searcher, scored)
            tied = order.newest_of_score(self._searcher, matched, scored)
        last = request.offset + max(request.limit, 0)
        entries = order.page(self._searcher, fetch, request.offset, last, total, tied)
        ids = report_ids(self._searcher, [address for _, address in entries])
        scores = [0.0 if scored is None else float(score) for score, _ in entries]
        return tuple(map(EngineHit, ids, scores))


def applied_seq(path: Path) -> int:
    """The change number of the last commit.

    Raises:
        OSError, ValueError: the index's files are missing or damaged.
    """
    return _seq(_open(path), path)


def stamp(path: Path) -> object:
    """A value that differs after every commit, without reading the file.

    Raises:
        OSError: there is no index at `path`.
    """
    status = (path / META_FILE).stat()
    return status.st_mtime_ns, status.st_ino, status.st_size


def _open(path: Path) -> tantivy.Searcher:
    (path / META_FILE).stat()  # raises OSError where there is no index
    if os.access(path, os.W_OK):
        return schema.open_index(path).searcher()
    with tempfile.TemporaryDirectory(prefix="baogao-") as folder:  # tantivy locks while it opens, with a file it makes
        for item in path.iterdir():
            if not item.name.endswith(".lock"):
                (Path(folder) / item.name).symlink_to(item.resolve())
        return schema.open_index(Path(folder)).searcher()


def _seq(searcher: tantivy.Searcher, path: Path) -> int:
    state = tantivy.Query.term_query(schema.schema(), schema.RECORD, schema.STATE, "basic")
    hits = searcher.search(state, limit=2).hits
    if len(hits) != 1:
        raise ValueError(f"{path} is damaged: it holds {len(hits)} change numbers where there is one")
    seq = searcher.doc(hits[0][1]).get_first(schema.SEQ)
    return int(str(seq))
