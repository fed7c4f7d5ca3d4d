"""What a search finds as a file: the formats on the page of results, their bounds, and what they are of."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from corpus.exporter import EXPORT_FORMATS
from tests.webapp import library
from tests.webapp.browsing import hrefs, page, text_of
from webapp.pages import downloads as downloads_module
from webapp.views import exports as view_module

if TYPE_CHECKING:
    from flask.testing import FlaskClient

QUERY = "q=枫桥经验&year=2020&year=2021&sort=year"


def ids_of_the_search(client: FlaskClient, query: str) -> list[str]:
    return [hit["id"] for hit in client.get(f"/api/v1/search?{query}&limit=1000").get_json()["hits"]]


def test_the_page_offers_every_format_of_its_own_search(client: FlaskClient) -> None:
    soup = page(client, f"/search?{QUERY}&page=1")
    links = soup.select(".downloads li a")
    assert [link.get_text() for link in links] == ["CSV", "XLSX", "JSONL", "BibTeX", "RIS", "CSL-JSON", "说明 (JSON)"]
    wanted = ids_of_the_search(client, QUERY)
    about = client.get(str(links[-1]["href"])).get_json()
    assert (about["reports_found"], about["order"]) == (len(wanted), "year")
    lines = client.get(str(links[2]["href"])).get_data(as_text=True).splitlines()
    assert [json.loads(line)["id"] for line in lines] == wanted


@pytest.mark.parametrize("chosen", EXPORT_FORMATS.values(), ids=lambda chosen: chosen.id)
def test_a_file_names_its_type_the_day_and_the_state_of_the_index(client: FlaskClient, chosen: object) -> None:
    format_ = next(item for item in EXPORT_FORMATS.values() if item is chosen)
    response = client.get(f"/export/{format_.id}?{QUERY}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == format_.media_type
    name = response.headers["Content-Disposition"].partition("filename=")[2]
    assert name.startswith("baogao-reports-2")
    assert "-seq" in name
    assert name.endswith(f".{format_.suffix}")
    assert response.get_data()


def test_csv_opens_in_excel_as_utf_8_and_holds_no_formula(client: FlaskClient) -> None:
    data = client.get("/export/csv").get_data()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == library.PLAIN_REPORTS + len(library.odd_reports()) + library.KEPT_REPORTS
    assert library.HOSTILE_TITLE in {row["title"] for row in rows}
    assert "text" not in rows[0]


def test_a_workbook_has_the_rows_and_what_they_are_of(client: FlaskClient) -> None:
    book = load_workbook(io.BytesIO(client.get(f"/export/xlsx?{QUERY}").get_data()))
    assert book.sheetnames == ["reports", "about"]
    wanted = ids_of_the_search(client, QUERY)
    assert [row[0] for row in book["reports"].iter_rows(min_row=2, values_only=True)] == wanted


def test_citations_name_the_frozen_copy(client: FlaskClient) -> None:
    items = client.get("/export/csl-json?q=调解与仲裁").get_json()
    assert items[0]["archive"].startswith("http://localhost/snapshots/")


def test_a_search_beyond_the_bound_is_cut_and_says_so(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_module, "MAX_EXPORT_REPORTS", 2)
    monkeypatch.setattr(downloads_module, "MAX_EXPORT_REPORTS", 2)
    wanted = ids_of_the_search(client, QUERY)
    response = client.get(f"/export/jsonl?{QUERY}")
    assert [json.loads(line)["id"] for line in response.get_data(as_text=True).splitlines()] == wanted[:2]
    assert f"-first-2-of-{len(wanted)}.jsonl" in response.headers["Content-Disposition"]
    assert "只导出" in text_of(page(client, f"/search?{QUERY}"), ".downloads .help")
    about = client.get(f"/export/about?{QUERY}").get_json()
    assert (about["reports_found"], about["reports_covered"]) == (len(wanted), 2)


def test_an_unknown_format_is_not_found(client: FlaskClient) -> None:
    response = client.get("/export/pdf?q=x")
    assert response.status_code == 404
    assert "csv" in response.get_data(as_text=True)


def test_occurrences_are_offered_where_a_keyword_can_have_some(client: FlaskClient) -> None:
    (href,) = hrefs(page(client, f"/search?{QUERY}"), ".downloads > a")
    assert href.startswith("/concordance?")
    assert page(client, href).select(".lines li")
    assert hrefs(page(client, "/search?year=2020"), ".downloads > a") == []
