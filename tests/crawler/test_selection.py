from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from corpus import Report, report_id
from corpus.cms import Link, WebPage
from crawler import parse_sources
from crawler.selection import Selection
from crawler.state import Kind

SITE = "https://www.qingyan.example"
TITLE = "青岩镇2022年法治政府建设情况报告"


def selection(since: date | None = None, **given: object) -> Selection:
    table = {"name": "青岩", "start": [f"{SITE}/fz/index.html"], **given}
    return Selection(parse_sources([table], "sources.toml")[0], since)


def link(text: str = TITLE, path: str = "/fz/t20230301_1.html", published: date | None = None) -> Link:
    return Link(path if path.startswith("http") else SITE + path, text, published)


REPORT = Report(
    id=report_id(url=f"{SITE}/1"),
    url=f"{SITE}/1",
    title=TITLE,
    body="正文",
    media_type="text/html",
    collected_at=datetime(2023, 4, 1, tzinfo=UTC),
    content_sha256="",
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(TITLE, True, id="matches"),
        pytest.param("青岩镇2022年政府信息公开年报", False, id="another report"),
        pytest.param("青岩镇人民政府关于2022年法治政…", True, id="cut short: the page decides"),
    ],
)
def test_a_link_is_wanted_by_its_text(text: str, wanted: bool) -> None:
    assert selection(title_pattern="法治政府建设.*报告").wants(link(text)) is wanted


@pytest.mark.parametrize(
    ("text", "published", "wanted"),
    [
        pytest.param("青岩镇2021年法治政府建设情况报告", None, True, id="year in the title"),
        pytest.param("青岩镇2018年法治政府建设情况报告", None, False, id="other year in the title"),
        pytest.param("青岩镇2018年法治政府建设情况报告", date(2021, 3, 1), False, id="the title goes before the date"),
        pytest.param("青岩镇法治政府建设情况报告", None, True, id="nothing known"),
        pytest.param("青岩镇法治政府建设情况报告", date(2021, 3, 1), True, id="date of the year after"),
        pytest.param("青岩镇法治政府建设情况报告", date(2022, 3, 1), True, id="date of the year after the last"),
        pytest.param("青岩镇法治政府建设情况报告", date(2019, 3, 1), False, id="date before them all"),
        pytest.param("青岩镇法治政府建设情况报告", date(2023, 3, 1), False, id="date long after"),
    ],
)
def test_a_link_is_wanted_by_its_year(text: str, published: date | None, wanted: bool) -> None:
    assert selection(years="2020..2021").wants(link(text, published=published)) is wanted


def test_a_link_is_wanted_by_its_address() -> None:
    chosen = selection(url_pattern=r"/t\d{8}_")
    assert chosen.wants(link())
    assert not chosen.wants(link(path="/fz/other.html"))


def test_a_link_off_the_site_is_not_wanted() -> None:
    assert not selection().wants(link(path="https://elsewhere.example/t20230301_1.html"))


def test_a_link_published_before_the_date_asked_for_is_not_wanted() -> None:
    chosen = selection(since=date(2023, 1, 1))
    assert not chosen.wants(link(published=date(2022, 12, 31)))
    assert chosen.wants(link(published=date(2023, 1, 1)))
    assert chosen.wants(link(published=None))


def test_a_page_whose_link_told_its_title_is_kept_whatever_title_it_shows() -> None:
    untitled = replace(REPORT, title="")
    assert selection(title_pattern="法治政府建设.*报告").refusal(untitled, TITLE) is None


def test_a_page_behind_a_title_cut_short_is_judged_by_its_own() -> None:
    chosen = selection(title_pattern="法治政府建设.*报告")
    assert chosen.refusal(REPORT, "青岩镇2022年法治…") is None
    other = replace(REPORT, title="青岩镇法治宣传简报")
    assert chosen.refusal(other, "青岩镇法治…") == "the title does not match title_pattern"


def test_a_page_is_judged_by_year_and_date_where_they_are_known() -> None:
    chosen = selection(since=date(2023, 1, 1), years=[2022])
    assert chosen.refusal(REPORT, TITLE) is None
    assert chosen.refusal(replace(REPORT, report_year=2019), TITLE) == "it is about 2019"
    assert chosen.refusal(replace(REPORT, published=date(2022, 5, 1)), TITLE) == "it was published on 2022-05-01"


def test_a_list_page_leads_to_reports_columns_and_the_next_page_on_the_site() -> None:
    html = (
        f'<a href="/zcfg/">政策法规</a><a href="/other/">别的</a><a href="https://elsewhere.example/zcfg/">政策法规</a><ul>'
        f'<li><a href="t20230301_1.html">{TITLE}</a></li><li><a href="t20230301_2.html">青岩镇春耕简报</a></li></ul>'
        '<script>createPageHTML(2,0,"index","html")</script>'
    )
    found = selection(follow="政策法规", title_pattern="报告").found(WebPage(f"{SITE}/fz/index.html", html))
    assert [(kind, target.url) for kind, target in found.links] == [
        (Kind.REPORT, f"{SITE}/fz/t20230301_1.html"),
        (Kind.LIST, f"{SITE}/zcfg/"),
        (Kind.LIST, f"{SITE}/fz/index_1.html"),
    ]
    assert len(found.items) == 2
    assert found.pager == {f"{SITE}/fz/index_1.html"}
