"""The production server: waitress, until it is interrupted."""

from __future__ import annotations

import re
import signal
import socket
import threading
from typing import TYPE_CHECKING

import waitress
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

from corpus import InputError
from webapp.collection import close_collection

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

__all__ = ["listen", "serve", "told_address"]

THREADS = 8
LARGEST_PORT = 65_535


def serve(app: Flask, listening: socket.socket, ready: Callable[[str], None] | None = None) -> None:
    """Serve `app` until Ctrl-C, SIGINT or SIGTERM.

    Args:
        app: what `create_app` made.
        listening: from `listen`; closed at the end.
        ready: called once with the address (``http://127.0.0.1:8000``) when requests are answered.
    """
    channels: dict[int, object] = {}  # filled by waitress: everything it has open
    server = waitress.create_server(app, map=channels, sockets=[listening], threads=THREADS, ident="baogao")
    server.channel_class = _Channel
    try:
        for number in (signal.SIGINT, signal.SIGTERM) if threading.current_thread() is threading.main_thread() else ():
            signal.signal(number, signal.default_int_handler)  # SIGINT too: a shell's background job begins deaf to it
        if ready:
            ready(told_address(*listening.getsockname()[:2]))
        server.run()
    finally:
        server.close()
        wasyncore.close_all(channels, ignore_all=True)  # the connections that browsers keep open
        listening.close()
        close_collection(app)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at the address: taken before long work begins, so that a taken port is known at once.

    Args:
        host: address to listen on.
        port: port; 0 takes a free one.

    Raises:
        InputError: the address or the port cannot be had.
    """
    # Bound here and handed to waitress, which leaks the socket it made when binding fails.
    if not 0 <= port <= LARGEST_PORT:
        raise InputError(f"{port} is no port; expected 0 to {LARGEST_PORT}.", hint="Choose another --port.")
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"{host}:{port} cannot be listened on: {reason}.", hint="Choose another --port (0 takes a free one)."
        ) from error


class _Parser(HTTPRequestParser):  # type: ignore[misc] # waitress is untyped
    """Takes an address with raw Chinese in it, as curl and simple programs send it, where waitress says Bad URI."""

    def parse_header(self, header_plus: bytes) -> None:
        """Percent-encode the request line's bytes beyond ASCII, then parse as waitress does."""
        line, line_end, fields = header_plus.partition(b"\r\n")
        super().parse_header(re.sub(rb"[\x80-\xff]", lambda byte: b"%%%02X" % byte[0][0], line) + line_end + fields)


class _Channel(HTTPChannel):  # type: ignore[misc] # waitress is untyped
    parser_class = _Parser


def told_address(host: str, port: int) -> str:
    """The address to open in this machine's own browser."""
    told = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # compared with, not listened on
    return f"http://[{told}]:{port}" if ":" in told else f"http://{told}:{port}"
