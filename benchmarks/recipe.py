"""The recipe most people use for Chinese full text in Python, written as tutorials write it, to measure against.

Whoosh with jieba's ChineseAnalyzer, the text stored, facets by ``groupedby``, Whoosh's own highlights.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from whoosh import index
from whoosh.fields import ID, NUMERIC, TEXT, Schema
from whoosh.qparser import MultifieldParser

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from corpus import Report

__all__ = ["build", "page"]

FACETS = ("report_year", "province", "city", "county", "township", "level", "doc_type")


def build(path: Path, reports: Iterable[Report]) -> None:
    """Index `reports` into the empty directory `path`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba.analyse leaves a file open as it is imported
        from jieba.analyse import ChineseAnalyzer

    analyzer = ChineseAnalyzer()
    places = {name: ID(stored=True, sortable=True) for name in FACETS if name != "report_year"}
    schema = Schema(
        id=ID(stored=True, unique=True),
        title=TEXT(stored=True, analyzer=analyzer, field_boost=4.0),
        body=TEXT(stored=True, analyzer=analyzer),
        report_year=NUMERIC(stored=True, sortable=True),
        **places,
    )
    writer = index.create_in(str(path), schema).writer()
    for report in reports:
        fields = {name: str(getattr(report, name) or "") for name in places}
        writer.add_document(
            id=report.id, title=report.title, body=report.body, report_year=report.report_year, **fields
        )
    writer.commit()


def page(path: Path, query: str, limit: int, offset: int = 0) -> tuple[int, int]:
    """A page of results for `query`: how many reports were found, and how many facet values counted."""
    opened = index.open_dir(str(path))
    parsed = MultifieldParser(["title", "body"], opened.schema).parse(query)
    with opened.searcher() as searcher:
        results = searcher.search(parsed, limit=offset + limit, groupedby=list(FACETS))
        for hit in results[offset:]:
            hit.highlights("title")
            hit.highlights("body", top=3)
        values = sum(len(results.groups(facet)) for facet in FACETS)
        return len(results), values
