"""What is said of an update of the index, by every command that makes one."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from indexer import index_state

if TYPE_CHECKING:
    from corpus import Home
    from indexer import IndexSummary

__all__ = ["indexing_json", "print_indexing", "print_unindexed"]


def indexing_json(home: Home, summary: IndexSummary) -> dict[str, Any]:
    """The summary with the advice on engines as JSON-ready data."""
    advice = index_state(home).advice
    return summary.to_json() | {"advice": asdict(advice) if advice else None}


def print_indexing(home: Home, summary: IndexSummary) -> None:
    """The same for people."""
    click.echo(summary.in_words())
    if advice := index_state(home).advice:
        click.echo(advice.in_words())


def print_unindexed(summary: IndexSummary) -> None:
    """What could not be taken in, on standard error."""
    for line in summary.bad_lines:
        click.echo(f"dictionary.txt, {line}; it was left out", err=True)
    for report_id in summary.failed:
        click.echo(f"failed: report {report_id}; the log says why, and the next run tries again", err=True)
