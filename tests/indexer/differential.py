"""Every engine against the oracle, query by query: ``python -m tests.indexer.differential``.

Ids, totals, all nine facets, occurrences, marks and lines of concordances must be equal. A query for which they are not
is printed, and ends the command with 1.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import localsite
from corpus import DocType, Level, open_home
from corpus.store import open_store
from indexer import Searcher, SearchRequest, open_searcher, update_index
from indexer.concordance import concordance_lines
from indexer.engine import EngineReader, EngineRequest
from indexer.engines import ENGINES
from indexer.generations import live_generation
from indexer.query import combine, unparse
from indexer.segment import shipped_segmenter
from tests.indexer.adversarial import adversarial
from tests.indexer.drawing import ALL_FACETS, Filters, any_query, counted_operators
from tests.indexer.invented import report, reports
from tests.indexer.oracle import Oracle
from tests.indexer.real_reports import pieces

if TYPE_CHECKING:
    from corpus import Home, Report
    from corpus.store import Store
    from indexer import Hit
    from indexer.query import Node

SHOWN = 20
LABELLED = Path(__file__).resolve().parents[3] / "shared" / "data"
QUERIES_OF_A_COLLECTION = 1_000
TAG = re.compile(r"(<mark>|</mark>)")


def local_reports() -> list[Report]:
    """The reports of the local site, as its catalogue has them."""
    names = ("title", "issuer", "report_year", "published", "province", "city", "county", "township")
    return [
        report(
            number,
            body="\n".join(block.text for block in one.blocks),
            level=Level(one.level),
            doc_type=DocType(one.doc_type),
            site=f"{one.host}.example.gov.cn",
            **{name: getattr(one, name) for name in names},
        )
        for number, one in enumerate(localsite.REPORTS)
    ]


def storable() -> list[Report]:
    """The awkward reports without lone surrogates, which no store takes; the engines' contract has them."""
    return [replace(one, body=one.body.encode(errors="ignore").decode()) for one in adversarial()]


def collections(labelled: Path = LABELLED) -> dict[str, Callable[[], Sequence[Report]]]:
    """The collections by name; that of real reports where they are at hand."""
    made: dict[str, Callable[[], Sequence[Report]]] = {
        "invented": lambda: reports(300, seed=11),
        "adversarial": storable,
        "local site": local_reports,
    }
    return made | ({"real": lambda: pieces(labelled)} if labelled.is_dir() else {})


@dataclass(frozen=True)
class Case:
    """One collection, indexed by one engine, and what the oracle knows of it."""

    reader: EngineReader
    searcher: Searcher
    store: Store
    oracle: Oracle

    def check(self, node: Node, filters: Filters) -> int:
        """Ask for `node` under `filters`, of the engine and as a person types it; how many marks were looked at.

        Raises:
            AssertionError: something is not as the oracle has it.
        """
        expected = self.oracle.ids(node, filters.values())
        assert self.reader.ids(combine(node, filters)) == expected
        answer = self.reader.search(EngineRequest(query=node, filters=filters, facets=ALL_FACETS, limit=SHOWN))
        assert answer.total == len(expected)
        assert len({hit.report_id for hit in answer.hits}) == len(answer.hits) == min(len(expected), SHOWN)
        assert {hit.report_id for hit in answer.hits} <= expected
        for facet in ALL_FACETS:
            assert dict(answer.facets[facet].items()) == self.oracle.facet(facet, node, filters), facet
        return self._check_page(SearchRequest(query=unparse(combine(node, filters)), limit=SHOWN, facets=()))

    def _check_page(self, request: SearchRequest) -> int:
        page = self.searcher.search(request)
        expected = self.oracle.ids(page.node)
        assert page.total == len(expected)
        assert len(page.hits) == min(len(expected), SHOWN)
        found = [self._check_hit(hit, page.node) for hit in page.hits]
        selection = self.searcher.select(request)
        assert set(selection.ids) == expected
        shown = replace(selection, ids=tuple(hit.report.id for hit in page.hits))
        lines = list(concordance_lines(shown, self.store))
        assert [sum(line.report.id == hit.report.id for line in lines) for hit in page.hits] == found
        return sum(found)

    def _check_hit(self, hit: Hit, node: Node) -> int:
        in_title, in_body = self.oracle.marks(hit.report.id, node)
        assert hit.occurrences == len(in_title) + len(in_body)
        given = self.oracle.reports[hit.report.id]
        if given.title:
            assert shown_marks(hit.title_html) == (given.title, in_title)
        for snippet in hit.snippets:
            if snippet.field == "title":
                assert shown_marks(snippet.html) == (given.title, in_title)
            else:
                assert stands_in(snippet.html, given.body, in_body), snippet
        return hit.occurrences


def shown_marks(html: str) -> tuple[str, list[tuple[int, int]]]:
    """The text of some html, and the spans of it that are marked."""
    text = ""
    marks: list[tuple[int, int]] = []
    start = 0
    for piece in TAG.split(html):
        if piece == "<mark>":
            start = len(text)
        elif piece == "</mark>":
            marks.append((start, len(text)))
        else:
            assert "<" not in piece
            text += unescape(piece)
    return text, marks


def stands_in(html: str, text: str, marks: list[tuple[int, int]]) -> bool:
    """Whether a snippet is a piece of the text with all marks that lie whole in it, and no others."""
    shown, marked = shown_marks(html)
    spaced = text.replace("\n", " ") if marks else " ".join(text.split())
    for first in {0, int(shown.startswith("…"))}:
        for last in {len(shown), len(shown) - int(shown.endswith("…"))}:
            at = spaced.find(shown[first:last])
            while at >= 0:
                end = at + last - first
                inside = [(a - at + first, b - at + first) for a, b in marks if at <= a and b <= end]
                if inside == marked:
                    return True
                at = spaced.find(shown[first:last], at + 1)
    return False


@contextmanager
def indexed(home: Home, given: Sequence[Report], engine: str, oracle: Oracle | None = None) -> Iterator[Case]:
    """`given` in an empty home, in several commits: some reports replaced by themselves, the second one deleted.

    Args:
        home: the home.
        given: the reports.
        engine: the engine's name.
        oracle: that of `given` without the second, where it has been made for another engine.
    """
    with open_store(home) as store:
        third = len(given) // 3
        for first in range(0, len(given), third):
            former = [
                replace(one, body=f"旧稿{one.body}", content_sha256="") for one in given[first : first + third : 7]
            ]
            store.save_many([*given[first : first + third], *former])
            update_index(home, store, engine=engine)
        store.save_many(given)
        store.delete(given[1].id)
        update_index(home, store, engine=engine)
        kept = oracle or Oracle(one for one in given if one.id != given[1].id)
        reader = ENGINES[engine].reader(live_generation(home).path, shipped_segmenter())
        with open_searcher(home, store) as searcher:
            yield Case(reader, searcher, store, kept)
        reader.close()


def drawn_queries(oracle: Oracle, count: int, seed: str) -> list[tuple[Node, Filters]]:
    """`count` queries on what the oracle holds, the same for the same seed."""
    chance = random.Random(seed)
    given = list(oracle.reports.values())
    return [any_query(given, chance) for _ in range(count)]


def main() -> int:
    """Ask every engine the queries of every collection; 1 where an answer is not the oracle's."""
    parser = argparse.ArgumentParser(prog="python -m tests.indexer.differential", description=__doc__)
    parser.add_argument("--queries", type=int, default=QUERIES_OF_A_COLLECTION, help="of each collection")
    parser.add_argument("--seed", default="1", help="another draws other queries")
    options = parser.parse_args()
    queries: list[tuple[Node, Filters]] = []
    wrong = 0
    print(
        f"{'collection':12} {'reports':>7} {'engine':8} {'queries':>7} {'found':>7} {'marks':>8} {'wrong':>5} {'s':>5}"
    )
    for name, made in collections().items():
        given = made()
        oracle = Oracle(one for one in given if one.id != given[1].id)
        of_collection = drawn_queries(oracle, options.queries, f"{name} {options.seed}")
        queries += of_collection
        for engine in ENGINES:
            wrong += _asked(name, given, engine, oracle, of_collection)
    print(
        f"{len(queries)} queries of each engine:",
        ", ".join(f"{name} {n}" for name, n in sorted(counted_operators(queries).items())),
    )
    print(
        "Ids, totals, facets, occurrences and marks are those of the oracle."
        if not wrong
        else f"{wrong} answers are not the oracle's."
    )
    return 1 if wrong else 0


def _asked(name: str, given: Sequence[Report], engine: str, oracle: Oracle, queries: list[tuple[Node, Filters]]) -> int:
    started = time.perf_counter()
    marks = wrong = found = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        indexed(open_home(Path(folder) / "home", create=True), given, engine, oracle) as case,
    ):
        for node, filters in queries:
            found += bool(oracle.ids(node, filters.values()))
            try:
                marks += case.check(node, filters)
            except AssertionError as error:
                wrong += 1
                print(
                    f"{name}, {engine}: {unparse(combine(node, filters))!r} {node} {filters} {error}", file=sys.stderr
                )
    seconds = time.perf_counter() - started
    print(
        f"{name:12} {len(given):7,} {engine:8} {len(queries):7,} {found:7,} {marks:8,} {wrong:5} {seconds:5.0f}",
        flush=True,
    )
    return wrong


if __name__ == "__main__":
    sys.exit(main())
