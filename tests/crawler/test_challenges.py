"""What a crawl makes of a site that answers with challenges, and of responses made to fill the memory."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable
from functools import partial

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest
from scrapy.http import HtmlResponse, Response

from corpus import Home, canonical_url
from corpus.archive import read_payload
from corpus.store import open_store
from crawler.download.failures import BombError
from crawler.download.unpacking import unpacked
from tests.crawler.site import Answer, Asked, list_page, serve
from tests.crawler.test_crawl import START, report, run, simple_site, title, titles

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SCRIPT = b"<script>document.cookie='__jsl_clearance=1|x';location.href=location.pathname+location.search</script>"
PAGE = "/fz/t20230301_1.html"


def test_a_challenge_is_kept_as_a_refusal_and_never_as_content(home: Home) -> None:
    with serve({**simple_site(2022, 2021), PAGE: Answer(body=SCRIPT)}) as site:
        (summary,) = run(home, site).sources
        url = site.address + PAGE
    (blocked,) = summary.blocked
    assert (blocked.url, blocked.reason) == (url, "a script challenge instead of the page (加速乐, __jsl_clearance)")
    assert titles(home) == {title(2021)}
    assert not summary.ok
    with open_store(home, read_only=True) as store:
        (snapshot,) = store.snapshots_of(url)
        assert (snapshot.kind, snapshot.note) == ("refusal", blocked.reason)
        assert read_payload(home, snapshot).body == SCRIPT


def test_the_last_good_copy_stays_when_a_challenge_comes_in_its_place(home: Home) -> None:
    with serve(simple_site(2022)) as site:
        run(home, site)
        site.routes[PAGE] = Answer(status=412, body=b"<html><head><script>$_ts={}</script></head></html>")
        (again,) = run(home, site).sources
        url = site.address + PAGE
    assert [trouble.url for trouble in again.blocked] == [url]
    with open_store(home, read_only=True) as store:
        kept = store.find_by_url(canonical_url(url))
        latest = store.latest_snapshot(url)
        assert kept is not None
        assert latest is not None
        assert (kept.title, kept.revision, kept.snapshot) == (title(2022), 1, latest.id)


def test_a_challenge_is_asked_once_and_not_again(home: Home) -> None:
    wall = Answer(status=503, body="<title>安全验证</title><p>请完成安全验证</p>".encode())
    with serve({**simple_site(2022), PAGE: wall}) as site:
        (summary,) = run(home, site).sources
        assert site.paths().count(PAGE) == 1
    assert len(summary.blocked) == 1


def test_a_site_that_challenges_for_robots_txt_is_blocked_and_left_alone(home: Home) -> None:
    with serve({**simple_site(2022), "/robots.txt": Answer(status=521, body=SCRIPT)}) as site:
        (summary,) = run(home, site).sources
        assert set(site.paths()) == {"/robots.txt"}
    assert summary.blocked[0].reason.startswith("robots.txt could not be read: a script challenge")


def test_a_challenge_in_place_of_robots_txt_that_forbids_nothing_allows_everything(home: Home) -> None:
    with serve({**simple_site(2022), "/robots.txt": Answer(status=412, body=SCRIPT)}) as site:
        (summary,) = run(home, site).sources
        assert summary.robots[site.address].endswith("; all is allowed")
    assert titles(home) == {title(2022)}


ZEROS = b"\0" * 40_000_000
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": partial(brotli.compress, quality=2),
    "zstd": zstd.compress,
}


@pytest.mark.parametrize("coding", sorted(ENCODERS))
def test_a_bomb_is_not_unpacked(coding: str) -> None:
    for size in (len(ZEROS), 5_000_000):  # beyond the bound; and below it, but out of all proportion
        bomb = Response("http://a.example/", headers={"Content-Encoding": coding}, body=ENCODERS[coding](ZEROS[:size]))
        with pytest.raises(BombError, match="unpack to"):
            unpacked(bomb)


@pytest.mark.parametrize("coding", sorted(ENCODERS))
def test_a_page_is_unpacked_and_known_as_one(coding: str) -> None:
    page = "<html><body>青岩镇</body></html>".encode()
    headers = {"Content-Encoding": coding, "Content-Type": "text/html; charset=utf-8"}
    plain = unpacked(Response("http://a.example/", headers=headers, body=ENCODERS[coding](page)))
    assert isinstance(plain, HtmlResponse)
    assert plain.body == page
    assert "Content-Encoding" not in plain.headers


def test_a_bomb_is_named_and_kept_as_a_refusal_and_the_others_go_on(home: Home) -> None:
    def bomb(_: Asked) -> Answer:
        return Answer(body=gzip.compress(ZEROS), headers={"Content-Encoding": "gzip"})

    routes = simple_site(2022, 2021)
    routes[START] = list_page(
        {"bomb.html": title(2020), "t20230301_1.html": title(2022), "t20220301_1.html": title(2021)}
    )
    with serve({**routes, "/fz/bomb.html": bomb}) as site:
        (summary,) = run(home, site).sources
        url = f"{site.address}/fz/bomb.html"
        assert site.paths().count("/fz/bomb.html") == 1
    assert titles(home) == {title(2022), title(2021)}
    assert "unpack to more than" in summary.failed[0].reason
    with open_store(home, read_only=True) as store:
        assert [snapshot.kind for snapshot in store.snapshots_of(url)] == ["refusal"]


def test_a_page_that_speaks_of_captchas_is_a_report(home: Home) -> None:
    with serve({**simple_site(2022), PAGE: report(2022)}) as site:
        site.routes[PAGE] = Answer(body=report(2022).body.replace("现将".encode(), "登录须输入验证码，".encode()))
        run(home, site)
    assert titles(home) == {title(2022)}
