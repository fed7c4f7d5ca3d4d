"""Xapian with its own n-grams for Chinese: single characters with positions and bigrams, facets by its match spies.

Its Python binding is no package of the registry: Debian has it as python3-xapian.
"""

from __future__ import annotations

import importlib
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from benchmarks.engines.asked import FACETS, LIMIT
from benchmarks.engines.peer import Built, Page, reports_of, simple_snippets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.engines.asked import Asked
    from corpus import Home
    from corpus.store import Store

__all__ = ["XapianNgrams"]

FOLDER = "xapian"
SYSTEM_PACKAGES = "/usr/lib/python3/dist-packages"
TITLE_WEIGHT = 4
FLUSH_EVERY = 10_000
YEAR, PROVINCE = FACETS.index("report_year"), FACETS.index("province")


class XapianNgrams:
    """The peer named ``xapian``."""

    def build(self, home: Home, store: Store, folder: Path) -> Built:
        """Index every report; its number is all that is stored."""
        del home
        xapian = _xapian()
        begun = time.perf_counter()
        database = xapian.WritableDatabase(str(folder / FOLDER), xapian.DB_CREATE_OR_OPEN)
        generator = xapian.TermGenerator()
        generator.set_flags(xapian.TermGenerator.FLAG_CJK_NGRAM)
        for number, report in enumerate(reports_of(store), start=1):
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text(report.title, TITLE_WEIGHT)
            generator.increase_termpos()
            generator.index_text(report.body)
            document.set_data(report.id)
            for slot, facet in enumerate(FACETS):
                if (value := getattr(report, facet)) is not None:
                    document.add_value(slot, str(value))
            database.add_document(document)
            if number % FLUSH_EVERY == 0:
                database.commit()
        database.commit()
        database.close()
        seconds = time.perf_counter() - begun
        return Built(seconds, sum(item.stat().st_size for item in (folder / FOLDER).iterdir()))

    @contextmanager
    def open(self, home: Home, store: Store, folder: Path) -> Iterator[_Pages]:
        """A reader."""
        del home
        xapian = _xapian()
        database = xapian.Database(str(folder / FOLDER))
        yield _Pages(xapian, database, store)
        database.close()


def _xapian() -> Any:
    try:
        return importlib.import_module("xapian")
    except ModuleNotFoundError:
        sys.path.append(SYSTEM_PACKAGES)
        return importlib.import_module("xapian")


class _Pages:
    def __init__(self, xapian: Any, database: Any, store: Store) -> None:
        self._xapian = xapian
        self._database = database
        self._store = store
        self._parser = xapian.QueryParser()
        self._parser.set_database(database)
        self._parser.set_default_op(xapian.Query.OP_AND)

    def page(self, asked: Asked) -> Page:
        """A match with one spy a facet; snippets are the program's."""
        xapian = self._xapian
        flags = xapian.QueryParser.FLAG_CJK_NGRAM | xapian.QueryParser.FLAG_PHRASE
        query = xapian.Query(
            xapian.Query.OP_AND, [self._parser.parse_query(f'"{word}"', flags) for word in asked.words]
        )
        for wanted in _filters(xapian, asked):
            query = xapian.Query(xapian.Query.OP_FILTER, query, wanted)
        enquire = xapian.Enquire(self._database)
        enquire.set_query(query)
        spies = [xapian.ValueCountMatchSpy(slot) for slot in range(len(FACETS))]
        for spy in spies:
            enquire.add_matchspy(spy)
        matches = enquire.get_mset(asked.offset, LIMIT, self._database.get_doccount())
        ids = [match.document.get_data().decode() for match in matches]
        for report in self._store.get_many(ids).values():
            simple_snippets(report.body, asked.words)
        return Page(matches.get_matches_estimated(), len(ids), sum(sum(1 for _ in spy.values()) for spy in spies))


def _filters(xapian: Any, asked: Asked) -> list[Any]:
    found = []
    if asked.years:
        found.append(xapian.Query(xapian.Query.OP_VALUE_RANGE, YEAR, str(asked.years[0]), str(asked.years[1])))
    if asked.province:
        found.append(xapian.Query(xapian.Query.OP_VALUE_RANGE, PROVINCE, asked.province, asked.province))
    return found
