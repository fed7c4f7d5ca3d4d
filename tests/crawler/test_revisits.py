"""What becomes of reports whose pages change, move, vanish or come back between two crawls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from corpus import report_id
from corpus.importer import import_paths
from corpus.store import ReportStatus, Status, open_store
from crawler import CrawlSummary, Move, Source, SourceSummary, Trouble, crawl, parse_sources
from tests.crawler.site import Answer, Route, Site, article, list_page, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus import Home

START = "/fz/index.html"
YEARS = (2022, 2021, 2020, 2019)
TEXT = "青岩镇坚持依法行政，全面推进法治政府建设，现将有关情况报告如下。"


def path(year: int) -> str:
    return f"/fz/t{year + 1}0301_1.html"


def title(year: int) -> str:
    return f"青岩镇{year}年法治政府建设情况报告"


def report(year: int, text: str = TEXT, etag: str | None = '"1"') -> Answer:
    return article(title(year), text, f"{year}年共办理行政复议案件{year % 100}件。", etag=etag)


def site_of(*years: int) -> dict[str, Route]:
    routes: dict[str, Route] = {START: list_page({path(year): title(year) for year in years})}
    return routes | {path(year): report(year) for year in years}


def sources_of(site: Site, **given: object) -> tuple[Source, ...]:
    table = {"name": "青岩", "start": [site.address + START], "title_pattern": "报告", "allow_private": True, **given}
    return parse_sources([table], "sources.toml")


def run(home: Home, site: Site, **given: Any) -> SourceSummary:
    summary: CrawlSummary = crawl(home, sources_of(site), delay=0, **given)
    return summary.sources[0]


def status_of(home: Home, url: str) -> ReportStatus:
    with open_store(home, read_only=True) as store:
        found = store.statuses.of(report_id(url=url))
    assert found is not None
    return found


@pytest.fixture
def site() -> Iterator[Site]:
    with serve(site_of(*YEARS)) as served:
        yield served


def test_the_first_crawl_tells_every_report_as_new_and_live(home: Home, site: Site) -> None:
    first = run(home, site)
    assert first.pages.new == [site.address + path(year) for year in YEARS]
    assert (first.pages.changed, first.pages.moved, first.pages.vanished) == ([], [], [])
    assert status_of(home, site.address + path(2022)).status is Status.LIVE


def test_what_changed_moved_vanished_and_is_new_is_told_by_address(home: Home, site: Site) -> None:
    run(home, site)
    site.routes[START] = list_page({path(year): title(year) for year in (2023, *YEARS)})
    site.routes[path(2023)] = report(2023)
    site.routes[path(2022)] = report(2022, "更正后的正文。", etag='"2"')
    site.routes["/new/2021.html"] = site.routes[path(2021)]
    site.routes[path(2021)] = Answer(status=301, headers={"Location": "/new/2021.html"})
    site.routes[path(2020)] = Answer(status=410)
    second = run(home, site)
    address = site.address
    assert second.pages.new == [address + path(2023)]
    assert second.pages.changed == [address + path(2022)]
    assert second.pages.moved == [Move(address + path(2021), address + "/new/2021.html")]
    assert second.pages.vanished == [Trouble(address + path(2020), "answered 410")]
    assert second.reports["not_modified"] == 1
    statuses = {year: status_of(home, address + path(year)).status for year in (2023, *YEARS)}
    assert statuses == {
        2023: Status.LIVE,
        2022: Status.CHANGED,
        2021: Status.LIVE,
        2020: Status.WITHDRAWN,
        2019: Status.LIVE,
    }
    third = run(home, site)
    assert third.pages == type(third.pages)()


@pytest.mark.parametrize(
    "gone",
    [
        pytest.param(Answer(status=404, body=b"nothing here"), id="404"),
        pytest.param(Answer(status=302, headers={"Location": "/"}), id="home"),
        pytest.param(Answer(status=302, headers={"Location": "/404.html"}), id="error-page"),
        pytest.param(
            Answer(body="<title>青岩镇</title><h2>您访问的页面已删除</h2><a href='/'>返回首页</a>".encode()),
            id="soft-404",
        ),
    ],
)
def test_a_page_that_is_gone_leaves_its_last_good_copy(home: Home, site: Site, gone: Answer) -> None:
    site.routes["/"] = article("青岩镇人民政府", "欢迎访问青岩镇人民政府网站。" * 40)
    site.routes["/404.html"] = article("出错了", "五秒后返回首页。")
    run(home, site)
    site.routes[path(2022)] = gone
    again = run(home, site)
    url = site.address + path(2022)
    assert [trouble.url for trouble in again.pages.vanished] == [url]
    found = status_of(home, url)
    assert (found.status, found.reason) == (Status.WITHDRAWN, again.pages.vanished[0].reason)
    with open_store(home, read_only=True) as store:
        kept = store.get(report_id(url=url))
        assert TEXT in kept.body
        assert kept.revision == 1
        latest = store.latest_snapshot(url)
    assert latest is not None
    assert latest.status in {200, 302}
    if latest.status == 200:
        assert latest.id == kept.snapshot


def test_a_page_that_comes_back_is_live_again(home: Home, site: Site) -> None:
    run(home, site)
    was = site.routes[path(2022)]
    site.routes[path(2022)] = Answer(status=404)
    run(home, site)
    site.routes[path(2022)] = was
    again = run(home, site)
    assert again.pages == type(again.pages)()
    assert status_of(home, site.address + path(2022)).status is Status.LIVE


def test_a_soft_404_is_never_collected(home: Home, site: Site) -> None:
    site.routes[path(2022)] = Answer(body="<title>提示</title><p>抱歉，您访问的页面不存在！</p>".encode())
    first = run(home, site)
    assert first.added == 3
    assert [trouble.reason for trouble in first.gone] == ["the page says: 抱歉，您访问的页面不存在"]
    assert first.pages.vanished == []


def test_a_page_in_other_clothes_has_not_changed(home: Home, site: Site) -> None:
    run(home, site)
    plain = report(2022)
    site.routes[path(2022)] = Answer(body=plain.body.replace(b"<body>", b"<body><!-- visit 7 -->"), etag='"2"')
    again = run(home, site)
    assert again.unchanged == 1
    assert status_of(home, site.address + path(2022)).status is Status.LIVE


def test_a_report_that_was_imported_as_text_is_not_told_as_changed_by_its_first_visit(
    home: Home, site: Site, tmp_path: Path
) -> None:
    url = site.address + path(2022)
    (tmp_path / "records.jsonl").write_text(
        f'{{"url": "{url}", "title": "旧题", "body": "旧文。"}}\n', encoding="utf-8"
    )
    with open_store(home) as store:
        import_paths(home, store, [tmp_path / "records.jsonl"])
    first = run(home, site)
    assert first.changed == 1
    assert status_of(home, url).status is Status.LIVE


def test_a_challenge_in_place_of_a_page_blocks_it_and_leaves_its_last_good_copy(home: Home, site: Site) -> None:
    run(home, site)
    was = site.routes[path(2022)]
    site.routes[path(2022)] = Answer(status=412, body=b"<script>$_ts={};</script>")
    again = run(home, site)
    url = site.address + path(2022)
    assert (again.pages, len(again.blocked)) == (type(again.pages)(), 1)
    assert status_of(home, url).status is Status.BLOCKED
    with open_store(home, read_only=True) as store:
        assert TEXT in store.get(report_id(url=url)).body
    site.routes[path(2022)] = was
    run(home, site)
    assert status_of(home, url).status is Status.LIVE
