"""Every page of the site, and the way a reader comes to it; the windows in which it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.results_page import hits, open_results, titles

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["DESKTOP", "PAGES", "PHONE", "SMALL_PHONE"]

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 360, "height": 740}


def _first_page(page: Page, _query: str) -> None:
    page.goto("/")


def _results(page: Page, query: str) -> None:
    open_results(page, query)
    expect(hits(page)).not_to_have_count(0)


def _explained(page: Page, query: str) -> None:
    open_results(page, f"{query} 调解", explain="1")
    _unfold_tools(page)
    page.get_by_text("导出", exact=True).click()


def _unfold_tools(page: Page) -> None:
    for folded in page.locator("summary:visible", has_text="排序与导出").all():
        folded.click()


def _form(page: Page, query: str) -> None:
    page.goto(f"/build?q={query}&level=township")


def _refused_form(page: Page, query: str) -> None:
    page.goto(f"/build?every={query}&first_year=去年&places=蓬莱仙岛&write=1")
    expect(page.get_by_role("alert")).to_be_visible()


def _concordance(page: Page, query: str) -> None:
    open_results(page, query)
    _unfold_tools(page)
    page.get_by_role("link", name="逐处列出命中").click()
    expect(page.get_by_role("heading", name="逐处索引", level=1)).to_be_visible()
    _unfold_tools(page)
    page.get_by_text("导出", exact=True).click()


def _places(page: Page, query: str) -> None:
    page.goto(f"/facets/place?q={query}&place=浙江省&place=-浙江省/杭州市")
    expect(page.get_by_role("heading", name="行政区划", level=1)).to_be_visible()


def _narrowed(page: Page, query: str) -> None:
    page.goto(f"/search?q={query}&place=浙江省&place=-浙江省/杭州市&year=2019..2022&level=-department")
    for panel in page.locator("summary:visible", has_text="筛选").all():
        panel.click()
    for folded in page.get_by_role("complementary", name="筛选").locator("summary:visible").all()[1:]:
        folded.click()


def _nothing_found(page: Page, query: str) -> None:
    open_results(page, f"{query} 查无此词", year="2022", province="浙江省")


def _another_meant(page: Page, _query: str) -> None:
    open_results(page, "枫侨经验 信访", year="2022")
    expect(page.get_by_role("heading", name="您要找的是不是")).to_be_visible()


def _completions(page: Page, _query: str) -> None:
    page.goto("/search")
    page.get_by_role("combobox").press_sequentially("fa")
    expect(page.get_by_role("option").first).to_be_visible()


def _report(page: Page, query: str) -> None:
    open_results(page, query)
    titles(page).first.click()
    page.get_by_text("各项出处").click()


def _snapshot(page: Page, query: str) -> None:
    _report(page, query)
    page.get_by_role("article").get_by_role("link", name="快照").click()
    expect(page.get_by_role("heading", name="快照", level=1)).to_be_visible()


def _bookmarks(page: Page, query: str) -> None:
    open_results(page, query)
    hits(page).first.get_by_role("button", name="收藏").click()
    page.goto("/bookmarks")
    hits(page).first.get_by_text("编辑", exact=True).click()
    expect(page.get_by_label("备注")).to_be_visible()


def _no_bookmarks(page: Page, _query: str) -> None:
    page.goto("/bookmarks")


def _sources(page: Page, _query: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="来源与采集情况").click()
    expect(page.get_by_role("heading", name="来源", level=1)).to_be_visible()


def _help(page: Page, _query: str) -> None:
    page.goto("/help")


def _login(page: Page, _query: str) -> None:
    page.goto("/login")


def _not_found(page: Page, _query: str) -> None:
    page.goto("/reports/nowhere")


PAGES = [
    pytest.param(_first_page, id="first page"),
    pytest.param(_results, id="results"),
    pytest.param(_explained, id="explained results"),
    pytest.param(_form, id="form"),
    pytest.param(_refused_form, id="refused form"),
    pytest.param(_concordance, id="concordance"),
    pytest.param(_narrowed, id="narrowed results"),
    pytest.param(_places, id="places"),
    pytest.param(_nothing_found, id="nothing found"),
    pytest.param(_another_meant, id="another meant"),
    pytest.param(_completions, id="completions"),
    pytest.param(_report, id="report"),
    pytest.param(_snapshot, id="snapshot"),
    pytest.param(_bookmarks, id="bookmarks"),
    pytest.param(_no_bookmarks, id="no bookmarks"),
    pytest.param(_sources, id="sources"),
    pytest.param(_help, id="help"),
    pytest.param(_login, id="login"),
    pytest.param(_not_found, id="not found"),
]
