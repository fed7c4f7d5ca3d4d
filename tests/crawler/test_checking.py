"""Which pages a check visits, and what it finds there."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from corpus import Home, open_home, report_id
from corpus.importer import import_paths
from corpus.store import CheckedPage, Status, open_store
from crawler import CheckScope, CrawlSummary, Move, Trouble, check, crawl, parse_sources
from crawler.checking import is_due, plan_checks
from tests.corpus.files.made_files import make_pdf
from tests.crawler.site import Answer, Route, Site, article, list_page, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2024, 6, 1)
EVERY = 30
TEXT = "青岩镇坚持依法行政，全面推进法治政府建设，现将有关情况报告如下。"
SOURCES = parse_sources(
    [
        {"name": "青岩镇", "start": ["http://www.qingyan.example/fz/"], "title_pattern": "不是这些"},
        {"name": "丹景山镇", "start": ["http://danjingshan.example:8080/fz/"], "allow_private": True},
    ],
    "sources.toml",
)


def page(name: str, url: str = "http://www.qingyan.example/1.html", looked_at: date = DAY) -> CheckedPage:
    moment = datetime(looked_at.year, looked_at.month, looked_at.day, 12, tzinfo=UTC)
    return CheckedPage(report_id=name, url=url, title="标题", looked_at=moment, ever=True)


def due_days(name: str, days: int) -> list[int]:
    """The days after `DAY` on which a page is due, when it is looked at as soon as it is."""
    found, looked_at = [], DAY
    for day in range(1, days + 1):
        today = DAY + timedelta(days=day)
        if is_due(page(name, looked_at=looked_at), today=today, every_days=EVERY):
            found.append(day)
            looked_at = today
    return found


def test_every_page_is_due_once_in_every_period() -> None:
    for number in range(50):
        days = due_days(f"report{number}", 5 * EVERY)
        assert len(days) == 5
        assert {later - earlier for earlier, later in pairwise(days)} == {EVERY}


def test_what_came_in_on_one_day_is_spread_over_the_period() -> None:
    load = Counter(due_days(f"report{number}", EVERY)[0] for number in range(3000))
    assert set(load) == set(range(1, EVERY + 1))
    assert max(load.values()) < 2 * 3000 / EVERY


def test_days_without_a_check_are_made_up_for() -> None:
    (first,) = due_days("report1", EVERY)
    assert is_due(page("report1"), today=DAY + timedelta(days=first + 7), every_days=EVERY)


def test_a_page_that_was_looked_at_today_is_not_due() -> None:
    assert not any(is_due(page(f"report{n}"), today=DAY, every_days=1) for n in range(50))


PAGES = (
    page("a"),
    page("b", "http://danjingshan.example:8080/2.html"),
    page("c", "https://xi.qinglong.example/3.html"),
    page("d", "http://qinglong.example:9000/4.html"),
    page("e", "http://elsewhere.example/5.html"),
)


def planned(**given: Any) -> dict[str, list[str]]:
    options: dict[str, Any] = {"hosts": "", "site": None, "every_days": EVERY, "everything": True, **given}
    plan = plan_checks(PAGES, SOURCES, **options)
    found = {name: [errand.link.url for errand in errands] for name, errands in plan.errands.items()}
    return {name: urls for name, urls in found.items() if urls} | {"left out": [str(plan.left_out)]}


def test_pages_on_the_sites_of_sources_are_asked_for_whatever_the_sources_select() -> None:
    assert planned() == {
        "check: 青岩镇": ["http://www.qingyan.example/1.html"],
        "check: 丹景山镇": ["http://danjingshan.example:8080/2.html"],
        "left out": ["3"],
    }
    plan = plan_checks(PAGES, SOURCES, hosts="", site=None, every_days=EVERY, everything=True)
    assert [(source.title_pattern, source.allow_private) for source in plan.sources] == [(None, False), (None, True)]


@pytest.mark.parametrize(
    ("hosts", "asked"),
    [
        pytest.param("qinglong.example", ["https://xi.qinglong.example/3.html"], id="with-sub-domains"),
        pytest.param("a.example, elsewhere.example", ["http://elsewhere.example/5.html"], id="several"),
        pytest.param("*", ["https://xi.qinglong.example/3.html", "http://elsewhere.example/5.html"], id="all"),
    ],
)
def test_further_hosts_are_asked_where_the_setting_names_them(hosts: str, asked: list[str]) -> None:
    assert planned(hosts=hosts)["check: other hosts"] == asked


def test_one_site_by_its_name_or_host() -> None:
    assert set(planned(site="青岩镇")) == set(planned(site="qingyan.example")) == {"check: 青岩镇", "left out"}
    assert planned(site="elsewhere.example", hosts="*")["check: other hosts"] == ["http://elsewhere.example/5.html"]


def test_a_source_of_further_hosts_names_each_of_them_and_allows_no_private_address() -> None:
    plan = plan_checks(PAGES, SOURCES, hosts="*", site=None, every_days=EVERY, everything=True)
    (other,) = [source for source in plan.sources if source.name == "check: other hosts"]
    assert set(other.asked_hosts()) >= {"xi.qinglong.example", "elsewhere.example"}
    assert other.allow_private is False


def test_only_what_is_due_is_asked_for() -> None:
    asked = planned(everything=False)
    due = [item.url for item in PAGES[:2] if is_due(item, today=datetime.now(UTC).date(), every_days=EVERY)]
    assert [url for name, urls in asked.items() if name != "left out" for url in urls] == due


def path(number: int) -> str:
    return f"/fz/t20230301_{number}.html"


def report(number: int, text: str = TEXT) -> Answer:
    return article(f"青岩{number}区法治政府建设情况报告", text, etag=f'"{number}{len(text)}"')


def checked(home: Home, site: Site, **given: Any) -> CrawlSummary:
    table = {"name": "青岩", "start": [f"{site.address}/"], "allow_private": True}
    return check(home, parse_sources([table], "sources.toml"), delay=0, **{"scope": CheckScope.ALL, **given})


def statuses(home: Home, site: Site) -> list[Status | None]:
    with open_store(home, read_only=True) as store:
        found = [store.statuses.of(report_id(url=site.address + path(number))) for number in (1, 2, 3, 4)]
    return [status.status if status else None for status in found]


def routes() -> dict[str, Route]:
    return {path(number): report(number) for number in (1, 2, 3, 4)}


@pytest.fixture(scope="module")
def served() -> Iterator[Site]:
    with serve(routes()) as site:
        yield site


@pytest.fixture
def site(served: Site) -> Site:
    served.routes = routes()
    return served


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory, served: Site) -> Home:
    """A home with four reports that were imported as text."""
    folder = tmp_path_factory.mktemp("checking")
    made = open_home(folder / "home", create=True)
    records = [
        {"url": served.address + path(number), "title": f"第{number}篇报告", "body": "抄来的文字。"}
        for number in (1, 2, 3, 4)
    ]
    lines = "\n".join(json.dumps(record) for record in records)
    (folder / "records.jsonl").write_text(lines, encoding="utf-8")
    with open_store(made) as store:
        import_paths(made, store, [folder / "records.jsonl"])
    return made


@pytest.fixture
def home(imported: Home, tmp_path: Path) -> Home:
    """A copy of that home."""
    shutil.copytree(imported.path, tmp_path / "home")
    return open_home(tmp_path / "home")


def test_imported_reports_are_looked_up_at_their_source_and_a_limit_is_taken_up(home: Home, site: Site) -> None:
    before = len(site.asked)
    first = checked(home, site, limit=1)
    assert (first.sources[0].name, first.sources[0].pending, first.ok) == ("青岩", 3, True)
    assert [status for status in statuses(home, site) if status] == [Status.LIVE]
    second = checked(home, site, scope=CheckScope.DUE)  # takes up what the first left
    assert second.sources[0].resumed
    assert statuses(home, site) == [Status.LIVE] * 4
    assert [asked.path for asked in site.asked[before:]].count(path(1)) == 1


def test_what_changed_moved_and_vanished_is_told_and_kept(home: Home, site: Site) -> None:
    checked(home, site)
    assert checked(home, site, scope=CheckScope.DUE).sources == ()  # nothing is due on the day of a check
    site.routes[path(1)] = report(1, "更正后的正文。")
    site.routes["/new/2.html"] = site.routes[path(2)]
    site.routes[path(2)] = Answer(status=301, headers={"Location": "/new/2.html"})
    site.routes[path(3)] = Answer(status=404)
    answered = len(site.answered)
    again = checked(home, site)
    (told,) = again.sources
    assert told.pages.changed == [site.address + path(1)]
    assert told.pages.moved == [Move(site.address + path(2), f"{site.address}/new/2.html")]
    assert told.pages.vanished == [Trouble(site.address + path(3), "answered 404")]
    assert statuses(home, site) == [Status.CHANGED, Status.LIVE, Status.WITHDRAWN, Status.LIVE]
    assert (path(4), 304) in site.answered[answered:]
    with open_store(home, read_only=True) as store:
        assert store.get(report_id(url=site.address + path(1))).revision == 3
        assert TEXT in store.get(report_id(url=site.address + path(3))).body


def test_files_of_a_page_that_is_as_it_was_are_asked_for_too(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home", create=True)
    cover = article("青岩区法治政府建设情况报告", "全文详见附件。", '<a href="a.pdf">附件</a>', etag='"cover"')
    file = Answer(body=make_pdf(), media_type="application/pdf", etag='"file"')
    start = list_page({path(1): "青岩区法治政府建设情况报告"})
    with serve({"/": start, path(1): cover, "/fz/a.pdf": file}) as site:
        crawl(
            home, parse_sources([{"name": "青岩", "start": [f"{site.address}/"], "allow_private": True}], "s"), delay=0
        )
        asked = len(site.answered)
        (told,) = checked(home, site).sources
        assert (told.not_modified, told.ok or told.is_well) == (1, True)
        assert site.answered[asked:] == [("/robots.txt", 404), (path(1), 304), ("/fz/a.pdf", 304)]
        site.routes["/fz/a.pdf"] = replace(
            file, body=make_pdf(("更正后的正文，全镇坚持依法行政。" * 20,)), etag='"new"'
        )
        (told,) = checked(home, site).sources
        assert told.pages.changed == [site.address + path(1)]
        with open_store(home, read_only=True) as store:
            report = store.get(report_id(url=site.address + path(1)))
            assert "更正后的正文" in report.body
            assert store.statuses.of(report.id).status is Status.CHANGED  # type: ignore[union-attr]
        site.routes["/fz/a.pdf"] = Answer(status=404)
        checked(home, site)
        with open_store(home, read_only=True) as store:
            (gone,) = store.get(report.id).attachments
        assert "answered 404" in gone.reason
        assert gone.sha256 is not None
        asked = len(site.answered)
        assert checked(home, site).ok
        assert ("/fz/a.pdf", 404) not in site.answered[asked:]  # that it is gone is known


def test_reports_on_hosts_that_nobody_named_are_counted_and_left_alone(home: Home, site: Site) -> None:
    before = len(site.asked)
    summary = check(home, SOURCES, scope=CheckScope.ALL, delay=0)
    assert (summary.sources, summary.left_out, summary.ok) == ((), 4, True)
    assert len(site.asked) == before
