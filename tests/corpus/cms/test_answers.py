"""Families whose further pages are answers of a server, in JSON or XML."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest

from corpus.cms import WebPage, adapter_for
from corpus.cms.channels import Channels
from corpus.cms.gkmlpt import Gkmlpt
from corpus.cms.hanweb import Hanweb
from corpus.cms.jpaas import Jpaas
from corpus.cms.plain import Plain
from corpus.cms.ucap import Ucap
from tests.corpus.cms.contract import SITE, AdapterContract, HtmlListContract, Item

HEX = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
OTHER_HEX = "a5b4c3d2e1f00f1e2d3c4b5a69788796"
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
CHINA = timezone(timedelta(hours=8))
MORNING = int(datetime(2023, 3, 1, 0, 30, tzinfo=CHINA).timestamp())  # the day before, in UTC
TITLE = "青岩镇2022年法治政府建设情况报告"

JPAGE = {
    "col": "1",
    "appid": "1",
    "webid": "7",
    "path": "/",
    "columnid": "81",
    "sourceContentType": "1",
    "unitid": "90",
}
JPAGE |= {"webname": "青岩县 人民政府", "permissiontype": "0"}
PER_PAGE = 2


def records(items: tuple[Item, ...]) -> str:
    return "".join(f"<record><![CDATA[{item.html}]]></record>" for item in items)


class TestJpage(AdapterContract):
    """The first batch stands in the column, the others are asked for by the numbers of their records."""

    adapter = Hanweb()
    hrefs = ["/art/2023/3/1/art_81_1002.html", "http://www.qingyan.example:80/../art/2023/3/1/art_81_1001.html"]
    proxy = "/module/web/jpage/dataproxy.jsp"

    def items(self) -> list[Item]:
        first, second = super().items()
        return [first, Item("https://www.qingyan.example/art/2023/3/1/art_81_1001.html", second.shown)]

    def address(self, number: int) -> str:
        if number == 1:
            return f"{SITE}/col/col81/index.html"
        first = (number - 1) * PER_PAGE + 1
        asked = {"startrecord": first, "endrecord": first + PER_PAGE - 1, "perpage": PER_PAGE, **JPAGE}
        return f"{SITE}{self.proxy}?{urlencode(asked)}"

    def call(self, total: int) -> str:
        given = ",".join(f"{name}:'{value}'" for name, value in JPAGE.items())
        return f"""<script>$(function(){{$("#90").jpage({{totalRecord:{total * PER_PAGE}, perPage:{PER_PAGE},
            proxyUrl:'{self.proxy}', ajaxParam:{{{given}}}}});}});</script>"""

    def page(self, *items: Item, number: int = 1, total: int = 1) -> WebPage:
        store = f"<recordset>{records(items)}</recordset></datastore>"
        if number > 1:
            return WebPage(self.address(number), f"<datastore><totalrecord>{total * PER_PAGE}</totalrecord>{store}")
        column = f'<div id="90"><script type="text/xml"><datastore>{store}</script></div>{self.call(total)}'
        return WebPage(self.address(1), f"<html><body><a href='/'>首页</a>{column}</body></html>")


class TestOlderJpage(AdapterContract):
    """Each answer says where the next group is."""

    adapter = Hanweb()
    hrefs = ["/art/2023/3/1/art_81_1002.html", "/art/2023/3/1/art_81_1001.html"]

    def address(self, number: int) -> str:
        if number == 1:
            return f"{SITE}/col/col81/index.html"
        return f"{SITE}/module/jpage/dataproxy.jsp?page={number - 1}&webid=7&path=/&columnid=81&unitid=90"

    def page(self, *items: Item, number: int = 1, total: int = 1) -> WebPage:
        following = self.address(number + 1).removeprefix(SITE)
        group = f'<nextgroup><![CDATA[<a href="{following}"></a>]]></nextgroup>' if number < total else ""
        store = f"<datastore>{group}<recordset>{records(items)}</recordset></datastore>"
        html = store if number > 1 else f"<html><body><div><script type='text/xml'>{store}</script></div></body></html>"
        return WebPage(self.address(number), html)


class TestJpageAsStaticList(HtmlListContract):
    """A column that is drawn on the server, with an ordinary pager."""

    adapter = Hanweb()
    hrefs = TestOlderJpage.hrefs

    def address(self, number: int) -> str:
        return f"{SITE}/col/col81/index.html" + (f"?uid=90&pageNum={number}" if number > 1 else "")

    def pager(self, number: int, total: int) -> str:
        return f'<a href="index.html?uid=90&pageNum={number + 1}">下页</a>' if number < total else ""


class TestJpaas(AdapterContract):
    """The column names the unit; the unit answers HTML in JSON."""

    adapter = Jpaas()
    hrefs = [f"/art/2023/art_{HEX}.html", f"/art/2023/art_{OTHER_HEX}.html"]
    keys = {
        "webId": "ab12",
        "pageId": "1229",
        "parseType": "bulidstatic",
        "pageType": "column",
        "tagId": "当前栏目_list",
    }

    def address(self, number: int) -> str:
        if number == 1:
            return f"{SITE}/col/col1229/index.html"
        wanted = json.dumps({"pageNo": number, "pageSize": PER_PAGE}, separators=(",", ":"))
        return f"{SITE}{UNIT}?{urlencode({**self.keys, 'paramJson': wanted})}"

    def html(self, items: tuple[Item, ...], number: int, total: int) -> str:
        lines = "".join(item.html for item in items)
        count = total * PER_PAGE - 1
        pagination = f'<div class="pagination" rows="{PER_PAGE}" count="{count}" pageNo="{number}"></div>'
        return f'<div class="page-content"><ul>{lines}</ul></div>{pagination}'

    def page(self, *items: Item, number: int = 1, total: int = 1) -> WebPage:
        html = self.html(items, number, total)
        if number > 1:
            return WebPage(self.address(number), json.dumps({"success": True, "data": {"html": html}}))
        query = str(self.keys).replace(" ", "")
        unit = f'<script parseType="bulidstatic" url="{UNIT}" queryData="{query}"></script>'
        return WebPage(self.address(1), f"<html><body>{unit}{html}</body></html>")


class FeedContract(AdapterContract):
    """A list in JSON; a title has no inside there, and no attribute."""

    def entry(self, item: Item) -> dict[str, Any]:
        raise NotImplementedError


class TestGkmlptAnswers(FeedContract):
    adapter = Gkmlpt()
    hrefs = [
        "http://www.qingyan.example/qyx/gkmlpt/content/1/12/post_12.html",
        "//www.qingyan.example/gkmlpt/content/1/11/post_11.html",
    ]

    def items(self) -> list[Item]:
        first, second = super().items()
        return [Item(f"{SITE}/qyx/gkmlpt/content/1/12/post_12.html", first.shown), second]

    def address(self, number: int) -> str:
        return f"{SITE}/qyx/gkmlpt/api/all/721?page={number}&sid=662021"

    def entry(self, item: Item) -> dict[str, Any]:
        written = MORNING - 40 * 86400
        return {
            "id": 12,
            "title": item.shown,
            "publisher": "青岩县",
            "url": item.href,
            "date": written,
            "create_time": MORNING,
        }

    def page(self, *items: Item, number: int = 1, total: int = 1) -> WebPage:
        articles = [self.entry(item) for item in items]
        answer = {"classify": {"id": 721, "name": "法治政府建设", "post_count": 9999}, "articles": articles}
        return WebPage(self.address(number), json.dumps({**answer, "total": total * 100 - 3}, ensure_ascii=False))


class TestGkmlptPortal(HtmlListContract):
    adapter = Gkmlpt()
    hrefs = ["/zwgk/fzzf/content/post_12.html", "http://www.qingyan.example/zwgk/content/mpost_11.html"]

    def items(self) -> list[Item]:
        first, second = super().items()
        return [first, Item(f"{SITE}/zwgk/content/mpost_11.html", second.shown)]

    def address(self, number: int) -> str:
        return self.folder + ("index.html" if number == 1 else f"index_{number}.html")

    def pager(self, number: int, total: int) -> str:
        return f'<a class="next" href="{self.address(number + 1)}">下一页</a>' if number < total else "<a>下一页</a>"


class TestChannelAnswers(FeedContract):
    adapter = Channels()
    hrefs = [
        "/qyx/col/col81/content/content_1951206363677671412.html",
        "/qyx/col/col81/content/content_1951206363677671411.html",
    ]

    def address(self, number: int) -> str:
        asked = {"current": number, "webSiteCode[]": "qyx", "channelCode[]": "col81", "pageSize": PER_PAGE}
        return f"{SITE}/queryList?{urlencode(asked)}"

    def entry(self, item: Item) -> dict[str, Any]:
        return {"source": {"title": item.shown, "pubDate": MORNING * 1000, "urls": json.dumps({"pc": item.href})}}

    def page(self, *items: Item, number: int = 1, total: int = 1) -> WebPage:
        data = {"total": total * PER_PAGE, "results": [self.entry(item) for item in items]}
        return WebPage(self.address(number), json.dumps({"code": 200, "data": data}))


class TestUcapLists(HtmlListContract):
    adapter = Ucap()
    hrefs = ["/zwgk/202303/content_5671012.htm", "/zwgk/content/2023-03/01/content_5671011.htm"]

    def address(self, number: int) -> str:
        return self.folder + ("home.htm" if number == 1 else f"home_{number - 1}.htm")

    def pager(self, number: int, total: int) -> str:
        return f"<script>createPageHTML({total}, {number - 1}, 'home', 'htm');</script>"


class TestAnyOtherFeed(FeedContract):
    adapter = Plain()
    hrefs = ["/show?id=12", "/show?id=11"]

    def address(self, number: int) -> str:
        return f"{SITE}/api/articles?channel=7&pageNo={number}&pageSize=2"

    def entry(self, item: Item) -> dict[str, Any]:
        return {"title": item.shown, "link": item.href, "publishDate": f"{item.day} 09:30:00"}

    def page(self, *items: Item, number: int = 1, total: int = 1) -> WebPage:
        data = {"list": [self.entry(item) for item in items], "totalCount": total * PER_PAGE}
        return WebPage(self.address(number), json.dumps({"data": data}))


@pytest.mark.parametrize(
    ("shown", "total", "start"),
    [
        pytest.param(2, 9, "3", id="after what the column shows"),
        pytest.param(0, 9, "1", id="ids and no items"),
        pytest.param(9, 9, None, id="the column shows all"),
    ],
)
def test_a_jpage_column_asks_for_what_it_does_not_show(shown: int, total: int, start: str | None) -> None:
    items = tuple(Item(f"/art/2023/3/1/art_81_{n}.html", TITLE) for n in range(shown))
    call = TestJpage().call(1).replace("totalRecord:2", f"totalRecord:{total}")
    page = WebPage(f"{SITE}/col/col81/index.html", f"<datastore>{records(items)}</datastore>{call}")
    urls = Hanweb().next_pages(page)
    assert [parse_qs(urlsplit(url).query)["startrecord"][0] for url in urls] == ([start] if start else [])
    assert all(parse_qs(urlsplit(url).query)["webname"] == ["青岩县 人民政府"] for url in urls)


def test_each_jpage_list_of_a_column_goes_on_by_itself() -> None:
    first = tuple(Item(f"/art/2023/3/1/art_81_{n}.html", TITLE) for n in range(3))
    other = TestJpage().call(4).replace("'90'", "'91'").replace("'81'", "'82'")
    page = WebPage(f"{SITE}/col/col81/index.html", f"{records(first)}{TestJpage().call(4)}{records(first[:1])}{other}")
    asked = [parse_qs(urlsplit(url).query) for url in Hanweb().next_pages(page)]
    assert [(given["unitid"][0], given["startrecord"][0]) for given in asked] == [("90", "4"), ("91", "2")]


@pytest.mark.parametrize(
    ("group", "following"),
    [
        pytest.param("""<a href='./dataproxy.jsp?page=3&columnid=81'></a>""", "page=3", id="single quotes, relative"),
        pytest.param('&lt;a href="dataproxy.jsp?page=3&amp;columnid=81"&gt;', "page=3", id="escaped"),
        pytest.param('<a href="dataproxy.jsp?page=2&columnid=81"></a>', None, id="the same group again"),
        pytest.param('<a href="dataproxy.jsp?page=9&columnid=81"></a>', None, id="beyond the last page"),
        pytest.param("", None, id="empty"),
    ],
)
def test_a_next_group_leads_on_or_nowhere(group: str, following: str | None) -> None:
    xml = f"<datastore><totalpage>5</totalpage><nextgroup><![CDATA[{group}]]></nextgroup>"
    item = Item("/art/2023/3/1/art_81_1.html", TITLE)
    page = WebPage(f"{SITE}/module/jpage/dataproxy.jsp?page=2&columnid=81", xml + records((item,)))
    expected = [f"{SITE}/module/jpage/dataproxy.jsp?{following}&columnid=81"] if following else []
    assert Hanweb().next_pages(page) == expected


def test_a_record_may_be_escaped_where_others_wrap_it() -> None:
    record = '<record>&lt;a href="/art/2023/3/1/art_81_1.html" title="报告一"&gt;报告一&lt;/a&gt;</record>'
    page = WebPage(f"{SITE}/module/jpage/dataproxy.jsp?page=2", f"<recordset>{record}</recordset>")
    assert [(link.text, link.published) for link in Hanweb().report_links(page)] == [("报告一", date(2023, 3, 1))]


@pytest.mark.parametrize(
    ("column", "asked"),
    [
        pytest.param("", [(1, 15)], id="nothing shown"),
        pytest.param('<div class="pagination" rows="20" count="0"></div>', [(1, 20)], id="a page size and no item"),
        pytest.param("{items}", [(1, 15)], id="items without pagination"),
        pytest.param('{items}<div class="pagination" rows="20" count="45"></div>', [(2, 20)], id="the first page"),
        pytest.param('{items}<div class="pagination" rows="20" count="20"></div>', [], id="the only page"),
        pytest.param(
            """{items}<p id="autB_pagination" queryData="{{'rows':'20','count':'45','pageNo':'1'}}"></p>""",
            [(2, 20)],
            id="pagination that names its numbers in queryData",
        ),
    ],
)
def test_a_column_asks_its_unit_from_where_it_stops(column: str, asked: list[tuple[int, int]]) -> None:
    unit = f"<script url='{UNIT}' queryData=\"{{'webId':'1','tagId':'列表'}}\"></script>"
    html = unit + column.format(items=Item(f"/art/2023/art_{HEX}.html", TITLE).html)
    urls = Jpaas().next_pages(WebPage(f"{SITE}/col/col7/index.html", html))
    queries = [parse_qs(urlsplit(url).query) for url in urls]
    assert [json.loads(query["paramJson"][0]) for query in queries] == [
        {"pageNo": number, "pageSize": size} for number, size in asked
    ]
    assert all(query["tagId"] == ["列表"] for query in queries)


INDEX = '<div id="app"></div><script src="/gkmlpt/js/app.js"></script><script>window._CONFIG = {{{config}}}</script>'


@pytest.mark.parametrize(
    ("address", "config", "categories"),
    [
        pytest.param("/qyx/gkmlpt/index#721", "SID: '66', TREE: []", ["721"], id="the category behind #"),
        pytest.param("/qyx/gkmlpt/index", "SID: '66'", ["0"], id="no catalogue"),
        pytest.param(
            "/qyx/gkmlpt/index",
            '"SITE_ID": 66, "TREE": [{"id": 1, "children": [{"id": 7}, {"id": 8}]}, {"id": 9, "jump_url": "/x"}]',
            ["7", "8"],
            id="the lowest categories of the catalogue",
        ),
        pytest.param("/qyx/gkmlpt/index", "SID: '66', TREE: [{broken", ["0"], id="a catalogue that cannot be read"),
        pytest.param("/qyx/gkmlpt/content/1/7/post_7.html", "SID: '66'", [], id="an article"),
    ],
)
def test_the_index_of_the_platform_leads_to_its_categories(address: str, config: str, categories: list[str]) -> None:
    page = WebPage(SITE + address, INDEX.format(config=config))
    assert adapter_for(page).family == "gkmlpt"
    assert Gkmlpt().next_pages(page) == [f"{SITE}/qyx/gkmlpt/api/all/{id_}?page=1&sid=66" for id_ in categories]


def test_page_zero_and_page_one_of_a_category_are_the_same() -> None:
    html = json.dumps({"articles": [{"title": TITLE, "url": "/gkmlpt/content/1/1/post_1.html"}], "total": 300})
    page = WebPage(f"{SITE}/gkmlpt/api/all/7?page=0&sid=66", html)
    assert Gkmlpt().next_pages(page) == [f"{SITE}/gkmlpt/api/all/7?page=2&sid=66"]


@pytest.mark.parametrize(
    ("shown", "more"), [pytest.param(100, True, id="full"), pytest.param(99, False, id="not full")]
)
def test_without_a_count_a_full_answer_is_followed_by_another(shown: int, more: bool) -> None:
    articles = [{"title": TITLE, "url": f"/gkmlpt/content/1/1/post_{n}.html"} for n in range(shown)]
    page = WebPage(f"{SITE}/gkmlpt/api/all/7?page=1&sid=66", json.dumps({"articles": articles}))
    assert bool(Gkmlpt().next_pages(page)) is more


def test_a_template_with_ids_and_no_items_asks_for_its_channel() -> None:
    html = """<script id="div38" type="text/x-handlebars-template">{{#each data}}<a href='{{pcUrl}}'></a>
        {{/each}}</script>
        <script>var params = { current: 1, unitid: '38', webSiteCode: ['qyx'], channelCode: ['col81'], perPage: '20' };
        loadPageData(params, '38');</script>"""
    page = WebPage(f"{SITE}/qyx/col/col81/index.html", html)
    assert adapter_for(page).family == "channels"
    assert Channels().report_links(page) == []
    (url,) = Channels().next_pages(page)
    assert parse_qs(urlsplit(url).query) == {
        "current": ["1"], "unitid": ["38"], "webSiteCode[]": ["qyx"], "channelCode[]": ["col81"], "pageSize": ["20"],
    }  # fmt: skip


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("$.ajax({ type: 'get', url: './FZZF.json', dataType: 'json' })", id="ajax"),
        pytest.param('$.getJSON("/zwgk/fzzf/FZZF.json?v=" + Math.random(), draw)', id="getJSON"),
        pytest.param("fetch('FZZF.json').then(draw)", id="fetch"),
        pytest.param("$.getJSON('FZZF.json?v=3', draw)", id="with a version"),
    ],
)
def test_a_column_without_items_leads_to_its_feed(script: str) -> None:
    page = WebPage(f"{SITE}/zwgk/fzzf/home.htm", f"<ul id='list'></ul><script>{script}</script>")
    assert adapter_for(page).family == "ucap"
    assert Ucap().next_pages(page) == [f"{SITE}/zwgk/fzzf/FZZF.json"]


def test_a_feed_holds_the_whole_column() -> None:
    entries = [
        {"TITLE": "<b>青岩镇</b>报告", "URL": "/zwgk/202303/content_12.htm", "DOCRELPUBTIME": "2023-03-01"},
        {"TITLE": "青岩镇&amp;联合镇报告", "URL": "content_11.htm", "DOCRELPUBTIME": ""},
        {"TITLE": "", "URL": "/zwgk/202303/content_10.htm"},
        {"TITLE": "没有地址的报告"},
    ]
    page = WebPage(f"{SITE}/zwgk/fzzf/FZZF.json", json.dumps(entries))
    assert adapter_for(page).family == "ucap"
    assert [(link.url, link.text, link.published) for link in Ucap().report_links(page)] == [
        (f"{SITE}/zwgk/202303/content_12.htm", "青岩镇报告", date(2023, 3, 1)),
        (f"{SITE}/zwgk/fzzf/content_11.htm", "青岩镇&联合镇报告", None),
    ]
    assert Ucap().next_pages(page) == []


@pytest.mark.parametrize(
    ("value", "day"),
    [
        pytest.param(MORNING, date(2023, 3, 1), id="seconds, by China's clock"),
        pytest.param(MORNING * 1000, date(2023, 3, 1), id="milliseconds"),
        pytest.param(str(MORNING), date(2023, 3, 1), id="seconds as text"),
        pytest.param("2023-03-01 00:30:00", date(2023, 3, 1), id="text"),
        pytest.param("2023年3月1日", date(2023, 3, 1), id="Chinese"),
        pytest.param(0, None, id="zero"),
        pytest.param(-5, None, id="negative"),
        pytest.param(10**30, None, id="beyond any calendar"),
        pytest.param(float("nan"), None, id="no number"),
        pytest.param("昨天", None, id="no date"),
        pytest.param(None, None, id="null"),
    ],
)
def test_dates_of_a_feed_are_read_in_every_form(value: object, day: date | None) -> None:
    page = WebPage(f"{SITE}/list.json", json.dumps([{"title": TITLE, "url": "/1", "date": value}]))
    assert [link.published for link in Plain().report_links(page)] == [day]


@pytest.mark.parametrize(
    ("answer", "more"),
    [
        pytest.param({"totalPages": 3}, True, id="pages left"),
        pytest.param({"totalPages": 2}, False, id="the last page"),
        pytest.param({"total": "41"}, True, id="items left"),
        pytest.param({"total": 40}, False, id="no items left"),
        pytest.param({}, False, id="no count"),
    ],
)
def test_a_feed_of_any_make_goes_on_up_to_its_count(answer: dict[str, object], more: bool) -> None:
    html = json.dumps({"rows": [{"title": TITLE, "url": "/1"}], **answer})
    page = WebPage(f"{SITE}/api/list?channel={quote('法治')}&page=2&rows=20", html)
    following = [f"{SITE}/api/list?channel={quote('法治')}&page=3&rows=20"]
    assert Plain().next_pages(page) == (following if more else [])


OLDER = """<script>var InitData90=['<li><a href=\\'/art/2023/3/1/art_81_12.html\\'>报告甲</a>[2023-03-01]</li>',
    '<li><a href="/art/2023/3/1/art_81_11.html">报告乙</a>[2023-03-01]</li>','<li>没有链接</li>'];
    $(function(){$('#90').jpage({totalRecord:9,dataStore:InitData90,perPage:2,groupSize:1,
    proxyUrl:'/module/jslib/jquery/jpage/dataproxy.jsp',ajaxParam:{columnid:81,unitid:'90'}});});</script>"""


def test_the_first_batch_of_an_older_column_stands_in_an_array() -> None:
    page = WebPage(f"{SITE}/col/col81/index.html", OLDER)
    assert [(link.text, link.published) for link in Hanweb().report_links(page)] == [
        ("报告甲", date(2023, 3, 1)),
        ("报告乙", date(2023, 3, 1)),
    ]
    (url,) = Hanweb().next_pages(page)
    assert url.startswith(f"{SITE}/module/jslib/jquery/jpage/dataproxy.jsp?startrecord=3&endrecord=4&perpage=2&")


def test_an_older_proxy_answers_an_array() -> None:
    answer = """var total = 9; var dataStore = ['<a href="/art/2023/3/1/art_81_10.html">报告丙</a>'];"""
    page = WebPage(f"{SITE}/module/jslib/jquery/jpage/dataproxy.jsp?startrecord=3&endrecord=3", answer)
    assert [link.text for link in Hanweb().report_links(page)] == ["报告丙"]


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("var param_90={columnid:81,unitid:'90'}; $('#90').jpage({totalRecord:9});", id="by the unit"),
        pytest.param("var p = {columnid:'81'}; $('#90').jpage({totalRecord:9, ajaxParam: p});", id="named in the call"),
        pytest.param("$('#90').jpage({totalRecord:9, ajaxParam:{columnid:81}});", id="the unit in the selector alone"),
    ],
)
def test_what_names_a_jpage_list_may_stand_beside_its_call(script: str) -> None:
    page = WebPage(f"{SITE}/col/col81/index.html", f"<div id='90'></div><script>{script}</script>")
    asked = [parse_qs(urlsplit(url).query) for url in Hanweb().next_pages(page)]
    assert [(given["columnid"], given["unitid"]) for given in asked] == [(["81"], ["90"])]


@pytest.mark.parametrize(("number", "more"), [(1, True), (4, True), (5, False)])
def test_an_answer_without_next_group_goes_on_up_to_its_count_of_pages(number: int, more: bool) -> None:
    item = Item("/art/2023/3/1/art_81_1.html", TITLE)
    xml = f"<datastore><totalpage>5</totalpage><recordset>{records((item,))}</recordset></datastore>"
    proxy = f"{SITE}/module/web/jpage/dataproxy.jsp?webid=7&page="
    following = [f"{proxy}{number + 1}&columnid=81"] if more else []
    assert Hanweb().next_pages(WebPage(f"{proxy}{number}&columnid=81", xml)) == following


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        pytest.param("/module/web/jpage/dataproxy.jsp?page=2", "<record><![CDATA[{link}]]></record>", id="records"),
        pytest.param(f"{UNIT}?webId=1", '{{"data": {{"html": "<ul>{link}</ul>"}}}}', id="a unit"),
    ],
)
def test_in_an_answer_every_link_is_an_item_where_none_has_a_shape_or_a_date(address: str, answer: str) -> None:
    page = WebPage(SITE + address, answer.format(link="<a href='/show/12'>报告甲</a>"))
    assert [link.url for link in adapter_for(page).report_links(page)] == [f"{SITE}/show/12"]


@pytest.mark.parametrize(
    ("items", "pager", "following"),
    [
        pytest.param("", "", ["FZZF.json"], id="nothing shown"),
        pytest.param("{item}", "", ["FZZF.json"], id="items without a pager"),
        pytest.param("{item}", "<a href='home_1.htm'>下一页</a>", ["home_1.htm"], id="items and a pager"),
    ],
)
def test_a_column_goes_on_by_its_pager_or_else_by_its_feed(items: str, pager: str, following: list[str]) -> None:
    item = Item("/zwgk/202303/content_12.htm", TITLE).html
    script = "<script>$.getJSON('FZZF.json', draw)</script>"
    page = WebPage(f"{SITE}/zwgk/fzzf/home.htm", f"<ul>{items.format(item=item)}</ul>{pager}{script}")
    assert Ucap().next_pages(page) == [f"{SITE}/zwgk/fzzf/{name}" for name in following]


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        pytest.param(f"{UNIT}?webId=1", '{"data": {"html": "<ul><li>LINK</li></ul>"}}', id="a unit"),
        pytest.param(
            "/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=9&columnid=1&unitid=2",
            "<datastore><recordset><record><![CDATA[LINK]]></record></recordset></datastore>",
            id="records",
        ),
        pytest.param("/fz/feed?page=1", '[{"title": "TITLE", "url": "art/2023/3/1/art_1_2.html"}]', id="a feed"),
    ],
)
def test_relative_links_of_an_answer_start_from_the_column_that_shows_it(address: str, answer: str) -> None:
    html = answer.replace("LINK", f"<a href='art/2023/3/1/art_1_2.html'>{TITLE}</a>").replace("TITLE", TITLE)
    page = WebPage(SITE + address, html, shown_on=f"{SITE}/col/col81/index.html")
    (link,) = adapter_for(page).report_links(page)
    assert (link.url, link.text) == (f"{SITE}/col/col81/art/2023/3/1/art_1_2.html", TITLE)
