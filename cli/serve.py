"""`baogao serve`: the web application on a production server."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import home_option
from corpus import open_home
from webapp import create_app, listen
from webapp import serve as serve_app

__all__ = ["serve"]


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for every network.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes a free one."
)
@home_option
def serve(*, host: str, port: int, home_path: Path) -> None:
    """Serve the collection on the web until Ctrl-C."""
    app = create_app(open_home(home_path))
    listening = listen(host, port)
    serve_app(app, listening, ready=lambda address: click.echo(f"Serving {home_path} at {address} (Ctrl-C stops)"))
