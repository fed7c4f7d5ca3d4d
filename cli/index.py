"""`baogao index`: brings the index up to date."""

from __future__ import annotations

from pathlib import Path

import click

from cli.indexing import indexing_json, print_indexing, print_unindexed
from cli.options import home_option, json_option
from cli.output import ProgressReporter, print_json
from corpus import open_home
from corpus.store import open_store
from indexer import update_index

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
    if as_json:
        print_json(indexing_json(home, summary))
    else:
        print_indexing(home, summary)
    print_unindexed(summary)
    if summary.failed:
        ctx.exit(1)
