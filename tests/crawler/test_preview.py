"""What a crawl would fetch, told without fetching a report or keeping anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Home, InputError, open_home
from crawler import Preview, PreviewDepth, Source, crawl, parse_sources, preview_crawl, read_sources
from tests.crawler.site import Answer, Route, Site, article, list_page, serve

START = "/fz/index.html"
SHIPPED = Path(__file__).parents[2] / "sources" / "rule-of-law.toml"


def report(year: int) -> str:
    return f"青岩镇{year}年法治政府建设情况报告"


@pytest.fixture
def site() -> Iterator[Site]:
    routes: dict[str, Route] = {
        "/robots.txt": Answer(body=b"User-agent: *\nDisallow: /secret/\n", media_type="text/plain"),
        START: list_page({"t20230301_1.html": report(2022), "t20220301_2.html": report(2021)}, pages=2),
        "/fz/index_1.html": list_page(
            {"t20210301_3.html": report(2020), "t20210302_4.html": "关于召开会议的通知"}, pages=2, current=1
        ),
        "/fz/t20230301_1.html": article(report(2022), "青岩镇坚持依法行政，全面推进法治政府建设。"),
    }
    with serve(routes) as running:
        yield running


def sources_of(site: Site, **given: object) -> tuple[Source, ...]:
    table = {"name": "青岩", "start": [site.address + START], "title_pattern": "法治政府建设.*报告"}
    return parse_sources([{**table, "allow_private": True, **given}], "sources.toml")


def preview(site: Site, home: Path, depth: PreviewDepth = PreviewDepth.ALL_PAGES) -> Preview:
    return preview_crawl(home, sources_of(site), depth=depth, delay=0)


def test_every_list_page_is_read_and_no_report(site: Site, tmp_path: Path) -> None:
    given = preview(site, tmp_path / "home").sources[0]
    assert [link.text for link in given.links] == [report(2022), report(2021), report(2020)]
    assert (given.list_pages, given.items, given.further_pages) == (2, 4, 0)
    assert site.paths() == ["/robots.txt", START, "/fz/index_1.html"]


def test_first_pages_alone_name_the_family_the_robots_rules_and_what_is_left(site: Site, tmp_path: Path) -> None:
    given = preview(site, tmp_path / "home", PreviewDepth.FIRST_PAGES).sources[0]
    assert given.ok
    assert given.families == ("trs",)
    assert given.robots == {site.address: "is obeyed"}
    assert given.further_pages == 1
    assert site.paths() == ["/robots.txt", START]


def test_of_a_page_whose_script_draws_the_list_the_first_answer_is_asked_for(tmp_path: Path) -> None:
    column = "<script>loadPageData({webSiteCode: ['q'], channelCode: ['c'], perPage: '1', unitid: '7'});</script>"
    feed = {"data": {"results": [{"title": report(2022), "url": "/a.html"}], "total": 3}}
    first, second = (
        f"/queryList?current={n}&unitid=7&webSiteCode%5B%5D=q&channelCode%5B%5D=c&pageSize=1" for n in (1, 2)
    )
    answer = Answer(body=json.dumps(feed).encode(), media_type="application/json")
    with serve({START: Answer(body=column.encode()), first: answer, second: answer}) as site:
        given = preview(site, tmp_path / "home", PreviewDepth.FIRST_PAGES).sources[0]
        assert site.paths() == ["/robots.txt", START, first]
    assert given.ok
    assert [link.text for link in given.links] == [report(2022)]
    assert (given.families, given.further_pages) == (("channels",), 1)


def test_nothing_is_kept(site: Site, tmp_path: Path) -> None:
    preview(site, tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_reports_of_the_collection_are_known_and_the_collection_stays_as_it_is(site: Site, tmp_path: Path) -> None:
    home = open_home(tmp_path / "home", create=True)
    crawl(home, sources_of(site), limit=1, delay=0)
    before = contents(home)
    links = preview(site, home.path).sources[0].links
    assert [link.known for link in links] == [True, False, False]
    assert contents(home) == before


def contents(home: Home) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in home.path.rglob("*") if path.is_file() and ".sqlite-" not in path.name
    }


def test_a_site_that_fails_is_named_with_the_reason(tmp_path: Path) -> None:
    with serve({}) as site:
        given = preview(site, tmp_path / "home")
    assert not given.ok
    assert given.sources[0].troubles == {site.address + START: "answered 404"}


def test_a_list_without_items_is_not_ready(tmp_path: Path) -> None:
    with serve({START: Answer(body=b"<html><body><p>...</p></body></html>")}) as site:
        given = preview(site, tmp_path / "home").sources[0]
    assert not given.ok
    assert not given.troubles


def test_preview_survives_the_way_to_json_and_back(site: Site, tmp_path: Path) -> None:
    given = preview(site, tmp_path / "home")
    assert Preview.from_json(given.to_json()) == given


def test_a_negative_delay_is_refused(site: Site, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="delay"):
        preview_crawl(tmp_path, sources_of(site), delay=-1)


def test_the_sources_that_ship_are_valid_public_and_name_each_site_once() -> None:
    shipped = read_sources(SHIPPED)
    hosts = [host for source in shipped for host in source.start_hosts()]
    assert len(shipped) >= 30
    assert len(set(hosts)) == len(hosts)
    assert not any(source.allow_private for source in shipped)
    assert all(
        source.title_pattern and source.title_pattern.search("某县2022年法治政府建设情况报告") for source in shipped
    )
