"""Every list, followed the way its own script or links lead, shows each of its items once and in order."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin

import pytest
from bs4 import BeautifulSoup

from localsite import REPORTS
from localsite.contents import column_crumb, listings
from localsite.editions import first_edition
from localsite.families import FAMILIES
from localsite.hosts import HOSTS, PublishingHost

if TYPE_CHECKING:
    from localsite.listing import Listing

LISTINGS = [listing for host in HOSTS for listing in listings(host, REPORTS)]
PAGER_CALL = re.compile(r"createPageHTML\((.*?)\);")
PROXY_SETTINGS = re.compile(r"totalRecord:(\d+),proxyUrl:'([^']+)'.*?perPage:(\d+).*?ajaxParam:\{(.*?)\}", re.DOTALL)
WRONG_QUERY = {"unitid": "1", "columnid": "1"}


class Browser:
    """What a visitor's browser does on one host; addresses are paths."""

    def __init__(self, host: str) -> None:
        self.host = PublishingHost(host, first_edition())

    def text(self, target: str) -> str:
        answer = self.host.answer(target, {})
        assert answer.status == 200, target
        assert answer.body is not None
        label = re.search(rb"charset=(gb\w+)", answer.body)
        charset = {None: "utf-8", b"gb2312": "gbk", b"gb18030": "gb18030"}[label and label[1]]
        return answer.body.decode(charset)

    def soup(self, target: str) -> BeautifulSoup:
        return BeautifulSoup(self.text(target), "lxml")


def links(soup: BeautifulSoup, base: str) -> list[str]:
    found = [urljoin(base, str(anchor["href"])) for anchor in soup.select(".items a[href]")]
    return [link for link in found if link.startswith("/")]


def by_call(browser: Browser, first: str) -> Iterator[str]:
    """TRS: the script's call says how many pages there are, and how they are named."""
    call = PAGER_CALL.search(browser.text(first))
    assert call is not None
    numbers = [int(number) for number in re.findall(r"\b\d+\b", call[1])]
    quoted = call[1].startswith("'")
    pages = numbers[1] if len(numbers) == 3 and not quoted else numbers[0]
    stem, extension = re.findall(r"['\"](\w+)['\"]", call[1])[-2:]
    for number in range(pages):
        name = f"{stem}_{number + 1 if quoted else number}" if number else stem
        path = urljoin(first, f"{name}.{extension}")
        yield from links(browser.soup(path), path)


def by_next(browser: Browser, first: str) -> Iterator[str]:
    """Links with the word for the next page, else with the number after the current one's."""
    following: str | None = first
    while following is not None:
        path, soup = following, browser.soup(following)
        yield from links(soup, path)
        anchor = soup.select_one('a:-soup-contains("下一页")') or soup.select_one(".pagination .current + a")
        following = urljoin(path, str(anchor["href"])) if anchor is not None else None


def by_group(browser: Browser, first: str) -> Iterator[str]:
    """JCMS: the records in the page, then the next group as each answer names it."""
    text = browser.text(first)
    while True:
        store = re.search(r"<datastore>.*</datastore>", text, re.DOTALL)
        assert store is not None
        group = re.search(r'<nextgroup><!\[CDATA\[<a href="([^"]+)"', store[0])
        for record in re.findall(r"<record><!\[CDATA\[(.*?)\]\]></record>", store[0], re.DOTALL):
            yield from re.findall(r'href="([^"]+)"', record)
        if group is None:
            return
        text = browser.text(group[1])


def by_records(browser: Browser, first: str) -> Iterator[str]:
    """JCMS: the records by their numbers, as the script asks for them."""
    settings = PROXY_SETTINGS.search(browser.text(first))
    assert settings is not None
    total, step = int(settings[1]), int(settings[3])
    given = dict(re.findall(r"(\w+):'([^']*)'", settings[4]))
    for start in range(1, total + 1, step):
        query = {"startrecord": start, "endrecord": min(start + step - 1, total), "perpage": step, **given}
        yield from re.findall(r'href="([^"]+)"', browser.text(f"{settings[2]}?{urlencode(query)}"))


def by_unit(browser: Browser, first: str) -> Iterator[str]:
    """JPAAS: the unit that the page's script names, page after page."""
    script = browser.soup(first).select_one('script[parsetype="bulidstatic"]')
    assert script is not None
    given = json.loads(str(script["querydata"]).replace("'", '"'))
    number, count = 1, 1
    while (number - 1) * 3 < count:
        query = {**given, "paramJson": json.dumps({"pageNo": number, "pageSize": 3})}
        answer: dict[str, Any] = json.loads(browser.text(f"{script['url']}?{urlencode(query)}"))
        soup = BeautifulSoup(answer["data"]["html"], "lxml")
        pager = soup.select_one("div.pagination")
        assert pager is not None
        number, count = number + 1, int(str(pager["count"]))
        yield from links(soup, first)


def by_api(browser: Browser, first: str) -> Iterator[str]:
    """gkmlpt: the category in the catalogue, then the API until a page is not full; the bulletins left out."""
    config = re.search(r"window\._CONFIG = (\{.*\});", browser.text(first))
    assert config is not None
    given = json.loads(config[1])
    category = given["TREE"][0]["children"][0]
    number = 1
    articles: list[dict[str, Any]] = [{}] * 100
    while len(articles) == 100:
        answer = json.loads(browser.text(f"/gkmlpt/api/all/{category['id']}?page={number}&sid={given['SID']}"))
        articles = answer["articles"]
        yield from (article["url"] for article in articles if "普法简讯" not in article["title"])
        number += 1


def by_feed(browser: Browser, first: str) -> Iterator[str]:
    """UCAP: the feed that the page's script reads."""
    feed = re.search(r"url: '([^']+)'", browser.text(first))
    assert feed is not None
    yield from (entry["URL"] for entry in json.loads(browser.text(urljoin(first, feed[1]))))


def by_query(browser: Browser, first: str) -> Iterator[str]:
    """queryList: the channel that the page's script names, page after page up to the total."""
    text = browser.text(first)
    given = re.search(r"webSiteCode: \['(\w+)'\],\s+channelCode: \['(\w+)'\]", text)
    assert given is not None
    number, total, size = 1, 1, 3
    while (number - 1) * size < total:
        query = {"current": number, "webSiteCode[]": given[1], "channelCode[]": given[2], "pageSize": size}
        data = json.loads(browser.text(f"/queryList?{urlencode(query)}"))["data"]
        number, total = number + 1, data["total"]
        yield from (json.loads(entry["source"]["urls"])["pc"] for entry in data["results"])


WALKS: dict[str, Callable[[Browser, str], Iterator[str]]] = {
    "trs": by_call,
    "trs-records": by_call,
    "trs-quoted": by_call,
    "jcms": by_records,
    "jcms-old": by_group,
    "jpaas": by_unit,
    "gkmlpt": by_api,
    "gkmlpt-portal": by_next,
    "ucap": by_feed,
    "ucap-home": by_next,
    "hex-month": by_next,
    "hex-day": by_next,
    "timestamp": by_next,
    "c-content": by_next,
    "channels": by_query,
    "query": by_next,
    "numbered": by_next,
    "plain": by_next,
}


def id_of(listing: Listing) -> str:
    return f"{listing.place.slug}-{listing.column.folder}"


@pytest.fixture
def browser(request: pytest.FixtureRequest) -> Browser:
    listing: Listing = request.node.callspec.params["listing"]
    return Browser(listing.place.host)


@pytest.mark.parametrize("listing", LISTINGS, ids=id_of)
def test_the_pages_of_a_list_show_every_item_once_and_in_order(browser: Browser, listing: Listing) -> None:
    first = column_crumb(listing.place, listing.column).path
    walked = list(WALKS[listing.place.family](browser, first))
    assert walked == [item.path for item in listing.items]


def test_every_family_is_in_use_and_has_a_list_of_several_pages() -> None:
    longest = {family: max(len(each.items) for each in LISTINGS if each.place.family == family) for family in FAMILIES}
    assert set(longest) == set(WALKS)
    assert [family for family, items in longest.items() if items <= 4] == []


def test_every_report_stands_in_one_list() -> None:
    listed = [(listing.place.host, item.path) for listing in LISTINGS for item in listing.items]
    assert [report.path for report in REPORTS if listed.count((report.host, report.linked_path)) != 1] == []


def test_a_column_page_of_jcms_may_be_a_template_without_records() -> None:
    listing = next(listing for listing in LISTINGS if listing.place.slug == "yuezhuang")
    text = Browser("jcms").text(column_crumb(listing.place, listing.column).path)
    assert "dataproxy.jsp" in text
    assert "<record>" not in text


def test_the_proxy_gives_an_unknown_unit_no_records() -> None:
    text = Browser("jcms").text(f"/module/web/jpage/dataproxy.jsp?{urlencode(WRONG_QUERY)}&startrecord=1&endrecord=9")
    assert "<recordset></recordset>" in text


def test_the_unit_refuses_parameters_that_are_not_its_own() -> None:
    text = Browser("jpaas").text("/api-gateway/jpaas-publish-server/front/page/build/unit?pageId=1")
    assert json.loads(text)["success"] is False


def test_an_unknown_channel_is_an_error() -> None:
    answer = json.loads(Browser("channels").text("/queryList?current=1&channelCode[]=none"))
    assert (answer["code"], answer["data"]) == (400, None)


def test_pages_0_and_1_of_the_api_are_the_same_and_the_last_is_followed_by_none() -> None:
    listing = next(listing for listing in LISTINGS if listing.place.slug == "ruyuan")
    browser, address = Browser("gkmlpt"), f"/gkmlpt/api/all/{listing.number}"
    first, second, third = (json.loads(browser.text(f"{address}?page={number}"))["articles"] for number in (1, 2, 3))
    assert json.loads(browser.text(f"{address}?page=0"))["articles"] == first
    assert (len(first), len(second) < 100, third) == (100, True, [])


def test_the_last_page_that_a_call_names_may_be_a_stub() -> None:
    body = Browser("trs-records").text("/guyuan/zwgk/fzzf/index_2.html").encode()
    assert 300 <= len(body) <= 600
    assert "createPageHTML" not in body.decode()
