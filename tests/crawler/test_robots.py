from __future__ import annotations

import pytest
from scrapy.http import Response

from crawler.download.robots import _decide


def answered(status: int, body: bytes = b"") -> Response:
    return Response("https://a.example/robots.txt", status=status, body=body)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_robots_txt_that_is_not_given_allows_everything(status: int) -> None:
    decision = _decide(answered(status, b"User-agent: *\nDisallow: /\n"))
    assert (decision.rules, decision.unreadable) == (None, False)
    assert decision.words == f"answered {status}: all is allowed"


@pytest.mark.parametrize("status", [429, 500, 503, 521])
def test_a_robots_txt_that_the_server_fails_on_forbids_everything_for_now(status: int) -> None:
    assert _decide(answered(status)).unreadable


@pytest.mark.parametrize(
    ("body", "allowed"),
    [
        pytest.param(b"User-agent: *\nDisallow: /fz/\n", False, id="everybody"),
        pytest.param(b"User-agent: Baogao\nDisallow: /fz/\n", False, id="by name"),
        pytest.param(b"User-agent: baogao\nAllow: /\n\nUser-agent: *\nDisallow: /\n", True, id="allowed by name"),
        pytest.param(b"User-agent: Otherbot\nDisallow: /\n", True, id="another"),
        pytest.param(b"\xef\xbb\xbfUser-agent: *\nDisallow: /fz/\n", False, id="byte order mark"),
        pytest.param(b"<html><body>\xd2\xb3\xc3\xe6</body></html>", True, id="an error page sent with 200"),
        pytest.param(b"", True, id="empty"),
    ],
)
def test_what_robots_txt_says_is_obeyed(body: bytes, allowed: bool) -> None:
    rules = _decide(answered(200, body)).rules
    assert rules is not None
    assert rules.can_fetch("https://a.example/fz/index.html", "Baogao") is allowed
