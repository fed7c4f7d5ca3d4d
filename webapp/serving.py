"""The production server: waitress, until it is interrupted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import waitress

from corpus import InputError
from webapp.collection import close_collection

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

__all__ = ["serve"]

THREADS = 8


def serve(app: Flask, host: str, port: int, ready: Callable[[str], None] | None = None) -> None:
    """Serve `app` until Ctrl-C or SIGINT.

    Args:
        app: what `create_app` made.
        host: address to listen on.
        port: port; 0 takes a free one.
        ready: called once with the address (``http://127.0.0.1:8000``) when requests are accepted.

    Raises:
        InputError: the address or the port cannot be had.
    """
    try:
        server = waitress.create_server(app, host=host, port=port, threads=THREADS, ident="baogao")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"{host}:{port} cannot be listened on: {reason}.", hint="Choose another --port (0 takes a free one)."
        ) from error
    try:
        if ready:
            ready(_address(host, server))
        server.run()
    finally:
        server.close()
        close_collection(app)


def _address(host: str, server: waitress.server.BaseWSGIServer) -> str:
    # A host with an IPv4 and an IPv6 address gives one server for each; their ports are the same unless port was 0.
    port = getattr(server, "effective_port", None) or server.effective_listen[0][1]
    shown = "127.0.0.1" if host in ("0.0.0.0", "*") else host  # noqa: S104  # compared with, not listened on
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"
