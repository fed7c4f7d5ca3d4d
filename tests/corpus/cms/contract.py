"""What every adapter must do, whatever its family: one class of tests, run over each with pages of its own make."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

import pytest

from corpus.cms import ADAPTERS, Adapter, Link, WebPage, adapter_for
from tests.corpus.cms.foreign import FOREIGN

__all__ = ["SITE", "AdapterContract", "HtmlListContract", "Item"]

SITE = "https://www.qingyan.example"
GARBAGE = [
    pytest.param("\x00\ufffd\ufffd", id="no text"),
    pytest.param("<ul><li><a href=", id="broken off"),
    pytest.param("{", id="broken JSON"),
    pytest.param("[]", id="empty list"),
    pytest.param("null", id="null"),
    pytest.param('{"data": null}', id="nothing in JSON"),
    pytest.param('{"data": {"html": 7}}', id="a number for HTML"),
    pytest.param('{"articles": [null, {"title": 1, "url": []}], "total": "x"}', id="no articles"),
    pytest.param('{"articles": [{"title": "报告", "url": "http://[", "date": 1e300}], "total": 9}', id="no address"),
    pytest.param("<datastore><nextgroup><![CDATA[<a href=]]></nextgroup><record></record>", id="broken XML"),
    pytest.param("<script>createPageHTML(99999999999999999999, 0, 'index', 'html')</script>", id="many pages"),
    pytest.param('<script querydata="{" url="http://[">', id="broken unit"),
    pytest.param("<a href='http://www.qingyan.example:99999/x'>下一页</a>", id="no such port"),
    pytest.param("<select><option selected>1<option value='javascript:'>2</select>", id="no address to jump to"),
    pytest.param("<div>" * 400, id="deep"),
]


@dataclass(frozen=True)
class Item:
    """One line of a list: where it leads, the anchor's inside, its title attribute, the date beside it."""

    href: str
    shown: str
    title: str = ""
    day: str = "2023-03-01"

    @property
    def html(self) -> str:
        title = f' title="{self.title}"' if self.title else ""
        return f'<li><a href="{self.href}"{title}>{self.shown}</a><span>{self.day}</span></li>'


class AdapterContract:
    """A family's tests derive from this and say how its pages look.

    Attributes:
        adapter: the adapter under test.
        folder: the address of the list's folder.
        hrefs: the addresses of two articles, as a list writes them.
    """

    adapter: ClassVar[Adapter]
    folder: ClassVar[str] = f"{SITE}/zwgk/fzzf/"
    hrefs: ClassVar[list[str]]

    def address(self, number: int) -> str:
        """The address of a list's page; the first is 1."""
        raise NotImplementedError

    def page(self, *items: Item, number: int = 1, total: int = 1) -> WebPage:
        """A page of a list that has `total` pages like it."""
        raise NotImplementedError

    def items(self) -> list[Item]:
        titles = ["青岩镇2022年法治政府建设情况报告", "青岩镇2021年法治政府建设情况报告"]
        return [Item(href, title) for href, title in zip(self.hrefs, titles, strict=True)]

    def links(self, page: WebPage) -> list[Link]:
        return self.adapter.report_links(page)

    def test_the_family_is_registered_once(self) -> None:
        assert [adapter.family for adapter in ADAPTERS].count(self.adapter.family) == 1

    def test_a_page_of_the_family_is_known_as_such(self) -> None:
        for number in (1, 2, 3):
            page = self.page(*self.items(), number=number, total=3)
            assert self.adapter.matches(page)
            assert adapter_for(page).family == self.adapter.family
            assert adapter_for(page, self.adapter.family) is adapter_for(page)

    def test_a_page_of_another_family_is_not_known_as_this_one(self) -> None:
        known = {name: adapter_for(page).family for name, page in FOREIGN.items()}
        assert known == {name: name for name in FOREIGN}
        assert self.adapter.family in known

    def test_every_item_is_found_once_in_order_with_its_date(self) -> None:
        first, second = self.items()
        links = self.links(self.page(first, second))
        assert [link.text for link in links] == [first.shown, second.shown]
        assert all(link.url.startswith(f"{SITE}/") for link in links)
        assert [link.published for link in links] == [date(2023, 3, 1)] * 2

    def test_an_item_that_stands_twice_is_one_link(self) -> None:
        first, second = self.items()
        links = self.links(self.page(first, second, first, replace(second, href=f"{second.href}#top")))
        assert [link.text for link in links] == [first.shown, second.shown]

    def test_items_of_another_site_keep_their_own_address(self) -> None:
        away = Item("https://www.elsewhere.example/202303/t20230301_9.html", "省里的法治政府建设情况报告")
        urls = [link.url for link in self.links(self.page(self.items()[0], away))]
        assert away.href in urls
        assert len(urls) == 2

    def test_what_leads_nowhere_is_no_item(self) -> None:
        nowhere = [
            Item("javascript:getList(2)", "青岩镇2020年法治政府建设情况报告"),
            Item("#top", "青岩镇2019年法治政府建设情况报告"),
            Item("mailto:a@qingyan.example", "青岩镇2018年法治政府建设情况报告"),
            Item("http://[broken", "青岩镇2017年法治政府建设情况报告"),
        ]
        assert len(self.links(self.page(*self.items(), *nowhere))) == 2

    def test_the_pages_follow_one_another_and_the_last_has_no_next(self) -> None:
        total = 3
        for number in range(1, total):
            page = self.page(*self.items(), number=number, total=total)
            assert self.adapter.next_pages(page) == [self.address(number + 1)]
        assert self.adapter.next_pages(self.page(*self.items(), number=total, total=total)) == []

    def test_a_list_of_one_page_has_no_next(self) -> None:
        assert self.adapter.next_pages(self.page(*self.items())) == []

    def test_a_later_page_without_an_item_ends_the_list(self) -> None:
        assert self.adapter.next_pages(self.page(number=2, total=3)) == []

    def test_a_stub_beyond_the_last_page_gives_nothing(self) -> None:
        stub = WebPage(self.address(9), "<html><head><title>404</title></head><body>页面不存在</body></html>")
        assert self.links(stub) == []
        assert self.adapter.next_pages(stub) == []

    def test_an_empty_page_gives_nothing(self) -> None:
        assert self.links(WebPage(self.address(1), "")) == []
        assert self.adapter.next_pages(WebPage(self.address(1), "")) == []

    @pytest.mark.parametrize("garbage", GARBAGE)
    def test_garbage_raises_nothing(self, garbage: str) -> None:
        for number in (1, 2):
            page = WebPage(self.address(number), garbage)
            assert isinstance(self.adapter.matches(page), bool)
            for link in self.links(page):
                assert link.url.startswith(("http://", "https://"))
            assert all(url.startswith(("http://", "https://")) for url in self.adapter.next_pages(page))


class HtmlListContract(AdapterContract):
    """The contract of a family whose lists stand in the pages themselves."""

    def pager(self, number: int, total: int) -> str:
        """What draws the pager on that page."""
        raise NotImplementedError

    def page(self, *items: Item, number: int = 1, total: int = 1, extra: str = "") -> WebPage:
        lines = "\n".join(item.html for item in items)
        html = (
            '<html><head><title>法治政府建设</title></head><body><div class="nav"><a href="/">首页</a>'
            f'<a href="/zwgk/">政务公开</a></div><ul class="list">{lines}</ul>{extra}'
            f'<div class="page">{self.pager(number, total)}</div></body></html>'
        )
        return WebPage(self.address(number), html)

    def test_a_title_that_the_list_cuts_short_is_read_from_its_attribute(self) -> None:
        item = Item(
            self.hrefs[0], "青岩镇人民政府关于2022年法治政府…", "青岩镇人民政府关于2022年法治政府建设情况的报告"
        )
        (link,) = self.links(self.page(item))
        assert (link.text, link.truncated) == (item.title, False)

    def test_a_title_cut_short_without_attribute_says_so(self) -> None:
        (link,) = self.links(self.page(Item(self.hrefs[0], "青岩镇人民政府关于2022年法治政府...")))
        assert link.truncated

    def test_a_title_broken_up_by_empty_spans_is_whole(self) -> None:
        title = "青岩镇2022年法治政府建设情况报告"
        shown = "".join(f"<span> </span>{character}" for character in title)
        (link,) = self.links(self.page(Item(self.hrefs[0], shown, title)))
        assert link.text == title

    def test_a_title_broken_up_by_spans_is_whole_without_attribute(self) -> None:
        title = "青岩镇2022年法治政府建设情况报告"
        shown = "".join(f'<span class="p_tit"></span>{character}' for character in title)
        (link,) = self.links(self.page(Item(self.hrefs[0], shown)))
        assert link.text == title

    def test_an_attribute_that_is_not_the_title_does_not_replace_it(self) -> None:
        (link,) = self.links(self.page(Item(self.hrefs[0], "青岩镇2022年法治政府建设情况报告", "点击查看")))
        assert link.text == "青岩镇2022年法治政府建设情况报告"

    def test_an_item_with_picture_and_text_is_one_link(self) -> None:
        href = self.hrefs[0]
        picture = (
            f'<li><a href="{href}"><img src="x.png" alt="图"></a><a href="{href}">青岩镇2022年法治政府建设情况报告</a>'
        )
        page = self.page(extra=f"<ul>{picture}<span>2023-03-01</span></li></ul>")
        assert [link.text for link in self.links(page)] == ["青岩镇2022年法治政府建设情况报告"]

    def test_a_list_hidden_in_a_comment_is_found_where_the_page_shows_none(self) -> None:
        hidden = "".join(item.html for item in self.items())
        page = self.page(extra=f"<!-- <ul>{hidden}</ul> --><div id='live'></div>")
        assert len(self.links(page)) == 2

    def test_a_list_in_a_comment_is_old_where_the_page_shows_another(self) -> None:
        shown, old = self.items()
        page = self.page(shown, extra=f"<!-- <ul>{old.html}</ul> -->")
        assert [link.text for link in self.links(page)] == [shown.shown]

    def test_the_pager_is_read_out_of_the_comment_that_hides_the_list(self) -> None:
        hidden = "".join(item.html for item in self.items())
        page = self.page()
        commented = f"<html><body><!--<ul>{hidden}</ul>{self.pager(1, 3)}--><div id='live'></div></body></html>"
        page = WebPage(self.address(1), commented)
        assert len(self.links(page)) == 2
        assert self.adapter.next_pages(page) == [self.address(2)]
