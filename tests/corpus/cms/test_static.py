"""Families that are known by the addresses of their articles."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.cms import Adapter, WebPage, adapter_for
from corpus.cms.c_content import CContent
from corpus.cms.hex_names import HexNames
from corpus.cms.timestamps import Timestamps
from tests.corpus.cms.contract import SITE, HtmlListContract

HEX = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
OTHER_HEX = "a5b4c3d2e1f00f1e2d3c4b5a69788796"


class TestHexInAMonth(HtmlListContract):
    adapter = HexNames()
    hrefs = [f"/zwgk/202303/{HEX}.shtml", f"/zwgk/202303/{OTHER_HEX}.shtml"]

    def address(self, number: int) -> str:
        return self.folder + ("common_list.shtml" if number == 1 else f"common_list_{number}.shtml")

    def pager(self, number: int, total: int) -> str:
        back = f'<a href="common_list_{number - 1}.shtml">上一页</a>' if number > 1 else ""
        forth = f'<a href="common_list_{number + 1}.shtml">下一页</a>' if number < total else "下一页"
        return back + forth


class TestHexInADay(TestHexInAMonth):
    hrefs = [f"/zwgk/20230301/{HEX}.html", f"/10462/fzzf/2023/3/1/{HEX}.shtml"]


class TestHexAsUuid(TestHexInAMonth):
    hrefs = [
        "/columns/8a3cfe10-0f1e-4d3c-8b5a-69788796a5b4/202303/01/8a3cfe10-0f1e-4d3c-8b5a-69788796a5b4.html",
        "/content/0f1e2d3c-0f1e-4d3c-8b5a-69788796a5b4.htm",
    ]


class TestTimestamp(HtmlListContract):
    adapter = Timestamps()
    hrefs = ["/zwgk/2023030109301512345/index.shtml", "/zwgk/202303010930/index.shtml"]

    def address(self, number: int) -> str:
        return self.folder + ("index.shtml" if number == 1 else f"index.shtml?currentPage={number}")

    def pager(self, number: int, total: int) -> str:
        links = (
            f"<b class='on'>{n}</b>" if n == number else f'<a href="?currentPage={n}">{n}</a>'
            for n in range(1, total + 1)
        )
        return f"共{total}页 {' '.join(links)}"


class TestNumberInADatedFolder(TestTimestamp):
    hrefs = ["/c110634/202303/174240943.shtml", "/c/2023-03-01/6650991.shtml"]


class TestCContent(HtmlListContract):
    adapter = CContent()
    hrefs = ["/n2588030/n2588924/c4297490/content.html", "../n4/c4297491/content.html"]
    folder = f"{SITE}/n2/n3/"

    def address(self, number: int) -> str:
        return self.folder + ("index.html" if number == 1 else f"index_{number}.html")

    def pager(self, number: int, total: int) -> str:
        files = {n: "index.html" if n == 1 else f"index_{n}.html" for n in range(1, total + 1)}
        options = "".join(
            f'<option value="{file}"{" selected" if n == number else ""}>{n}</option>' for n, file in files.items()
        )
        return f"<select onchange='location.href = this.value'>{options}</select>"


@pytest.mark.parametrize(
    ("adapter", "path", "day"),
    [
        pytest.param(HexNames(), f"/a/20230331/{HEX}.html", date(2023, 3, 31), id="hex in a day"),
        pytest.param(HexNames(), f"/a/2023/3/9/{HEX}.html", date(2023, 3, 9), id="hex in a folder a day"),
        pytest.param(HexNames(), f"/a/202303/{HEX}.html", None, id="hex in a month"),
        pytest.param(Timestamps(), "/a/2023030109301512345/index.shtml", date(2023, 3, 1), id="time stamp"),
        pytest.param(Timestamps(), "/a/20250728092519123.html", date(2025, 7, 28), id="time stamp as a file"),
        pytest.param(Timestamps(), "/a/20230324/30205446.html", date(2023, 3, 24), id="number in a day"),
        pytest.param(Timestamps(), "/doc/2021/03/15/117935.shtml", date(2021, 3, 15), id="number in a folder a day"),
        pytest.param(CContent(), "/n1/n2/c4297490/content.html", None, id="no date in it"),
    ],
)
def test_an_address_gives_the_date_that_it_states(adapter: Adapter, path: str, day: date | None) -> None:
    page = WebPage(f"{SITE}/a/", f'<ul><li><a href="{path}">青岩镇法治政府建设情况报告</a></li></ul>')
    assert adapter_for(page).family == adapter.family
    assert [link.published for link in adapter.report_links(page)] == [day]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/zwgk/2024/80/324828.html", id="folders that are no date"),
        pytest.param("/zwgk/index_202303.html", id="a page of a list"),
        pytest.param("/info/3588/86987.htm", id="numbers alone"),
        pytest.param("/a/2003725459035561986.html", id="a long number that is no time"),
        pytest.param("/a/0f1e2d3c.html", id="a short hexadecimal number"),
    ],
)
def test_other_addresses_are_of_no_such_family(path: str) -> None:
    page = WebPage(f"{SITE}/a/", f'<ul><li><a href="{path}">青岩镇法治政府建设情况报告</a></li></ul>')
    assert adapter_for(page).family == "plain"


def test_an_article_alone_is_known_by_its_own_address() -> None:
    assert adapter_for(WebPage(f"{SITE}/a/202303/{HEX}.shtml", "<p>正文</p>")).family == "hex"


def test_one_item_of_a_shape_among_many_of_others_does_not_make_the_family() -> None:
    others = "".join(f'<li><a href="/show/{n}">青岩镇第{n}号通知</a>2023-03-0{n}</li>' for n in range(1, 9))
    page = WebPage(f"{SITE}/a/", f'<ul><li><a href="/a/202303/{HEX}.shtml">报告</a>2023-03-01</li>{others}</ul>')
    assert adapter_for(page).family == "plain"
