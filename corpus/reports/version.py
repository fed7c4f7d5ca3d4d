"""Versions of the database's schema that this release knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.errors import StoreVersionError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.home import Home

__all__ = ["KNOWN_VERSIONS", "schema_version"]

KNOWN_VERSIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
"""Every schema version this release can read or bring up to date, oldest first; the last is the current one."""


def schema_version(rows_of: Callable[[str], Sequence[Sequence[Any]]], home: Home) -> str | None:
    """The schema version; None for a database without any table.

    Args:
        rows_of: gives the rows that a SELECT finds.
        home: whose database it is, for the errors.

    Raises:
        StoreVersionError: this release does not know the version, or the tables are somebody else's.
    """
    tables = {row[0] for row in rows_of("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return None
    if "alembic_version" not in tables or "reports" not in tables:
        raise StoreVersionError(
            f"{home.database} is an SQLite database, but no Baogao store.", hint="Choose another --home."
        )
    version = next((row[0] for row in rows_of("SELECT version_num FROM alembic_version")), None)
    if version not in KNOWN_VERSIONS:
        raise StoreVersionError(
            f"{home.database} was made by a newer release (schema {version}; this one knows up to "
            f"{KNOWN_VERSIONS[-1]}).",
            hint="Update Baogao, or choose another --home.",
        )
    return str(version)
