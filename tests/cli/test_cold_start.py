"""A search that is the first thing a shell does loads what it needs and nothing more."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Baogao

NOT_FOR_SEARCHING = ("sqlalchemy", "alembic", "flask", "scrapy", "lxml", "bs4", "jieba", "requests", "numpy.ma")
SEARCH = """
import sys
from cli import main
main(["search", "报告", "--home", sys.argv[1], "--json"], standalone_mode=False)
print(",".join(sys.modules), file=sys.stderr)
"""


@pytest.mark.usefixtures("collection")
def test_a_search_loads_nothing_that_it_does_not_need(home_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SEARCH, str(home_path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert '"total"' in done.stdout
    loaded = set(done.stderr.strip().splitlines()[-1].split(","))
    assert "indexer.searcher" in loaded
    assert loaded.isdisjoint(NOT_FOR_SEARCHING)


def test_a_search_brings_an_older_store_up_to_date_first(collection: Baogao, home_path: Path) -> None:
    before = collection("search", "报告", "--json").output
    with closing(sqlite3.connect(home_path / "corpus.sqlite")) as database:
        version = database.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        database.execute("ALTER TABLE statuses DROP COLUMN moved_from")
        database.execute("ALTER TABLE statuses DROP COLUMN moved")
        database.execute("DROP INDEX ix_reports_title")
        database.execute("UPDATE alembic_version SET version_num = '0007'")
        database.commit()
    after = collection("search", "报告", "--json")
    assert after.exit_code == 0, after.output
    assert after.output.partition('"hits"')[2] == before.partition('"hits"')[2]
    with closing(sqlite3.connect(home_path / "corpus.sqlite")) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchone()[0] == version


def test_a_search_refuses_what_is_no_store(collection: Baogao, home_path: Path) -> None:
    (home_path / "corpus.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 100)
    result = collection("search", "报告")
    assert result.exit_code == 2
    assert "is damaged, or is no SQLite database" in result.output
