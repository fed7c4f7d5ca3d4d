"""The page of a concordance and its files: exact, stable, harmless, and closed when they are done with."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from indexer.concordance import LINE_COLUMNS, LineOrder
from tests.webapp import library
from tests.webapp.browsing import hrefs, page, soup_of, text_of, total_of
from webapp import concordances as concordances_module
from webapp.pages import concordance as page_module
from webapp.views import concordance as view_module

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

QUERY = "纠纷"


def lines_on(client: FlaskClient, address: str) -> list[tuple[str, str]]:
    """Each line's text, and the address of its mark."""
    soup = page(client, address)
    return [(line.get_text(), str(line.select("a")[0]["href"])) for line in soup.select(".lines .line")]


def occurrences_in_hits(client: FlaskClient, query: str) -> int:
    return sum(hit["occurrences"] for hit in client.get(f"/api/v1/search?{query}&limit=1000").get_json()["hits"])


@pytest.mark.parametrize("query", [f"q={QUERY}", f"q={QUERY}&year=2020&province=浙江", "q=枫桥经验 OR 执法"])
def test_the_page_counts_what_the_search_counts(client: FlaskClient, query: str) -> None:
    soup = page(client, f"/concordance?{query}")
    assert total_of(soup) == occurrences_in_hits(client, query) > 0


def test_every_line_leads_to_its_mark_on_the_reports_page(client: FlaskClient) -> None:
    lines = lines_on(client, f"/concordance?q={QUERY}&year=2019&width=4")
    assert lines
    for text, href in lines:
        address, _, anchor = href.partition("#")
        mark = page(client, address).select_one(f"#{anchor}")
        assert mark is not None
        assert mark.get_text() == QUERY
        before = str(mark.find_previous(string=True))[-4:].strip()
        assert before in text


@pytest.mark.parametrize("order", list(LineOrder))
def test_pages_are_stable_and_whole_in_every_order(
    client: FlaskClient, order: LineOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = lines_on(client, f"/concordance?q={QUERY}&order={order.value}&width=5")
    monkeypatch.setattr(page_module, "PAGE_LINES", 7)
    address: str | None = f"/concordance?q={QUERY}&order={order.value}&width=5"
    seen = []
    while address:
        seen += lines_on(client, address)
        address = next(iter(hrefs(page(client, address), ".pager a[rel=next]")), None)
    assert seen[: len(whole)] == whole
    assert len(seen) == len(set(seen)) == occurrences_in_hits(client, f"q={QUERY}")


def test_a_page_beyond_the_last_leads_back(client: FlaskClient) -> None:
    soup = page(client, f"/concordance?q={QUERY}&page=900")
    (back,) = hrefs(soup, ".notice a")
    assert lines_on(client, back)


def test_filters_alone_have_no_occurrence_and_the_page_says_so(client: FlaskClient) -> None:
    soup = page(client, "/concordance?province=浙江省")
    assert total_of(soup) == 0
    assert "请输入关键词" in text_of(soup, ".notice")


def test_a_word_that_is_nowhere_leads_to_the_search(client: FlaskClient) -> None:
    soup = page(client, "/concordance?q=查无此词")
    assert hrefs(soup, ".notice a") == hrefs(soup, ".words a")


def test_markup_in_a_report_is_text(client: FlaskClient) -> None:
    response = client.get(f"/concordance?q={QUERY}&width=100")
    html = response.get_data(as_text=True)
    assert "<script>alert" not in html
    assert "<iframe" not in html
    assert library.HOSTILE_TITLE[:20] in text_of(soup_of(response), ".lines")


@pytest.mark.parametrize(
    ("parameters", "status"), [("order=sideways", 400), ("width=0", 400), ("width=x", 400), ("page=0", 400)]
)
def test_a_value_that_means_nothing_is_refused_in_words(client: FlaskClient, parameters: str, status: int) -> None:
    response = client.get(f"/concordance?q={QUERY}&{parameters}")
    assert response.status_code == status
    assert parameters.partition("=")[0] in response.get_data(as_text=True)


def test_the_file_has_every_line_with_its_columns(client: FlaskClient) -> None:
    response = client.get(f"/concordance.csv?q={QUERY}&order=left")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment; filename=baogao-concordance-" in response.headers["Content-Disposition"]
    assert "first" not in response.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.get_data().decode("utf-8-sig"))))
    assert tuple(rows[0]) == LINE_COLUMNS
    assert len(rows) == occurrences_in_hits(client, f"q={QUERY}")
    same = client.get(f"/concordance.jsonl?q={QUERY}&order=left").get_data(as_text=True).splitlines()
    assert [json.loads(line)["report_id"] for line in same] == [row["report_id"] for row in rows]


def test_what_is_left_out_is_told_on_the_page_and_in_the_files_name(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concordances_module, "MAX_REPORTS", 3)
    monkeypatch.setattr(view_module, "MAX_DOWNLOAD_LINES", 4)
    soup = page(client, f"/concordance?q={QUERY}")
    assert "前 3 篇" in text_of(soup, "p.notes")
    response = client.get(f"/concordance.jsonl?q={QUERY}")
    assert len(response.get_data(as_text=True).splitlines()) == 4
    assert "-first-4-of-first-3-reports.jsonl" in response.headers["Content-Disposition"]


def test_an_unknown_format_is_not_found(client: FlaskClient) -> None:
    assert client.get(f"/concordance.pdf?q={QUERY}").status_code == 404


def test_those_asked_for_last_are_kept_and_the_others_removed(
    app: Flask, client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(concordances_module, "KEPT", 2)
    for width in (1, 2, 3, 3):
        page(client, f"/concordance?q={QUERY}&width={width}")
    assert len(list(tmp_path.iterdir())) == 2
    from webapp.collection import close_collection

    close_collection(app)
    assert list(tmp_path.iterdir()) == []


def test_one_that_is_being_read_stays_until_it_has_been(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(concordances_module, "KEPT", 1)
    response = client.get(f"/concordance.csv?q={QUERY}&width=9", buffered=False)
    page(client, f"/concordance?q={QUERY}&width=8")
    assert len(list(tmp_path.iterdir())) == 2
    assert QUERY in response.get_data(as_text=True)
    response.close()
    assert len(list(tmp_path.iterdir())) == 1


def test_a_server_that_is_making_others_says_so(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from webapp.collection import collection

    monkeypatch.setattr(concordances_module, "PATIENCE_SECONDS", 0.01)
    with app.app_context():
        making = collection().concordances._making
    with making:
        response = client.get(f"/concordance?q={QUERY}&width=11")
    assert response.status_code == 503
    assert "稍后再试" in response.get_data(as_text=True)


def test_the_api_gives_the_lines_of_the_file_page_by_page(client: FlaskClient) -> None:
    lines = client.get(f"/concordance.jsonl?q={QUERY}&order=right&width=9").get_data(as_text=True).splitlines()
    address = f"/api/v1/concordance?q={QUERY}&order=right&width=9&limit=50"
    first, second = (client.get(f"{address}&offset={offset}").get_json() for offset in (0, 50))
    assert [*first["lines"], *second["lines"]] == [json.loads(line) for line in lines]
    assert (first["total"], first["order"], first["width"]) == (len(lines), "right", 9)
    assert (
        first["reports"]
        == first["reports_covered"]
        == len({line["report_id"] for line in first["lines"]} | {line["report_id"] for line in second["lines"]})
    )


@pytest.mark.parametrize(
    "address", ["/api/v1/concordance", "/concordance.csv", "/export/csv", "/export/about"], ids=lambda each: each
)
def test_no_file_and_no_program_is_given_more_than_was_asked_for(client: FlaskClient, address: str) -> None:
    response = client.get(f"{address}?q={QUERY}&year=soon")
    assert response.status_code == 400
    assert "soon" in response.get_data(as_text=True)


def test_the_api_names_a_parameter_that_it_does_not_know(client: FlaskClient) -> None:
    response = client.get(f"/api/v1/concordance?q={QUERY}&sort=left")
    assert response.status_code == 400
    assert "order" in response.get_json()["error"]["message"]
