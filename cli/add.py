"""`baogao add`: imports files and folders."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from cli.indexing import indexing_json, print_indexing, print_unindexed
from cli.options import home_option, json_option
from cli.output import ProgressReporter, print_json
from corpus import HomeBusyError, open_home
from corpus.importer import ImportSummary, import_paths
from corpus.metadata import learn_sites
from corpus.reextraction import settle_places
from corpus.store import open_store
from indexer import update_index

__all__ = ["add"]


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Refuse .jsonl and .csv files that have columns Baogao does not know.")
@click.option("--url", help="Address at which the one file PATH was published. A .mhtml file tells its own.")
@click.option("--index", "then_index", is_flag=True, help="Bring the index up to date at once, as `baogao index` does.")
@home_option
@json_option
@click.pass_context
def add(  # noqa: PLR0913 - click passes one argument an option
    ctx: click.Context,
    paths: tuple[Path, ...],
    *,
    strict: bool,
    url: str | None,
    then_index: bool,
    home_path: Path,
    as_json: bool,
) -> None:
    """Import files and folders: .txt .html .mhtml .pdf .docx .doc .wps .ofd .xlsx .xls .rtf .zip .jsonl .csv.

    The web archives of others too: .warc .warc.gz .arc .arc.gz .wacz. Makes the collection where there is
    none. Scanned PDF needs the optional extra ocr (docs/import.md).

    Columns of .jsonl and .csv: url, title, body or content, published, year, issuer ... (docs/import.md).
    What can be read is kept; what cannot is named, and the exit code is 1.
    """
    home = open_home(home_path, create=True)
    indexed = None
    with open_store(home) as store:
        with ProgressReporter("adding") as reporter:
            known_sites = learn_sites(store.sites.certain_places())
            summary = import_paths(home, store, paths, strict=strict, url=url, progress=reporter.update)
            # Where another process writes by now, the places stay open until the reports are read again.
            with suppress(HomeBusyError), home.writing("corpus"):
                settle_places(home, store, known_sites)
        if not as_json:
            _print_summary(summary, then="" if then_index else " Next: baogao index")
        if then_index:
            with ProgressReporter("indexing") as reporter:
                indexed = update_index(home, store, progress=reporter.update)
    if as_json:
        print_json(summary.to_json() | ({"index": indexing_json(home, indexed)} if indexed else {}))
    elif indexed:
        print_indexing(home, indexed)
    if indexed:
        print_unindexed(indexed)
    if not summary.ok or (indexed and indexed.failed):
        ctx.exit(1)


def _print_summary(summary: ImportSummary, *, then: str) -> None:
    for failure in summary.failures:
        click.echo(f"failed: {failure.source}: {failure.reason} {failure.hint}".rstrip(), err=True)
    for item in summary.not_extracted:
        click.echo(f"not extracted: {item.source}: {item.reason}", err=True)
    for duplicate in summary.duplicates:
        click.echo(f"changed: {duplicate} with other content; the later one is the current revision", err=True)
    for column, count in summary.ignored_columns.items():
        click.echo(f"left out: column {column!r} of {count:,} records (unknown)", err=True)
    for reason, count in summary.other_records.items():
        click.echo(f"left out: {count:,} records of web archives ({reason})", err=True)
    click.echo(
        f"{summary.added:,} added, {summary.changed:,} changed, {summary.unchanged:,} unchanged, "
        f"{len(summary.failures):,} failed.{then}"
    )
