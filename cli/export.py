"""`baogao export`: the evidence of a selection, in a file for others."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.filters import chosen_filters, filter_options
from cli.options import home_option, json_option
from cli.output import ProgressReporter, print_json
from corpus import open_home
from corpus.store import open_store
from corpus.wacz import write_wacz
from indexer import SearchRequest, open_searcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus import Report
    from corpus.wacz import WaczSummary
    from indexer import Searcher

__all__ = ["export"]

PAGE = 1000


@click.command()
@click.argument("query", default="")
@click.option(
    "--wacz", "path", metavar="FILE", type=click.Path(path_type=Path), required=True, help="The file to write."
)
@click.option("--force", is_flag=True, help="Replace FILE where it is there already.")
@filter_options
@home_option
@json_option
@click.pass_context
def export(
    ctx: click.Context,
    /,
    *,
    query: str,
    path: Path,
    force: bool,
    home_path: Path,
    as_json: bool,
    **options: tuple[str, ...],
) -> None:
    """Write the archived pages of the reports that QUERY finds, all of them without one, as a WACZ file.

    ReplayWeb.page and other players of web archives open it. Same selection and archive, same bytes.
    """
    home = open_home(home_path)
    request = SearchRequest(query=query, filters=chosen_filters(options), limit=PAGE, snippets=0)
    with (
        open_store(home, read_only=True) as store,
        open_searcher(home, store) as searcher,
        ProgressReporter("exporting") as reporter,
    ):
        reports = _found(searcher, request, reporter)
        title = " · ".join(filter(None, (home.settings.title, query)))
        summary = write_wacz(home, store, reports, path, title=title, replace=force)
    if as_json:
        print_json(summary.to_json())
    else:
        _print_summary(summary, path)
    if not summary.ok:
        ctx.exit(1)


def _found(searcher: Searcher, request: SearchRequest, reporter: ProgressReporter) -> Iterator[Report]:
    """Every report that the request finds, page after page."""
    for offset in count(0, PAGE):
        page = searcher.search(replace(request, offset=offset))
        for number, hit in enumerate(page.hits, offset + 1):
            reporter.update(number, page.total, hit.report.heading)
            yield hit.report
        if offset + PAGE >= page.total:
            return


def _print_summary(summary: WaczSummary, path: Path) -> None:
    for reason in summary.damaged:
        click.echo(f"damaged: {reason}", err=True)
    if summary.without_page:
        click.echo(f"left out: {len(summary.without_page):,} reports without an archived web page", err=True)
    click.echo(
        f"{path}: {summary.pages:,} of {summary.reports:,} reports, {summary.snapshots:,} snapshots, "
        f"{summary.bytes:,} bytes. Open it at https://replayweb.page."
    )
