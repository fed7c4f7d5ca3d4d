from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cms import ADAPTERS, Adapter, WebPage, adapter_for
from corpus.cms.page import read_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("2021-09-06", date(2021, 9, 6), id="dashes"),
        pytest.param("[2021/9/6]", date(2021, 9, 6), id="slashes in brackets"),
        pytest.param("2021.09.06", date(2021, 9, 6), id="dots"),
        pytest.param("2021年9月6日", date(2021, 9, 6), id="Chinese"),
        pytest.param("2021-03-2918:26", date(2021, 3, 29), id="time glued on"),
        pytest.param("2021-13-01 2021-12-01", date(2021, 12, 1), id="the first that is a date"),
        pytest.param("2021年法治政府建设情况报告", None, id="a year alone"),
        pytest.param("03-01", None, id="without a year"),
        pytest.param("电话 12021-09-066", None, id="inside a number"),
        pytest.param("", None, id="empty"),
    ],
)
def test_dates_are_read_in_the_forms_that_lists_use(text: str, day: date | None) -> None:
    assert read_date(text) == day


@given(
    st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.sampled_from(["{0}-{1}-{2}", "{0}年{1}月{2}日", "{0}/{1}/{2}"])
)
def test_every_date_is_read_back(day: date, form: str) -> None:
    assert read_date(f"〔{form.format(day.year, day.month, day.day)}〕") == day


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_markup_breaks_a_page(address: str, text: str) -> None:
    page = WebPage("https://www.qingyan.example/list", f'<ul><li><a href="{address}">{text}</a></li></ul>')
    assert all(anchor.url.startswith(("http://", "https://")) for anchor in page.anchors)


def test_relative_links_start_from_the_base_element() -> None:
    page = WebPage("https://www.qingyan.example/a/list", '<base href="/b/"><a href="x.html">报告</a>')
    assert [anchor.url for anchor in page.anchors] == ["https://www.qingyan.example/b/x.html"]


def test_a_date_at_the_edge_of_the_anchor_is_not_part_of_the_title() -> None:
    page = WebPage("https://www.qingyan.example/", '<li><a href="/1"><i>[2023-03-01]</i>·法治政府建设报告</a></li>')
    (anchor,) = page.anchors
    assert (anchor.text.lstrip("·"), anchor.published) == ("法治政府建设报告", date(2023, 3, 1))


@pytest.mark.parametrize(
    "between",
    [
        pytest.param("<span></span>", id="empty spans"),
        pytest.param("<i class=f0> </i>", id="elements that hold a space"),
        pytest.param("<span>&#8203;</span>", id="spaces of no width"),
        pytest.param("<span style='display:none'></span><font></font>", id="two elements"),
        pytest.param("<!-- -->", id="comments"),
    ],
)
@pytest.mark.parametrize("attribute", ["", ' title="青岩镇法治政府建设报告"'], ids=["bare", "clean in its attribute"])
def test_a_title_broken_up_before_every_character_is_whole(between: str, attribute: str) -> None:
    shown = "".join(between + character for character in "青岩镇法治政府建设报告")
    page = WebPage("https://www.qingyan.example/", f'<li><a href="/1"{attribute}>{shown}</a>2023-03-01</li>')
    assert [link.text for link in adapter_for(page).report_links(page)] == ["青岩镇法治政府建设报告"]


def test_the_date_of_a_list_is_not_the_date_of_its_items() -> None:
    links = "".join(f'<a href="/{n}">青岩镇法治政府建设报告</a>' for n in range(5))
    page = WebPage("https://www.qingyan.example/", f"<div>更新于 2023-03-01 {links}</div>")
    assert [anchor.published for anchor in page.anchors] == [None] * 5


@given(st.text(max_size=80), st.sampled_from(ADAPTERS))
def test_no_text_breaks_an_adapter(text: str, adapter: Adapter) -> None:
    page = WebPage("https://www.qingyan.example/list_2.html", text)
    assert isinstance(adapter.matches(page), bool)
    assert all(link.url.startswith("http") for link in adapter.report_links(page))
    assert all(url.startswith("http") for url in adapter.next_pages(page))


@pytest.mark.parametrize(
    ("column", "href"),
    [
        pytest.param("/zwgk/fzzf/", "../../art/2023/t20230301_1.html", id="relative"),
        pytest.param("/col/a/index_3.html", "//www.qingyan.example/art/2023/t20230301_1.html#top", id="no scheme"),
        pytest.param("/", "HTTPS://WWW.qingyan.example:443/art/2023/t20230301_1.html", id="port and capitals"),
        pytest.param("/x", " /art/./2023/t20230301_1.html\n", id="white space"),
    ],
)
def test_an_article_has_one_address_whatever_column_links_to_it(column: str, href: str) -> None:
    page = WebPage(f"https://www.qingyan.example{column}", f'<li><a href="{href}">报告</a></li>')
    assert [anchor.url for anchor in page.anchors] == ["https://www.qingyan.example/art/2023/t20230301_1.html"]
