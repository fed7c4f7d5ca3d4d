"""The traps of real pagers, on list pages of any make."""

from __future__ import annotations

import pytest

from corpus.cms import WebPage, adapter_for
from corpus.cms.scripts import WrittenAddress, address_of_page
from tests.corpus.cms.contract import SITE, Item

FOLDER = f"{SITE}/zwgk/fzzf/"
ITEMS = "".join(Item(f"/show/{n}.html", f"青岩镇202{n}年法治政府建设情况报告").html for n in range(3))


def following(address: str, pager: str, items: str = ITEMS) -> list[str]:
    page = WebPage(FOLDER + address, f"<html><body><ul>{items}</ul><div class='page'>{pager}</div></body></html>")
    return [url.removeprefix(FOLDER) for url in adapter_for(page).next_pages(page)]


@pytest.mark.parametrize(
    ("address", "call", "url"),
    [
        pytest.param("index.htm", 'createPageHTML(500,0,"index","htm");', "index_1.htm", id="first of 500"),
        pytest.param("index_117.htm", 'createPageHTML(500,117,"index","htm");', "index_118.htm", id="counted from 0"),
        pytest.param("index_499.htm", 'createPageHTML(500,499,"index","htm");', None, id="the last of 500"),
        pytest.param("index.htm", 'createPageHTML(9990,500,0,"index","htm");', "index_1.htm", id="records first"),
        pytest.param("index_499.htm", 'createPageHTML(9990,500,499,"index","htm");', None, id="records, the last"),
        pytest.param("index.html", 'createPageHTML(50, 0, "index","html",849);', "index_1.html", id="records last"),
        pytest.param("", "createPageHTML(5,0,'./index','html')", "index_1.html", id="a name with a folder"),
        pytest.param("list.shtml", "createPageHTML('page_div',10, 1,'list','shtml',200);", "list_2.shtml", id="quoted"),
        pytest.param("list_9.shtml", "createPageHTML('page_div',10, 9,'list','shtml',200);", "list_10.shtml", id="9"),
        pytest.param("list_10.shtml", "createPageHTML('page_div',10,10,'list','shtml',200);", None, id="quoted, last"),
        pytest.param("", "Pager({size:3, current:0, prefix:'index', suffix:'html'});", "index_1.html", id="object"),
        pytest.param("index_2.html", "Pager({size:3, current:2, prefix:'index', suffix:'html'});", None, id="its last"),
        pytest.param("", "Pager({size:3, current:0, prefix:'list', suffix:'htm'})", "list_1.htm", id="another prefix"),
        pytest.param("index.html", "// createPageHTML(5,0,'index','html')", None, id="a call in a line comment"),
    ],
)
def test_the_calls_of_a_pager_name_the_next_page(address: str, call: str, url: str | None) -> None:
    assert following(address, f"<script>{call}</script>") == ([url] if url else [])


@pytest.mark.parametrize(
    ("address", "script", "url"),
    [
        pytest.param("index.html", "var currentPage = 0;var countPage = 2", "index_1.html", id="the first of two"),
        pytest.param("index_1.html", "var currentPage = 1;var countPage = 2", None, id="the last gives no next"),
        pytest.param("index.html", "var countPage = 1//共多少页", None, id="one page"),
        pytest.param("index_3.html", "var countPage = '9'", "index_4.html", id="a number in quotes"),
        pytest.param("list", "var countPage = 3;", "index_1.html", id="an address without a file name"),
        pytest.param("", "var nCurrIndex = 0; var nPageCount = 3;", "index_1.html", id="older names"),
    ],
)
def test_a_count_of_pages_in_a_script_ends_the_list(address: str, script: str, url: str | None) -> None:
    assert following(address, f"<script>\n{script}\n</script>") == ([url] if url else [])


CALLBACK = "$('#page').paging({{ totalPage: {total}, currentPage: {current}, callback: function (page) {{ {go} }} }});"


@pytest.mark.parametrize(
    ("address", "total", "current", "go", "url"),
    [
        pytest.param("l.html", 7, 1, "location.href = 'l_' + page + '.html';", "l_2.html", id="counted from 1"),
        pytest.param("index.html", 7, 1, "location.href='index_'+(page-1)+'.html'", "index_1.html", id="one less"),
        pytest.param("index_1.html", 7, 1, "location.href='index_'+(page-1)+'.html'", "index_2.html", id="stuck at 1"),
        pytest.param("l_7.html", 7, 7, "location.href = 'l_' + page + '.html';", None, id="the last"),
        pytest.param("index_6.html", 7, 7, "location.href='index_'+(page-1)+'.html'", None, id="the last, one less"),
        pytest.param("?page=3", 7, 3, 'window.location = "?page=" + page;', "?page=4", id="a query"),
        pytest.param("?p=1", 7, 2, 'window.location = "?p=" + (page - 1);', "?p=2", id="p=1 is the second page"),
        pytest.param("l.html", 7, 1, "location.href = `l_${page}.html`;", "l_2.html", id="a template"),
        pytest.param("l.html", 7, 1, "draw(page);", None, id="no address"),
        pytest.param("l.html", 7, 1, "location.href = '/search?word=' + page;", None, id="another query"),
    ],
)
def test_a_plug_in_counts_from_one_and_its_callback_writes_the_address(
    address: str, total: int, current: int, go: str, url: str | None
) -> None:
    script = CALLBACK.format(total=total, current=current, go=go)
    assert following(address, f"<div id='page'></div><script>{script}</script>") == ([url] if url else [])


@pytest.mark.parametrize(
    ("count", "curr", "url"),
    [(31, 1, "?page=2"), (31, 2, "?page=3"), (31, 3, None), (30, 2, None), (0, 1, None)],
)
def test_a_plug_in_may_count_items(count: int, curr: int, url: str | None) -> None:
    script = f"""laypage.render({{elem: 'page', count: {count}, limit: 15, curr: {curr},
        jump: function (obj, first) {{ if (!first) location.href = '?page=' + obj.curr; }}}});"""
    assert following("", f"<div id='page'></div><script>{script}</script>") == ([url] if url else [])


@pytest.mark.parametrize(
    ("address", "pager", "url"),
    [
        pytest.param("list?p=0", '<b class="cur">1</b> <a href="?p=1">2</a> <a href="?p=2">3</a>', "list?p=1", id="0"),
        pytest.param("list", '<a href="?p=0">1</a> <a href="?p=1">2</a> <a href="?p=2">3</a>', "list?p=1", id="none"),
        pytest.param("list?p=1", '<a href="?p=0">1</a> <a href="?p=1">2</a> <a href="?p=2">3</a>', "list?p=2", id="1"),
        pytest.param("list?p=2", '<a href="?p=0">1</a> <a href="?p=1">2</a> <a href="?p=2">3</a>', None, id="last"),
        pytest.param("list?p=1", '<a href="?p=0">上页</a> <a href="?p=2">下页</a>', "list?p=2", id="words"),
    ],
)
def test_p_1_may_mean_the_second_page(address: str, pager: str, url: str | None) -> None:
    assert following(address, pager) == ([url] if url else [])


@pytest.mark.parametrize(
    ("address", "pager", "url"),
    [
        pytest.param("index.htm", '<a href="index_1.htm">下一页</a>', "index_1.htm", id="words"),
        pytest.param("index.htm", '<a class="on">1</a><a href="index_1.htm">2</a>', "index_1.htm", id="numbers"),
        pytest.param(
            "index_1.htm", '<a href="index.htm">1</a><b>2</b><a href="index_2.htm">3</a>', "index_2.htm", id="2"
        ),
        pytest.param(
            "index_2.htm", '<a href="index.htm">1</a><a href="index_1.htm">2</a><b>3</b>', None, id="the last"
        ),
        pytest.param("", '<a href="./index_1.htm" title="下一页"><img src="n.gif"></a>', "index_1.htm", id="a picture"),
    ],
)
def test_plain_file_names_lead_on(address: str, pager: str, url: str | None) -> None:
    assert following(address, pager) == ([url] if url else [])


GO = "function getList(n) {{ {body} }}"


@pytest.mark.parametrize(
    ("body", "url"),
    [
        pytest.param("location.href = 'list_' + n + '.html';", "list_2.html", id="a file"),
        pytest.param('window.location.href = "?channel=7&page=" + n;', "list.html?channel=7&page=2", id="a query"),
        pytest.param("self.location = 'index_' + (n - 1) + '.html'", "index_1.html", id="one less"),
        pytest.param("$.post('/query', {page: n}, draw);", None, id="a request that has no address"),
    ],
)
@pytest.mark.parametrize(
    "pager",
    [
        pytest.param('<a href="javascript:getList(2)">下一页</a>', id="an address that is a script"),
        pytest.param('<a href="javascript:void(0)" onclick="getList(2)">下一页</a>', id="a click"),
        pytest.param('<a class="a_hover">1</a><a href="javascript:getList(2);">2</a>', id="a number"),
        pytest.param("<span onclick=\"getList('2')\">下一页</span>", id="no link at all"),
    ],
)
def test_a_click_that_calls_a_script_leads_where_its_function_says(pager: str, body: str, url: str | None) -> None:
    assert following("list.html", f"{pager}<script>{GO.format(body=body)}</script>") == ([url] if url else [])


def test_a_function_that_sends_a_form_leads_to_the_address_of_the_form() -> None:
    fields = '<input name="cid" value="7"><input name="pageNo" value="1">'
    form = f'<form name="f" method="post" action="/search">{fields}</form>'
    script = "<script>function toPage(n) { document.f.pageNo.value = n; document.f.submit(); }</script>"
    page = WebPage(f"{FOLDER}list", f'<ul>{ITEMS}</ul>{form}<a href="javascript:toPage(2)">下一页</a>{script}')
    assert adapter_for(page).next_pages(page) == [f"{SITE}/search?cid=7&pageNo=2"]


@pytest.mark.parametrize(
    "pager",
    [
        pytest.param('共 12 页 第 12 页 <a href="l_12.html">下一页</a>', id="current after total"),
        pytest.param('第12页/共12页 <a href="l_13.html">下一页</a>', id="both with 页"),
        pytest.param('12/12页 <a href="l_13.html">下一页</a>', id="a fraction"),
        pytest.param('<a class="disabled" href="l_13.html">下一页</a>', id="a link switched off"),
        pytest.param('<li class="disabled"><a href="l_13.html">下一页</a></li>', id="an item switched off"),
        pytest.param('<a href="l_12.html">下一页</a>', id="a link to the page itself"),
        pytest.param('<a href="#">下一页</a>', id="a link to nowhere"),
        pytest.param("<span>下一页</span>", id="no link"),
    ],
)
def test_the_last_page_has_no_next(pager: str) -> None:
    assert following("l_12.html", pager) == []


@pytest.mark.parametrize(
    ("pager", "url"),
    [
        pytest.param("第 3 页 / 共 12 页", "l_4.html", id="of pages"),
        pytest.param("共12页 当前第3页", "l_4.html", id="total first"),
        pytest.param("3/12页", "l_4.html", id="a fraction"),
        pytest.param("更新于 2023/3/1，共 12 条", "l_4.html", id="a date and a count of items"),
        pytest.param("<i>青岩镇报告（第1页 共1页）</i> 第3页 共12页", "l_4.html", id="a title that counts pages"),
    ],
)
def test_a_counter_that_is_not_at_its_end_does_not_stop_the_list(pager: str, url: str) -> None:
    assert following("l_3.html", f'{pager} <a href="l_4.html">下一页</a>') == [url]


COMMENTED = [
    pytest.param("<!--<ul>{items}</ul>{call}-->", id="items and pager in one comment"),
    pytest.param("<!--<ul>{items}</ul>--><!--{call}-->", id="in two comments"),
    pytest.param("<ul><li><a href='/about.html'>关于我们</a></li></ul><!-- {items}\n{call} -->", id="beside a menu"),
    pytest.param("<ul>{items}</ul><script><!--\n{bare}\n//--></script>", id="the call alone, in its script"),
]


@pytest.mark.parametrize("layout", COMMENTED)
def test_a_list_and_its_pager_in_comments_are_read(layout: str) -> None:
    bare = "createPageHTML('page_div',10, 1,'zwgklist','shtml',200);"
    html = layout.format(items=ITEMS, call=f"<script>{bare}</script>", bare=bare)
    page = WebPage(f"{FOLDER}zwgklist.shtml", f"<html><body>{html}<div id='page_div'></div></body></html>")
    adapter = adapter_for(page)
    assert [link.url for link in adapter.report_links(page)] == [f"{SITE}/show/{n}.html" for n in range(3)]
    assert adapter.next_pages(page) == [f"{FOLDER}zwgklist_2.shtml"]


@pytest.mark.parametrize(
    "stub",
    [
        pytest.param("<html><head><title>法治政府建设</title></head><body></body></html>", id="nothing"),
        pytest.param("<html><body><ul></ul><script>createPageHTML(500,90,'index','html')</script>", id="a pager alone"),
        pytest.param("<html><body><a href='/'>首页</a><a href='index_91.html'>下一页</a></body></html>", id="a menu"),
        pytest.param("<script>var countPage = 500;</script>", id="a count alone"),
    ],
)
def test_a_deep_page_that_is_a_stub_ends_the_list(stub: str) -> None:
    page = WebPage(f"{FOLDER}index_90.html", stub.ljust(350))
    adapter = adapter_for(page, "trs")
    assert (adapter.report_links(page), adapter.next_pages(page)) == ([], [])


@pytest.mark.parametrize(
    "hub",
    [
        pytest.param("<div id='app'></div>", id="an empty application"),
        pytest.param("<ul class='list'></ul><div class='page'>共 0 页</div>", id="an empty list"),
        pytest.param("<p>暂无数据</p><script>createPageHTML(0, 0, 'index', 'html');</script>", id="no page"),
    ],
)
def test_an_empty_hub_gives_nothing(hub: str) -> None:
    page = WebPage(FOLDER, f"<html><body>{hub}</body></html>")
    adapter = adapter_for(page)
    assert (adapter.report_links(page), adapter.next_pages(page)) == ([], [])


@pytest.mark.parametrize("family", ["trs", "plain", "hanweb"])
def test_where_half_of_the_items_lead_off_site_all_keep_their_address(family: str) -> None:
    shape = {"trs": "/202303/t20230301_{}.html", "plain": "/show/{}.html", "hanweb": "/art/2023/3/1/art_81_{}.html"}
    own = [shape[family].format(n) for n in range(4)]
    away = [f"https://www.elsewhere{n}.example/news/{n}" for n in range(4)]
    mixed = [href for pair in zip(own, away, strict=True) for href in pair]
    html = "".join(Item(href, f"法治政府建设情况报告之{n}").html for n, href in enumerate(mixed))
    page = WebPage(FOLDER, f"<ul>{html}</ul>")
    assert adapter_for(page).family == family
    assert [link.url.removeprefix(SITE) for link in adapter_for(page).report_links(page)] == mixed


@pytest.mark.parametrize(
    ("script", "written"),
    [
        pytest.param("'index_' + (n - 1) + '.html'", WrittenAddress("index_", -1, ".html"), id="a file"),
        pytest.param('"?page=" + n', WrittenAddress("?page=", 0, ""), id="a query"),
        pytest.param("'list.jsp?p=' + n + '&c=7'", WrittenAddress("list.jsp?p=", 0, "&c=7"), id="within a query"),
        pytest.param("'/l/' + parseInt(n) + '.shtml'", WrittenAddress("/l/", 0, ".shtml"), id="a number made sure"),
        pytest.param("`l_${n + 1}.html`", WrittenAddress("l_", 1, ".html"), id="a template"),
        pytest.param("'第 ' + n + ' 页'", None, id="words"),
        pytest.param("'<b>' + n + '</b>'", None, id="markup"),
    ],
)
def test_scripts_write_addresses_in_many_ways(script: str, written: WrittenAddress | None) -> None:
    assert address_of_page(script) == written
