"""A store of the first release, with content, is brought up to date and loses nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from corpus import DocType, Evidence, Level, Where, open_home
from corpus.corrections import correct, undo
from corpus.reports.rows import row_from_report
from corpus.store import WEIGHTS, open_store
from corpus.store.database import Database
from corpus.store.upgrading import run_migrations
from tests.corpus.made_reports import made_report

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from corpus import Home, Report


def test_a_store_of_version_0001_keeps_its_reports_revisions_and_bookmarks(home: Home) -> None:
    database = Database(home, read_only=False)
    with database.outside_transaction() as bare:
        bare.execute("PRAGMA journal_mode = WAL")
    with database.writing() as connection:
        run_migrations(connection, "0001")
    database.close()
    old, new = made_report(), made_report(body="后来的正文。", revision=2)
    row = row_from_report(new)
    earlier = {**row_from_report(old), "report_id": old.id}
    del earlier["id"], earlier["url_key"], earlier["certain_place"]
    with closing(sqlite3.connect(home.database)) as connection:
        for table, current in (("reports", row), ("revisions", earlier)):
            known = {column[1] for column in connection.execute(f"PRAGMA table_info({table})")}
            values = {name: value for name, value in current.items() if name in known}
            columns, marks = ", ".join(values), ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(values.values()))  # noqa: S608 - of this test
        connection.execute("INSERT INTO bookmarks VALUES ('reader', ?, '备注', '[]', '2024', '2024')", [new.id])
        connection.commit()
    with open_store(home) as store:
        assert store.get(new.id) == new
        assert store.get(new.id, 1) == old
        assert store.bookmarks.count("reader") == 1
        assert correct(store, new.id, {"report_year": "2020"}, who="王敏").report.report_year == 2020
        assert undo(store, new.id, who="王敏").report == new


def test_an_older_store_gets_the_doubts_and_certain_places_that_a_new_one_has(home: Home, tmp_path: Path) -> None:
    said = [Evidence(where=where, quote="…", confidence=sure) for where in Where for sure in (0.5, 0.9)]
    levels: list[Level | None] = [None, *Level]
    given = [
        made_report(
            number,
            title="" if number % 5 == 0 else "标题",
            level=levels[number % len(levels)],
            doc_type=[DocType.OTHER, DocType.RULE_OF_LAW][number % 2],
            province=[None, "浙江省", "天津市"][number % 3],
            city=[None, "杭州市"][number // 3 % 2],
            zone=[None, "某新区"][number // 7 % 2],
            township=[None, "某镇"][number // 2 % 2],
            issuer=[None, "某县人民政府"][number // 5 % 2],
            locality_code=[None, "330122"][number // 4 % 2],
            evidence={name: said[(number + at) % len(said)] for at, name in enumerate((*WEIGHTS, "locality_code"))}
            if number % 4
            else {},
        )
        for number in range(200)
    ]
    _make_store(home, "0003", given)
    new = open_home(tmp_path / "new", create=True)
    with open_store(home) as upgraded, open_store(new) as saved:
        saved.save_many(given)
        assert upgraded.doubts.list(limit=1000) == saved.doubts.list(limit=1000)
        assert upgraded.doubts.count() == saved.doubts.count()
        assert saved.doubts.count()["any"] > 100
        assert upgraded.sites.certain_places() == saved.sites.certain_places() != []


def _make_store(home: Home, version: str, given: Iterable[Report]) -> None:
    """A store as the release with that schema version left it."""
    database = Database(home, read_only=False)
    with database.writing() as connection:
        run_migrations(connection, version)
    database.close()
    with closing(sqlite3.connect(home.database)) as connection:
        known = {column[1] for column in connection.execute("PRAGMA table_info(reports)")}
        for report in given:
            values = {name: value for name, value in row_from_report(report).items() if name in known}
            columns, marks = ", ".join(values), ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO reports ({columns}) VALUES ({marks})", list(values.values()))  # noqa: S608 - of this test
        connection.commit()
