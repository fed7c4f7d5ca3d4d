"""Groonga with its bigram tokenizer, spoken to through one process: the text in its own columns, an index on top."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from contextlib import contextmanager
from itertools import islice
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlencode

from benchmarks.engines.asked import FACETS, LIMIT
from benchmarks.engines.peer import Built, Page, reports_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.engines.asked import Asked
    from corpus import Home, Report
    from corpus.store import Store

__all__ = ["Groonga"]

DATABASE = "groonga.db"
INDEXES = ("Terms", "Terms.in_title", "Terms.in_body")
TEXTS = ("Reports.title", "Reports.body")
LOADED_AT_ONCE = 200
NEAR_TOKENS = 30
FACET_VALUES = 500


class Groonga:
    """The peer named ``groonga``."""

    def build(self, home: Home, store: Store, folder: Path) -> Built:
        """Load the texts, which is not counted, and have the index built from them, which is."""
        del home
        with _spoken_to(folder, "-n") as ask:
            ask("table_create", name="Reports", flags="TABLE_PAT_KEY", key_type="ShortText")
            for facet in FACETS:
                ask("table_create", name=f"T_{facet}", flags="TABLE_PAT_KEY", key_type="ShortText")
                ask("column_create", table="Reports", name=facet, flags="COLUMN_SCALAR", type=f"T_{facet}")
            ask("column_create", table="Reports", name="year", flags="COLUMN_SCALAR", type="Int32")
            for name in ("title", "body"):
                ask("column_create", table="Reports", name=name, flags="COLUMN_SCALAR", type="Text")
            reports = reports_of(store)
            while batch := list(islice(reports, LOADED_AT_ONCE)):
                ask("load", table="Reports", values=json.dumps([_row(report) for report in batch], ensure_ascii=False))
            begun = time.perf_counter()
            ask(
                "table_create",
                name="Terms",
                flags="TABLE_PAT_KEY",
                key_type="ShortText",
                default_tokenizer="TokenBigram",
                normalizer="NormalizerAuto",
            )
            for name in ("title", "body"):
                ask(
                    "column_create",
                    table="Terms",
                    name=f"in_{name}",
                    flags="COLUMN_INDEX|WITH_POSITION",
                    type="Reports",
                    source=name,
                )
            seconds = time.perf_counter() - begun
            size, texts = (
                sum(_disk_usage(ask("object_inspect", name=name)) for name in names) for names in (INDEXES, TEXTS)
            )
        return Built(seconds, size, texts)

    @contextmanager
    def open(self, home: Home, store: Store, folder: Path) -> Iterator[_Pages]:
        """A process of its own."""
        del home, store
        with _spoken_to(folder) as ask:
            yield _Pages(ask)


class _Asking:
    """Commands to a groonga process, one a line, and its answers."""

    def __init__(self, sent: IO[str], answered: IO[str]) -> None:
        self._sent = sent
        self._answered = answered

    def __call__(self, command: str, **arguments: str | int) -> Any:
        """The body of the answer.

        Raises:
            RuntimeError: groonga refused the command.
        """
        if command == "load":  # values of any length follow on lines of their own
            self._sent.write(f"load --table {arguments['table']}\n{arguments['values']}\n")
        else:
            self._sent.write(f"/d/{command}?{urlencode(arguments)}\n")
        self._sent.flush()
        header, *body = json.loads(self._answered.readline())
        if header[0]:
            raise RuntimeError(f"groonga refused {command}: {header}")
        return body[0] if body else None


@contextmanager
def _spoken_to(folder: Path, *options: str) -> Iterator[_Asking]:
    program = shutil.which("groonga")
    if program is None:
        raise FileNotFoundError("groonga is not installed; on Debian: apt-get install groonga-bin")
    with subprocess.Popen(
        [program, *options, str(folder / DATABASE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("groonga has no pipes")
        yield _Asking(process.stdin, process.stdout)
        process.stdin.close()


def _row(report: Report) -> dict[str, object]:
    facets = {facet: str(value) for facet in FACETS if (value := getattr(report, facet)) is not None}
    return {"_key": report.id, "title": report.title, "body": report.body, "year": report.report_year or 0} | facets


def _disk_usage(inspected: Any) -> int:
    """Bytes on disk of a lexicon or an index column."""
    if "disk_usage" in inspected:
        return int(inspected["disk_usage"])
    return sum(int(source["disk_usage"]) for source in inspected.get("value", {}).get("statistics", ()))


class _Pages:
    def __init__(self, ask: _Asking) -> None:
        self._ask = ask

    def page(self, asked: Asked) -> Page:
        """One `select` with drilldowns and snippets."""
        conditions = []
        if asked.years:
            conditions.append(f"year >= {asked.years[0]} && year <= {asked.years[1]}")
        if asked.province:
            conditions.append(f"province == {json.dumps(asked.province, ensure_ascii=False)}")
        optional = {"filter": " && ".join(conditions)} if conditions else {}
        answer = self._ask(
            "select",
            table="Reports",
            match_columns="title * 4 || body",
            query=_query(asked),
            sort_keys="-_score,_key",
            offset=asked.offset,
            limit=LIMIT,
            output_columns="_key,_score,snippet_html(title),snippet_html(body)",
            drilldown=",".join(FACETS),
            drilldown_limit=FACET_VALUES,
            drilldown_sort_keys="-_nsubrecs",
            cache="no",
            **optional,
        )
        found, *drilldowns = answer
        return Page(found[0][0], len(found) - 2, sum(len(one) - 2 for one in drilldowns))


def _query(asked: Asked) -> str:
    if asked.near:
        return f'*NP{NEAR_TOKENS}"{" ".join(asked.words)}"'
    return " ".join(f'"{word}"' for word in asked.words)
