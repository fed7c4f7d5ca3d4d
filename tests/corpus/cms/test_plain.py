from __future__ import annotations

import pytest

from corpus.cms import WebPage
from corpus.cms.plain import Plain
from tests.corpus.cms.contract import HtmlListContract, Item

SITE = "https://www.qingyan.example"
HREFS = ["/zwgk/fzzf/1001", "content.jsp?id=1002"]


class TestWordedPager(HtmlListContract):
    adapter = Plain()
    hrefs = HREFS

    def address(self, number: int) -> str:
        return self.folder + ("list" if number == 1 else f"list?page={number}")

    def pager(self, number: int, total: int) -> str:
        back = f'<a href="list?page={number - 1}">上一页</a>' if number > 1 else "<span>上一页</span>"
        forth = f'<a href="list?page={number + 1}">下一页</a>' if number < total else "<span>下一页</span>"
        return f"第{number}页，共{total}页 {back} {forth}"


class TestNumberedPager(HtmlListContract):
    adapter = Plain()
    hrefs = HREFS

    def address(self, number: int) -> str:
        return self.folder + ("list.html" if number == 1 else f"list_{number}.html")

    def pager(self, number: int, total: int) -> str:
        files = {n: "list.html" if n == 1 else f"list_{n}.html" for n in range(1, total + 1)}
        return " ".join(
            f'<span class="current">{n}</span>' if n == number else f'<a href="{file}">{n}</a>'
            for n, file in files.items()
        )


class TestDisabledNextLink(TestWordedPager):
    def pager(self, number: int, total: int) -> str:
        state = "" if number < total else " disabled"
        return f'<a class="next{state}" href="list?page={min(number + 1, total)}">下一页 &gt;&gt;</a>'


class TestDeclaredNext(TestWordedPager):
    def pager(self, number: int, total: int) -> str:
        return f'<a rel="next" href="list?page={number + 1}"></a>' if number < total else ""


@pytest.mark.parametrize("word", ["下一页", "下页", "后一页", "下一页>", ">", "»", "Next"])
def test_the_next_page_goes_by_many_words(word: str) -> None:
    page = WebPage(f"{SITE}/list", f'<a href="?page=2">{word}</a>')
    assert Plain().next_pages(page) == [f"{SITE}/list?page=2"]


def test_where_addresses_count_from_zero_the_text_of_the_pager_decides() -> None:
    page = WebPage(f"{SITE}/list?p=0", '<b class="cur">1</b> <a href="?p=1">2</a> <a href="?p=2">3</a>')
    assert Plain().next_pages(page) == [f"{SITE}/list?p=1"]


def test_a_next_link_that_is_a_script_leads_nowhere() -> None:
    assert Plain().next_pages(WebPage(f"{SITE}/list", '<a href="javascript:getList(2)">下一页</a>')) == []


def test_a_next_link_to_the_page_itself_leads_nowhere() -> None:
    assert Plain().next_pages(WebPage(f"{SITE}/list?page=3", '<a href="?page=3">下一页</a>')) == []


def test_a_number_in_the_text_of_the_page_is_no_pager() -> None:
    assert Plain().next_pages(WebPage(f"{SITE}/list", '<p>第 <a href="/law/2">2</a> 条</p>')) == []


def test_dated_items_are_preferred_to_undated_links() -> None:
    aside = '<div class="hot"><a href="/hot/1">一条没有日期的长长的热点新闻标题</a></div>'
    page = WebPage(f"{SITE}/list", aside + Item("/1", "青岩镇2022年法治政府建设情况报告").html)
    assert [link.url for link in Plain().report_links(page)] == [f"{SITE}/1"]


def test_without_dates_the_list_with_the_most_text_counts() -> None:
    menu = (
        '<ul class="nav">' + "".join(f'<li><a href="/m{n}">政务公开栏目名称之{n}</a></li>' for n in range(9)) + "</ul>"
    )
    aside = '<ul><li><a href="/hot/1">一条没有日期的长长的热点新闻标题</a></li></ul>'
    rows = "".join(f'<li><a href="/r{n}">青岩镇202{n}年法治政府建设情况报告</a></li>' for n in range(3))
    page = WebPage(f"{SITE}/list", f"{menu}{aside}<ul>{rows}</ul>")
    assert [link.url for link in Plain().report_links(page)] == [f"{SITE}/r{n}" for n in range(3)]


def test_the_rows_of_a_table_are_items() -> None:
    rows = "".join(
        f'<tr><td>000-{n}</td><td><a href="/r{n}">青岩镇202{n}年法治政府建设情况报告</a></td>'
        f"<td>202{n}年3月1日</td></tr>"
        for n in range(3)
    )
    links = Plain().report_links(WebPage(f"{SITE}/list", f"<table>{rows}</table>"))
    assert [(link.url, link.published and link.published.year) for link in links] == [
        (f"{SITE}/r{n}", 2020 + n) for n in range(3)
    ]


def test_a_list_whose_dates_lack_the_year_is_not_lost_beside_a_dated_side_list() -> None:
    side = f'<div class="side"><ul>{Item("/hot/1", "一条带日期的热点新闻标题").html}</ul></div>'
    rows = "".join(
        f'<li><a href="/r{n}">青岩镇202{n}年法治政府建设情况报告</a><i>03-0{n + 1}</i></li>' for n in range(5)
    )
    links = Plain().report_links(WebPage(f"{SITE}/list", f'{side}<div class="main"><ul>{rows}</ul></div>'))
    assert [link.url for link in links] == [*(f"{SITE}/r{n}" for n in range(5)), f"{SITE}/hot/1"]


@pytest.mark.parametrize("start", ["<ul class='group'>", "<ul>"])
def test_a_list_that_is_cut_into_groups_is_one(start: str) -> None:
    groups = "".join(
        start + "".join(f'<li><a href="/r{g}{n}">青岩镇第{g}{n}号法治政府建设报告</a></li>' for n in range(3)) + "</ul>"
        for g in range(4)
    )
    assert len(Plain().report_links(WebPage(f"{SITE}/list", f'<div class="page-content">{groups}</div>'))) == 12


def test_a_short_title_among_longer_ones_is_an_item() -> None:
    rows = '<li><a href="/1">青岩镇2022年法治政府建设情况报告</a></li><li><a href="/2">2023年年报</a></li>'
    assert [link.url for link in Plain().report_links(WebPage(f"{SITE}/list", f"<ul>{rows}</ul>"))] == [
        f"{SITE}/1",
        f"{SITE}/2",
    ]


def test_a_dated_list_in_a_comment_counts_beside_a_menu_of_long_names() -> None:
    menu = "".join(f'<li><a href="/c{n}">重大建设项目批准和实施领域信息公开</a></li>' for n in range(4))
    hidden = Item("/r1", "青岩镇2022年法治政府建设情况报告").html
    page = WebPage(f"{SITE}/list", f"<ul>{menu}</ul><!--<ul>{hidden}</ul>-->")
    assert [link.url for link in Plain().report_links(page)] == [f"{SITE}/r1"]
