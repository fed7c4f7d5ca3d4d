"""Bringing a database to the current schema, at opening."""

from __future__ import annotations

import logging
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import HomeBusyError, StoreVersionError
from corpus.reports.file import BUSY_SECONDS, is_writable
from corpus.reports.version import KNOWN_VERSIONS, schema_version
from corpus.store.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from corpus.home import Home

__all__ = ["bring_up_to_date", "run_migrations"]

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.05


def bring_up_to_date(database: Database) -> None:
    """Make the tables of a new database, or migrate those of an older one; cheap where there is nothing to do.

    Raises:
        StoreVersionError: a newer release made it, it is no Baogao store, or it is older and cannot be written to.
    """
    home = database.home
    with database.reading() as connection:
        version = _version(connection, home)
    if version == KNOWN_VERSIONS[-1]:
        return
    if not is_writable(home):
        raise StoreVersionError(
            f"{home.database} was made by an older release and cannot be written to.",
            hint="Run `baogao stats` once with write permission: it brings the store up to date.",
        )
    _migrate_alone(home)


def _migrate_alone(home: Home) -> None:
    """Migrate while no other process does; one that has just done so is as good."""
    database = Database(home, read_only=False)
    deadline = time.monotonic() + BUSY_SECONDS
    try:
        while True:
            try:
                with home.writing("schema"):
                    _migrate(database)
            except HomeBusyError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(POLL_SECONDS)
            else:
                return
    finally:
        database.close()


def _migrate(database: Database) -> None:
    with database.outside_transaction() as connection:
        connection.execute("PRAGMA journal_mode = WAL")  # kept in the file; cannot be set in a transaction
    with database.writing() as connection:
        version = _version(connection, database.home)
        if version == KNOWN_VERSIONS[-1]:
            return
        if version is not None:
            count = connection.exec_driver_sql("SELECT count(*) FROM reports").scalar()
            told = (database.home.database, version, KNOWN_VERSIONS[-1], f"{count:,}")
            logger.info("%s is brought from schema %s to %s; it holds %s reports", *told)
        run_migrations(connection, KNOWN_VERSIONS[-1])
    if version is not None:
        logger.info("%s is up to date", database.home.database)


def run_migrations(connection: Connection, version: str) -> None:
    """Apply the migrations up to `version` within the connection's transaction."""
    # Imported here: Alembic takes longer to load than a search takes to run, and is needed once in a store's life.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def _migrations_folder() -> Path:
    spec = find_spec("corpus.store.migrations")
    if spec is None or spec.origin is None:  # pragma: no cover - a broken installation
        raise RuntimeError("corpus.store.migrations is not installed")
    return Path(spec.origin).parent


def _version(connection: Connection, home: Home) -> str | None:
    return schema_version(lambda sql: connection.exec_driver_sql(sql).all(), home)
