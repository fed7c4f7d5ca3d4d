"""Refining a search in a browser: the form that writes it, searching within results, and what its order is made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.every_page import PHONE, SMALL_PHONE
from tests.e2e.page_faults import faults_of
from tests.e2e.results_page import asked, chips, expect_total, hits, ids_of, open_results, shown_ids, state, titles

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Locator, Page

pytestmark = pytest.mark.browser

QUERY = "枫桥经验"
# What is typed into the fields of the form, by their labels, and the query that it writes.
WRITTEN = [
    pytest.param({"包含全部": '枫桥经验 "应急 物资"'}, '枫桥经验 "应急 物资"', id="all of"),
    pytest.param({"包含任一": "行政复议 公共法律服务"}, "行政复议 OR 公共法律服务", id="any of"),
    pytest.param({"包含全部": "信访", "不含任何": "网络 枫桥经验"}, "信访 -网络 -枫桥经验", id="none of"),
    pytest.param({"完整短语": "应急 物资"}, '"应急 物资"', id="exactly"),
    pytest.param({"同句出现": "调解 纠纷"}, "调解 NEAR/s 纠纷", id="in one sentence"),
    pytest.param({"同段出现": "执法 培训"}, "执法 NEAR/p 培训", id="in one paragraph"),
    pytest.param({"标题包含": "工作报告"}, "title:工作报告", id="title"),
    pytest.param({"发文机关": "镇人民政府"}, "issuer:镇人民政府", id="issuer"),
    pytest.param({"地区": "浙江，四川"}, "place:浙江省,四川省", id="places"),
    pytest.param({"起始年度": "2020", "截止年度": "2022"}, "year:2020..2022", id="years"),
    pytest.param({"包含全部": QUERY, "截止年度": "2021"}, f"{QUERY} year:..2021", id="open years"),
]


def form(page: Page) -> Locator:
    """The content of the page with the form; the box above it has a button of the same name."""
    return page.get_by_role("main")


def fill(page: Page, typed: dict[str, str]) -> None:
    for label, text in typed.items():
        form(page).get_by_label(label, exact=True).fill(text)


def send(page: Page) -> None:
    form(page).get_by_role("button", name="检索").click()


def queried(page: Page) -> str:
    """The text in the search box."""
    return page.get_by_label("检索报告").input_value()


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def visitor(request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]) -> Page:
    """A visitor's page, with and without scripts."""
    return new_context(java_script_enabled=request.param).new_page()


# ---- the form ----


@pytest.mark.parametrize(("typed", "query"), WRITTEN)
def test_the_form_writes_a_search_and_reads_it_back(page: Page, typed: dict[str, str], query: str) -> None:
    page.goto("/build")
    fill(page, typed)
    send(page)
    answer = asked(page, query)
    assert answer["total"] > 0
    expect_total(page, answer["total"])
    assert sorted(ids_of(asked(page, queried(page), limit="1000"))) == sorted(ids_of(asked(page, query, limit="1000")))

    written = queried(page)
    page.get_by_role("link", name="高级检索").click()
    for label in typed:
        expect(form(page).get_by_label(label, exact=True)).not_to_have_value("")
    send(page)
    assert queried(page) == written


def test_the_form_from_the_first_page_to_the_results_by_whoever_reads(visitor: Page) -> None:
    visitor.goto("/")
    visitor.get_by_role("link", name="高级检索").click()
    fill(visitor, {"包含全部": QUERY, "不含任何": "网络", "地区": "浙江", "起始年度": "2020"})
    form(visitor).get_by_label("乡镇级", exact=True).check()
    form(visitor).get_by_label("县级", exact=True).check()
    form(visitor).get_by_label("法治政府建设报告", exact=True).check()
    send(visitor)
    narrowed = asked(
        visitor,
        f"{QUERY} -网络",
        place="浙江省",
        year="2020..",
        level=["township", "county"],
        doc_type="法治政府建设报告",
    )
    assert narrowed["total"] > 0
    expect_total(visitor, narrowed["total"])
    assert sorted(shown_ids(visitor)) == sorted(ids_of(narrowed))


def test_the_form_takes_up_a_search_with_its_ticked_filters(page: Page) -> None:
    open_results(page, f"{QUERY} 调解", year="2022", level="township")
    page.get_by_role("link", name="高级检索").click()
    expect(form(page).get_by_label("包含全部", exact=True)).to_have_value(f"{QUERY} 调解")
    expect(form(page).get_by_label("起始年度", exact=True)).to_have_value("2022")
    expect(form(page).get_by_label("截止年度", exact=True)).to_have_value("2022")
    expect(form(page).get_by_label("乡镇级", exact=True)).to_be_checked()
    expect(form(page).get_by_label("县级", exact=True)).not_to_be_checked()
    form(page).get_by_role("link", name="清空表单").click()
    expect(form(page).get_by_label("包含全部", exact=True)).to_have_value("")
    expect(form(page).get_by_label("乡镇级", exact=True)).not_to_be_checked()


def test_what_cannot_be_searched_for_is_said_below_its_field_and_stays_typed(visitor: Page) -> None:
    visitor.goto("/build")
    fill(visitor, {"包含全部": QUERY, "地区": "蓬莱仙岛", "起始年度": "去年"})
    send(visitor)
    expect(visitor.get_by_role("alert")).to_be_visible()
    for label, text in (("地区", "蓬莱仙岛"), ("起始年度", "去年")):
        field = form(visitor).get_by_label(label, exact=True)
        expect(field).to_have_value(text)
        expect(field).to_have_accessible_description(re.compile(text))
    expect(form(visitor).get_by_label("包含全部", exact=True)).to_have_value(QUERY)
    fill(visitor, {"地区": "浙江", "起始年度": "2020"})
    send(visitor)
    expect_total(visitor, asked(visitor, QUERY, place="浙江省", year="2020..")["total"])


def test_a_search_that_says_more_than_the_form_goes_on_as_text(page: Page) -> None:
    query = "(信访 调解) OR (执法 -网络)"
    open_results(page, query)
    page.get_by_role("link", name="高级检索").click()
    text = form(page).get_by_label("可以直接修改检索式，也可以在下面重新填写")
    expect(text).to_be_visible()
    assert faults_of(page) == []
    form(page).get_by_role("button", name="检索").first.click()
    expect_total(page, asked(page, query)["total"])


# ---- within results ----


def test_a_condition_is_added_to_the_search_and_taken_away_again(visitor: Page) -> None:
    open_results(visitor, QUERY, year="2022", sort="-published")
    unfold_tools(visitor)
    box = visitor.get_by_role("searchbox", name="在结果中检索")
    box.fill("信访 OR 调解")
    box.press("Enter")
    narrowed = asked(visitor, f"{QUERY} (信访 OR 调解)", year="2022", sort="-published", limit="20")
    assert 0 < narrowed["total"] < asked(visitor, QUERY, year="2022")["total"]
    expect_total(visitor, narrowed["total"])
    assert shown_ids(visitor) == ids_of(narrowed)
    assert state(visitor) == [("q", f"{QUERY} (信访 OR 调解)"), ("year", "2022"), ("sort", "-published")]
    expect(chips(visitor)).to_have_count(1)

    steps = visitor.get_by_role("list", name="检索条件").get_by_role("link")
    expect(steps).to_have_count(2)
    steps.filter(has_text=QUERY).click()
    expect_total(visitor, asked(visitor, "信访 OR 调解", year="2022")["total"])
    expect(steps).to_have_count(0)  # a single condition is taken away in the box


def test_conditions_are_added_one_after_the_other(page: Page) -> None:
    open_results(page, "信访")
    for number, word in enumerate(("调解", "调解 NEAR/s 纠纷"), start=2):
        page.get_by_role("searchbox", name="在结果中检索").fill(word)
        page.get_by_role("button", name="缩小范围").click()
        expect(page.get_by_role("list", name="检索条件").get_by_role("listitem")).to_have_count(number)
    expect_total(page, asked(page, "信访 调解 (调解 NEAR/s 纠纷)")["total"])


def test_an_empty_condition_leaves_the_search_as_it_was(page: Page) -> None:
    open_results(page, QUERY)
    page.get_by_role("button", name="缩小范围").click()
    expect_total(page, asked(page, QUERY)["total"])
    assert state(page)[0] == ("q", QUERY)


# ---- why this order ----


def test_each_hit_tells_what_its_score_is_made_of_until_it_is_hidden(visitor: Page) -> None:
    open_results(visitor, f"{QUERY} 调解")
    expect(visitor.get_by_text(re.compile(r"^得分"))).to_have_count(0)
    unfold_tools(visitor)
    visitor.get_by_role("link", name="为何这样排序").click()
    expect(hits(visitor).get_by_text(re.compile(r"^得分 [\d.]+$"))).to_have_count(20)
    scores = []
    for hit in hits(visitor).all()[:5]:
        score = float(hit.get_by_text(re.compile(r"^得分")).inner_text().split()[1])
        shares = [float(line.split(" ")[0]) for line in hit.locator(".score li").all_inner_texts()]
        assert len(shares) > 1
        assert sum(shares) == pytest.approx(score, abs=0.01 * len(shares))
        scores.append(score)
    assert scores == sorted(scores, reverse=True)

    visitor.get_by_role("navigation", name="页码").get_by_role("link", name="下一页").click()
    expect(hits(visitor).get_by_text(re.compile(r"^得分")).first).to_be_visible()
    unfold_tools(visitor)
    visitor.get_by_role("link", name="隐藏得分").click()
    expect(visitor.get_by_text(re.compile(r"^得分"))).to_have_count(0)


def test_only_the_order_by_relevance_has_scores_to_explain(page: Page) -> None:
    open_results(page, QUERY, sort="-year", explain="1")
    expect(hits(page)).not_to_have_count(0)
    expect(page.get_by_text(re.compile(r"^得分"))).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("为何这样排序|隐藏得分"))).to_have_count(0)


# ---- on a phone ----


def unfold_tools(page: Page) -> None:
    """Unfold what stands in the row above the results where it is folded: on a phone."""
    folded = page.get_by_text("排序与导出", exact=True)
    if folded.is_visible():
        folded.click()


@pytest.mark.parametrize("window", [pytest.param(SMALL_PHONE, id="small"), pytest.param(PHONE, id="usual")])
def test_a_phone_shows_the_first_hit_at_once_and_the_tools_when_they_are_unfolded(
    new_context: Callable[..., BrowserContext], window: dict[str, int]
) -> None:
    page = new_context(viewport=window, has_touch=True, is_mobile=True, java_script_enabled=False).new_page()
    page.goto(f"/search?q={QUERY} 调解&year=2019..2022&place=浙江省&level=-department")
    expect(titles(page).first).to_be_in_viewport(ratio=1)
    order = page.get_by_role("navigation", name="排序")
    expect(order).to_be_hidden()
    filters, tools = (page.locator("summary:visible", has_text=words) for words in ("筛选", "排序与导出"))
    beside, at = filters.bounding_box(), tools.bounding_box()
    assert beside is not None
    assert at is not None
    assert beside["y"] == at["y"]
    unfold_tools(page)
    with page.expect_navigation():
        order.get_by_role("link", name="最早年度").tap()
    narrowed = asked(page, f"{QUERY} 调解", year="2019..2022", place="浙江省", level="-department", sort="year")
    assert shown_ids(page) == ids_of(narrowed)


def test_the_tools_stand_open_where_there_is_room(page: Page) -> None:
    open_results(page, QUERY)
    expect(page.get_by_role("navigation", name="排序")).to_be_visible()
    expect(page.get_by_text("排序与导出", exact=True)).to_be_hidden()
