"""What pages say of source pages that changed, went or were blocked, and of the sites they stand on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from corpus import Report, open_home
from corpus.archive import open_archive
from corpus.store import ColumnFigures, NewRun, Store, open_store
from indexer import update_index
from tests.webapp import library
from tests.webapp.browsing import hrefs, page, text_of
from webapp import create_app
from webapp.collection import close_collection
from webapp.pages.sources import SITES_A_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient

SEEN = datetime(2024, 3, 5, 1, 30, tzinfo=UTC)
LATER = SEEN + timedelta(days=31)
NAMES = ("live", "changed", "withdrawn", "blocked", "unasked")
REPORTS = {
    name: library.report(f"http://www.example.gov.cn/{name}.html", f"报告之{name}", "正文讲调解。") for name in NAMES
}
OLD_ADDRESS = "http://www.example.gov.cn/old/live.html"
LIST_URL = "http://www.example.gov.cn/fz/"
LIST = ColumnFigures(column=LIST_URL, name="法治政府建设", list_pages=1, links=12, new=11, gone=1)
SILENT = replace(LIST, column="javascript:alert(1)", name="<b>工作报告</b>", links=3)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    home = open_home(tmp_path_factory.mktemp("statuses") / "home", create=True)
    with open_store(home) as store:
        with open_archive(home, store, prefix="test") as archive:
            for name, kept in REPORTS.items():
                snapshot = archive.record_response(
                    kept.url or "", status=200, headers=[], body=name.encode(), captured_at=SEEN
                )
                save(store, replace(kept, snapshot=snapshot.id))
        store.statuses.withdrawn(REPORTS["withdrawn"].id, LATER, "answered 404")
        store.statuses.blocked(REPORTS["blocked"].id, LATER, "a script challenge instead of the page (瑞数, $_ts)")
        save_runs(store)
        update_index(home, store)
    app = create_app(home, config={"TESTING": True, "PROPAGATE_EXCEPTIONS": False})
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "zh-CN,zh;q=0.9"
    yield client
    close_collection(app)


def save(store: Store, report: Report) -> None:
    if report.id == REPORTS["unasked"].id:
        store.save(report)
        return
    store.statuses.save(report, at=SEEN, moved_from=OLD_ADDRESS if report.id == REPORTS["live"].id else None)
    if report.id == REPORTS["changed"].id:
        changed = library.report(report.url, report.title, "更正后的正文。")
        store.statuses.save(replace(changed, snapshot=report.snapshot), at=LATER, text_changed=True)


def save_runs(store: Store) -> None:
    for day, silent in ((0, SILENT), (1, replace(SILENT, links=0, trouble="answered 404"))):
        begun = SEEN + timedelta(days=day)
        store.runs.save(
            NewRun(
                source="青岩镇",
                kind="crawl",
                begun_at=begun,
                ended_at=begun,
                whole=False,
                complete=True,
                rules="r",
                columns=(LIST, silent),
            )
        )
    for number in range(SITES_A_PAGE):
        store.runs.save(
            NewRun(
                source=f"站点{number:03}",
                kind="crawl",
                begun_at=SEEN,
                ended_at=SEEN,
                whole=True,
                complete=number > 0,
                rules="r",
                columns=(LIST,),
            )
        )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "live",
            f"有效 来源页面与收录时一致。 首次见到 2024-03-05，最近核对 2024-03-05 2024-03-05 由 {OLD_ADDRESS} 迁来",
        ),
        ("changed", "已改 自 2024-04-05 起，来源页面的文字与初次收录时不同。 首次见到 2024-03-05，最近核对 2024-04-05"),
        ("withdrawn", "已撤 自 2024-04-05 起，来源页面已不可访问，请看快照。 首次见到 2024-03-05，最近核对 2024-04-05"),
        ("blocked", "被拦截 自 2024-04-05 起，来源网站拦截访问。 首次见到 2024-03-05，最近核对 2024-04-05"),
    ],
)
def test_the_page_says_what_became_of_its_source_page_and_since_when(
    client: FlaskClient, name: str, words: str
) -> None:
    soup = page(client, f"/reports/{REPORTS[name].id}")
    assert " ".join(text_of(soup, ".status-line").split()) == words
    assert [str(item) for item in soup.select_one(".status-line .badge")["class"]] == ["badge", name]  # type: ignore[index]


def test_a_report_whose_page_was_never_asked_for_says_nothing_of_it(client: FlaskClient) -> None:
    assert page(client, f"/reports/{REPORTS['unasked'].id}").select(".status-line") == []


@pytest.mark.parametrize(("name", "first"), [("withdrawn", "snapshots"), ("blocked", "snapshots"), ("live", "example")])
def test_of_a_page_that_is_gone_the_kept_copy_is_offered_first(client: FlaskClient, name: str, first: str) -> None:
    links = hrefs(page(client, f"/reports/{REPORTS[name].id}"), ".report-links a")
    assert first in links[0]
    assert REPORTS[name].url in links


def test_a_citation_says_that_the_page_is_gone(client: FlaskClient) -> None:
    def cited(name: str, style: str) -> str:
        return client.get(f"/reports/{REPORTS[name].id}/citation/{style}").get_data(as_text=True)

    assert cited("withdrawn", "gb7714").endswith("(2024-03-05); 原网页已撤 (2024-04-05 查).")
    assert cited("withdrawn", "apa").endswith("(page withdrawn; found gone on 2024-04-05)")
    for style in ("bibtex", "ris", "csl-json"):
        assert "The page itself is gone (found on 2024-04-05)." in cited("withdrawn", style)
        assert "gone" not in cited("live", style)


def test_the_api_gives_the_status_with_its_moments(client: FlaskClient) -> None:
    status = client.get(f"/api/v1/reports/{REPORTS['withdrawn'].id}").get_json()["status"]
    assert status == {
        "value": "withdrawn",
        "label": "已撤",
        "since": LATER.isoformat(),
        "first_seen": SEEN.isoformat(),
        "last_checked": LATER.isoformat(),
        "changed": None,
        "reason": "answered 404",
        "moved": None,
        "moved_from": None,
    }
    assert client.get(f"/api/v1/reports/{REPORTS['unasked'].id}").get_json()["status"] is None


def test_the_page_of_sources_shows_silent_columns_first(client: FlaskClient) -> None:
    soup = page(client, "/sources")
    assert text_of(soup, ".notice.alarm") == "1 个栏目先前有链接，现在没有了。请查看其页面，栏目可能已迁移。"
    assert [text_of(section, "h2") for section in soup.select(".site")][:2] == ["青岩镇", "站点000"]
    silent, listed = soup.select(".site")[0].select("tbody tr")
    assert " ".join(text_of(silent, "th").split()) == "<b>工作报告</b> 无链接 2024-03-05 有 3 条链接 answered 404"
    assert silent.select("a") == []
    assert hrefs(listed, "a") == [LIST_URL]
    figures = {str(cell["data-label"]): cell.get_text() for cell in listed.select("td")}
    assert (figures["链接"], figures["新增"], figures["已失效"], figures["未变"]) == ("12", "11", "1", "0")
    assert {text_of(item, "dt"): text_of(item, "dd") for item in soup.select(".statuses > div")} == {
        "有效": "1",
        "已改": "1",
        "已撤": "1",
        "被拦截": "1",
    }


def test_the_page_of_sources_goes_on_and_a_number_beyond_the_last_shows_the_last(client: FlaskClient) -> None:
    soup = page(client, "/sources")
    assert len(soup.select(".site")) == SITES_A_PAGE
    assert "未完成" in soup.select(".site")[1].get_text()
    (following,) = hrefs(soup, ".pager a[rel=next]")
    for address in (following, "/sources?page=99"):
        rest = page(client, address)
        assert [text_of(section, "h2") for section in rest.select(".site")] == [f"站点{SITES_A_PAGE - 1:03}"]


def test_the_page_of_sources_before_the_first_crawl_says_so(app: Flask) -> None:
    soup = page(app.test_client(), "/sources")
    assert text_of(soup, ".notice code") == "baogao crawl SOURCES.toml"
