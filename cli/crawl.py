"""`baogao crawl`: collects reports from the sites of a sources file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

import crawler
from cli.options import home_option, json_option
from cli.output import ProgressReporter, print_json
from cli.sources import preview_sources, show_preview
from corpus import Home, open_home
from corpus.challenge import CHALLENGE_HINT
from crawler import TROUBLES, Budget, CrawlSummary, PreviewDepth, SourceSummary, VisitProgress, read_sources

__all__ = ["collect", "crawl", "print_summary", "print_troubles"]


@click.command()
@click.argument("sources", required=False, type=click.Path(path_type=Path))
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only reports published on this day or later.")
@click.option("--limit", type=click.IntRange(1), help="Ask for at most so many reports; the next crawl goes on.")
@click.option("--site", help="Only the source of this name, or the sources with this host.")
@click.option("--full", is_flag=True, help="Walk every list to its end, and look at every known report again.")
@click.option("--dry-run", is_flag=True, help="Read list pages only, and name the reports that would be fetched.")
@click.option("--pages", type=click.IntRange(1), help="End after so many pages, list pages included.")
@click.option("--megabytes", type=click.FloatRange(0, min_open=True), help="End after so many megabytes.")
@click.option("--minutes", type=click.FloatRange(0, min_open=True), help="End after so many minutes.")
@home_option
@json_option
@click.pass_context
def crawl(  # noqa: PLR0913 - click passes one argument an option
    ctx: click.Context,
    *,
    sources: Path | None,
    since: datetime | None,
    limit: int | None,
    site: str | None,
    full: bool,
    dry_run: bool,
    pages: int | None,
    megabytes: float | None,
    minutes: float | None,
    home_path: Path,
    as_json: bool,
) -> None:
    """Collect reports from the sites of SOURCES (default: sources.toml in the home).

    Obeys robots.txt and paces itself. A crawl that was stopped goes on where it stopped; one after a
    finished one walks each list until nothing on it is new. docs/crawling.md describes the file.
    """
    path = sources or home_path / "sources.toml"
    if dry_run:
        preview = preview_sources(home_path, path, depth=PreviewDepth.ALL_PAGES, since=since, site=site)
        show_preview(ctx, preview, as_json=as_json)
        return
    budget = Budget(pages=pages, megabytes=megabytes, minutes=minutes)
    home = open_home(home_path, create=True)
    summary = collect(home, path, since=since, limit=limit, site=site, full=full, budget=budget)
    if as_json:
        print_json(summary.to_json())
    else:
        print_summary(summary)
    if not summary.ok:
        ctx.exit(1)


def collect(  # noqa: PLR0913 - what a crawl may be told, each by name
    home: Home,
    sources: Path,
    *,
    since: datetime | None = None,
    limit: int | None = None,
    site: str | None = None,
    budget: Budget | None = None,
    full: bool = False,
) -> CrawlSummary:
    """Crawl the sources of the file into the home, with progress on stderr."""
    with ProgressReporter("crawling") as reporter:

        def show(progress: VisitProgress) -> None:
            reporter.update(progress.done, progress.known, f"{progress.source} {progress.outcome}")

        return crawler.crawl(
            home,
            read_sources(sources),
            limit=limit,
            since=since.date() if since else None,
            site=site,
            budget=budget,
            full=full,
            progress=show,
        )


def print_summary(summary: CrawlSummary) -> None:
    """Print what came in a source, then every address that did not."""
    for source in summary.sources:
        _print_source(source)
    state = "stopped; the next crawl goes on" if summary.stopped else "done"
    if summary.spent:
        state = f"{summary.spent} is spent; the next crawl goes on"
    click.echo(
        f"{summary.added:,} added, {summary.changed:,} changed, {summary.unchanged:,} unchanged, "
        f"{summary.moved:,} moved, {summary.vanished:,} vanished, {summary.blocked:,} blocked, "
        f"{summary.failed:,} failed in {summary.seconds:.0f} s: {state}. Next: baogao index"
    )


def _print_source(source: SourceSummary) -> None:
    click.echo(
        f"{source.name}: {source.list_pages:,} list pages, {source.links:,} links, {source.added:,} added, "
        f"{source.changed:,} changed, {source.unchanged + source.not_modified:,} unchanged, "
        f"{len(source.pages.moved):,} moved, {len(source.pages.vanished):,} vanished, "
        + ", ".join(f"{len(source.troubles(outcome)):,} {outcome}" for outcome in TROUBLES)
    )
    print_troubles(source)


def print_troubles(source: SourceSummary) -> None:
    """Print what moved, and every address that did not come in."""
    for move in source.pages.moved:
        click.echo(f"  moved: {move.old} to {move.new}", err=True)
    for outcome in TROUBLES:
        for trouble in source.troubles(outcome):
            word = "vanished" if trouble in source.pages.vanished else outcome
            click.echo(f"  {word}: {trouble.url}: {trouble.reason}", err=True)
    if source.blocked:
        click.echo(f"  hint: {CHALLENGE_HINT}", err=True)
    for host, reason in source.stopped_hosts.items():
        click.echo(f"  left alone: {host}: {reason}; {source.pending:,} pages wait for the next crawl", err=True)
    for host, how in source.tls.items():
        click.echo(f"  note: {host}: {how}", err=True)
    if source.spent:
        click.echo(f"  note: {source.spent} is spent; {source.pending:,} pages wait for the next crawl", err=True)
    for alarm in source.alarms:
        click.echo(f"  ALARM: {alarm}", err=True)
    for note in source.notes:
        click.echo(f"  note: {note}", err=True)
