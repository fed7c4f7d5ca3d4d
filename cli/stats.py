"""`baogao stats`: counts what the collection holds."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from cli.options import home_option, json_option
from cli.output import print_json
from corpus import open_home
from corpus.store import open_store

__all__ = ["stats"]

SHOWN_VALUES = 12


@click.command()
@home_option
@json_option
def stats(*, home_path: Path, as_json: bool) -> None:
    """Count the reports, revisions and snapshots of the collection, and reports by year, place, level and type."""
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
