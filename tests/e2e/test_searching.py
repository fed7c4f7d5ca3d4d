"""Searching the demo collection in a browser: text, filters, order, pages, and what helps when nothing is found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.page_faults import faults_of
from tests.e2e.results_page import (
    PAGE_SIZE,
    asked,
    bar,
    chips,
    exclusion,
    expect_total,
    facet,
    facet_counts,
    hits,
    ids_of,
    open_results,
    printed,
    shown_ids,
    state,
    titles,
    total,
    unfold,
    value,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

QUERY = "枫桥经验"
QUERIES = [
    pytest.param(QUERY, id="keyword"),
    pytest.param("楓橋經驗", id="traditional spelling"),
    pytest.param("枫桥经验 调解", id="two keywords"),
    pytest.param("行政复议 OR 公共法律服务", id="either"),
    pytest.param("信访 -网络", id="without"),
    pytest.param('"应急 物资"', id="phrase"),
    pytest.param("word:执法", id="as a word"),
    pytest.param("title:法治政府 year:2020..2022", id="field and years"),
    pytest.param("province:浙江 level:township", id="filters alone"),
    pytest.param("", id="everything"),
]


@pytest.mark.parametrize("query", QUERIES)
def test_a_search_shows_the_totals_hits_and_facets_that_the_command_prints(
    page: Page, demo_home: Path, query: str
) -> None:
    answer = printed(demo_home, query, "--limit", str(PAGE_SIZE))
    page.goto("/search")
    page.get_by_role("combobox", name="检索报告").fill(query)
    page.get_by_role("button", name="检索").click()
    assert answer["total"] > 0
    expect_total(page, answer["total"])
    expect(page.get_by_role("combobox")).to_have_value(query)
    assert shown_ids(page) == ids_of(answer)
    for name, label in (("report_year", "报告年度"), ("place", "行政区划"), ("site", "站点")):
        top = {str(item["value"]): item["count"] for item in answer["facets"][name] if "/" not in str(item["value"])}
        assert facet_counts(page, label) == top


def test_a_search_starts_on_the_first_page_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("combobox", name="检索报告")).to_be_focused()
    page.keyboard.type(QUERY)
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile(rf"^{QUERY} · "))
    expect_total(page, asked(page, QUERY)["total"])


def test_the_first_page_states_the_holdings_and_leads_to_them(page: Page) -> None:
    answer = asked(page, "")
    page.goto("/")
    holdings = page.get_by_role("region", name="馆藏概况")
    expect(holdings.get_by_role("link", name=str(answer["total"]), exact=True)).to_be_visible()
    province = answer["facets"]["province"][0]
    holdings.get_by_role("link", name=f"{province['value']} {province['count']}").click()
    expect_total(page, province["count"])
    expect(chips(page)).to_have_text(re.compile(province["value"]))


def test_every_snippet_and_no_other_text_is_marked_where_the_keyword_stands(page: Page) -> None:
    open_results(page, QUERY)
    for hit in hits(page).all():
        marked = hit.locator("mark").all_inner_texts()
        assert marked
        assert set(marked) <= {"枫桥经验", "楓橋經驗"}


def test_the_web_api_answers_as_the_command_prints(page: Page, demo_home: Path) -> None:
    answer = asked(page, QUERY, year=["2022", "2021"], province="浙江省", sort="-published", limit="5", offset="1")
    narrowed = ("--year", "2022", "--year", "2021", "--province", "浙江省")
    expected = printed(demo_home, QUERY, *narrowed, "--sort", "-published", "--limit", "5", "--offset", "1")
    assert answer["hits"]
    assert {**answer, "took_ms": 0} == {**expected, "took_ms": 0}


# ---- what is proposed ----


def test_typing_is_completed_and_an_option_is_taken_by_keyboard(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="检索报告")
    options = page.get_by_role("listbox", name="输入建议").get_by_role("option")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("信访 fqj")
    expect(options.first).to_have_text("枫桥经验")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert faults_of(page) == []

    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "none")
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("信访 fqj")
    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("信访 枫桥经验")
    expect_total(page, asked(page, "信访 枫桥经验")["total"])


def test_an_option_is_taken_by_pointer_and_an_empty_box_has_none(page: Page) -> None:
    page.goto("/search")
    box = page.get_by_role("combobox", name="检索报告")
    options = page.get_by_role("option")
    box.fill("枫桥")
    expect(options.first).to_be_visible()
    box.fill("")
    expect(options).to_have_count(0)
    box.fill("枫桥")
    options.filter(has_text="枫桥经验").first.click()
    expect_total(page, asked(page, "枫桥经验")["total"])


def test_nothing_found_leads_to_what_was_meant(page: Page) -> None:
    open_results(page, "枫侨经验")
    expect_total(page, 0)
    page.get_by_role("link", name="枫桥经验", exact=True).click()
    expect_total(page, asked(page, QUERY)["total"])


# ---- filters ----


def test_years_and_provinces_are_ticked_together_and_taken_away_one_by_one(page: Page) -> None:
    open_results(page, QUERY)
    bar(page, 2022).click()
    expect_total(page, asked(page, QUERY, year="2022")["total"])
    bar(page, 2021).click()
    expect_total(page, asked(page, QUERY, year=["2022", "2021"])["total"])
    value(page, "行政区划", "浙江省").click()
    narrowed = asked(page, QUERY, year=["2022", "2021"], province="浙江省")
    expect_total(page, narrowed["total"])
    assert sorted(shown_ids(page)) == sorted(ids_of(narrowed))
    assert state(page) == [("q", QUERY), ("year", "2022"), ("year", "2021"), ("place", "浙江省")]
    expect(chips(page)).to_contain_text(["2021", "2022", "浙江省", "清除全部筛选"])

    chips(page).filter(has_text="2022").click()
    expect_total(page, asked(page, QUERY, year="2021", province="浙江省")["total"])
    value(page, "行政区划", "浙江省").click()
    expect_total(page, asked(page, QUERY, year="2021")["total"])
    chips(page).filter(has_text="2021").click()
    expect_total(page, asked(page, QUERY)["total"])
    expect(chips(page)).to_have_count(0)


def test_two_provinces_are_either_of_them_and_show_as_selected(page: Page) -> None:
    open_results(page, "", place="浙江省")
    value(page, "行政区划", "四川省").click()
    expect_total(page, asked(page, "", province=["浙江省", "四川省"])["total"])
    for province in ("浙江省", "四川省"):
        expect(value(page, "行政区划", province)).to_have_attribute("aria-current", "true")
        expect(value(page, "行政区划", province)).to_have_accessible_name(re.compile("已选"))
    expect(hits(page).filter(has_text=re.compile("浙江省|四川省"))).to_have_count(PAGE_SIZE)


def test_the_counts_of_a_facet_leave_out_its_own_selection(page: Page) -> None:
    open_results(page, QUERY)
    before = facet_counts(page, "报告年度")
    unfold(page, "报告年度")
    value(page, "报告年度", "2020").last.click()
    expect_total(page, before["2020"])
    assert facet_counts(page, "报告年度") == before
    assert sum(facet_counts(page, "行政区划").values()) == before["2020"]


def test_one_link_takes_all_filters_away_and_the_back_button_brings_them_again(page: Page) -> None:
    open_results(page, QUERY, year="2023", province="浙江省")
    expect_total(page, asked(page, QUERY, year="2023", province="浙江省")["total"])
    page.get_by_role("link", name="清除全部筛选").click()
    expect_total(page, asked(page, QUERY)["total"])
    page.go_back()
    expect(chips(page)).to_contain_text(["2023", "浙江省"])


def test_filters_stay_when_other_text_is_searched(page: Page) -> None:
    open_results(page, QUERY, year="2022", sort="-published")
    page.get_by_role("combobox").fill("信访")
    page.get_by_role("combobox").press("Enter")
    expect_total(page, asked(page, "信访", year="2022")["total"])
    assert state(page) == [("q", "信访"), ("year", "2022"), ("sort", "-published")]


def test_a_province_written_in_the_text_is_the_only_one_and_shows_its_cities(page: Page) -> None:
    open_results(page, "province:浙江 枫桥经验")
    answer = asked(page, QUERY, province="浙江省")
    expect_total(page, answer["total"])
    assert facet_counts(page, "行政区划") == {"浙江省": answer["total"]}
    city = answer["facets"]["city"][0]
    value(page, "行政区划", city["value"]).click()
    expect_total(page, city["count"])


def test_a_place_written_in_the_text_shows_as_selected_and_cannot_be_unticked(page: Page) -> None:
    open_results(page, "place:浙江 枫桥经验")
    expect_total(page, asked(page, QUERY, place="浙江省")["total"])
    demanded = page.get_by_role("complementary", name="筛选").get_by_text("由检索式限定")
    expect(demanded).to_have_count(1)
    expect(value(page, "行政区划", "浙江省")).to_have_count(0)


def test_places_open_level_by_level_with_the_counts_that_they_find(page: Page) -> None:
    open_results(page, "")
    path: list[str] = []
    for level in ("province", "city", "county"):
        chosen = asked(page, "", **({"place": "/".join(path)} if path else {"province": "浙江省"}))["facets"][level][0]
        path.append(str(chosen["value"]))
        value(page, "行政区划", path[-1]).click()
        expect_total(page, asked(page, "", place="/".join(path))["total"])
        expect(value(page, "行政区划", path[-1])).to_have_attribute("aria-current", "true")
    assert state(page) == [("place", "/".join(path))]


def test_a_value_is_excluded_shown_struck_through_and_given_back(page: Page) -> None:
    open_results(page, QUERY)
    everything = asked(page, QUERY)["total"]
    before = facet_counts(page, "行政区划")
    exclusion(page, "行政区划", "浙江省").click()
    expect_total(page, everything - before["浙江省"])
    assert state(page) == [("q", QUERY), ("place", "-浙江省")]
    assert facet_counts(page, "行政区划") == before
    expect(facet(page, "行政区划").get_by_text("浙江省", exact=True).first).to_have_css(
        "text-decoration-line", "line-through"
    )
    expect(chips(page)).to_contain_text(["排除 浙江省"])
    value(page, "行政区划", "浙江省").click()
    expect_total(page, everything)


def test_a_span_of_years_is_chosen_with_the_slider_or_the_fields(page: Page) -> None:
    open_results(page, QUERY)
    years = sorted(item["value"] for item in asked(page, QUERY)["facets"]["report_year"])
    begin, end = page.get_by_role("slider", name="起始年度"), page.get_by_role("slider", name="截止年度")
    begin.focus()
    page.keyboard.press("ArrowRight")
    end.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("spinbutton", name="起始年度")).to_have_value(str(years[0] + 1))
    expect(page.get_by_role("spinbutton", name="截止年度")).to_have_value(str(years[-1] - 1))
    page.get_by_role("button", name="应用").click()
    span = f"{years[0] + 1}..{years[-1] - 1}"
    expect_total(page, asked(page, QUERY, year=span)["total"])
    assert state(page) == [("q", QUERY), ("year", span)]

    page.get_by_role("spinbutton", name="截止年度").fill("")
    page.get_by_role("spinbutton", name="截止年度").press("Enter")
    expect_total(page, asked(page, QUERY, year=f"{years[0] + 1}..")["total"])


def test_a_span_of_years_can_be_chosen_without_scripts(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False).new_page()
    open_results(page, QUERY)
    expect(page.get_by_role("slider")).to_have_count(0)
    page.get_by_role("spinbutton", name="起始年度").fill("2021")
    page.get_by_role("button", name="应用").click()
    assert state(page) == [("q", QUERY), ("year", "2021..")]


def test_a_place_is_found_by_its_initials_and_narrows_the_search(page: Page) -> None:
    open_results(page, QUERY)
    facet(page, "行政区划").get_by_role("link", name="查找更多").click()
    page.get_by_role("searchbox", name="汉字、拼音或首字母").fill("zjs")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name=re.compile("^浙江省 ")).click()
    expect_total(page, asked(page, QUERY, place="浙江省")["total"])


def test_filters_fold_away_on_a_phone_and_work_when_unfolded(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
    open_results(page, QUERY)
    expect(bar(page, 2022)).to_be_hidden()
    page.get_by_role("complementary", name="筛选").get_by_text("筛选", exact=True).tap()
    assert faults_of(page) == []
    bar(page, 2022).tap()
    expect_total(page, asked(page, QUERY, year="2022")["total"])


# ---- order and pages ----


@pytest.mark.parametrize(
    ("label", "sort"),
    [("最新年度", "-year"), ("最早年度", "year"), ("最新发布", "-published"), ("最早发布", "published")],
)
def test_an_order_is_chosen_by_link_and_is_that_of_the_command(page: Page, label: str, sort: str) -> None:
    open_results(page, QUERY)
    order = page.get_by_role("navigation", name="排序")
    expect(order.get_by_role("link", name="相关度")).to_have_attribute("aria-current", "true")
    order.get_by_role("link", name=label).click()
    expect(order.get_by_role("link", name=label)).to_have_attribute("aria-current", "true")
    answer = asked(page, QUERY, sort=sort, limit=str(PAGE_SIZE))
    assert shown_ids(page) == ids_of(answer)
    field = sort.strip("-").replace("year", "report_year")
    ordered = [hit[field] for hit in answer["hits"]]
    assert ordered == sorted(ordered, reverse=sort.startswith("-"))


def test_paging_forth_shows_every_report_once_and_paging_back_returns(page: Page) -> None:
    everything = asked(page, "", limit="1000")
    open_results(page, "")
    pager = page.get_by_role("navigation", name="页码")
    expect(pager.get_by_role("link", name="上一页")).to_have_count(0)
    seen = shown_ids(page)
    last = -(-everything["total"] // PAGE_SIZE)
    for number in range(2, last + 1):
        pager.get_by_role("link", name="下一页").click()
        expect(pager.get_by_role("link", name=str(number), exact=True)).to_have_attribute("aria-current", "page")
        expect(total(page)).to_contain_text(f"第 {(number - 1) * PAGE_SIZE + 1}–")
        seen += shown_ids(page)
    assert seen == ids_of(everything)
    expect(pager.get_by_role("link", name="下一页")).to_have_count(0)
    pager.get_by_role("link", name="上一页").click()
    expect(pager.get_by_role("link", name=str(last - 1), exact=True)).to_have_attribute("aria-current", "page")
    pager.get_by_role("link", name="1", exact=True).click()
    expect(total(page)).to_contain_text(f"第 1–{PAGE_SIZE} 篇")


def test_a_page_beyond_the_last_says_so_and_leads_to_the_last(page: Page) -> None:
    page.goto("/search?page=99")
    expect(page.get_by_role("heading", name="没有第 99 页")).to_be_visible()
    page.get_by_role("link", name=re.compile("到最后一页")).click()
    expect(hits(page)).not_to_have_count(0)


# ---- nothing found, and queries that need a word ----


def test_a_search_without_hits_offers_ways_out_that_find_what_they_promise(page: Page) -> None:
    assert asked(page, f"{QUERY} 查无此词", year="2022")["total"] == 0
    open_results(page, f"{QUERY} 查无此词", year="2022")
    expect_total(page, 0)
    expect(page.get_by_role("heading", name="没有同时符合这些条件的报告")).to_be_visible()
    assert faults_of(page) == []
    alone = page.get_by_role("main").get_by_role("listitem").filter(has_text="查无此词").filter(has_text="共 0 篇")
    expect(alone).to_be_visible()
    promised = asked(page, QUERY, year="2022")["total"]
    way_out = page.get_by_role("main").get_by_role("listitem").filter(has_text=f"共 {promised} 篇")
    way_out.get_by_role("link", name=QUERY, exact=True).click()
    expect_total(page, promised)


def test_filters_that_leave_nothing_can_be_dropped_one_at_a_time(page: Page) -> None:
    assert asked(page, QUERY, year="2019", province="江苏省")["total"] == 0
    open_results(page, QUERY, year="2019", province="江苏省")
    without_year = page.get_by_role("listitem").filter(has_text=re.compile(r"报告年度 2019\s+共"))
    promised = asked(page, QUERY, province="江苏省")["total"]
    expect(without_year).to_contain_text(f"共 {promised} 篇")
    without_year.get_by_role("link").click()
    expect_total(page, promised)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        pytest.param('"枫桥经验', "引号没有成对", id="quote left open"),
        pytest.param("枫桥经验 year:abc", "不是年份", id="no year"),
        pytest.param("枫桥经验 province:火星", "没有“火星”", id="unknown place"),
    ],
)
def test_a_query_that_cannot_be_read_is_searched_all_the_same_and_explained(page: Page, query: str, said: str) -> None:
    open_results(page, query)
    expect(page.get_by_role("list", name="检索式的理解")).to_contain_text(said)
    expect(total(page)).to_be_visible()


# ---- languages, keyboard, no scripts ----


def test_the_english_interface_keeps_the_search_and_stays_until_chinese_is_chosen(page: Page) -> None:
    open_results(page, QUERY, year="2022")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    count = asked(page, QUERY, year="2022")["total"]
    expect(total(page)).to_contain_text(f"{count} reports")
    assert state(page) == [("q", QUERY), ("year", "2022")]
    expect(page.get_by_role("complementary", name="Filters").get_by_role("region", name="Report year")).to_be_visible()
    assert faults_of(page) == []
    titles(page).first.click()
    expect(page.get_by_role("navigation", name="Hits").get_by_role("link", name="Next hit")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("link", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.get_by_role("link", name="下一处")).to_be_visible()


def test_no_english_page_has_chinese_words_of_the_interface(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(locale="en-GB").new_page()
    for address in ("/", f"/search?q={QUERY}", "/search?q=查无此词", "/bookmarks", "/help", "/nowhere"):
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", "en")
        # What stays Chinese says so by its language; the names of places and of the collection are data.
        words = page.locator(
            "button, label, h1, h2:not([lang] *):not([lang]), nav[aria-label='Order'] a, .help:not([lang])"
        )
        chinese = [text for text in words.all_inner_texts() if re.search(r"[一-鿿]", text)]
        assert chinese == [], address


def test_the_first_tab_offers_to_skip_to_the_content(page: Page) -> None:
    open_results(page, QUERY)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("complementary", name="筛选").locator(":focus")).to_have_count(1)


def test_searching_and_filtering_work_without_javascript(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_role("searchbox", name="检索报告").fill(QUERY)
    page.get_by_role("button", name="检索").click()
    expect_total(page, asked(page, QUERY)["total"])
    bar(page, 2020).click()
    value(page, "行政区划", "山东省").click()
    expect_total(page, asked(page, QUERY, year="2020", province="山东省")["total"])
    chips(page).filter(has_text="2020").click()
    expect_total(page, asked(page, QUERY, province="山东省")["total"])
    page.get_by_role("navigation", name="排序").get_by_role("link", name="最新年度").click()
    newest = asked(page, QUERY, province="山东省", sort="-year", limit=str(PAGE_SIZE))
    assert shown_ids(page) == ids_of(newest)
