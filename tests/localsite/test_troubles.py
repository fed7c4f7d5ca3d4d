"""The hosts that make trouble make it, each its own; they stand beside the others only where they are asked for."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest

from localsite import LocalSite, serve_site, sources_toml
from localsite.troubles import LIST, TROUBLES, Trouble

Get = Callable[[str, str], HTTPResponse]
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def troubled() -> Iterator[LocalSite]:
    with serve_site(troubles=True) as served:
        yield served


@pytest.fixture
def get(troubled: LocalSite) -> Iterator[Get]:
    """Sends one request to a host; the body is read only as far as a test wants it."""
    with ExitStack() as opened:

        def send(host: str, path: str) -> HTTPResponse:
            connection = HTTPConnection(urlsplit(troubled.address_of(host)).netloc, timeout=20)
            opened.callback(connection.close)
            connection.request("GET", path)
            response = connection.getresponse()
            opened.callback(response.close)
            return response

        yield send


@pytest.mark.parametrize(
    ("host", "status", "mark"),
    [
        pytest.param("412验证站", 412, "$_ts", id="412"),
        pytest.param("521验证站", 521, "jsl_clearance", id="521"),
    ],
)
def test_a_challenge_stands_in_place_of_every_page(get: Get, host: str, status: int, mark: str) -> None:
    response = get(host, LIST)
    assert response.status == status
    assert mark in response.read().decode()


def test_the_calendar_leads_from_month_to_month_over_the_end_of_a_year(get: Get) -> None:
    host = "无尽日历站"
    assert 'href="/rili/2000/01"' in get(host, LIST).read().decode()
    assert 'href="/rili/2000/02"' in get(host, "/rili/2000/01").read().decode()
    assert 'href="/rili/2031/01"' in get(host, "/rili/2030/12").read().decode()


def test_the_loop_leads_back_to_where_it_began(get: Get) -> None:
    host = "循环跳转站"
    first = get(host, "/fzzf/bad.html")
    assert first.status == 301
    second = get(host, first.headers["Location"])
    assert (second.status, second.headers["Location"]) == (302, "/fzzf/bad.html")


def test_the_huge_page_has_more_than_32_megabytes_and_says_so(get: Get) -> None:
    response = get("超大文件站", "/fzzf/bad.html")
    assert int(response.headers["Content-Length"]) > 33 * MEGABYTE
    assert len(response.read(33 * MEGABYTE)) == 33 * MEGABYTE


def test_the_bomb_is_small_and_unpacks_to_more_than_900_times_its_size(get: Get) -> None:
    response = get("压缩炸弹站", "/fzzf/bad.html")
    packed = response.read()
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(packed) < MEGABYTE
    assert len(gzip.decompress(packed)) > 900 * len(packed)


def test_the_slow_page_comes_in_drips(get: Get) -> None:
    response = get("慢速站", "/fzzf/bad.html")
    assert response.read1() == b"<p>"


def test_the_rules_close_one_folder_and_ask_for_a_delay(get: Get) -> None:
    rules = get("限制站", "/robots.txt").read().decode().splitlines()
    assert rules == ["User-agent: *", "Disallow: /neibu/", "Crawl-delay: 1"]


def test_the_refusing_host_gives_one_report_and_forbids_the_others(get: Get) -> None:
    host = "拒绝站"
    statuses = []
    for number in range(1, 7):
        response = get(host, f"/fzzf/{number}.html")
        statuses.append(response.status)
    assert statuses == [200, 403, 403, 403, 403, 403]


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.name)
def test_what_can_be_had_of_a_host_can_be_had(get: Get, trouble: Trouble) -> None:
    for path in trouble.kept:
        response = get(trouble.name, path)
        assert response.status == 200
        assert "法治政府建设情况报告" in response.read().decode()


def test_each_trouble_is_a_source_of_its_own(troubled: LocalSite) -> None:
    text = sources_toml(troubled)
    assert [trouble.name for trouble in TROUBLES if f'name = "{trouble.name}"' not in text] == []


def test_no_trouble_is_served_unless_it_is_asked_for() -> None:
    with serve_site() as site:
        assert site.troubles == ()
        assert "无尽日历站" not in sources_toml(site)
