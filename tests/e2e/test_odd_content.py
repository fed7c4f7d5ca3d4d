"""A collection of hostile, endless and almost empty reports in a browser: everything is text, nothing runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from localsite import serve_site
from tests.e2e.conftest import baogao, served
from tests.e2e.every_page import DESKTOP, PHONE
from tests.e2e.odd_reports import (
    BROKEN_OUT,
    HOSTILE_PAGE_TITLE,
    KEYWORD,
    LONG_TITLE,
    MARKUP,
    ODD_RECORDS,
    SHORT_MARKUP,
    hostile_page,
    write_odd_records,
)
from tests.e2e.page_faults import faults_of, unreached_by_tab
from tests.e2e.results_page import asked, expect_total, hits, open_results, titles

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from localsite import LocalSite

pytestmark = pytest.mark.browser


HOSTILE_URL = "http://odd.example.gov.cn/hostile.html"


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[LocalSite]:
    """A site to which the hostile page tries to get through."""
    with serve_site() as site:
        yield site


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory, elsewhere: LocalSite) -> Iterator[str]:
    """Where the web application serves the odd collection, added with `baogao add`."""
    folder = tmp_path_factory.mktemp("odd")
    write_odd_records(folder / "odd.jsonl")
    (folder / "hostile.html").write_text(hostile_page(elsewhere.address), encoding="utf-8")
    home = folder / "home"
    baogao("add", folder / "odd.jsonl", home=home)
    baogao("add", folder / "hostile.html", "--url", HOSTILE_URL, home=home)
    baogao("index", home=home)
    with served(home) as address:
        yield address


def address_of(page: Page, title: str) -> str:
    """The page of the report with this title, opened from a search."""
    (found,) = (hit["id"] for hit in asked(page, KEYWORD, limit="100")["hits"] if hit["title"] == title)
    return f"/reports/{found}?{urlencode({'q': KEYWORD})}"


@pytest.mark.parametrize("window", [pytest.param(DESKTOP, id="desktop"), pytest.param(PHONE, id="phone")])
def test_results_every_odd_report_its_snapshot_and_its_bookmark_are_shown_without_a_fault(
    new_context: Callable[..., BrowserContext], window: dict[str, int]
) -> None:
    page = new_context(viewport=window).new_page()
    open_results(page, KEYWORD)
    expect_total(page, len(ODD_RECORDS) + 1)
    assert faults_of(page) == []
    for link in [title.get_attribute("href") or "" for title in titles(page).all()]:
        page.goto(link)
        expect(page.locator("mark").first).to_have_text(KEYWORD)
        page.get_by_role("button", name="加入收藏").click()
        expect(page.get_by_role("status")).to_have_text("已收藏。")
        assert faults_of(page) == [], link
        page.get_by_role("article").get_by_role("link", name="快照").click()
        expect(page.get_by_role("heading", name="快照", level=1)).to_be_visible()
        assert faults_of(page) == [], link
    page.goto("/bookmarks")
    expect(hits(page)).to_have_count(len(ODD_RECORDS) + 1)
    assert faults_of(page) == []


@pytest.mark.parametrize("window", [pytest.param(DESKTOP, id="desktop"), pytest.param(PHONE, id="phone")])
def test_every_occurrence_in_odd_reports_is_listed_as_text(
    new_context: Callable[..., BrowserContext], window: dict[str, int]
) -> None:
    page = new_context(viewport=window).new_page()
    for width in ("30", "200"):
        page.goto(f"/concordance?{urlencode({'q': KEYWORD, 'width': width})}")
        expect(page.locator(".lines mark").first).to_have_text(KEYWORD)
        expect(page.locator(".lines").get_by_role("link", name=MARKUP).first).to_be_visible()
        expect(page.locator(f"#{BROKEN_OUT}")).to_have_count(0)
        assert faults_of(page) == [], width


def test_markup_in_a_report_is_text_on_every_page_that_shows_it(page: Page) -> None:
    title = str(ODD_RECORDS["markup in every field"]["title"])
    open_results(page, KEYWORD)
    expect(titles(page).get_by_text(title, exact=True)).to_be_visible()
    expect(hits(page).filter(has_text=f"{MARKUP}人民政府")).to_have_count(1)
    expect(page.locator(f"#{BROKEN_OUT}")).to_have_count(0)

    page.goto(address_of(page, title))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator(".text")).to_contain_text(f"{KEYWORD}</mark></p>{MARKUP}")
    expect(page.get_by_role("region", name="引用").get_by_text(MARKUP).first).to_be_visible()
    assert page.title().startswith(title[:20])
    expect(page.locator(f"#{BROKEN_OUT}")).to_have_count(0)

    page.get_by_role("article").get_by_role("link", name="快照").click()
    expect(page.get_by_role("link", name=title)).to_be_visible()
    expect(page.locator(f"#{BROKEN_OUT}")).to_have_count(0)


def test_markup_in_a_query_a_filter_a_note_and_a_tag_is_text(page: Page) -> None:
    page.goto(f"/search?{urlencode({'q': f'{KEYWORD} OR {MARKUP}', 'year': MARKUP, 'province': MARKUP, 'sort': ''})}")
    expect(page.get_by_role("combobox")).to_have_value(f"{KEYWORD} OR {MARKUP}")
    expect(page.locator(f"#{BROKEN_OUT}")).to_have_count(0)
    assert faults_of(page) == []

    page.goto(address_of(page, "短"))
    page.get_by_label("备注").fill(MARKUP)
    page.get_by_label("标签").fill(SHORT_MARKUP)
    page.get_by_role("button", name="加入收藏").click()
    expect(page.get_by_label("备注")).to_have_value(MARKUP)
    page.get_by_role("link", name="我的收藏 1").click()
    expect(hits(page).get_by_role("link", name=SHORT_MARKUP)).to_be_visible()
    expect(page.locator("p.note")).to_have_text(MARKUP)
    assert faults_of(page) == []
    hits(page).get_by_role("link", name=SHORT_MARKUP).click()
    expect(hits(page)).to_have_count(1)
    expect(page.locator(f"#{BROKEN_OUT}")).to_have_count(0)


def test_the_snapshot_of_an_imported_file_leads_back_to_a_report_that_was_read_from_it(page: Page) -> None:
    page.goto(address_of(page, "短"))
    page.get_by_role("article").get_by_role("link", name="快照").click()
    page.get_by_role("main").get_by_role("link", name="短").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("短")
    file = (page.get_by_role("article").get_by_role("link", name="快照").get_attribute("href") or "").partition("?")[0]
    read_from_elsewhere = address_of(page, HOSTILE_PAGE_TITLE).removeprefix("/reports/").partition("?")[0]
    page.goto(f"{file}?report={read_from_elsewhere}")
    expect(page.get_by_role("heading", name="快照", level=1)).to_be_visible()
    expect(page.get_by_role("link", name=HOSTILE_PAGE_TITLE)).to_have_count(0)


@pytest.mark.parametrize(
    "address", [f"/search?{urlencode({'sort': MARKUP})}", f"/{MARKUP}", f"/bookmarks?{urlencode({'tag': MARKUP})}"]
)
def test_markup_in_an_address_is_text_on_the_page_that_answers(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(f"#{BROKEN_OUT}")).to_have_count(0)
    assert faults_of(page) == []


def test_an_endless_title_can_be_read_cited_and_bookmarked(page: Page) -> None:
    page.goto(address_of(page, LONG_TITLE))
    expect(page.get_by_role("heading", level=1)).to_have_text(LONG_TITLE)
    with page.expect_download() as started:
        page.get_by_role("region", name="引用").get_by_role("link", name="BibTeX").click()
    assert LONG_TITLE in started.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="加入收藏").click()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/bookmarks")
    expect(hits(page).get_by_role("heading", level=2)).to_have_text(LONG_TITLE)
    assert faults_of(page) == []


def test_what_is_not_known_of_a_report_is_called_unknown_and_it_can_still_be_cited(page: Page) -> None:
    open_results(page, "无题")
    expect(titles(page)).to_have_count(1)
    titles(page).click()
    expect(page.get_by_role("heading", level=1)).not_to_be_empty()
    table = page.get_by_role("region", name="著录")
    for term in ("发文机关", "报告年度", "发布日期", "层级"):
        row = table.locator("dl.fields > div").filter(has=page.get_by_text(term, exact=True))
        expect(row.get_by_role("definition")).to_have_text("不详")
    expect(page.get_by_role("link", name="原网页")).to_have_count(0)
    for name in ("GB/T 7714-2015", "APA", "BibTeX", "RIS", "CSL-JSON"):
        with page.expect_download() as started:
            page.get_by_role("region", name="引用").get_by_role("link", name=name, exact=True).click()
        assert "None" not in started.value.path().read_text(encoding="utf-8")


def test_a_hostile_archived_page_neither_runs_nor_loads_nor_sends_nor_leaves_its_frame(
    page: Page, elsewhere: LocalSite
) -> None:
    page.goto(address_of(page, HOSTILE_PAGE_TITLE))
    elsewhere.requests.clear()
    page.get_by_role("article").get_by_role("link", name="快照").click()
    frozen = page.frame_locator("iframe[title='收到时的原貌']")
    expect(frozen.get_by_role("heading", name=HOSTILE_PAGE_TITLE)).to_be_visible()
    frozen.get_by_role("button", name="送出").click()
    frozen.get_by_role("link", name="脚本链接").click()
    frozen.get_by_role("link", name="外部链接").click()
    expect(frozen.get_by_text("脚本未运行")).to_be_visible()
    expect(page.get_by_role("heading", name="快照", level=1)).to_be_visible()
    assert elsewhere.requests == []

    page.get_by_role("link", name="单独打开").click()
    expect(page.get_by_role("heading", name=HOSTILE_PAGE_TITLE)).to_be_visible()
    expect(page.get_by_text("脚本未运行")).to_be_visible()
    page.get_by_role("button", name="送出").click()
    expect(page.get_by_text("脚本未运行")).to_be_visible()
    assert page.evaluate("window.origin") == "null"
    assert elsewhere.requests == []


def test_the_hostile_page_does_run_and_get_through_where_nothing_holds_it(
    page: Page, elsewhere: LocalSite, complaints: list[str]
) -> None:
    elsewhere.requests.clear()
    page.route("**/unheld", lambda route: route.fulfill(body=hostile_page(elsewhere.address), content_type="text/html"))
    with page.expect_request_finished(lambda request: request.url == f"{elsewhere.address}/top"):
        page.goto("/unheld", wait_until="commit")
    expect(page).to_have_url(f"{elsewhere.address}/top")
    assert "a dialog opened: head" in complaints
    assert "/top" in [request.path for request in elsewhere.requests]
    complaints.clear()


# ---- the checks themselves ----


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        pytest.param("<h1>二</h1>", "there are 2 h1", id="two headings"),
        pytest.param("<h4>四</h4>", "skips a level", id="heading skipped"),
        pytest.param("<input name=a>", "has no label", id="control without label"),
        pytest.param("<button></button>", "nothing names", id="button without name"),
        pytest.param("<nav>去</nav>", "no label on", id="landmark without label"),
        pytest.param("<img src='data:,'>", "no words for", id="picture without words"),
        pytest.param("<p id=main>又</p>", "ids stand twice", id="id twice"),
        pytest.param("<a href='#lost'>去</a>", "leads nowhere", id="link to nothing"),
        pytest.param("<a href='javascript:0'>去</a>", "no web address", id="script link"),
        pytest.param("<p onclick='0'>按</p>", "onclick stands on", id="handler"),
        pytest.param("<p class=wide>宽</p>", "px wide in a window of", id="too wide"),
        pytest.param("<p class=faint>淡</p>", "is below 4.5", id="faint"),
    ],
)
def test_the_check_of_a_page_finds_what_is_wrong_with_it(page: Page, markup: str, said: str) -> None:
    made = (
        "<!doctype html><html lang=zh-CN><title>页</title>"
        "<style>.wide { width: 5000px } .faint { color: #999; background: #fff }</style>"
        "<body><a href='#main'>跳</a><header>头</header>"
        f"<main id=main><h1>一</h1>{markup}</main><footer>脚</footer></body></html>"
    )
    page.route("**/made", lambda route: route.fulfill(body=made, content_type="text/html; charset=utf-8"))
    page.goto("/made")
    (fault,) = faults_of(page)
    assert said in fault


def test_the_check_of_the_keyboard_finds_what_it_cannot_reach_and_what_hides_the_focus(page: Page) -> None:
    page.set_content(
        "<style>:focus { outline: 3px solid } .shy:focus { outline: none }</style>"
        "<button>一</button><button tabindex=-1>二</button><button class=shy>三</button>"
    )
    out_of_reach, unseen = sorted(unreached_by_tab(page), key=lambda fault: "focus" in fault)
    assert "二" in out_of_reach
    assert "三" in unseen


def test_what_a_page_may_not_cause_is_heard(page: Page, complaints: list[str]) -> None:
    page.goto("/")
    with page.expect_event("console"):
        page.evaluate("console.error('said on purpose')")
    with page.context.expect_event("weberror"):
        page.evaluate("setTimeout(() => { throw new Error('thrown on purpose') })")
    with page.expect_event("console"):
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), { text: 'alert(1)' }))")
    page.evaluate("alert('asked on purpose')")
    heard = "\n".join(complaints)
    complaints.clear()
    for said in ("said on purpose", "thrown on purpose", "asked on purpose", "Content Security Policy"):
        assert said in heard
