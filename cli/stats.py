"""`baogao stats`: counts what the collection holds, and tells what the last run of each site brought."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.options import home_option, json_option
from cli.output import print_json, printable
from corpus import open_home
from corpus.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.store import SiteHealth

__all__ = ["stats"]

SHOWN_VALUES = 12
TABLE = (
    "links",
    "new",
    "changed",
    "unchanged",
    "gone",
    "empty",
    "blocked",
    "refused",
    "failed",
    "bytes",
    "seconds",
)
"""The figures of a column that `--sites` prints, by the names of `ColumnFigures`."""


@click.command()
@click.option("--sites", is_flag=True, help="What the last run of each site brought, column by column, with alarms.")
@home_option
@json_option
def stats(*, sites: bool, home_path: Path, as_json: bool) -> None:
    """Count the reports, revisions and snapshots of the collection, and reports by year, place, level and type."""
    if sites:
        _show_sites(home_path, as_json=as_json)
        return
    with open_store(open_home(home_path), read_only=True) as store:
        data = dataclasses.asdict(store.stats())
    if as_json:
        print_json(data)
        return
    for name, value in data.items():
        if isinstance(value, dict):
            shown = "  ".join(f"{key} {count:,}" for key, count in list(value.items())[:SHOWN_VALUES])
            more = f"  (+{len(value) - SHOWN_VALUES} more)" if len(value) > SHOWN_VALUES else ""
            click.echo(f"{name:>12}  {shown}{more}")
        else:
            click.echo(f"{name:>12}  {value:,}")


def _show_sites(home_path: Path, *, as_json: bool) -> None:
    with open_store(open_home(home_path), read_only=True) as store:
        crawled, checked = store.runs.sites(), store.runs.sites("check")
    if as_json:
        print_json({"sites": [_site_json(site) for site in crawled], "checks": [_site_json(site) for site in checked]})
        return
    if not crawled and not checked:
        click.echo("Nothing has been crawled yet: baogao crawl SOURCES.toml")
    lines = [line for site in (*crawled, *checked) for line in _lines(site)]
    click.echo(printable("\n".join(lines)), nl=bool(lines))


def _lines(site: SiteHealth) -> Iterator[str]:
    run = site.run
    state = "" if run.complete else ", unfinished"
    yield f"{run.source}: {run.kind} of {run.begun_at:%Y-%m-%d %H:%M} UTC{state}"
    yield "  " + " ".join(f"{title:>9}" for title in TABLE) + "  column"
    for column in site.columns:
        numbers = " ".join(f"{getattr(column.figures, name):>9,}" for name in TABLE)
        yield f"  {numbers}  {column.figures.name} {column.figures.column}"
        if column.alarm:
            why = f": {column.figures.trouble}" if column.figures.trouble else ""
            before = f"there were {column.alarm.links:,} links on {column.alarm.at:%Y-%m-%d}"
            yield f"  ALARM: it gives none any more{why}; {before}"


def _site_json(site: SiteHealth) -> dict[str, Any]:
    run = site.run
    return {
        "source": run.source,
        "kind": run.kind,
        "begun_at": run.begun_at.isoformat(),
        "ended_at": run.ended_at.isoformat(),
        "whole": run.whole,
        "complete": run.complete,
        "columns": [
            dataclasses.asdict(column.figures)
            | {"alarm": {"links": column.alarm.links, "at": column.alarm.at.isoformat()} if column.alarm else None}
            for column in site.columns
        ],
    }
