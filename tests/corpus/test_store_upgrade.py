"""A store of the first release, with content, is brought up to date and loses nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from corpus.corrections import correct, undo
from corpus.store import open_store
from corpus.store.database import Database
from corpus.store.rows import row_from_report
from corpus.store.upgrading import run_migrations
from tests.corpus.made_reports import made_report

if TYPE_CHECKING:
    from corpus import Home


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
    del earlier["id"], earlier["url_key"]
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
