"""`baogao check`: looks again at the source pages of the collection's reports."""

from __future__ import annotations

from pathlib import Path

import click

import crawler
from cli.crawl import print_troubles
from cli.options import home_option, json_option
from cli.output import ProgressReporter, print_json
from corpus import open_home
from crawler import CheckScope, CrawlSummary, VisitProgress, read_sources

__all__ = ["check"]


@click.command()
@click.argument("sources", required=False, type=click.Path(path_type=Path))
@click.option("--limit", type=click.IntRange(1), help="Ask for at most so many pages; the next check goes on.")
@click.option("--site", help="Only the pages of the source of this name, or of this host.")
@click.option("--all", "everything", is_flag=True, help="Every page, whether its day has come or not.")
@home_option
@json_option
@click.pass_context
def check(  # noqa: PLR0913 - click passes one argument an option
    ctx: click.Context,
    *,
    sources: Path | None,
    limit: int | None,
    site: str | None,
    everything: bool,
    home_path: Path,
    as_json: bool,
) -> None:
    """Look again at the source pages of the reports, and keep what became of them: 有效, 已改, 已撤, 被拦截.

    Each page has its day in every check_every_days days (setting), so a daily check asks for a part of them. Asked are
    the hosts of SOURCES (default: sources.toml in the home), and those that the setting check_hosts names.
    """
    home = open_home(home_path)
    path = sources or home.path / "sources.toml"
    # Without a sources file, the pages of the hosts that the setting names are checked all the same.
    known = read_sources(path) if sources or path.exists() or not home.settings.check_hosts else ()
    with ProgressReporter("checking") as reporter:

        def show(progress: VisitProgress) -> None:
            reporter.update(progress.done, progress.known, f"{progress.source} {progress.outcome}")

        scope = CheckScope.ALL if everything else CheckScope.DUE
        summary = crawler.check(home, known, scope=scope, limit=limit, site=site, progress=show)
    if as_json:
        print_json(summary.to_json())
    else:
        _print_summary(summary)
    if not summary.ok:
        ctx.exit(1)


def _print_summary(summary: CrawlSummary) -> None:
    for source in summary.sources:
        click.echo(
            f"{source.name}: {source.links - source.pending:,} of {source.links:,} pages, "
            f"{source.unchanged + source.not_modified:,} as they were, {source.changed:,} changed, "
            f"{len(source.pages.moved):,} moved, {len(source.gone):,} gone, {len(source.blocked):,} blocked"
        )
        print_troubles(source)
    if summary.left_out:
        click.echo(
            f"{summary.left_out:,} reports stand on hosts that neither the sources nor the setting check_hosts names"
        )
    state = "stopped; the next check goes on" if summary.stopped else "done"
    if summary.spent:
        state = f"{summary.spent} is spent; the next check goes on"
    click.echo(
        f"{summary.unchanged:,} as they were, {summary.changed:,} changed, {summary.moved:,} moved, "
        f"{summary.vanished:,} vanished, {summary.blocked:,} blocked, {summary.failed:,} failed "
        f"in {summary.seconds:.0f} s: {state}. Next: baogao index"
    )
