"""The last run of each source with the columns it shows, for all sources in few statements: there may be thousands.

A last run that is unfinished shows the columns it has not come to as the last complete one under its rules found them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, RowMapping

__all__ = ["LoudRun", "columns_of", "last_runs", "loud_runs", "sources_of"]

# SQLite finds the next name by the index; DISTINCT would walk over every run of every source.
SOURCES = text(
    "WITH RECURSIVE names (source) AS (SELECT min(source) FROM runs UNION ALL"
    " SELECT (SELECT min(source) FROM runs WHERE source > names.source) FROM names WHERE source IS NOT NULL)"
    " SELECT source FROM names WHERE source IS NOT NULL"
    " AND EXISTS (SELECT 1 FROM runs WHERE runs.source = names.source AND runs.kind = :kind)"
)
LAST = text(
    "SELECT runs.*, CASE WHEN NOT runs.complete THEN (SELECT before.id FROM runs AS before"
    "  WHERE before.source = runs.source AND before.kind = runs.kind AND before.rules = runs.rules AND before.complete"
    "  ORDER BY before.begun_at DESC LIMIT 1) END AS before"
    " FROM json_each(:names) AS wanted JOIN runs ON runs.id = (SELECT id FROM runs AS latest"
    "  WHERE latest.source = wanted.value AND latest.kind = :kind ORDER BY latest.begun_at DESC LIMIT 1)"
    " ORDER BY runs.source"
)
SHOWN = (  # the columns of a last run, and of the one before it where it has not come to them
    "FROM json_each(:pairs) AS pair JOIN run_columns AS shown"
    " ON shown.run IN (pair.value ->> 0, pair.value ->> 1) AND (shown.run = pair.value ->> 0 OR NOT EXISTS ("
    '  SELECT 1 FROM run_columns AS own WHERE own.run = pair.value ->> 0 AND own."column" = shown."column"))'
)
COLUMNS = text(f"SELECT pair.value ->> 0 AS last, shown.* {SHOWN} ORDER BY last, shown.run <> last, shown.position")
LOUD = text(
    'SELECT silent.last, silent."column", loud.links, run.begun_at FROM ('  # noqa: S608 - our own words
    f' SELECT pair.value ->> 0 AS last, shown."column", (SELECT r.id FROM runs AS l JOIN runs AS r'
    "   ON r.source = l.source AND r.kind = l.kind AND r.rules = l.rules"
    '   JOIN run_columns AS c ON c.run = r.id AND c."column" = shown."column"'
    "   WHERE l.id = pair.value ->> 0 AND c.links > 0 ORDER BY r.begun_at DESC LIMIT 1) AS then_loud"
    f"  {SHOWN} WHERE shown.links = 0 AND NOT shown.partial) AS silent"
    " JOIN runs AS run ON run.id = silent.then_loud"
    ' JOIN run_columns AS loud ON loud.run = silent.then_loud AND loud."column" = silent."column"'
)


class LoudRun(NamedTuple):
    """The last run that found links in a column which now gives none: how many, and when it began (as stored)."""

    links: int
    begun_at: str


def sources_of(connection: Connection, kind: str) -> list[str]:
    """The names of the sources that have a run of that kind, in order."""
    return list(connection.execute(SOURCES, {"kind": kind}).scalars())


def last_runs(connection: Connection, kind: str, names: Iterable[str]) -> Sequence[RowMapping]:
    """The last run of each of those sources, by name; ``before`` is the id of the run that fills it up, or None."""
    given = {"kind": kind, "names": json.dumps(list(names))}
    return connection.execute(LAST, given).mappings().all()


def columns_of(connection: Connection, last: Sequence[RowMapping]) -> Sequence[RowMapping]:
    """The columns that those runs show, each with the id of the run as ``last``, in the order of the runs' ids."""
    return connection.execute(COLUMNS, {"pairs": _pairs(last)}).mappings().all()


def loud_runs(connection: Connection, last: Sequence[RowMapping]) -> dict[int, dict[str, LoudRun]]:
    """For each run by its id, and for each column that gives no link any more, when it last did."""
    found: dict[int, dict[str, LoudRun]] = {}
    for run, column, links, begun_at in connection.execute(LOUD, {"pairs": _pairs(last)}):
        found.setdefault(run, {})[column] = LoudRun(links, begun_at)
    return found


def _pairs(last: Sequence[RowMapping]) -> str:
    return json.dumps([[row["id"], row["before"]] for row in last])
