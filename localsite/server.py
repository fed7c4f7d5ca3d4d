"""Serves the hosts over HTTP, each at an address of its own, in threads of their own."""

from __future__ import annotations

import errno
import sys
import threading
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple

from localsite.editions import first_edition, second_edition
from localsite.hosts import HOSTS, PublishingHost
from localsite.places import MAIN
from localsite.troubles import TROUBLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType
    from typing import Self

    from localsite.answer import Answer, Host
    from localsite.editions import Edition
    from localsite.report import LocalReport

__all__ = ["LocalSite", "Request", "serve_site"]

STOP_CHECK_SECONDS = 0.05  # how often the serving threads look whether they should stop
IDLE_SECONDS = 5.0  # after which a connection that asks nothing is closed
LOOPBACK = "127.0.0.1"
PORT_TRIES = 20  # of free ports: another program may have one of them at one of the other addresses


class Request(NamedTuple):
    """A request that was answered."""

    method: str
    path: str
    status: int
    host: str = MAIN


class LocalSite:
    """The sites while they are served; as a context manager they stop at the end.

    The main host stands at the address asked for. On Linux the others stand at 127.0.0.2 and on, at the same port, so
    that a crawler sees hosts and not ports; where only 127.0.0.1 may be had, and away from loopback, at the ports that
    follow.

    Attributes:
        requests: what was asked so far and how it was answered, in order.
        troubles: the hosts that make trouble, if they are served.
    """

    def __init__(self, host: str, port: int, *, troubles: bool = False) -> None:
        self.requests: list[Request] = []
        self.troubles = TROUBLES if troubles else ()
        self._edition = first_edition()
        names = [*HOSTS, *(trouble.name for trouble in self.troubles)]
        self._servers = _listening(host, port, names, self.requests)
        self._show(self._edition)
        for trouble in self.troubles:
            self._servers[trouble.name].host = trouble.made()
        self._threads = [
            threading.Thread(target=server.serve_forever, args=(STOP_CHECK_SECONDS,), name=name, daemon=True)
            for name, server in self._servers.items()
        ]
        for thread in self._threads:
            thread.start()

    @property
    def address(self) -> str:
        """The address of the main host, without a slash at the end: ``http://127.0.0.1:8765``."""
        return self.address_of(MAIN)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names of the hosts, the main one first."""
        return tuple(self._servers)

    @property
    def edition(self) -> Edition:
        """What the sites show now."""
        return self._edition

    def address_of(self, host: str) -> str:
        """The address of a host, without a slash at the end."""
        address, port = self._servers[host].server_address[:2]
        return f"http://{address!s}:{port}"

    def url_of(self, report: LocalReport) -> str:
        """The address of a report's page."""
        return f"{self.address_of(report.host)}{report.path}"

    def switch(self) -> Edition:
        """Change, move, remove and add pages, as time does between two crawls; gives what the sites show now."""
        self._edition = second_edition()
        self._show(self._edition)
        return self._edition

    def wait(self) -> None:
        """Return when the sites have been stopped."""
        for thread in self._threads:
            thread.join()

    def close(self) -> None:
        """Stop serving and free the ports."""
        for server in self._servers.values():
            server.shutdown()
            server.server_close()
        self.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _show(self, edition: Edition) -> None:
        for name in HOSTS:
            self._servers[name].host = PublishingHost(name, edition)


def serve_site(port: int = 0, host: str = LOOPBACK, *, troubles: bool = False) -> LocalSite:
    """The sites, being served.

    Args:
        port: of the main host; 0 takes a free one.
        host: the address that the main host listens at.
        troubles: whether hosts that make trouble for a crawler stand beside the others.

    Raises:
        OSError: a port is taken, or may not be used.
    """
    return LocalSite(host, port, troubles=troubles)


class _Server(ThreadingHTTPServer):
    """One host; keeps the list of requests. A client that hangs up early is no error."""

    host: Host

    def __init__(self, address: tuple[str, int], name: str, requests: list[Request]) -> None:
        self.name = name
        self.requests = requests
        super().__init__(address, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what went wrong with a request, except that its client went away."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _listening(host: str, port: int, names: Iterable[str], requests: list[Request]) -> dict[str, _Server]:
    """A server a name.

    Raises:
        OSError: a port is taken, or may not be used.
    """
    for attempt in range(PORT_TRIES):
        try:
            return _bound(host, port, list(names), requests)
        except OSError as error:
            if port != 0 or error.errno != errno.EADDRINUSE or attempt == PORT_TRIES - 1:
                raise
    raise AssertionError("the last try returns or raises")


def _bound(host: str, port: int, names: list[str], requests: list[Request]) -> dict[str, _Server]:
    with ExitStack() as undo:
        servers = {}
        for number, name in enumerate(names):
            address = _address(host, number)
            try:
                server = _Server((address, port if address != host or number == 0 else port + number), name, requests)
            except OSError as error:
                if error.errno != errno.EADDRNOTAVAIL or number == 0:
                    raise
                server = _Server((host, port + number), name, requests)
            undo.callback(server.server_close)
            servers[name] = server
            port = port or server.server_address[1]
        undo.pop_all()
        return servers


def _address(host: str, number: int) -> str:
    return f"127.0.0.{1 + number}" if host == LOOPBACK else host


class _Handler(BaseHTTPRequestHandler):
    """Asks its host for the answer, and sends it."""

    server: _Server
    server_version = "Baogao-localsite"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    disable_nagle_algorithm = True  # else each body waits 40 ms for the acknowledgement of its headers

    def do_GET(self) -> None:
        """Answer with headers and body."""
        self._send(self._answer(), with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the headers alone."""
        self._send(self._answer(), with_body=False)

    def log_message(self, *_: object) -> None:
        """Write nothing: `LocalSite.requests` holds what was asked."""

    def _answer(self) -> Answer:
        headers: Mapping[str, str] = {name.lower(): value for name, value in self.headers.items()}
        return self.server.host.answer(self.path, headers)

    def _send(self, answer: Answer, *, with_body: bool) -> None:
        self.server.requests.append(Request(self.command, self.path, int(answer.status), self.server.name))
        self.send_response(int(answer.status))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.body is not None:
            self.send_header("Content-Length", str(len(answer.body)))
        if answer.chunks is not None:
            self.send_header("Connection", "close")  # the end of the body is the end of the connection
        self.end_headers()
        if with_body:
            for chunk in answer.chunks or filter(None, [answer.body]):
                self.wfile.write(chunk)
