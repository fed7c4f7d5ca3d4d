"""Reading the demo collection in a browser: reports and their hits, snapshots, bookmarks, citations, and every page."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from localsite import REPORTS, LocalReport, Quirk
from tests.e2e.citation_files import CITED
from tests.e2e.conftest import baogao
from tests.e2e.every_page import DESKTOP, PAGES, PHONE
from tests.e2e.page_faults import faults_of, unreached_by_tab
from tests.e2e.results_page import asked, hits, open_results, titles

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Locator, Page

pytestmark = pytest.mark.browser

QUERY = "枫桥经验"
CHINA = ZoneInfo("Asia/Shanghai")


def first_hit(page: Page) -> dict[str, Any]:
    """The best hit of the query, as the API describes it."""
    hit: dict[str, Any] = asked(page, QUERY, limit="1")["hits"][0]
    return hit


def open_report(page: Page, report: dict[str, Any]) -> None:
    """Open a report from the results of the query."""
    page.goto(f"/reports/{report['id']}?q={QUERY}")


def with_quirk(page: Page, quirk: Quirk) -> dict[str, Any]:
    """The collected report whose page is out of the ordinary in this way, as the API describes it."""
    (wanted,) = (report for report in REPORTS if report.quirk is quirk)
    found: dict[str, Any]
    (found,) = (hit for hit in asked(page, "", limit="1000")["hits"] if _is_from(hit, wanted))
    return found


def _is_from(hit: dict[str, Any], wanted: LocalReport) -> bool:
    return urlsplit(str(hit["url"])).path == wanted.path


def metadata(page: Page, term: str) -> Locator:
    """The value of one field in the table of metadata."""
    table = page.get_by_role("region", name="著录")
    return table.locator("dl.fields > div").filter(has=page.get_by_role("term").get_by_text(term, exact=True))


# ---- a report and its hits ----


def test_a_report_opens_from_the_results_with_its_metadata_and_their_evidence(page: Page, demo_home: Path) -> None:
    open_results(page, QUERY)
    titles(page).first.click()
    report = json.loads(baogao("show", first_hit(page)["id"], "--json", home=demo_home))
    expect(page.get_by_role("heading", level=1)).to_have_text(report["title"])
    shown = {
        "发文机关": "issuer",
        "报告年度": "report_year",
        "发布日期": "published",
        "省份": "province",
        "县（区）": "county",
    }
    for term, field in shown.items():
        expect(metadata(page, term).get_by_role("definition")).to_have_text(str(report[field]))
    page.get_by_text("各项出处").click()
    expect(page.get_by_role("region", name="著录")).to_contain_text(report["evidence"]["report_year"]["quote"])
    paragraphs = page.locator(".text").get_by_role("paragraph")
    assert paragraphs.all_text_contents() == report["text"].split("\n")


def test_the_way_back_from_a_report_leads_to_the_same_results(page: Page) -> None:
    open_results(page, QUERY, year="2020", sort="-published")
    titles(page).nth(1).click()
    page.get_by_role("link", name="返回结果").click()
    expect(page).to_have_url(re.compile(r"/search\?q=.*&year=2020&sort=-published$"))


def test_a_hit_is_opened_from_the_results_and_the_hits_are_walked_by_link(page: Page) -> None:
    open_results(page, QUERY)
    found = first_hit(page)["occurrences"]
    assert found > 1
    hits(page).first.get_by_role("link", name=f"命中 {found} 处").click()
    walk = page.get_by_role("navigation", name="命中处")
    marks = page.get_by_role("article").locator("mark")
    expect(marks).to_have_count(found)
    for at in [*range(1, found + 1), 1]:
        expect(walk).to_contain_text(f"命中处 {at} / {found}")
        expect(page.locator("mark:target")).to_have_count(1)
        expect(marks.nth(at - 1)).to_be_in_viewport()
        expect(page.locator("mark:target")).to_have_id(f"hit-{at}")
        walk.get_by_role("link", name="下一处").click()
    walk.get_by_role("link", name="上一处").click()
    walk.get_by_role("link", name="上一处").click()
    expect(walk).to_contain_text(f"命中处 {found} / {found}")
    page.go_back()
    expect(page.get_by_role("heading", name="检索结果")).to_be_attached()


def test_the_hits_are_walked_by_key_except_while_something_is_typed(page: Page) -> None:
    report = first_hit(page)
    open_report(page, report)
    walk = page.get_by_role("navigation", name="命中处")
    position = walk.locator(".position").filter(visible=True)
    expect(position).to_have_text(f"命中 {report['occurrences']} 处")
    expect(walk.get_by_role("link", name="上一处")).to_be_disabled()
    page.keyboard.press("p")
    expect(position).to_have_text(f"命中 {report['occurrences']} 处")
    page.keyboard.press("n")
    expect(position).to_have_text(f"命中处 1 / {report['occurrences']}")
    expect(walk.get_by_role("link", name="上一处")).to_be_enabled()
    page.keyboard.press("n")
    expect(walk).to_contain_text("命中处 2 /")
    expect(page.locator("mark:target")).to_be_in_viewport()
    page.keyboard.press("p")
    expect(walk).to_contain_text("命中处 1 /")
    page.get_by_label("备注").press_sequentially("npn")
    expect(page.get_by_label("备注")).to_have_value("npn")
    expect(walk).to_contain_text("命中处 1 /")


def test_a_report_is_read_and_its_hits_are_walked_without_javascript(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    open_results(page, QUERY)
    found = first_hit(page)["occurrences"]
    titles(page).first.click()
    walk = page.get_by_role("navigation", name="命中处")
    for at in [*range(1, found + 1), 1]:
        walk.get_by_role("link", name="下一处").click()
        expect(walk).to_contain_text(f"命中处 {at} / {found}")
        expect(page.locator("mark:target")).to_have_id(f"hit-{at}")
        expect(page.locator("mark:target")).to_be_in_viewport()


def test_a_report_without_the_searched_words_in_its_text_says_so(page: Page) -> None:
    page.goto(f"/reports/{first_hit(page)['id']}?q=查无此词")
    expect(page.get_by_role("navigation", name="命中处")).to_contain_text("正文没有命中处")


def test_the_source_link_opens_the_page_that_was_collected(page: Page) -> None:
    report = first_hit(page)
    open_report(page, report)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="原网页").click()
    expect(opened.value).to_have_url(report["url"])
    expect(opened.value.get_by_role("heading", level=1)).to_have_text(report["title"])
    assert opened.value.evaluate("window.opener") is None


# ---- snapshots ----


def test_a_snapshot_states_its_capture_time_and_the_sha_256_of_what_was_published(page: Page, demo_home: Path) -> None:
    report = first_hit(page)
    open_report(page, report)
    page.get_by_role("article").get_by_role("link", name="快照").click()
    (kept,) = json.loads(baogao("show", report["id"], "--json", home=demo_home))["snapshots"]
    with urlopen(report["url"]) as published:
        digest = hashlib.sha256(published.read()).hexdigest()
    assert kept["sha256"] == digest
    expect(page.get_by_role("definition").get_by_text(digest, exact=True)).to_be_visible()
    handed_over = page.request.get(urlsplit(page.url).path + "/raw")
    assert hashlib.sha256(handed_over.body()).hexdigest() == digest
    captured = datetime.fromisoformat(kept["captured_at"]).astimezone(CHINA)
    expect(page.get_by_role("time").first).to_have_text(f"{captured:%Y-%m-%d %H:%M}")
    expect(page.get_by_role("link", name=report["url"])).to_be_visible()
    page.get_by_role("link", name=report["title"]).click()
    expect(page.get_by_role("navigation", name="命中处")).to_contain_text(f"/ {report['occurrences']}")


def test_no_script_of_an_archived_page_runs_in_its_frame_or_alone(page: Page) -> None:
    report = with_quirk(page, Quirk.SCRIPTED_SOURCE)
    written = re.compile("来源：")
    page.goto(report["url"])
    expect(page.get_by_text(written)).to_be_visible()  # where the page's script runs, it writes its source

    open_report(page, report)
    page.get_by_role("article").get_by_role("link", name="快照").click()
    frozen = page.frame_locator("iframe[title='收到时的原貌']")
    expect(frozen.get_by_role("heading", name=report["title"])).to_be_visible()
    expect(frozen.get_by_text(written)).to_have_count(0)
    expect(page.get_by_title("收到时的原貌")).to_have_attribute("sandbox", "")

    page.get_by_role("link", name="单独打开").click()
    expect(page.get_by_role("heading", name=report["title"])).to_be_visible()
    expect(page.get_by_text(written)).to_have_count(0)


def test_a_snapshot_in_gbk_is_legible(page: Page) -> None:
    report = with_quirk(page, Quirk.GBK)
    open_report(page, report)
    page.get_by_role("article").get_by_role("link", name="快照").click()
    frozen = page.frame_locator("iframe[title='收到时的原貌']")
    expect(frozen.get_by_role("heading", name=report["title"])).to_be_visible()


# ---- bookmarks ----


def test_a_report_is_bookmarked_from_the_results_and_removed_there(page: Page) -> None:
    open_results(page, QUERY, year="2022")
    hit = hits(page).nth(1)
    hit.get_by_role("button", name="收藏", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="已收藏。")).to_be_visible()
    expect(page).to_have_url(re.compile(r"year=2022#r-"))
    expect(hit.get_by_role("button", name="取消收藏")).to_be_in_viewport()
    expect(page.get_by_role("link", name="我的收藏 1")).to_be_visible()
    hit.get_by_role("button", name="取消收藏").click()
    expect(page.get_by_role("status").filter(has_text="已取消收藏。")).to_be_visible()
    expect(page.get_by_role("link", name="我的收藏", exact=True)).to_be_visible()


def test_a_bookmark_with_a_note_and_tags_is_made_changed_found_by_tag_and_removed(page: Page) -> None:
    report = first_hit(page)
    open_report(page, report)
    page.get_by_label("备注").fill("第二段可引。\n待核对数字。")
    page.get_by_label("标签").fill("枫桥，待核对")
    page.get_by_role("button", name="加入收藏").click()
    expect(page.get_by_role("status")).to_have_text("已收藏。")
    expect(page.get_by_label("备注")).to_have_value("第二段可引。\n待核对数字。")
    expect(page.get_by_label("标签")).to_have_value("枫桥, 待核对")

    page.get_by_role("link", name="我的收藏 1").click()
    kept = hits(page).first
    expect(kept.get_by_role("heading", level=2)).to_have_text(report["title"])
    expect(kept.get_by_text("待核对数字。").first).to_be_visible()
    kept.get_by_text("编辑", exact=True).click()
    kept.get_by_label("备注").fill("已核对。")
    kept.get_by_label("标签").fill("枫桥")
    kept.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_have_text("收藏已保存。")
    expect(kept.get_by_text("已核对。").first).to_be_visible()
    tags = page.get_by_role("navigation", name="标签")
    expect(tags.get_by_role("link")).to_have_text(["全部 1", "枫桥 1"])
    tags.get_by_role("link", name="枫桥").click()
    expect(hits(page)).to_have_count(1)

    kept.get_by_role("button", name="取消收藏").click()
    expect(page.get_by_role("status")).to_have_text("已取消收藏。")
    expect(hits(page)).to_have_count(0)


def test_bookmarks_belong_to_one_visitor_and_are_there_when_the_browser_comes_back(
    new_context: Callable[..., BrowserContext],
) -> None:
    reader = new_context()
    page = reader.new_page()
    open_report(page, first_hit(page))
    page.get_by_role("button", name="加入收藏").click()
    expect(page.get_by_role("status")).to_have_text("已收藏。")
    state = reader.storage_state()
    reader.close()

    again = new_context(storage_state=state).new_page()
    again.goto("/bookmarks")
    expect(hits(again)).to_have_count(1)
    stranger = new_context().new_page()
    stranger.goto("/bookmarks")
    expect(stranger.get_by_text("还没有收藏")).to_be_visible()


def test_bookmarking_works_without_javascript(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False).new_page()
    open_report(page, first_hit(page))
    page.get_by_label("备注").fill("无脚本")
    page.get_by_role("button", name="加入收藏").click()
    page.get_by_role("link", name="我的收藏 1").click()
    expect(hits(page).get_by_text("无脚本").first).to_be_visible()
    hits(page).get_by_role("button", name="取消收藏").click()
    expect(page.get_by_text("还没有收藏")).to_be_visible()


# ---- citations ----


@pytest.mark.parametrize("name", list(CITED))
def test_a_citation_is_saved_as_a_file_that_names_the_report_and_its_source(page: Page, name: str) -> None:
    report = first_hit(page)
    open_report(page, report)
    with page.expect_download() as started:
        page.get_by_role("region", name="引用").get_by_role("link", name=name, exact=True).click()
    download = started.value
    text = download.path().read_text(encoding="utf-8")
    expected = {**report, "snapshot": _snapshot_address(page), "today": f"{datetime.now(CHINA):%Y-%m-%d}"}
    check, suffix = CITED[name]
    check(text, expected)
    assert Path(download.suggested_filename).suffix == suffix


def _snapshot_address(page: Page) -> str:
    shown = page.get_by_role("article").get_by_role("link", name="快照").get_attribute("href") or ""
    address: str = page.evaluate("path => new URL(path, location.href).href", shown.partition("?")[0])
    return address


def test_a_citation_is_copied_as_it_stands_on_the_page(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    open_report(page, first_hit(page))
    citation = page.locator(".citation").filter(has=page.get_by_role("heading", name="GB/T 7714-2015"))
    citation.get_by_role("button", name="复制").click()
    expect(citation.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == citation.get_by_role("paragraph").inner_text()


def test_a_digest_is_shown_short_and_copied_whole(new_context: Callable[..., BrowserContext], demo_home: Path) -> None:
    page = new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    report = first_hit(page)
    open_report(page, report)
    (kept,) = json.loads(baogao("show", report["id"], "--json", home=demo_home))["snapshots"]
    digest = page.locator(".copies code")
    expect(digest).to_have_text(f"{kept['sha256'][:12]}…{kept['sha256'][-12:]}")
    digest.click()  # a click selects all of it
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == kept["sha256"]


# ---- every page ----


@pytest.mark.parametrize("opened", PAGES)
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("window", [pytest.param(DESKTOP, id="desktop"), pytest.param(PHONE, id="phone")])
def test_a_page_is_well_formed_labelled_legible_and_no_wider_than_the_window(
    new_context: Callable[..., BrowserContext],
    opened: Callable[[Page, str], None],
    colours: Literal["light", "dark"],
    window: dict[str, int],
) -> None:
    page = new_context(viewport=window, color_scheme=colours).new_page()
    opened(page, QUERY)
    assert faults_of(page) == []


@pytest.mark.parametrize("opened", PAGES)
def test_the_keyboard_reaches_everything_on_a_page_and_shows_where_it_is(
    page: Page, opened: Callable[[Page, str], None]
) -> None:
    opened(page, QUERY)
    page.reload()  # the focus is at the start of the page again
    assert unreached_by_tab(page) == []


@pytest.mark.parametrize("quirk", [pytest.param(quirk, id=quirk.value) for quirk in Quirk if quirk])
def test_a_report_from_an_unusual_page_is_shown_without_a_fault(page: Page, quirk: Quirk) -> None:
    open_report(page, with_quirk(page, quirk))
    expect(page.locator(".text").get_by_role("paragraph").nth(2)).to_be_visible()
    assert faults_of(page) == []
