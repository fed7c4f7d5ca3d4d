"""SQLite FTS5 with its trigram tokenizer: the text in a table of its own, an index on top.

A keyword of fewer than three characters is beyond a trigram index; SQLite then reads every text (`LIKE`).
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from benchmarks.engines.asked import FACETS, LIMIT
from benchmarks.engines.peer import Built, Page, reports_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.engines.asked import Asked
    from corpus import Home, Report
    from corpus.store import Store

__all__ = ["SqliteTrigram"]

FILE = "trigram.sqlite"
TRIGRAM = 3
NEAR_DISTANCE = 30  # characters: about half a sentence
SCHEMA = f"""
PRAGMA journal_mode = OFF;
CREATE TABLE texts(id INTEGER PRIMARY KEY, title TEXT, body TEXT);
CREATE TABLE meta(id INTEGER PRIMARY KEY, {", ".join(FACETS)});
CREATE VIRTUAL TABLE fts USING fts5(title, body, content='texts', content_rowid='id', tokenize='trigram');
"""

INSERT_META = f"INSERT INTO meta VALUES (?{', ?' * len(FACETS)})"  # noqa: S608 - question marks


class SqliteTrigram:
    """The peer named ``sqlite``."""

    def build(self, home: Home, store: Store, folder: Path) -> Built:
        """Load the texts, which is not counted, and have the index built from them, which is."""
        del home
        with closing(sqlite3.connect(folder / FILE)) as database:
            database.executescript(SCHEMA)
            for number, report in enumerate(reports_of(store)):
                database.execute("INSERT INTO texts VALUES (?, ?, ?)", (number, report.title, report.body))
                database.execute(INSERT_META, _meta(number, report))
            database.commit()
            begun = time.perf_counter()
            database.execute("INSERT INTO fts(fts) VALUES ('rebuild')")
            database.commit()
            seconds = time.perf_counter() - begun
            size, texts = (
                database.execute(f"SELECT sum(pgsize) FROM dbstat WHERE {which}").fetchone()[0]  # noqa: S608 - ours
                for which in ("name LIKE 'fts%' OR name = 'meta'", "name = 'texts'")
            )
        return Built(seconds, size, texts)

    @contextmanager
    def open(self, home: Home, store: Store, folder: Path) -> Iterator[_Pages]:
        """A connection."""
        del home, store
        with closing(sqlite3.connect(folder / FILE)) as database:
            database.execute("PRAGMA cache_size = -262144")
            database.execute("PRAGMA temp_store = MEMORY")
            yield _Pages(database)


def _meta(number: int, report: Report) -> list[object]:
    values = (getattr(report, facet) for facet in FACETS)
    return [number, *(value if value is None or isinstance(value, int) else str(value) for value in values)]


class _Pages:
    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def page(self, asked: Asked) -> Page:
        """Every match goes into a table of its own, which is counted by each facet."""
        wanted, values, rank = _condition(asked)
        query = self._database.execute
        query("DROP TABLE IF EXISTS temp.found")
        query(
            f"CREATE TEMP TABLE found AS SELECT fts.rowid AS id, {rank} AS rank FROM fts "  # noqa: S608 - our own texts
            f"JOIN meta ON meta.id = fts.rowid WHERE {wanted}",
            values,
        )
        total = query("SELECT count(*) FROM found").fetchone()[0]
        counted = 0
        for facet in FACETS:
            counted += len(
                query(f"SELECT {facet}, count(*) FROM found JOIN meta USING (id) GROUP BY 1").fetchall()  # noqa: S608
            )
        hits = query("SELECT id FROM found ORDER BY rank, id LIMIT ? OFFSET ?", (LIMIT, asked.offset)).fetchall()
        for (number,) in hits:
            self._snippet(asked, number)
        return Page(total, len(hits), counted)

    def _snippet(self, asked: Asked, number: int) -> str:
        long = [word for word in asked.words if len(word) >= TRIGRAM]
        if not long:
            select = "SELECT substr(body, max(instr(body, ?) - 50, 1), 100) FROM texts WHERE id = ?"
            return str(self._database.execute(select, (asked.words[0], number)).fetchone()[0])
        select = "SELECT snippet(fts, 1, '<mark>', '</mark>', '…', 60) FROM fts WHERE fts MATCH ? AND rowid = ?"
        return str(self._database.execute(select, (_all_of(long), number)).fetchone()[0])


def _all_of(words: list[str]) -> str:
    return " AND ".join(f'"{word}"' for word in words)


def _condition(asked: Asked) -> tuple[str, list[object], str]:
    """A WHERE clause, its values, and the expression to rank by."""
    clauses: list[str] = []
    values: list[object] = []
    long = [word for word in asked.words if len(word) >= TRIGRAM]
    if long:
        clauses.append("fts MATCH ?")
        phrases = " ".join(f'"{word}"' for word in long)
        near = asked.near and len(long) == len(asked.words)
        values.append(f"NEAR({phrases}, {NEAR_DISTANCE})" if near else _all_of(long))
    for word in asked.words:
        if len(word) < TRIGRAM:
            clauses.append("(fts.title LIKE ? OR fts.body LIKE ?)")
            values += [f"%{word}%"] * 2
    if asked.years:
        clauses.append("meta.report_year BETWEEN ? AND ?")
        values += asked.years
    if asked.province:
        clauses.append("meta.province = ?")
        values.append(asked.province)
    return " AND ".join(clauses), values, "fts.rank" if long else "0"
