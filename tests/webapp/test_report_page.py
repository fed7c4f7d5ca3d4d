"""The page of a report: its text with the hits, what is known of it and how, its revisions, its citations."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from corpus import report_id
from corpus.citation import FORMATS
from tests.webapp import library
from tests.webapp.browsing import hrefs, page, parameters, soup_of, text_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from corpus import Report

PLAIN = library.plain_reports()[0]
REVISED = report_id(url=library.REVISED_URL)
HOSTILE, LONG, SHORT, EMPTY, UNTITLED, *_, BAD_ADDRESS = library.odd_reports()


def test_the_text_stands_in_its_paragraphs_set_by_what_they_are(client: FlaskClient) -> None:
    soup = page(client, f"/reports/{PLAIN.id}")
    paragraphs = soup.select(".text p")
    assert [paragraph.get_text() for paragraph in paragraphs] == PLAIN.paragraphs
    kinds = [" ".join(paragraph.get("class") or ["text"]) for paragraph in paragraphs]
    assert kinds == ["text", "text", "section", "subsection", "text", "signature", "signature"]


def test_every_hit_is_marked_and_numbered_and_as_many_as_the_results_promised(client: FlaskClient) -> None:
    results = page(client, "/search?q=纠纷&province=浙江省&year=2019&sort=year")
    first = results.select(".hit")[0]
    promised = re.search(r"\d+", text_of(first, ".actions > a"))
    soup = page(client, hrefs(first, "h2 a")[0])
    marks = soup.select("article mark")
    assert promised
    assert len(marks) == int(promised.group()) == 3
    assert [mark["id"] for mark in marks] == ["hit-1", "hit-2", "hit-3"]
    assert {mark.get_text() for mark in marks} == {"纠纷"}


def test_next_and_previous_hit_walk_through_all_hits_without_scripts(client: FlaskClient) -> None:
    address = f"/reports/{PLAIN.id}?q=纠纷&year=2019"
    walked = []
    assert not hrefs(page(client, address), "[data-walk=previous][href]")  # nothing comes before the first
    for _ in range(4):
        soup = page(client, address)
        walked.append(text_of(soup, ".position:not([hidden])"))
        address = hrefs(soup, "[data-walk=next]")[0]
        assert address.endswith("#hit-" + dict(parameters(address))["hit"])
    assert walked == ["命中 3 处", "命中处 1 / 3", "命中处 2 / 3", "命中处 3 / 3"]
    assert address.endswith("#hit-1")
    assert hrefs(page(client, address), "[data-walk=previous]")[0].endswith("#hit-3")


def test_the_way_back_leads_to_the_same_results(client: FlaskClient) -> None:
    search = "/search?q=纠纷&year=2019&year=2020&sort=-year&page=1"
    opened = hrefs(page(client, search), ".hit h2 a")[0]
    back = hrefs(page(client, opened), ".walk .back")[0]
    assert parameters(back) == [("q", "纠纷"), ("year", "2019"), ("year", "2020"), ("sort", "-year")]


def test_a_report_opened_without_a_search_has_no_hits_to_walk(client: FlaskClient) -> None:
    soup = page(client, f"/reports/{PLAIN.id}")
    assert not soup.select(".walk")
    assert not soup.select("article mark")


def test_metadata_is_shown_with_where_it_was_read(client: FlaskClient) -> None:
    soup = page(client, f"/reports/{PLAIN.id}")
    fields = text_of(soup, ".fields")
    assert "报告年度 2019" in fields
    assert "层级 乡镇级" in fields
    assert text_of(soup, ".evidence dl") == "报告年度 标题 95% 2019年法治政府"


def test_an_unknown_field_is_called_unknown(client: FlaskClient) -> None:
    fields = text_of(page(client, f"/reports/{SHORT.id}"), ".fields")
    for name in ("发文机关", "报告年度", "发布日期", "层级"):
        assert f"{name} 不详" in fields


def test_the_source_link_gives_nothing_away_to_the_source(client: FlaskClient) -> None:
    link = page(client, f"/reports/{PLAIN.id}").select_one(".report-links a[target=_blank]")
    assert link is not None
    assert link["href"] == PLAIN.url
    assert set(link["rel"]) == {"noopener", "noreferrer", "nofollow"}


def test_an_address_that_no_browser_should_open_is_no_link(client: FlaskClient) -> None:
    soup = page(client, f"/reports/{BAD_ADDRESS.id}")
    assert not soup.select("a[target=_blank]")
    assert not [href for href in hrefs(soup, "a[href]") if href.lower().startswith("javascript")]
    results = page(client, "/search?q=网址不可信")
    assert not [href for href in hrefs(results, "a[href]") if href.lower().startswith("javascript")]


def test_both_revisions_are_readable_and_the_old_one_says_that_it_is_old(client: FlaskClient) -> None:
    current = page(client, f"/reports/{REVISED}?q=调解")
    assert "仲裁" in text_of(current, ".text")
    assert not current.select(".notice.old")
    assert len(current.select(".revisions li")) == 2
    old_address = next(href for href in hrefs(current, ".revisions a") if "revision=1" in href)
    old = page(client, old_address)
    assert text_of(old, "h1") == "修订前"
    assert [mark.get_text() for mark in old.select(".text mark")] == ["调解"]
    assert "revision=1" in hrefs(old, "[data-walk=next]")[0]
    assert parameters(hrefs(old, ".notice.old a")[0]) == [("q", "调解")]


def test_snapshots_are_listed_with_their_time_in_china_and_their_digest(client: FlaskClient) -> None:
    soup = page(client, f"/reports/{REVISED}")
    assert [time.get_text() for time in soup.select(".copies time")] == ["2024-04-05 09:30", "2024-03-05 09:30"]
    told = text_of(soup, ".copies")
    assert told.count("北京时间") == told.count("SHA-256") == 2
    for code in soup.select(".copies code"):
        start, end = code.get_text().split("…")
        full = str(code["data-full"])
        assert re.fullmatch(r"[0-9a-f]{64}", full)
        assert (full[: len(start)], full[-len(end) :], code["title"]) == (start, end, full)


def test_a_visit_that_found_nothing_new_is_called_unchanged(client: FlaskClient) -> None:
    copies = page(client, f"/reports/{report_id(url=library.REVISITED_URL)}").select(".copies li")
    assert [text_of(copy, ".status") if copy.select(".status") else "" for copy in copies] == ["未变", "", "HTTP 404"]


def test_an_address_is_cited_readably_and_copied_as_it_is(client: FlaskClient) -> None:
    for cited in page(client, f"/reports/{report_id(url=library.REVISITED_URL)}").select(".citation p"):
        assert "/zwgk/报告/1.html" in cited.get_text()
        assert library.REVISITED_URL in str(cited["data-full"])
        assert "报告/1.html" not in str(cited["data-full"])


def test_a_citation_is_shown_and_every_format_can_be_saved(client: FlaskClient) -> None:
    soup = page(client, f"/reports/{PLAIN.id}")
    assert "诸暨市枫桥镇人民政府2019年法治政府建设情况报告[R/OL]" in text_of(soup, "#cite")
    downloads = hrefs(soup, ".downloads a")
    assert len(downloads) == len(FORMATS)
    for address, kind in zip(downloads, FORMATS.values(), strict=True):
        response = client.get(address)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == f"{kind.media_type}; charset=utf-8"
        assert response.headers["Content-Disposition"].startswith("attachment;")
        assert PLAIN.title in response.get_data(as_text=True)
    csl = json.loads(client.get(f"/reports/{PLAIN.id}/citation/csl-json").get_data(as_text=True))
    assert csl[0]["URL"] == PLAIN.url


def test_a_citation_names_the_frozen_copy_of_the_revision_that_is_read(client: FlaskClient) -> None:
    old = page(client, f"/reports/{REVISED}?revision=1")
    ris = client.get(next(href for href in hrefs(old, ".downloads a") if "/ris" in href)).get_data(as_text=True)
    assert "修订前" in ris
    assert "/snapshots/1" in ris


def test_an_unknown_citation_format_is_not_found(client: FlaskClient) -> None:
    assert client.get(f"/reports/{PLAIN.id}/citation/chicago").status_code == 404


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(HOSTILE, id="hostile"),
        pytest.param(LONG, id="long title and one long word"),
        pytest.param(SHORT, id="one character"),
        pytest.param(EMPTY, id="no text"),
        pytest.param(UNTITLED, id="no title, no address"),
    ],
)
def test_odd_reports_have_a_page_like_any_other(client: FlaskClient, report: Report) -> None:
    soup = page(client, f"/reports/{report.id}?q=纠纷")
    assert soup.select("h1")[0].get_text() == report.heading
    assert soup.select("#cite p")


def test_a_report_without_text_says_so(client: FlaskClient) -> None:
    assert "未能提取" in text_of(page(client, f"/reports/{EMPTY.id}"), ".text .empty")


@pytest.mark.parametrize("address", ["/reports/unknown", f"/reports/{REVISED}?revision=3", "/reports/%F0%9F%98%80"])
def test_what_is_not_there_is_a_page_with_status_404(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "没有找到" in text_of(soup_of(response), "h1")


@pytest.mark.parametrize("query", ["revision=0", "revision=x", "hit=-1", "hit=x"])
def test_a_number_that_is_none_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/reports/{REVISED}?{query}").status_code == 400


def test_a_hit_beyond_the_last_is_the_last(client: FlaskClient) -> None:
    soup = page(client, f"/reports/{PLAIN.id}?q=纠纷&hit=99")
    assert text_of(soup, "[data-walk=current]") == "3"
