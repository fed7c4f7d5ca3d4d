"""`baogao index`: brings the index up to date."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from cli.options import home_option, json_option
from cli.output import ProgressReporter, print_json
from corpus import open_home
from corpus.store import open_store
from indexer import index_state, update_index

__all__ = ["index"]


@click.command()
@click.option("--engine", help="Engine to index with; default: the setting `engine` of baogao.toml.")
@click.option("--rebuild", is_flag=True, help="Build a new generation beside the live one, then swap.")
@home_option
@json_option
@click.pass_context
def index(ctx: click.Context, *, engine: str | None, rebuild: bool, home_path: Path, as_json: bool) -> None:
    """Bring the index up to date with the collection. Safe to stop at any moment and to run again."""
    home = open_home(home_path)
    with open_store(home) as store, ProgressReporter("indexing") as reporter:
        summary = update_index(home, store, engine=engine, rebuild=rebuild, progress=reporter.update)
    advice = index_state(home).advice
    if as_json:
        print_json(summary.to_json() | {"advice": asdict(advice) if advice else None})
    else:
        click.echo(summary.in_words())
        if advice:
            click.echo(advice.in_words())
    for line in summary.bad_lines:
        click.echo(f"dictionary.txt, {line}; it was left out", err=True)
    for report_id in summary.failed:
        click.echo(f"failed: report {report_id}; the log says why, and the next run tries again", err=True)
    if summary.failed:
        ctx.exit(1)
