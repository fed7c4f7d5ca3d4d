"""The server: statuses, headers, conditional requests, and the record of what was asked."""

from __future__ import annotations

import socket
import subprocess
import sys
import urllib.request
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from localsite import MISSING, REPORTS, LocalSite, Quirk, serve_site
from localsite.hosts import pages

if TYPE_CHECKING:
    from tests.localsite.conftest import Ask

PATH = REPORTS[0].path


def test_a_page_comes_with_its_type_length_and_validators(ask: Ask) -> None:
    response, body = ask(PATH)
    assert (response.status, body) == (200, pages()[PATH].body)
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Content-Length"] == str(len(body))
    assert response.headers["ETag"] == pages()[PATH].etag
    assert parsedate_to_datetime(response.headers["Last-Modified"]).date() == REPORTS[0].published


def test_the_gbk_page_comes_without_a_charset(ask: Ask) -> None:
    path = next(report.path for report in REPORTS if report.quirk is Quirk.GBK)
    response, _ = ask(path)
    assert response.headers["Content-Type"] == "text/html"


def test_head_sends_the_headers_alone(ask: Ask) -> None:
    response, body = ask(PATH, "HEAD")
    assert (response.status, body) == (200, b"")
    assert response.headers["Content-Length"] == str(len(pages()[PATH].body))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"If-None-Match": pages()[PATH].etag}, 304, id="same tag"),
        pytest.param({"If-None-Match": f'"other", W/{pages()[PATH].etag}'}, 304, id="one of several tags"),
        pytest.param({"If-None-Match": "*"}, 304, id="any tag"),
        pytest.param({"If-None-Match": '"other"'}, 200, id="another tag"),
        pytest.param({"If-Modified-Since": pages()[PATH].last_modified}, 304, id="not changed since"),
        pytest.param({"If-Modified-Since": "Thu, 01 Jan 2009 00:00:00 GMT"}, 200, id="changed since"),
        pytest.param({"If-Modified-Since": "yesterday"}, 200, id="no date"),
        pytest.param(
            {"If-None-Match": '"other"', "If-Modified-Since": pages()[PATH].last_modified}, 200, id="tag goes first"
        ),
    ],
)
def test_a_conditional_request_is_answered_304_where_nothing_changed(
    ask: Ask, headers: dict[str, str], status: int
) -> None:
    response, body = ask(PATH, headers=headers)
    assert response.status == status
    assert bool(body) is (status == 200)
    assert response.headers["ETag"] == pages()[PATH].etag


def test_the_moved_page_leads_to_its_new_address(ask: Ask) -> None:
    report = next(report for report in REPORTS if report.quirk is Quirk.MOVED)
    response, _ = ask(report.linked_path)
    assert (response.status, response.headers["Location"]) == (301, report.path)
    assert ask(report.path)[0].status == 200


def test_the_missing_report_and_unknown_addresses_are_answered_404(ask: Ask) -> None:
    for path in (MISSING.path, "/nothing.html"):
        response, body = ask(path)
        assert response.status == 404
        assert "您访问的页面不存在" in body.decode()


def test_robots_txt_allows_the_lists_and_reports(ask: Ask) -> None:
    response, body = ask("/robots.txt")
    assert response.headers["Content-Type"].startswith("text/plain")
    assert body.decode().splitlines() == ["User-agent: *", "Disallow: /search/"]


def test_a_list_by_query_gives_its_own_page_and_ignores_unknown_queries(ask: Ask) -> None:
    second = ask("/kaihui/list?page=2")[1]
    assert second != ask("/kaihui/list")[1]
    assert ask("/kaihui/list?from=search")[1] == ask("/kaihui/list")[1]


def test_an_unsupported_method_is_refused(ask: Ask) -> None:
    assert ask(PATH, "DELETE")[0].status == 501


def test_what_was_asked_is_recorded_in_order(site: LocalSite, ask: Ask) -> None:
    ask("/")
    ask("/nothing.html", "HEAD")
    ask(PATH, headers={"If-None-Match": "*"})
    asked = [(request.method, request.path, request.status, request.host) for request in site.requests]
    assert asked == [("GET", "/", 200, "main"), ("HEAD", "/nothing.html", 404, "main"), ("GET", PATH, 304, "main")]


def test_a_client_that_hangs_up_does_no_harm(site: LocalSite, ask: Ask, capfd: pytest.CaptureFixture[str]) -> None:
    address = urlsplit(site.address)
    for _ in range(3):
        connection = socket.create_connection((address.hostname, address.port or 0), timeout=10)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        connection.sendall(f"GET {PATH} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        connection.close()
    assert ask(PATH)[0].status == 200
    assert "Traceback" not in capfd.readouterr().err


def test_a_port_is_free_again_when_the_site_has_closed() -> None:
    with serve_site() as first:
        port = urlsplit(first.address).port or 0
    with serve_site(port) as second:
        assert second.address == first.address


def test_a_taken_port_is_an_error(site: LocalSite) -> None:
    with pytest.raises(OSError, match="in use"):
        serve_site(urlsplit(site.address).port or 0)


def test_the_module_serves_until_it_is_interrupted() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "localsite", "--port", "0"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[0]
        with urllib.request.urlopen(address, timeout=10) as response:
            assert response.status == 200
        process.send_signal(2)
        assert process.wait(timeout=10) == 0


def test_the_module_says_in_one_line_that_a_port_is_taken(site: LocalSite) -> None:
    port = str(urlsplit(site.address).port)
    result = subprocess.run(
        [sys.executable, "-m", "localsite", "--port", port], capture_output=True, text=True, check=False
    )
    assert result.returncode == 2
    assert result.stderr.startswith(f"Cannot listen at 127.0.0.1:{port}: ")
    assert len(result.stderr.splitlines()) == 1
