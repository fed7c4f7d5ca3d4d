"""The recipe most people use for Chinese full text in Python, written as tutorials write it.

Whoosh with jieba's ChineseAnalyzer, the text stored, facets by ``groupedby``, Whoosh's own highlights.
"""

from __future__ import annotations

import time
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from whoosh import index
from whoosh.fields import ID, NUMERIC, TEXT, Schema
from whoosh.qparser import MultifieldParser

from benchmarks.engines.asked import FACETS, LIMIT
from benchmarks.engines.peer import Built, Page, reports_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.engines.asked import Asked
    from corpus import Home
    from corpus.store import Store

__all__ = ["WhooshRecipe"]

NEAR_WORDS = 20
SNIPPETS = 3
TITLE_WEIGHT = 4.0
NAMED = tuple(facet for facet in FACETS if facet != "report_year")


class WhooshRecipe:
    """The peer named ``recipe``."""

    def build(self, home: Home, store: Store, folder: Path) -> Built:
        """Index every report in one commit."""
        del home
        begun = time.perf_counter()
        writer = index.create_in(str(folder), _schema()).writer()
        for report in reports_of(store):
            fields = {name: str(getattr(report, name) or "") for name in NAMED}
            writer.add_document(
                id=report.id, title=report.title, body=report.body, report_year=report.report_year, **fields
            )
        writer.commit()
        seconds = time.perf_counter() - begun
        return Built(seconds, sum(item.stat().st_size for item in folder.rglob("*") if item.is_file()))

    @contextmanager
    def open(self, home: Home, store: Store, folder: Path) -> Iterator[_Pages]:
        """Nothing: the recipe opens the index for every page."""
        del home, store
        yield _Pages(folder)


def _schema() -> Schema:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba.analyse leaves a file open as it is imported
        from jieba.analyse import ChineseAnalyzer

    analyzer = ChineseAnalyzer()
    return Schema(
        id=ID(stored=True, unique=True),
        title=TEXT(stored=True, analyzer=analyzer, field_boost=TITLE_WEIGHT),
        body=TEXT(stored=True, analyzer=analyzer),
        report_year=NUMERIC(stored=True, sortable=True),
        **{name: ID(stored=True, sortable=True) for name in NAMED},
    )


class _Pages:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def page(self, asked: Asked) -> Page:
        """A page in Whoosh's own query language."""
        words = [f'"{word}"' for word in asked.words]
        text = f'"{" ".join(asked.words)}"~{NEAR_WORDS}' if asked.near else " ".join(words)
        if asked.years:
            text += f" report_year:[{asked.years[0]} TO {asked.years[1]}]"
        if asked.province:
            text += f" province:{asked.province}"
        opened = index.open_dir(str(self._folder))
        parsed = MultifieldParser(["title", "body"], opened.schema).parse(text)
        with opened.searcher() as searcher:
            results = searcher.search(parsed, limit=asked.offset + LIMIT, groupedby=list(FACETS))
            hits = results[asked.offset :]
            for hit in hits:
                hit.highlights("title")
                hit.highlights("body", top=SNIPPETS)
            return Page(len(results), len(hits), sum(len(results.groups(facet)) for facet in FACETS))
