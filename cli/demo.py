"""`baogao demo`: the whole job on the bundled local site."""

from __future__ import annotations

import re
from pathlib import Path

import click

from cli.crawl import collect, print_summary
from cli.output import ProgressReporter
from corpus import Home, InputError, open_home
from corpus.store import open_store
from indexer import update_index
from localsite import LocalSite, serve_site, sources_toml
from webapp import create_app, listen, serve

__all__ = ["demo"]

SITE_PORT = 8765
SOURCES = "sources.toml"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes a free one."
)
@click.option(
    "--home",
    "home_path",
    type=click.Path(path_type=Path),
    default=Path("data/demo"),
    show_default=True,
    help="Directory of the demo's own collection.",
)
def demo(*, host: str, port: int, home_path: Path) -> None:
    """Crawl the bundled, invented government websites, index and serve the reports until Ctrl-C.

    The demo keeps a collection of its own, so that invented reports never mix with real ones.
    """
    listening = listen(host, port)  # first of all: a taken port is known before a minute of crawling
    home = open_home(home_path, create=True)
    with listening, _site(home) as site:
        click.echo(f"Invented government websites stand at {site.address}")
        _fill(home, site)
        app = create_app(home)
        serve(app, listening, ready=lambda address: click.echo(f"Open {address} in a browser (Ctrl-C stops)."))


def _site(home: Home) -> LocalSite:
    """The local site at the port of this home's earlier runs, since reports are known by their addresses.

    Raises:
        InputError: another program has taken that port.
    """
    sources = home.path / SOURCES
    earlier = (
        re.search(r"http://127\.0\.0\.1:(\d+)/", sources.read_text(encoding="utf-8")) if sources.exists() else None
    )
    try:
        return serve_site(int(earlier[1]) if earlier else SITE_PORT)
    except OSError as error:
        if not earlier:
            return serve_site(0)
        raise InputError(
            f"Port {earlier[1]}, where the invented website of {home.path} stood before, is taken.",
            hint="Stop the other demo, or give another --home.",
        ) from error


def _fill(home: Home, site: LocalSite) -> None:
    sources_path = home.path / SOURCES
    sources_path.write_text(sources_toml(site), encoding="utf-8")
    print_summary(collect(home, sources_path))
    with open_store(home) as store, ProgressReporter("indexing") as reporter:
        click.echo(update_index(home, store, progress=reporter.update).in_words())
