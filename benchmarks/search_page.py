"""Measures indexing and the page of results, against the recipe most people use, in one run on one machine.

    python -m benchmarks.search_page                         both at 10,000 reports; hours, for the recipe
    python -m benchmarks.search_page --reports 2000          both at 2,000; one minute
    python -m benchmarks.search_page --reports 20000 --recipe 1000      the recipe at another size

It prints a Markdown table. A page is the top 20 with three snippets each, the exact total and every facet. Ours is
measured from the text typed to the finished page, with the reports read from the store. `first`: a query that an
opened searcher has not been asked before, with the files in the system's cache; `again`: the same query a second time.
Each figure is the median of 5 runs (the recipe: of 3, or of 1 where one takes longer than 10 seconds).
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import recipe
from benchmarks.generate import generate
from corpus import open_home
from corpus.store import open_store
from indexer import SearchRequest, open_searcher, update_index
from indexer.segment import shipped_segmenter

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus import Home
    from corpus.store import Store

RUNS = 5
RECIPE_RUNS = 3
LONG_SECONDS = 10.0
SAVED_AT_ONCE = 500
LIMIT = 20
MEGABYTE = 1_000_000

QUERIES = {
    "very common word": "发展",
    "common word": "执法",
    "term of the field": "枫桥经验",
    "rare word": "葡萄牙",
    "two words": "执法 改革",
    "part of words": "法治政",
}

WARMING = SearchRequest(query="预热")  # reads the facet values, which a searcher does once


@dataclass(frozen=True)
class Indexed:
    """What indexing took."""

    reports: int
    seconds: float
    size: int

    @property
    def rate(self) -> float:
        """Reports a second."""
        return self.reports / self.seconds


@dataclass(frozen=True)
class Page:
    """What a page took, in milliseconds, and how many reports it found."""

    first: float
    again: float
    total: int


def main() -> None:
    """Measure as the arguments say, and print."""
    parser = argparse.ArgumentParser(description="Measure indexing and the page of results against the usual recipe.")
    parser.add_argument("--reports", type=int, default=10_000, help="how many generated reports (default 10000)")
    parser.add_argument("--recipe", type=int, help="how many for the recipe; 0 leaves it out (default: as many)")
    given = parser.parse_args()
    recipe_size = given.reports if given.recipe is None else given.recipe
    with tempfile.TemporaryDirectory() as folder:
        home = open_home(Path(folder) / "home", create=True)
        with open_store(home) as store:
            ours, pages = _measure_ours(home, store, given.reports)
        theirs, recipe_pages = _measure_recipe(Path(folder), recipe_size) if recipe_size else (None, {})
    _print_tables(ours, pages, theirs, recipe_pages)


def _measure_ours(home: Home, store: Store, count: int) -> tuple[Indexed, dict[str, Page]]:
    batch = []
    for report in generate(count):
        batch.append(report)
        if len(batch) == SAVED_AT_ONCE:
            store.save_many(batch)
            batch.clear()
    store.save_many(batch)
    _say(f"indexing {count:,} reports")
    shipped_segmenter().words("法治")  # loads the dictionary, which a server does once
    summary = update_index(home, store)
    indexed = Indexed(count, summary.seconds, _size(home.index))
    return indexed, {name: _measure_page(home, store, query) for name, query in QUERIES.items()}


def _measure_page(home: Home, store: Store, query: str) -> Page:
    request = SearchRequest(query=query, limit=LIMIT)
    runs = [_measure_once(home, store, request) for _ in range(RUNS)]
    first, again = (statistics.median(times) for times in zip(*runs, strict=True))
    return Page(first, again, _total(home, store, request))


def _measure_once(home: Home, store: Store, request: SearchRequest) -> tuple[float, float]:
    """Milliseconds of a first and of a second search. Its searcher is gone when it returns, and its caches with it."""
    with open_searcher(home, store) as searcher:
        searcher.search(WARMING)
        first = _milliseconds(partial(searcher.search, request))
        return first, _milliseconds(partial(searcher.search, request))


def _total(home: Home, store: Store, request: SearchRequest) -> int:
    with open_searcher(home, store) as searcher:
        return searcher.search(request).total


def _measure_recipe(folder: Path, count: int) -> tuple[Indexed, dict[str, Page]]:
    path = folder / "recipe"
    path.mkdir()
    reports = list(generate(count))
    _say(f"indexing {count:,} reports by the recipe")
    seconds = _milliseconds(partial(recipe.build, path, reports)) / 1000
    pages = {}
    for name, query in QUERIES.items():
        _say(f"searching by the recipe: {query}")
        times: list[float] = []
        while len(times) < RECIPE_RUNS and sum(times) < LONG_SECONDS * 1000:
            times.append(_milliseconds(partial(recipe.page, path, query, LIMIT)))
        pages[name] = Page(statistics.median(times), min(times), recipe.page(path, query, limit=1)[0])
    return Indexed(count, seconds, _size(path)), pages


def _say(text: str) -> None:
    """Say on stderr what is being done: a run takes minutes."""
    print(text, file=sys.stderr, flush=True)


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _size(path: Path) -> int:
    return sum(item.stat().st_size for item in path.rglob("*") if item.is_file())


def _print_tables(ours: Indexed, pages: dict[str, Page], theirs: Indexed | None, recipe_pages: dict[str, Page]) -> None:
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores\n")
    print("| indexing | reports | reports/s | index, MB |")
    print("| --- | ---: | ---: | ---: |")
    print(f"| Baogao on Whoosh | {ours.reports:,} | {ours.rate:.0f} | {ours.size / MEGABYTE:.0f} |")
    if theirs:
        print(f"| the recipe | {theirs.reports:,} | {theirs.rate:.0f} | {theirs.size / MEGABYTE:.0f} |")
    print("\n| page of results | query | found | first, ms | again, ms | recipe found | recipe, ms | times as fast |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, query in QUERIES.items():
        page, other = pages[name], recipe_pages.get(name)
        theirs_cells = f"{other.total:,} | {other.first:,.0f} | {other.first / page.first:.0f}" if other else " | | "
        print(f"| {name} | {query} | {page.total:,} | {page.first:.1f} | {page.again:.1f} | {theirs_cells} |")


if __name__ == "__main__":
    main()
