"""A small website for one test: routes that the test writes, served over HTTP on loopback."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["Answer", "Asked", "Site", "article", "list_page", "serve"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the server saw it; `form` is the body of a POST."""

    path: str
    headers: dict[str, str]
    at: float
    form: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a path answers; `etag` makes it answer 304 to whoever has it, `drips` sends a byte so many seconds apart."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = "text/html; charset=utf-8"
    etag: str | None = None
    drips: float | None = None


Route = Answer | Callable[[Asked], Answer]


class Site:
    """The site while it is served: its routes may be changed, and it remembers what was asked and what was answered."""

    def __init__(self, routes: dict[str, Route], *, seconds: float = 0.0, tls: ssl.SSLContext | None = None) -> None:
        self.routes = routes
        self.seconds = seconds
        self.asked: list[Asked] = []
        self.answered: list[tuple[str, int]] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self.server = _Server(("127.0.0.1", 0), _Handler)
        self.server.site = self
        self._scheme = "http" if tls is None else "https"
        if tls is not None:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)

    @property
    def address(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self.server.server_address[1]}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def answer(self, asked: Asked) -> Answer:
        with self._lock:
            self.asked.append(asked)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        time.sleep(self.seconds)
        route = self.routes.get(asked.path, Answer(status=404, body=b"nothing here"))
        answer = route(asked) if callable(route) else route
        with self._lock:
            self._at_once -= 1
        if answer.etag and asked.headers.get("if-none-match") == answer.etag:
            return Answer(status=304, etag=answer.etag)
        return answer


class _Server(ThreadingHTTPServer):
    site: Site

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is no error."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 5

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _answer(self, form: str | None) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.site.answer(Asked(self.path, headers, time.monotonic(), form))
        self.server.site.answered.append((self.path, answer.status))
        self.send_response(answer.status)
        if answer.etag:
            self.send_header("ETag", answer.etag)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if answer.status != 304:
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        if answer.drips is None:
            self.wfile.write(answer.body)
            return
        for byte in answer.body:
            self.wfile.write(bytes([byte]))
            time.sleep(answer.drips)

    def log_message(self, *_: object) -> None:
        """`Site.asked` holds what was asked."""


@contextmanager
def serve(routes: dict[str, Route], *, seconds: float = 0.0, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    site = Site(routes, seconds=seconds, tls=tls)
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.server.shutdown()
        site.server.server_close()
        thread.join()


def list_page(items: dict[str, str], *, pages: int = 1, current: int = 0) -> Answer:
    """A TRS list page: addresses to titles, and the pager's call."""
    lines = "".join(f'<li><a href="{url}">{title}</a><span>2023-03-01</span></li>' for url, title in items.items())
    script = f'<script>createPageHTML({pages}, {current}, "index", "html");</script>'
    html = f"<html><head><title>法治政府建设</title></head><body><ul>{lines}</ul>{script}</body></html>"
    return Answer(body=html.encode(), etag=f'"{hash(html):x}"')


def article(title: str, *paragraphs: str, charset: str = "utf-8", etag: str | None = None) -> Answer:
    """An article as a TRS site shows it."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    html = (
        f'<html><head><meta charset="{charset}"><title>{title}</title></head><body><h1>{title}</h1>'
        f'<div class="info">发布时间：2023-03-01 信息来源：青岩镇人民政府</div>'
        f'<div class="TRS_Editor">{body}</div></body></html>'
    )
    return Answer(body=html.encode(charset), media_type=f"text/html; charset={charset}", etag=etag)
