"""`baogao sources`: tries out the sites of a sources file before they are crawled."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from cli.options import home_option, json_option, own_home
from cli.output import ProgressReporter, print_json, printable
from crawler import Preview, PreviewDepth, SourcePreview, VisitProgress, preview_crawl, read_sources

__all__ = ["preview_sources", "show_preview", "sources"]

SAMPLE_LINKS = 3


@click.group()
@home_option
@click.pass_context
def sources(ctx: click.Context, *, home_path: Path) -> None:
    """Try out the sites of a sources file."""
    ctx.obj = home_path


@sources.command()
@click.argument("path", metavar="[SOURCES.toml]", required=False, type=click.Path(path_type=Path))
@click.option("--site", help="Only the source of this name, or the sources with this host.")
@own_home
@json_option
@click.pass_context
def check(ctx: click.Context, path: Path | None, *, site: str | None, home_path: Path, as_json: bool) -> None:
    """Ask each site of SOURCES.toml (default: sources.toml in the home) for its start pages, and keep nothing.

    Says of each whether it can be reached, what its robots.txt allows, which CMS family its list pages are, and which
    reports they offer. The exit code is 1 when a site gives no list.
    """
    preview = preview_sources(
        home_path, path or home_path / "sources.toml", depth=PreviewDepth.FIRST_PAGES, since=None, site=site
    )
    show_preview(ctx, preview, as_json=as_json, sample=SAMPLE_LINKS)


def preview_sources(
    home_path: Path, path: Path, *, depth: PreviewDepth, since: datetime | None, site: str | None
) -> Preview:
    """What a crawl of the sources of the file would fetch, with progress on stderr."""
    with ProgressReporter("asking") as reporter:

        def show(progress: VisitProgress) -> None:
            reporter.update(progress.done, progress.known, f"{progress.source} {progress.outcome}")

        day = since.date() if since else None
        return preview_crawl(home_path, read_sources(path), depth=depth, since=day, site=site, progress=show)


def show_preview(ctx: click.Context, preview: Preview, *, as_json: bool, sample: int | None = None) -> None:
    """Print the preview, of each source at most `sample` links; the exit code is 1 where a source gives no list."""
    if as_json:
        print_json(preview.to_json())
    else:
        for source in preview.sources:
            _print_source(source, sample)
        ready = sum(source.ok for source in preview.sources)
        click.echo(
            f"{ready:,} of {len(preview.sources):,} sources are ready, in {preview.seconds:.0f} s. Nothing was kept."
        )
    if not preview.ok:
        ctx.exit(1)


def _print_source(source: SourcePreview, sample: int | None) -> None:
    new = sum(not link.known for link in source.links)
    parts = (
        f"{source.list_pages:,} list pages ({', '.join(source.families) or 'no family'})",
        f"{source.items:,} items",
        f"{len(source.links):,} reports asked for",
        f"{new:,} of them new",
        f"{source.further_pages:,} further list pages" if source.further_pages else "",
    )
    click.echo(f"{'ok    ' if source.ok else 'FAILED'} {source.name}: {', '.join(filter(None, parts))}")
    for origin, decision in source.robots.items():
        click.echo(f"  robots.txt of {origin}: {decision}")
    for url, reason in source.troubles.items():
        click.echo(f"  {url}: {reason}", err=True)
    for note in source.notes:
        click.echo(f"  note: {note}", err=True)
    for link in source.links[:sample]:
        click.echo(
            f"  {'known' if link.known else 'new  '} {link.published or '-' * 10} {printable(link.text)}  {link.url}"
        )
    if sample is not None and len(source.links) > sample:
        click.echo(f"  ... and {len(source.links) - sample:,} more")
