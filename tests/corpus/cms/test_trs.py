from __future__ import annotations

from datetime import date

import pytest

from corpus.cms import WebPage
from corpus.cms.trs import Trs
from tests.corpus.cms.contract import HtmlListContract, Item

FOLDER = "https://www.qingyan.example/zwgk/fzzf/"
HREFS = ["./202303/t20230301_1001.html", "../fzzf/202203/t20220302_1002.shtml"]


class TestIndexPager(HtmlListContract):
    adapter = Trs()
    hrefs = HREFS

    def address(self, number: int) -> str:
        return self.folder + ("index.html" if number == 1 else f"index_{number - 1}.html")

    def pager(self, number: int, total: int) -> str:
        return f'<script>createPageHTML({total}, {number - 1}, "index", "html");</script>'


class TestIndexPagerWithRecords(TestIndexPager):
    def pager(self, number: int, total: int) -> str:
        return f'<script>createPageHTML({total * 20}, {total}, {number - 1}, "index", "html");</script>'


class TestDivisionPager(HtmlListContract):
    adapter = Trs()
    hrefs = HREFS

    def address(self, number: int) -> str:
        return self.folder + ("fzzf.shtml" if number == 1 else f"fzzf_{number}.shtml")

    def pager(self, number: int, total: int) -> str:
        return f"<script>createPageHTML('page_div',{total}, {number},'fzzf','shtml',{total * 15});</script>"


class TestCountPager(HtmlListContract):
    adapter = Trs()
    hrefs = HREFS

    def address(self, number: int) -> str:
        return self.folder + ("index.htm" if number == 1 else f"index_{number - 1}.htm")

    def pager(self, number: int, total: int) -> str:
        return f"<script>var currentPage = {number - 1};//所在页\nvar countPage = {total}//共多少页\n</script>"


@pytest.mark.parametrize(
    ("address", "script", "following"),
    [
        pytest.param("", 'createPageHTML(3,0,"index","html")', "index_1.html", id="folder without a file name"),
        pytest.param("index_1.html", 'createPageHTML(3,0,"index","html")', "index_2.html", id="number stuck at 0"),
        pytest.param("index_116.htm", 'createPageHTML(500,117,"index","htm")', "index_117.htm", id="address wins"),
        pytest.param("index.html", "createPageHTML(3, 0, 'index', 'html')", "index_1.html", id="single quotes"),
        pytest.param("index.html", 'createPageHTML(1,0,"index","html")', None, id="one page"),
        pytest.param("index.html", 'createPageHTML(0,0,"index","html")', None, id="no page"),
        pytest.param("gz.shtml", "createPageHTML('p',4,0,'gz','shtml',50)", "gz_2.shtml", id="division from 0"),
        pytest.param("index.html", "function createPageHTML(n,c,name,ext){}", None, id="only the function's text"),
    ],
)
def test_the_next_page_is_what_pager_and_address_say(address: str, script: str, following: str | None) -> None:
    item = Item(HREFS[0], "青岩镇法治政府建设报告").html
    page = WebPage(FOLDER + address, f"<html><body>{item}<script>{script}</script></body></html>")
    assert Trs().next_pages(page) == ([FOLDER + following] if following else [])


def test_an_article_address_gives_the_date_where_none_stands_beside_the_link() -> None:
    page = WebPage(FOLDER, f'<ul><li><a href="{HREFS[0]}">青岩镇法治政府建设报告</a></li></ul>')
    assert [link.published for link in Trs().report_links(page)] == [date(2023, 3, 1)]


def test_an_article_address_that_holds_no_calendar_date_gives_none() -> None:
    page = WebPage(FOLDER, '<ul><li><a href="t20231399_1.html">青岩镇法治政府建设报告</a></li></ul>')
    assert [link.published for link in Trs().report_links(page)] == [None]


def test_a_dated_item_counts_though_its_address_is_of_another_form() -> None:
    page = WebPage(FOLDER, Item("/art/1.html", "青岩镇法治政府建设报告").html)
    assert [link.url for link in Trs().report_links(page)] == ["https://www.qingyan.example/art/1.html"]


def test_a_page_without_pager_and_articles_is_not_of_this_family() -> None:
    assert not Trs().matches(WebPage(FOLDER, '<a href="/about.html">关于我们</a>'))


def test_below_a_pager_a_list_without_shape_and_dates_is_read_all_the_same() -> None:
    rows = "".join(
        f'<li><a href="/info/{n}.htm">青岩镇202{n}年法治政府建设报告</a><i>03-0{n}</i></li>' for n in range(4)
    )
    page = WebPage(FOLDER, f"<ul>{rows}</ul><script>createPageHTML(3,0,'index','html');</script>")
    assert [link.url for link in Trs().report_links(page)] == [
        f"https://www.qingyan.example/info/{n}.htm" for n in range(4)
    ]
    assert Trs().next_pages(page) == [FOLDER + "index_1.html"]
