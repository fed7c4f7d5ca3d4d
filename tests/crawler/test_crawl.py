"""Whole crawls of a small site, through the process that crawls."""

from __future__ import annotations

import gzip
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from corpus import Home, HomeBusyError, InputError, StoreVersionError, Where, open_home, report_id
from corpus.archive import read_payload
from corpus.store import open_store
from crawler import CrawlError, CrawlSummary, Outcome, Source, SourceSummary, VisitProgress, crawl, parse_sources
from crawler.trails import MOST_BARREN
from tests.crawler.site import Answer, Asked, Route, Site, article, list_page, serve

TEXT = "青岩镇坚持依法行政，全面推进法治政府建设，现将有关情况报告如下。"
START = "/fz/index.html"


def report(year: int, **given: Any) -> Answer:
    return article(f"青岩镇{year}年法治政府建设情况报告", TEXT, f"{year}年共办理行政复议案件{year % 100}件。", **given)


def title(year: int) -> str:
    return f"青岩镇{year}年法治政府建设情况报告"


def source_of(site: Site, **given: object) -> tuple[Source, ...]:
    table = {"name": "青岩", "start": [site.address + START], "title_pattern": "法治政府建设.*报告"}
    return parse_sources([{**table, "allow_private": True, **given}], "sources.toml")


def run(home: Home, site: Site, **given: Any) -> CrawlSummary:
    return crawl(home, source_of(site), delay=0, **given)


def titles(home: Home) -> set[str]:
    with open_store(home, read_only=True) as store:
        return {kept.title for kept in store.iter_reports()}


def records(home: Home) -> list[tuple[str, str, str]]:
    """Every record of the archive: its type, address and status."""
    found = []
    for path in sorted(home.archive.glob("*.warc.gz*")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                status = record.http_headers.get_statuscode() if record.http_headers else ""
                found.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI") or "", status))
    return found


def broken(_: Asked) -> Answer:
    return Answer(status=503, body=b"busy")


def compressed(_: Asked) -> Answer:
    whole = report(2018)
    return Answer(body=gzip.compress(whole.body, mtime=0), headers={"Content-Encoding": "gzip"}, etag='"gz"')


def mixed_site() -> dict[str, Route]:
    """One of everything that a crawl meets."""
    return {
        "/robots.txt": Answer(body=b"User-agent: *\nDisallow: /secret/\n", media_type="text/plain"),
        START: list_page(
            {
                "t20230301_1.html": title(2022),
                "t20220301_2.html": title(2021),
                "t20210301_3.html": title(2020),
                "https://elsewhere.example/t20230301_9.html": "省里的法治政府建设情况报告",
                "t20230301_8.html": "青岩镇春耕简报",
            },
            pages=2,
        ),
        "/fz/index_1.html": list_page(
            {
                "t20200301_4.html": title(2019),
                "t20190301_5.html": title(2018),
                "t20180301_6.html": title(2017),
                "/secret/t20170301_7.html": title(2016),
                "t20160301_8.html": title(2015),
                "t20150301_9.html": title(2014),
                "t20140301_1.html": title(2013),
                "t20130301_2.html": title(2012),
                "t20120301_3.html": title(2011),
            },
            pages=2,
            current=1,
        ),
        "/fz/t20230301_1.html": report(2022, etag='"2022"'),
        "/fz/t20220301_2.html": report(2021, charset="gbk", etag='"2021"'),
        "/fz/t20210301_3.html": Answer(status=301, headers={"Location": "/new/t20210301_3.html"}),
        "/new/t20210301_3.html": report(2020, etag='"2020"'),
        "/fz/t20190301_5.html": compressed,
        "/fz/t20180301_6.html": broken,
        "/fz/t20160301_8.html": Answer(status=302, headers={"Location": "http://10.0.0.1/admin"}),
        "/fz/t20150301_9.html": report(2014),  # no validators: it is sent whole each time
        "/fz/t20140301_1.html": Answer(status=302, headers={"Location": "/fz/round.html"}),
        "/fz/round.html": Answer(status=302, headers={"Location": "/fz/t20140301_1.html"}),
        "/fz/t20130301_2.html": Answer(body=b" " * (33 * 1024 * 1024)),
        "/fz/t20120301_3.html": Answer(body=b"<html><body></body></html>"),
    }


@dataclass
class Crawled:
    """Two crawls of the site of everything, one after the other."""

    home: Home
    site: Site
    first: SourceSummary
    first_asked: list[Asked]
    first_titles: set[str]
    second: SourceSummary
    second_asked: list[Asked]
    progress: list[VisitProgress]

    def failure(self, name: str) -> str:
        """Why the report of that file name failed in the first crawl."""
        return {trouble.url.rpartition("/")[2]: trouble.reason for trouble in self.first.failed}[name]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    home = open_home(tmp_path_factory.mktemp("mixed") / "home", create=True)
    progress: list[VisitProgress] = []
    with serve(mixed_site()) as site:
        (first,) = run(home, site, progress=progress.append).sources
        first_asked, kept = list(site.asked), titles(home)
        (second,) = run(home, site, full=True).sources
        yield Crawled(home, site, first, first_asked, kept, second, site.asked[len(first_asked) :], progress)


def test_every_report_that_can_be_had_is_in_the_store(crawled: Crawled) -> None:
    assert crawled.first_titles == {title(year) for year in (2022, 2021, 2020, 2018, 2014)}
    assert (crawled.first.added, crawled.first.list_pages, crawled.first.links) == (5, 2, 12)


def test_a_gbk_page_reads_right(crawled: Crawled) -> None:
    with open_store(crawled.home, read_only=True) as store:
        kept = store.find_by_url(f"{crawled.site.address}/fz/t20220301_2.html")
    assert kept is not None
    assert TEXT in kept.body


def test_a_moved_page_is_kept_under_the_address_it_moved_to(crawled: Crawled) -> None:
    with open_store(crawled.home, read_only=True) as store:
        kept = store.find_by_url(f"{crawled.site.address}/new/t20210301_3.html")
        assert store.find_by_url(f"{crawled.site.address}/fz/t20210301_3.html") is None
    assert kept is not None
    assert crawled.first.moved == 1


def test_a_compressed_page_is_read_decoded_and_archived_as_it_came(crawled: Crawled) -> None:
    with open_store(crawled.home, read_only=True) as store:
        kept = store.find_by_url(f"{crawled.site.address}/fz/t20190301_5.html")
        assert kept is not None
        assert TEXT in kept.body
        snapshot = store.snapshot(kept.snapshot or 0)
    whole = compressed(crawled.first_asked[0]).body
    assert (snapshot.length, snapshot.kind) == (len(whole), "response")
    assert TEXT.encode() in read_payload(crawled.home, snapshot).body


def test_a_missing_page_is_named(crawled: Crawled) -> None:
    assert [(trouble.url, trouble.reason) for trouble in crawled.first.gone] == [
        (f"{crawled.site.address}/fz/t20200301_4.html", "answered 404")
    ]


def test_a_page_that_the_server_fails_on_is_tried_thrice_and_named(crawled: Crawled) -> None:
    assert crawled.failure("t20180301_6.html") == "answered 503"
    assert [asked.path for asked in crawled.first_asked].count("/fz/t20180301_6.html") == 3


def test_redirects_that_lead_round_in_a_circle_end(crawled: Crawled) -> None:
    assert crawled.failure("t20140301_1.html") == "max redirections reached"


def test_a_response_beyond_the_bound_is_cut_off_and_named(crawled: Crawled) -> None:
    assert crawled.failure("t20130301_2.html") == "the response is larger than the crawler takes"


def test_a_report_without_text_is_named_and_not_kept(crawled: Crawled) -> None:
    assert "text" in crawled.failure("t20120301_3.html")


def test_what_robots_txt_disallows_is_not_asked_for_and_named(crawled: Crawled) -> None:
    refused = {trouble.url: trouble.reason for trouble in crawled.first.refused}
    assert refused[f"{crawled.site.address}/secret/t20170301_7.html"] == "robots.txt disallows it"
    assert "/secret/t20170301_7.html" not in crawled.site.paths()


def test_a_redirect_off_the_site_is_not_followed_and_named(crawled: Crawled) -> None:
    refused = {trouble.url: trouble.reason for trouble in crawled.first.refused}
    assert "it leads off the site, to http://10.0.0.1/admin" in refused[f"{crawled.site.address}/fz/t20160301_8.html"]


def test_robots_txt_is_asked_first_and_the_decision_kept(crawled: Crawled) -> None:
    assert crawled.first_asked[0].path == "/robots.txt"
    assert crawled.first.robots == {crawled.site.address: "is obeyed"}


def test_what_is_not_asked_for_is_not_fetched(crawled: Crawled) -> None:
    assert "/fz/t20230301_8.html" not in crawled.site.paths()
    assert "/t20230301_9.html" not in crawled.site.paths()


def test_the_host_is_asked_one_thing_at_a_time(crawled: Crawled) -> None:
    assert crawled.site.most_at_once == 1


def test_the_crawler_says_who_it_is(crawled: Crawled) -> None:
    assert {asked.headers["user-agent"].partition("/")[0] for asked in crawled.first_asked} == {"Baogao"}


def test_only_codings_that_every_archive_tool_reads_are_asked_for(crawled: Crawled) -> None:
    assert {asked.headers["accept-encoding"] for asked in crawled.first_asked} == {"gzip, deflate"}


def test_every_response_is_in_the_archive(crawled: Crawled) -> None:
    kept = [(url, status) for kind, url, status in records(crawled.home) if kind in {"response", "revisit"}]
    whole = [asked for asked in crawled.site.asked if asked.path != "/fz/t20130301_2.html"]  # cut off at the bound
    assert len(kept) == len(whole)
    address = crawled.site.address
    assert (f"{address}/robots.txt", "200") in kept
    assert (f"{address}/fz/t20210301_3.html", "301") in kept
    assert (f"{address}/fz/t20200301_4.html", "404") in kept
    assert ("revisit", f"{address}{START}", "") in records(crawled.home)  # a 304: what it stands for is kept already


def test_every_visit_is_told(crawled: Crawled) -> None:
    last = crawled.progress[-1]
    assert (last.done, last.known) == (14, 14)
    assert len(crawled.progress) == 14
    assert [step.outcome for step in crawled.progress].count(Outcome.ADDED) == 5


def test_a_second_crawl_changes_nothing(crawled: Crawled) -> None:
    assert titles(crawled.home) == crawled.first_titles
    assert (crawled.second.added, crawled.second.changed) == (0, 0)


def test_a_second_crawl_asks_conditionally_and_gets_no_unchanged_body(crawled: Crawled) -> None:
    conditions = {asked.path: asked.headers.get("if-none-match") for asked in crawled.second_asked}
    assert conditions["/fz/t20230301_1.html"] == '"2022"'
    assert conditions["/new/t20210301_3.html"] == '"2020"'
    assert conditions["/fz/t20210301_3.html"] is None
    assert conditions["/robots.txt"] is None
    assert conditions[START] is not None
    assert crawled.second.not_modified == 4


def test_a_page_without_validators_that_comes_again_is_unchanged(crawled: Crawled) -> None:
    assert crawled.second.unchanged == 1


def test_a_second_crawl_visits_the_same_pages(crawled: Crawled) -> None:
    assert (crawled.second.list_pages, crawled.second.links) == (2, 12)
    assert crawled.second.resumed is False


def simple_site(*years: int) -> dict[str, Route]:
    routes: dict[str, Route] = {
        START: list_page({f"t{year + 1}0301_1.html": title(year) for year in years}),
        **{f"/fz/t{year + 1}0301_1.html": report(year, etag=f'"{year}"') for year in years},
    }
    return routes


def test_a_changed_page_makes_a_new_revision_and_the_old_one_stays(home: Home) -> None:
    with serve(simple_site(2022)) as site:
        run(home, site)
        site.routes["/fz/t20230301_1.html"] = article(title(2022), TEXT, "更正：办理23件。", etag='"2"')
        (again,) = run(home, site).sources
        url = f"{site.address}/fz/t20230301_1.html"
    assert again.changed == 1
    with open_store(home, read_only=True) as store:
        kept = store.get(report_id(url=url))
        assert "更正" in kept.body
        assert "更正" not in store.get(kept.id, revision=1).body


def test_a_report_that_moves_keeps_its_id(home: Home) -> None:
    with serve(simple_site(2022)) as site:
        run(home, site)
        old, new = "/fz/t20230301_1.html", "/archive/t20230301_1.html"
        site.routes[new] = site.routes[old]
        site.routes[old] = Answer(status=301, headers={"Location": new})
        run(home, site)
        run(home, site)
        addresses = [f"{site.address}{path}" for path in (old, new)]
    with open_store(home, read_only=True) as store:
        assert [kept.id for kept in store.iter_reports()] == [report_id(url=addresses[0])]
        assert store.get(report_id(url=addresses[0])).url == addresses[1]


def test_a_site_whose_robots_txt_cannot_be_read_is_left_alone(home: Home) -> None:
    with serve({**simple_site(2022), "/robots.txt": broken}) as site:
        summary = run(home, site)
        assert set(site.paths()) == {"/robots.txt"}
    assert not summary.ok
    assert summary.sources[0].failed[0].reason == "robots.txt could not be read: answered 503"


def test_a_limit_is_taken_up_by_the_next_crawl(home: Home) -> None:
    years = (2022, 2021, 2020, 2019)
    with serve(simple_site(*years)) as site:
        (first,) = run(home, site, limit=3).sources
        assert (first.added, first.pending) == (3, 1)
        (second,) = run(home, site, limit=3).sources
        assert site.paths().count(START) == 1
    assert (second.added, second.pending, second.resumed) == (4, 0, True)
    assert titles(home) == {title(year) for year in years}


def test_since_leaves_out_what_was_published_before(home: Home) -> None:
    routes = simple_site(2022)
    items = "".join(
        f'<li><a href="t{year + 1}0301_1.html">{title(year)}</a><span>{year + 1}-03-01</span></li>'
        for year in (2022, 2019)
    )
    routes[START] = Answer(body=f"<ul>{items}</ul>".encode())
    with serve(routes) as site:
        (summary,) = run(home, site, since=date(2023, 1, 1)).sources
        assert summary.robots == {site.address: "answered 404: all is allowed"}
    assert summary.links == summary.added == 1


def test_a_title_cut_short_is_decided_by_the_page_and_not_asked_again(home: Home) -> None:
    routes = simple_site(2022)
    routes[START] = list_page({"t20230301_1.html": "青岩镇2022年法治政府…", "other.html": "青岩镇法治宣传…"})
    routes["/fz/other.html"] = article("青岩镇法治宣传活动简报", TEXT, etag='"o"')
    with serve(routes) as site:
        (first,) = run(home, site).sources
        (second,) = run(home, site).sources
        assert site.asked[-1].headers.get("if-none-match") == '"o"'
    assert (first.added, first.reports[Outcome.OTHER]) == (1, 1)
    assert (second.not_modified, second.reports[Outcome.OTHER]) == (1, 1)
    assert titles(home) == {title(2022)}


def test_a_private_address_is_refused_unless_the_source_says_so(home: Home) -> None:
    with serve(simple_site(2022)) as site:
        port = site.address.rpartition(":")[2]
        tables = [
            {"name": host, "start": [f"http://{host}:{port}{START}"]}
            for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]")
        ]
        summary = crawl(home, parse_sources(tables, "sources.toml"), delay=0)
        assert site.asked == []
    assert len(summary.sources) == 5
    for source in summary.sources:
        assert "not an address of the public Internet" in source.refused[0].reason
    assert not summary.ok


def test_a_host_that_cannot_be_reached_is_named(home: Home) -> None:
    with serve({}) as site:
        sources = source_of(site)
    summary = crawl(home, sources, delay=0)
    assert not summary.ok
    assert summary.sources[0].failed[0].reason == "robots.txt could not be read: the connection was refused"


def test_one_source_can_be_chosen_by_name_or_host(home: Home) -> None:
    with serve(simple_site(2022)) as site:
        other = source_of(site, name="乌岩", start=["http://wuyan.example/"], allow_private=False)
        by_name = crawl(home, (*other, *source_of(site)), site="青岩", delay=0)
        by_host = crawl(home, (*other, *source_of(site)), site="127.0.0.1", delay=0)
    assert [[source.name for source in summary.sources] for summary in (by_name, by_host)] == [["青岩"], ["青岩"]]


def test_an_unknown_site_is_answered_with_the_nearest(home: Home) -> None:
    with serve({}) as served, pytest.raises(InputError) as caught:
        crawl(home, source_of(served), site="青岩镇")
    assert caught.value.hint == "Did you mean 青岩?"


@pytest.mark.parametrize("given", [{"limit": 0}, {"delay": -1}])
def test_a_number_out_of_range_is_refused(home: Home, given: dict[str, Any]) -> None:
    with serve({}) as site, pytest.raises(InputError, match="must be"):
        crawl(home, source_of(site), **given)


def test_a_second_crawl_at_the_same_time_is_refused(home: Home) -> None:
    with serve({}) as site, home.writing("corpus"), pytest.raises(HomeBusyError, match="Another process"):
        run(home, site)


def test_a_home_whose_database_is_none_is_told_as_by_every_command(home: Home) -> None:
    home.database.write_bytes(b"not a database at all, but long enough to be looked at as one" * 50)
    with serve({}) as site, pytest.raises(StoreVersionError):
        run(home, site)


def test_a_crawl_whose_process_dies_names_its_log(home: Home) -> None:
    home.crawl.mkdir()
    (home.crawl / "state.sqlite").mkdir()  # no file can be made there
    with serve({}) as site, pytest.raises(CrawlError, match="ended early") as caught:
        run(home, site)
    assert "crawl.log" in caught.value.hint
    assert "Traceback" in (home.crawl / "crawl.log").read_text(encoding="utf-8")


def test_an_interrupted_crawl_says_so_and_is_taken_up(home: Home, tmp_path: Path) -> None:
    years = range(2000, 2024)
    with serve(simple_site(*years), seconds=0.05) as site:
        process = interruptible(home, site, tmp_path)
        enough = threading.Event()
        site.routes[START] = noticed(site.routes[START], enough)
        assert enough.wait(60)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        assert '"stopped": true' in out
        assert len(titles(home)) < len(years)
        (rest,) = run(home, site).sources
    assert rest.resumed
    assert titles(home) == {title(year) for year in years}


def noticed(route: Route, event: threading.Event) -> Route:
    def answer(asked: Asked) -> Answer:
        event.set()
        return route(asked) if callable(route) else route

    return answer


def interruptible(home: Home, site: Site, folder: Path) -> subprocess.Popen[str]:
    toml = folder / "sources.toml"
    toml.write_text(
        f'[[source]]\nname = "青岩"\nstart = ["{site.address}{START}"]\ntitle_pattern = "法治政府建设.*报告"\n'
        "allow_private = true\n",
        encoding="utf-8",
    )
    program = (
        "import json, pathlib, signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from corpus import open_home\nfrom crawler import crawl, read_sources\n"
        "home = open_home(pathlib.Path(sys.argv[1]), create=True)\n"
        "print(json.dumps(crawl(home, read_sources(pathlib.Path(sys.argv[2])), delay=0).to_json()))"
    )
    arguments = [sys.executable, "-c", program, str(home.path), str(toml)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, encoding="utf-8", cwd=Path(__file__).parents[2])


def test_a_place_that_a_page_leaves_open_is_that_of_its_site_also_when_it_came_first(home: Home) -> None:
    places = {2021: "我区", 2018: "深圳市罗湖区", 2019: "深圳市罗湖区黄贝街道", 2020: "深圳市罗湖区笋岗街道"}
    names = {year: f"{place.removeprefix('我区')}{year}年法治政府建设情况报告" for year, place in places.items()}
    routes: dict[str, Route] = {START: list_page({f"/fz/{year}.html": name for year, name in names.items()})}
    for year, place in places.items():
        page = article(names[year], f"{place}坚持依法行政，现将有关情况报告如下。")
        routes[f"/fz/{year}.html"] = replace(page, body=page.body.replace("青岩镇人民政府".encode(), b""))
    with serve(routes) as site:
        run(home, site)
    with open_store(home, read_only=True) as store:
        found = {kept.report_year: (kept.city, kept.county) for kept in store.iter_reports()}
        assert found == dict.fromkeys(places, ("深圳市", "罗湖区"))
        (open_one,) = (kept for kept in store.iter_reports() if kept.report_year == 2021)
        assert open_one.evidence["county"].where is Where.HOST


def calendar(asked: Asked) -> Answer:
    """A month of a calendar, which leads to the next for ever."""
    month = int(asked.path.rpartition("=")[2])
    pager = f'<div class="pager"><a href="/fz/list?page={month + 1}">下一页</a></div>'
    return Answer(body=f"<html><body><p>没有活动</p>{pager}</body></html>".encode())


def test_a_tarpit_is_left_and_named(home: Home) -> None:
    routes = {f"/fz/list?page={month}": calendar for month in range(200)}
    with serve({**simple_site(2022), **routes}) as site:
        (summary,) = run(home, site).sources
        (trapped,) = crawl(home, source_of(site, name="历", start=[f"{site.address}/fz/list?page=0"]), delay=0).sources
    assert summary.added == 1
    assert 0 < trapped.list_pages <= MOST_BARREN
    assert trapped.notes == [f"No item could be read on the list page {site.address}/fz/list?page=0"]
