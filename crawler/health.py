"""Keeps what a run did in the store, column by column, and says which columns have fallen silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from crawler.checking import CHECK

if TYPE_CHECKING:
    from corpus.store import ColumnHealth, Store
    from crawler.state import CrawlState

__all__ = ["keep_health"]


def keep_health(store: Store, state: CrawlState, source: str) -> list[str]:
    """Keep the run of a source as it now stands; its alarms in words."""
    kind = "check" if source.startswith(CHECK) else "crawl"
    run = state.run(source, kind=kind, ended_at=datetime.now(UTC))
    if not run.columns:  # it came to nothing yet
        return []
    site = store.runs.save(replace(run, source=source.removeprefix(CHECK)))
    return [_words(column) for column in site.alarms]


def _words(column: ColumnHealth) -> str:
    if column.alarm is None:
        raise AssertionError("asked of columns with an alarm")
    why = f" ({column.figures.trouble})" if column.figures.trouble else ""
    before = f"{column.alarm.links:,} on {column.alarm.at:%Y-%m-%d}"
    return f"no links on {column.figures.name or 'the list'} {column.figures.column}{why}; there were {before}"
