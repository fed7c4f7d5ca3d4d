"""The served site, and a way to ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest

from localsite import LocalSite, serve_site

Ask = Callable[..., tuple[HTTPResponse, bytes]]


@pytest.fixture
def site() -> Iterator[LocalSite]:
    """The site, freshly served at a free port."""
    with serve_site() as served:
        yield served


@pytest.fixture
def ask(site: LocalSite) -> Ask:
    """Sends one request, following no redirect; gives the answer and its body."""

    def send(path: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection(urlsplit(site.address).netloc, timeout=10)
        try:
            connection.request(method, path, headers=dict(headers or {}))
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()

    return send
