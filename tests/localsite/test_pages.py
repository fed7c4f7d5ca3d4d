"""The pages: the same bytes in every process, links that lead somewhere, lists that name every report once."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from urllib.parse import urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup

from localsite import MISSING, REPORTS, LocalReport, Quirk
from localsite.editions import first_edition
from localsite.frame import DISCLAIMER
from localsite.hosts import HOSTS, pages
from localsite.places import MAIN, Layout
from localsite.report import Delivery

BASE = "http://site.test"
ELSEWHERE = "https://news.example/"  # one site links to reprinted news between its own items
MOVED = {path: to for (host, path), to in first_edition().moved.items() if host == MAIN}
HASH_OF_PAGES = """
import hashlib
from localsite.hosts import HOSTS, pages
whole = hashlib.sha256()
for host in HOSTS:
    for path, page in sorted(pages(host).items()):
        whole.update(f"{host} {path} {page.content_type} {page.last_modified}".encode() + page.body)
print(whole.hexdigest())
"""
PAGER_CALL = re.compile(r'createPageHTML\((\d+), (\d+), "index", "html"\)')


def html_pages() -> list[tuple[str, str]]:
    return [
        (path, host)
        for host in HOSTS
        for path, page in pages(host).items()
        if page.content_type.startswith("text/html")
    ]


def soup_of(path: str, host: str = MAIN) -> BeautifulSoup:
    body = pages(host)[path].body
    label = re.search(rb"charset=([\w-]+)", body)
    assert label is not None
    charset = {"gb2312": "gbk"}.get(label[1].decode(), label[1].decode())
    return BeautifulSoup(body.decode(charset), "lxml")


def links_of(path: str, host: str = MAIN) -> set[str]:
    """The addresses on the same host that a page links to."""
    found = {str(anchor["href"]) for anchor in soup_of(path, host).select("a[href]")}
    inside = [href for href in found if not href.startswith(("javascript:", "#", ELSEWHERE))]
    return {urldefrag(urljoin(BASE + path, href)).url.removeprefix(BASE) for href in inside}


def with_quirk(quirk: Quirk) -> LocalReport:
    return next(report for report in REPORTS if report.quirk is quirk)


def text_of(report: LocalReport) -> str:
    return pages(report.host)[report.path].body.decode(report.charset)


def test_two_processes_make_the_same_bytes() -> None:
    runs = [
        subprocess.run([sys.executable, "-c", HASH_OF_PAGES], check=True, capture_output=True, text=True).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].strip()) == hashlib.sha256().digest_size * 2


def test_every_link_resolves_but_the_missing_report() -> None:
    broken = {
        link
        for path, host in html_pages()
        for link in links_of(path, host)
        if link not in pages(host) and link not in MOVED
    }
    assert broken == {MISSING.path}


def test_every_report_of_the_main_host_can_be_reached_from_its_home_page() -> None:
    seen, waiting = {"/"}, ["/"]
    while waiting:
        path = waiting.pop()
        found = links_of(path) | _paged_from(path)
        new = {MOVED.get(link, link) for link in found if link != MISSING.path} - seen
        seen |= new
        waiting += [link for link in new if link in pages()]
    assert {report.path for report in REPORTS if report.host == MAIN} <= seen


def _paged_from(path: str) -> set[str]:
    """The list pages that the pager's script would link to."""
    call = PAGER_CALL.search(pages()[path].body.decode("utf-8", "replace"))
    count = int(call[1]) if call else 0
    return {urljoin(path, f"index_{number}.html") for number in range(1, count)}


def test_some_lists_have_several_pages_in_both_manners() -> None:
    assert any(path.endswith("/index_1.html") for path in pages())
    assert "/kaihui/list?page=2" in pages()


def test_lists_hold_notices_beside_the_reports() -> None:
    titles = [anchor.get_text() for anchor in soup_of("/zhili/zwgk/fzzf/index.html").select(".items a")]
    assert any("报告" not in title for title in titles)


def test_every_page_says_that_all_of_it_is_invented_outside_the_article() -> None:
    for path, host in html_pages():
        soup = soup_of(path, host)
        assert DISCLAIMER in soup.select_one(".footer").get_text(), path  # type: ignore[union-attr]
        assert not [part for part in soup.select(".article") if "虚构网站" in part.get_text()], path


def test_the_gbk_page_decodes_as_gbk_only_and_its_header_names_no_charset() -> None:
    report = with_quirk(Quirk.GBK)
    page = pages()[report.path]
    assert page.content_type == "text/html"
    assert b"charset=gb2312" in page.body
    assert report.title in page.body.decode("gbk")
    with pytest.raises(UnicodeDecodeError):
        page.body.decode("utf-8")


def test_a_site_names_a_charset_in_its_header_that_its_bytes_are_not_in() -> None:
    report = next(report for report in REPORTS if report.slug == "jinggu")
    page = pages(report.host)[report.path]
    assert page.content_type == "text/html; charset=utf-8"
    assert report.title in page.body.decode("gbk")
    with pytest.raises(UnicodeDecodeError):
        page.body.decode("utf-8")


def test_a_site_in_gb18030_has_characters_that_gbk_has_not() -> None:
    report = next(report for report in REPORTS if report.slug == "zhenyuan" and "\u3d72" in report.body)
    page = pages(report.host)[report.path]
    assert "\u3d72" in page.body.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        page.body.decode("gbk")


def test_the_page_without_a_title_shows_the_name_of_its_site_only() -> None:
    report = with_quirk(Quirk.NO_TITLE)
    soup = soup_of(report.path)
    assert soup.find("h1") is None
    assert soup.find("meta", attrs={"name": "ArticleTitle"}) is None
    assert soup.title is not None
    assert soup.title.get_text() == "惠安县虚构政务网"
    assert report.list_title not in soup.select_one(".article").get_text()  # type: ignore[union-attr]


def test_the_broken_lines_end_where_a_printed_line_is_full() -> None:
    text = text_of(with_quirk(Quirk.BROKEN_LINES))
    lines = text.partition('<div class="TRS_Editor">')[2].partition("</div>")[0].split("<br>")
    assert len(lines) > 40
    assert max(len(line.strip("\n")) for line in lines) <= 76
    assert not [line for line in lines if line.lstrip("\n")[0] in "，。、；："]


def test_a_site_migration_stamped_one_page_with_a_later_day() -> None:
    report = with_quirk(Quirk.MIGRATED)
    stamped = soup_of(report.path).select_one('meta[name="PubDate"]')
    assert stamped is not None
    assert str(stamped["content"]) > f"{report.published.year + 1}"
    assert report.published.isoformat() in text_of(report)


def test_a_script_writes_the_source_of_one_page() -> None:
    report = with_quirk(Quirk.SCRIPTED_SOURCE)
    assert f"document.write('来源：{report.content_source}')" in text_of(report)


def test_the_repeated_title_stands_twice_in_its_article() -> None:
    report = with_quirk(Quirk.REPEATED_TITLE)
    article = soup_of(report.path).select_one(".article")
    assert article is not None
    assert article.get_text().count(report.title) == 2


@pytest.mark.parametrize(
    ("layout", "mark"),
    [
        (Layout.TRS_EDITOR, 'class="TRS_Editor"'),
        (Layout.TRS_UEDITOR, "TRS_UEDITOR"),
        (Layout.WORD, 'class="MsoNormal"'),
        (Layout.PLAIN, '<div class="content">'),
        (Layout.ZOOMCON, '<div class="article-content" id="zoomcon">'),
        (Layout.JCMS, "<!--ZJEG_RSS.content.begin-->"),
        (Layout.JPAAS, 'class="bt-content zoom clearfix"'),
        (Layout.GKMLPT, '<div class="article-content">'),
        (Layout.UCAP, "<UCAPCONTENT>"),
        (Layout.IVS, 'id="ivs_content"'),
        (Layout.TABLES, '<td class="content">'),
    ],
)
def test_each_family_has_its_own_markup(layout: Layout, mark: str) -> None:
    reports = [report for report in REPORTS if report.layout is layout and report.delivery is not Delivery.DIRECT]
    assert reports
    assert all(mark in text_of(report) for report in reports)


def test_a_report_on_disclosure_is_mostly_tables() -> None:
    report = next(report for report in REPORTS if report.column == "xxgknb" and report.slug == "beibei")
    tables = soup_of(report.path).select("#Zoom table")
    assert [len(table.select("tr")) for table in tables] == [7, 8, 4]


@pytest.mark.parametrize("slug", ["tonglu", "zhili", "shuanggou"])
def test_some_sites_open_with_the_disclosure_table(slug: str) -> None:
    report = next(report for report in REPORTS if report.slug == slug)
    table = soup_of(report.path).select_one("table.facts")
    assert table is not None
    assert report.issuer in table.get_text()
    assert (report.document_number or "no number") in table.get_text()
