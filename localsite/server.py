"""Serves the site over HTTP, in a thread of its own."""

from __future__ import annotations

import sys
import threading
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple

from localsite.site import MOVED, not_found_page, pages

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from localsite.site import Page

__all__ = ["LocalSite", "Request", "serve_site"]

STOP_CHECK_SECONDS = 0.05  # how often the serving thread looks whether it should stop
IDLE_SECONDS = 5.0  # after which a connection that asks nothing is closed


class Request(NamedTuple):
    """A request that was answered."""

    method: str
    path: str
    status: int


class LocalSite:
    """The site while it is served; as a context manager it stops at the end.

    Attributes:
        requests: what was asked so far and how it was answered, in order.
    """

    def __init__(self, host: str, port: int) -> None:
        self.requests: list[Request] = []
        pages()  # made before the first request comes, not during it
        self._server = _Server((host, port), self.requests)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(STOP_CHECK_SECONDS,), name="localsite", daemon=True
        )
        self._thread.start()

    @property
    def address(self) -> str:
        """The address of the site, without a slash at the end: ``http://127.0.0.1:8765``."""
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    def wait(self) -> None:
        """Return when the site has been stopped."""
        self._thread.join()

    def close(self) -> None:
        """Stop serving and free the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def serve_site(port: int = 0, host: str = "127.0.0.1") -> LocalSite:
    """The site, being served.

    Args:
        port: 0 takes a free one.
        host: the address to listen at.

    Raises:
        OSError: the port is taken, or may not be used.
    """
    return LocalSite(host, port)


class _Server(ThreadingHTTPServer):
    """Keeps the list of requests; a client that hangs up early is no error."""

    def __init__(self, address: tuple[str, int], requests: list[Request]) -> None:
        self.requests = requests
        super().__init__(address, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what went wrong with a request, except that its client went away."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """Answers with the pages of `localsite.site`; 304 where the client has it, 301 for the moved one, else 404."""

    server: _Server
    server_version = "Baogao-localsite"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    disable_nagle_algorithm = True  # else each body waits 40 ms for the acknowledgement of its headers

    def do_GET(self) -> None:
        """Answer with headers and body."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the headers alone."""
        self._answer(with_body=False)

    def log_message(self, *_: object) -> None:
        """Write nothing: `LocalSite.requests` holds what was asked."""

    def _answer(self, *, with_body: bool) -> None:
        plain_path = self.path.partition("?")[0]
        if plain_path in MOVED:
            self._send(HTTPStatus.MOVED_PERMANENTLY, {"Location": MOVED[plain_path]}, b"", with_body=with_body)
            return
        page = pages().get(self.path) or pages().get(plain_path)
        if page is None:
            headers = {"Content-Type": "text/html; charset=utf-8"}
            self._send(HTTPStatus.NOT_FOUND, headers, not_found_page(), with_body=with_body)
            return
        validators = {"ETag": page.etag, "Last-Modified": page.last_modified, "Cache-Control": "no-cache"}
        if self._is_unchanged(page):
            self._send(HTTPStatus.NOT_MODIFIED, validators, None, with_body=False)
        else:
            self._send(HTTPStatus.OK, {"Content-Type": page.content_type, **validators}, page.body, with_body=with_body)

    def _send(self, status: HTTPStatus, headers: dict[str, str], body: bytes | None, *, with_body: bool) -> None:
        """Send one answer; `body` None is for answers that have no length, as 304."""
        self.server.requests.append(Request(self.command, self.path, status.value))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if body is not None:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body and body:
            self.wfile.write(body)

    def _is_unchanged(self, page: Page) -> bool:
        """Whether the client has this page already; the entity tag goes before the date (RFC 9110, 13.2.2)."""
        if tags := self.headers.get("If-None-Match"):
            return tags.strip() == "*" or page.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        try:
            since = parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
        except ValueError:
            return False
        return since.tzinfo is not None and page.changed <= since
