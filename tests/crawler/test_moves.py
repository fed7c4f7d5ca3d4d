"""Reports whose pages move without a redirect: recognised by their text, once their old address is gone."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from corpus import open_home, report_id
from corpus.store import ReportStatus, Status, open_store
from crawler import CheckScope, Move, Source, SourceSummary, Trouble, check, crawl, parse_sources
from crawler.moves import is_same_text
from tests.corpus.made_reports import made_report
from tests.crawler.site import Answer, Route, Site, article, list_page, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus import Home

START = "/fz/index.html"
OLD, NEW, OTHER = "/fz/t20230301_1.html", "/fz/t20230301_99.html", "/fz/t20230301_2.html"
TITLE = "青岩镇2022年法治政府建设情况报告"
TEXT = (
    "青岩镇坚持依法行政，全面推进法治政府建设，现将有关情况报告如下。全年办理行政复议案件二十二件，开展普法宣传四十场。"
)
PAGE = article(TITLE, TEXT, etag='"1"')
OTHER_PAGE = article("青岩镇2021年法治政府建设情况报告", TEXT.replace("二十二", "二十一"), etag='"2"')


def sources_of(site: Site) -> tuple[Source, ...]:
    return parse_sources(
        [{"name": "青岩", "start": [site.address + START], "title_pattern": "报告", "allow_private": True}],
        "sources.toml",
    )


def run(home: Home, site: Site, **given: Any) -> SourceSummary:
    return crawl(home, sources_of(site), delay=0, **given).sources[0]


def run_check(home: Home, site: Site) -> SourceSummary:
    return check(home, sources_of(site), delay=0, scope=CheckScope.ALL).sources[0]


def listed(*paths: str) -> Answer:
    titles = {OLD: TITLE, NEW: TITLE, OTHER: "青岩镇2021年法治政府建设情况报告"}
    return list_page({path: titles[path] for path in paths})


def move(site: Site) -> None:
    """Let the page stand at another address, and the old one be gone."""
    site.routes |= {START: listed(NEW, OTHER), NEW: PAGE, OLD: Answer(status=404)}


def status_of(home: Home, report: str) -> ReportStatus:
    with open_store(home, read_only=True) as store:
        found = store.statuses.of(report)
    assert found is not None
    return found


FIRST: dict[str, Route] = {START: listed(OLD, OTHER), OLD: PAGE, OTHER: OTHER_PAGE}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Site]]:
    """The folder of a home with what a first crawl found, and the site."""
    made = open_home(tmp_path_factory.mktemp("moves") / "home", create=True)
    with serve(dict(FIRST)) as served:
        run(made, served)
        yield made.path, served


@pytest.fixture
def site(crawled: tuple[Path, Site]) -> Site:
    """The site as it was crawled once."""
    crawled[1].routes = dict(FIRST)
    return crawled[1]


@pytest.fixture
def home(crawled: tuple[Path, Site], tmp_path: Path) -> Home:
    """A copy of the home after the first crawl."""
    shutil.copytree(crawled[0], tmp_path / "crawled")
    return open_home(tmp_path / "crawled")


@pytest.mark.parametrize("full", [False, True])
def test_a_page_that_moved_without_a_redirect_is_told_as_moved_and_keeps_its_id(
    home: Home, site: Site, full: bool
) -> None:
    known = report_id(url=site.address + OLD)
    move(site)
    told = run(home, site, full=full)
    assert told.pages.moved == [Move(site.address + OLD, site.address + NEW)]
    assert (told.pages.new, told.pages.changed, told.pages.vanished) == ([], [], [])
    assert (told.added, told.unchanged) == (0, 1)
    with open_store(home, read_only=True) as store:
        report = store.get(known)
        assert (store.count(), report.url, report.revision) == (2, site.address + NEW, 1)
        assert {snapshot.url for snapshot in store.snapshots_showing(report)} == {
            site.address + OLD,
            site.address + NEW,
        }
    status = status_of(home, known)
    assert (status.status, status.moved_from) == (Status.LIVE, site.address + OLD)
    assert status.moved == status.last_checked


def test_after_a_move_the_next_crawl_has_no_news(home: Home, site: Site) -> None:
    move(site)
    run(home, site)
    again = run(home, site, full=True)
    assert [again.pages.new, again.pages.changed, again.pages.moved, again.pages.vanished] == [[], [], [], []]


def test_a_page_withdrawn_at_a_check_and_met_elsewhere_by_a_crawl_has_moved(home: Home, site: Site) -> None:
    known = report_id(url=site.address + OLD)
    move(site)
    assert run_check(home, site).pages.vanished == [Trouble(site.address + OLD, "answered 404")]
    assert status_of(home, known).status is Status.WITHDRAWN
    asked = site.paths().count(OLD)
    assert run(home, site).pages.moved == [Move(site.address + OLD, site.address + NEW)]
    assert status_of(home, known).status is Status.LIVE
    assert site.paths().count(OLD) == asked  # that it is gone was known


def test_a_text_at_two_addresses_is_two_reports(home: Home, site: Site) -> None:
    site.routes |= {START: listed(NEW, OLD, OTHER), NEW: PAGE}
    told = run(home, site)
    assert (told.pages.new, told.pages.moved) == ([site.address + NEW], [])
    assert status_of(home, report_id(url=site.address + OLD)).status is Status.LIVE


def test_a_check_that_finds_one_of_two_copies_gone_names_the_other(home: Home, site: Site) -> None:
    site.routes |= {START: listed(NEW, OLD, OTHER), NEW: PAGE}
    run(home, site)
    site.routes[OLD] = Answer(status=410)
    told = run_check(home, site)
    assert told.pages.moved == [Move(site.address + OLD, site.address + NEW)]
    assert told.pages.vanished == []
    status = status_of(home, report_id(url=site.address + OLD))
    assert status.reason == f"answered 410; its text stands at {site.address}{NEW}"
    assert run_check(home, site).pages.moved == []  # told once


ANSWERS = {
    "redirect-to-the-new-one": (Answer(status=301, headers={"Location": "/fz/n1.html"}), True),
    "redirect-to-the-front-page": (Answer(status=302, headers={"Location": "/"}), True),
    "soft-404": (Answer(body="<title>404</title><p>您访问的页面不存在</p>".encode()), True),
    "another-page-now": (article("通知", "自即日起，镇政府办公地点迁至新址，请广大群众相互转告。"), False),
    "refused": (Answer(status=403), False),
}
"""What old addresses answer, and whether that says that they are gone."""


def test_an_old_address_is_gone_when_it_says_so_in_whatever_way(home: Home, site: Site) -> None:
    titles = {number: f"青岩镇{2010 + number}年法治政府建设情况报告" for number in range(1, len(ANSWERS) + 1)}
    pages = {number: article(title, TEXT, f"本年为{2010 + number}年。") for number, title in titles.items()}
    old = {number: f"/fz/o{number}.html" for number in titles}
    new = {number: f"/fz/n{number}.html" for number in titles}
    site.routes |= {old[number]: page for number, page in pages.items()}
    site.routes[START] = list_page({old[number]: title for number, title in titles.items()})
    run(home, site)
    site.routes |= {new[number]: page for number, page in pages.items()} | {"/": Answer(body=b"<p>home</p>")}
    site.routes |= {old[number]: answer for number, (answer, _) in enumerate(ANSWERS.values(), start=1)}
    site.routes[START] = list_page({new[number]: title for number, title in titles.items()})
    told = run(home, site)
    moved = {name for number, name in enumerate(ANSWERS, start=1) if site.address + new[number] not in told.pages.new}
    assert moved == {name for name, (_, gone) in ANSWERS.items() if gone}
    assert len(told.pages.moved) == len(moved)


REPORT = made_report(
    body="".join(f"全镇第{number}季度办理案件{number * 7}件，走访{number * 3}户。" for number in range(20))
)


@pytest.mark.parametrize(
    ("given", "same"),
    [
        pytest.param({}, True, id="to-the-letter"),
        pytest.param({"body": REPORT.body.replace("。", "。\n")}, True, id="other-line-breaks"),
        pytest.param({"body": f"{REPORT.body}附件二。"}, True, id="nearly"),
        pytest.param({"body": f"{REPORT.body}附件二。", "published": None}, False, id="nearly-but-of-another-day"),
        pytest.param(
            {"body": f"{REPORT.body}附件二。", "issuer": "别的镇人民政府"}, False, id="nearly-but-of-another-body"
        ),
        pytest.param({"body": REPORT.body[: len(REPORT.body) // 2]}, False, id="half"),
        pytest.param({"body": "内容详见附件。"}, False, id="too-short"),
    ],
)
def test_texts_are_the_same(given: dict[str, Any], same: bool) -> None:
    assert is_same_text(REPORT, replace(REPORT, **given)) is same


def test_short_texts_are_never_the_same() -> None:
    short = replace(REPORT, body="详见附件。")
    assert not is_same_text(short, short)
