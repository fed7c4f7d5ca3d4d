from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

import corpus.store.migrations
from corpus import Home, HomeMissingError, HomeReadOnlyError, StoreVersionError, open_home
from corpus.reports.version import KNOWN_VERSIONS
from corpus.store import open_store
from corpus.store.database import Database
from corpus.store.schema import metadata
from corpus.store.upgrading import run_migrations
from tests.corpus.made_reports import made_report

CHECKOUT = Path(__file__).resolve().parents[2]
NOBODY = 65534

READ_AS_NOBODY = """
    import json, os, sys
    from pathlib import Path
    from corpus import BaogaoError, open_home
    from corpus.store import open_store
    if os.getuid() == 0:
        os.setuid(int(sys.argv[2]))
    home = open_home(Path(sys.argv[1]))
    said = {}
    try:
        with open_store(home, read_only=True) as store:
            said["ids"] = [report.id for report in store.iter_reports()]
            try:
                store.bookmarks.add("reader", said["ids"][0])
            except BaogaoError as error:
                said["writing"] = error.code
    except BaogaoError as error:
        said["reading"] = error.code
    try:
        with open_store(home):
            pass
    except BaogaoError as error:
        said["opening"] = error.code
    print(json.dumps(said))
"""

WRITE_AND_DIE = """
    import os, sys
    from pathlib import Path
    from corpus import open_home
    from corpus.store import open_store
    from tests.corpus.made_reports import made_report
    with open_store(open_home(Path(sys.argv[1]), create=True)) as store:
        store.save(made_report(1))
        os.kill(os.getpid(), 9)
"""

OPEN_AND_TELL = """
    import sys
    from pathlib import Path
    from corpus import open_home
    from corpus.store import open_store
    home = open_home(Path(sys.argv[1]), create=True)
    print("ready", flush=True)
    sys.stdin.readline()
    with open_store(home) as store:
        print(store.count(), "alembic" in sys.modules)
"""


def run_python(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter; pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="baogao-test-"))
    folder.chmod(0o755)
    yield folder
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(folder)


def forbid_writing(home: Home) -> None:
    for path in home.path.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    home.path.chmod(0o555)


def schema_of(database: Path) -> dict[str, str]:
    """Each table's and index's columns and rules as SQLite reports them, in a form that ignores white space."""
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(query).fetchall()
    return {name: " ".join(sql.split()) for name, sql in rows if not name.startswith("alembic")}


def test_the_migrations_make_what_the_tables_say(home: Home, tmp_path: Path) -> None:
    with open_store(home):
        pass
    engine = create_engine(f"sqlite:///{home.database}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()
    direct = create_engine(f"sqlite:///{tmp_path / 'direct.sqlite'}")
    metadata.create_all(direct)
    direct.dispose()
    made, said = schema_of(home.database), schema_of(tmp_path / "direct.sqlite")
    assert made.keys() == said.keys()
    for name, sql in said.items():
        for word in ("AUTOINCREMENT", "ON DELETE CASCADE", "ON DELETE SET NULL", "UNIQUE", "PRIMARY KEY", "NOT NULL"):
            assert made[name].count(word) == sql.count(word), (name, word)


def test_the_known_versions_are_the_migrations_in_order() -> None:
    scripts = ScriptDirectory(str(Path(corpus.store.migrations.__file__).parent))
    revisions = [script.revision for script in scripts.walk_revisions()]
    assert list(reversed(revisions)) == list(KNOWN_VERSIONS)


def test_a_migration_that_breaks_off_leaves_the_database_as_it_was(home: Home) -> None:
    def migrate_and_break_off(database: Database) -> None:
        with database.writing() as connection:
            run_migrations(connection, KNOWN_VERSIONS[-1])
            assert "reports" in inspect(connection).get_table_names()
            raise KeyboardInterrupt

    database = Database(home, read_only=False)
    with pytest.raises(KeyboardInterrupt):
        migrate_and_break_off(database)
    database.close()
    assert schema_of(home.database) == {}


def test_opening_twice_keeps_everything_and_loads_no_alembic_the_second_time(home: Home) -> None:
    first = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(OPEN_AND_TELL), str(home.path)],
        cwd=CHECKOUT,
        input="\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert first.stdout.split() == ["ready", "0", "True"]
    with open_store(home) as store:
        store.save(made_report())
    second = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(OPEN_AND_TELL), str(home.path)],
        cwd=CHECKOUT,
        input="\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert second.stdout.split() == ["ready", "1", "False"]


def test_several_processes_may_make_the_store_at_once(home: Home) -> None:
    command = [sys.executable, "-c", textwrap.dedent(OPEN_AND_TELL), str(home.path)]
    processes = [
        subprocess.Popen(command, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    answers = [process.communicate()[0] for process in processes]
    assert [answer.split()[0] for answer in answers] == ["0", "0", "0"]


def test_the_store_keeps_its_log_beside_it_and_checks_references(home: Home) -> None:
    with open_store(home), closing(sqlite3.connect(home.database)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("name", ["家 home", "a?b#c%20", "it's"])
def test_a_home_may_have_any_name(tmp_path: Path, name: str) -> None:
    home = open_home(tmp_path / name, create=True)
    with open_store(home) as store:
        store.save(made_report())
    with open_store(home, read_only=True) as store:
        assert store.count() == 1
    assert home.database.exists()


def test_a_missing_folder_or_database_is_a_missing_home(home: Home, tmp_path: Path) -> None:
    with pytest.raises(HomeMissingError), open_store(home, read_only=True):
        pass
    assert not home.database.exists()
    with pytest.raises(HomeMissingError), open_store(Home(tmp_path / "nowhere", home.settings)):
        pass


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize(
    "content",
    [
        pytest.param("这不是数据库，只是一个文本文件。".encode() * 200, id="text"),
        pytest.param(bytes(range(256)) * 32, id="binary"),
        pytest.param(b"SQLite format 3\0" + b"\xff" * 8192, id="header only"),
    ],
)
def test_a_file_that_is_no_database_is_refused_in_one_line(home: Home, content: bytes, read_only: bool) -> None:
    home.database.write_bytes(content)
    refused = pytest.raises(StoreVersionError, match="damaged, or is no SQLite database")
    with refused as caught, open_store(home, read_only=read_only):
        pass
    assert "\n" not in str(caught.value)
    assert home.database.read_bytes() == content


@pytest.mark.parametrize("read_only", [True, False])
def test_a_database_of_something_else_is_refused_and_left_alone(home: Home, read_only: bool) -> None:
    with closing(sqlite3.connect(home.database)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.commit()
    before = home.database.read_bytes()
    with pytest.raises(StoreVersionError, match="no Baogao store"), open_store(home, read_only=read_only):
        pass
    assert home.database.read_bytes() == before


@pytest.mark.parametrize("read_only", [True, False])
def test_a_store_of_a_newer_release_is_refused(home: Home, read_only: bool) -> None:
    with open_store(home):
        pass
    with closing(sqlite3.connect(home.database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    refused = pytest.raises(StoreVersionError, match="made by a newer release")
    with refused as caught, open_store(home, read_only=read_only):
        pass
    assert "Update Baogao" in caught.value.hint
    assert "9999" in caught.value.message


def test_an_empty_file_becomes_a_store(home: Home) -> None:
    home.database.touch()
    with open_store(home) as store:
        assert store.count() == 0


def test_a_store_opened_for_reading_refuses_to_write(home: Home) -> None:
    with open_store(home) as store:
        store.save(made_report())
    with open_store(home, read_only=True) as store:
        assert store.get(made_report().id) == made_report()
        with pytest.raises(HomeReadOnlyError, match="open for reading only"):
            store.save(made_report(2))


def test_a_reader_sees_what_is_written_after_it_opened(home: Home) -> None:
    with open_store(home) as store, open_store(home, read_only=True) as reader:
        assert reader.count() == 0
        store.save(made_report())
        assert reader.count() == 1


def test_a_home_that_cannot_be_written_is_read_and_refuses_to_open_for_writing(open_folder: Path) -> None:
    home = open_home(open_folder / "home", create=True)
    with open_store(home) as store:
        store.save(made_report())
    forbid_writing(home)
    answer = run_python(READ_AS_NOBODY, home.path, NOBODY)
    assert answer.stderr == ""
    assert json.loads(answer.stdout) == {
        "ids": [made_report().id],
        "writing": "home-read-only",
        "opening": "home-read-only",
    }


def test_what_a_killed_writer_left_unmerged_is_read_where_nothing_can_be_written(open_folder: Path) -> None:
    home = open_home(open_folder / "home", create=True)
    assert run_python(WRITE_AND_DIE, home.path).returncode == -9
    assert home.database.with_name("corpus.sqlite-wal").stat().st_size > 0
    forbid_writing(home)
    answer = run_python(READ_AS_NOBODY, home.path, NOBODY)
    assert answer.stderr == ""
    assert json.loads(answer.stdout)["ids"] == [made_report().id]


def test_unmerged_writes_that_cannot_be_read_are_an_error_and_not_an_old_state(open_folder: Path) -> None:
    home = open_home(open_folder / "home", create=True)
    assert run_python(WRITE_AND_DIE, home.path).returncode == -9
    home.database.with_name("corpus.sqlite-shm").unlink()
    forbid_writing(home)
    answer = run_python(READ_AS_NOBODY, home.path, NOBODY)
    assert answer.stderr == ""
    assert json.loads(answer.stdout) == {"reading": "home-read-only", "opening": "home-read-only"}


def test_a_committed_report_survives_a_kill(home: Home) -> None:
    assert run_python(WRITE_AND_DIE, home.path).returncode == -9
    with open_store(home) as store:
        assert store.get(made_report(1).id) == made_report(1)
