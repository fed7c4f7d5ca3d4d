"""The JSON API: the command's objects, and one shape for every error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from corpus import report_id
from corpus.report_json import report_json
from corpus.store import open_store
from indexer import SearchRequest, open_searcher
from tests.webapp import library

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from corpus import Home

PLAIN = library.plain_reports()[0]
REVISED = report_id(url=library.REVISED_URL)


def get(client: FlaskClient, address: str) -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == 200, response.get_data(as_text=True)
    assert response.headers["Content-Type"] == "application/json"
    data: dict[str, Any] = response.get_json()
    return data


def test_a_search_answers_with_the_object_of_the_command(client: FlaskClient, library_home: Home) -> None:
    answer = get(client, "/api/v1/search?q=枫桥经验&year=2019..2020&province=浙江&sort=-year&limit=2&offset=1")
    with open_store(library_home, read_only=True) as store, open_searcher(library_home, store) as searcher:
        from indexer import FilterField, Sort

        expected = searcher.search(
            SearchRequest(
                query="枫桥经验",
                filters={FilterField.YEAR: ("2019..2020",), FilterField.PROVINCE: ("浙江",)},
                sort=Sort.YEAR_DESC,
                offset=1,
                limit=2,
                reading=True,
            )
        ).to_json()
    assert answer.pop("took_ms") >= 0
    expected.pop("took_ms")
    assert answer == expected
    assert list(answer) == list(expected)
    assert answer["total"] == 2
    assert len(answer["hits"]) == 1


def test_a_search_that_asks_why_is_told_what_each_score_is_made_of(client: FlaskClient) -> None:
    plain = get(client, "/api/v1/search?q=枫桥经验&limit=3")
    explained = get(client, "/api/v1/search?q=枫桥经验&limit=3&explain=1")
    assert "explanation" not in plain["hits"][0]
    for hit, other in zip(explained["hits"], plain["hits"], strict=True):
        assert hit["score"] == other["score"]
        assert sum(part["share"] for part in hit["explanation"]) == pytest.approx(hit["score"])
        assert hit["explanation"][0].keys() == {"feature", "text", "share"}
    assert client.get("/api/v1/search?q=枫桥经验&explain=yes").status_code == 400


def test_repeated_parameters_are_or_and_different_ones_are_and(client: FlaskClient) -> None:
    assert get(client, "/api/v1/search?year=2019&year=2020")["total"] == 10
    assert get(client, "/api/v1/search?year=2019&year=2020&province=江苏省")["total"] == 2


def test_an_empty_query_lists_everything_and_a_limit_of_none_counts_alone(client: FlaskClient) -> None:
    answer = get(client, "/api/v1/search?limit=0")
    assert answer["total"] == library.PLAIN_REPORTS + len(library.odd_reports()) + library.KEPT_REPORTS
    assert answer["hits"] == []
    assert sum(item["count"] for item in answer["facets"]["report_year"]) == library.PLAIN_REPORTS


def test_up_to_a_thousand_hits_are_given_at_once(client: FlaskClient) -> None:
    answer = get(client, "/api/v1/search?q=纠纷&limit=1000")
    assert len(answer["hits"]) == answer["total"]


def test_chinese_is_written_as_it_is(client: FlaskClient) -> None:
    assert "枫桥经验" in client.get("/api/v1/search?q=枫桥经验&limit=1").get_data(as_text=True)


def test_a_report_answers_with_the_object_of_the_command(client: FlaskClient, library_home: Home) -> None:
    answer = get(client, f"/api/v1/reports/{REVISED}")
    with open_store(library_home, read_only=True) as store:
        expected = report_json(store.get(REVISED), store.snapshots_of(library.REVISED_URL))
    assert answer == expected
    assert answer["text"] == "后来的正文，讲调解与仲裁。"
    assert [item["id"] for item in answer["snapshots"]] == [1, 2]
    assert get(client, f"/api/v1/reports/{REVISED}?revision=1")["title"] == "修订前"


def test_a_report_carries_its_fields_by_name_and_its_evidence(client: FlaskClient) -> None:
    answer = get(client, f"/api/v1/reports/{PLAIN.id}")
    assert (answer["report_year"], answer["published"], answer["level"]) == (2019, "2020-01-01", "township")
    assert answer["collected_at"] == "2024-03-05T01:30:00+00:00"
    assert answer["evidence"] == {"report_year": {"where": "title", "quote": "2019年法治政府", "confidence": 0.95}}
    assert answer["zone"] is None


@pytest.mark.parametrize(
    ("method", "address", "status", "code"),
    [
        pytest.param("GET", "/api/v1/search?limit=1001", 400, "input", id="limit too high"),
        pytest.param("GET", "/api/v1/search?limit=-1", 400, "input", id="limit negative"),
        pytest.param("GET", "/api/v1/search?limit=zehn", 400, "input", id="limit no number"),
        pytest.param("GET", "/api/v1/search?offset=-1", 400, "input", id="offset negative"),
        pytest.param("GET", "/api/v1/search?sort=titel", 400, "input", id="unknown order"),
        pytest.param("GET", "/api/v1/search?year=abc", 400, "input", id="year that is none"),
        pytest.param("GET", "/api/v1/search?provinz=浙江", 400, "input", id="unknown parameter"),
        pytest.param("GET", f"/api/v1/reports/{PLAIN.id}?revision=0", 400, "input", id="revision zero"),
        pytest.param("GET", f"/api/v1/reports/{PLAIN.id}?revision=2", 404, "not-found", id="no such revision"),
        pytest.param("GET", "/api/v1/reports/unknown", 404, "not-found", id="no such report"),
        pytest.param("GET", "/api/v1/unknown", 404, "not-found", id="no such address"),
        pytest.param("GET", "/api/v2/search", 404, "not-found", id="no such version"),
        pytest.param("POST", "/api/v1/search", 405, "method-not-allowed", id="search by POST"),
        pytest.param("DELETE", f"/api/v1/reports/{PLAIN.id}", 405, "method-not-allowed", id="deleting"),
    ],
)
def test_every_error_has_the_one_shape(client: FlaskClient, method: str, address: str, status: int, code: str) -> None:
    response = client.open(address, method=method)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/json"
    error = response.get_json()["error"]
    assert set(error) == {"code", "message", "hint"}
    assert error["code"] == code
    assert error["message"]
    assert error["hint"]


def test_a_misspelt_parameter_is_answered_with_the_nearest(client: FlaskClient) -> None:
    error = client.get("/api/v1/search?provinc=浙江").get_json()["error"]
    assert error["hint"] == "Did you mean province?"


def test_notes_on_how_a_query_was_taken_come_along(client: FlaskClient) -> None:
    answer = get(client, '/api/v1/search?q="枫桥')
    assert [note["code"] for note in answer["notes"]] == ["unbalanced-quote"]


def test_a_search_says_how_it_was_read_and_what_to_try(client: FlaskClient) -> None:
    answer = get(client, "/api/v1/search?q=和服")
    assert answer["reading"] == {
        "keywords": [{"text": "和服", "folded": "和服", "words": ["和服"], "is_word": True}],
        "whole_words": {"total": 1, "query": "word:和服"},
        "otherwise": {"total": 1, "query": "和服 -word:和服"},
    }
    assert answer["suggestions"] == []
    answer = get(client, "/api/v1/search?q=枫侨经验&year=2020")
    found = get(client, "/api/v1/search?q=枫桥经验&year=2020")["total"]
    assert answer["suggestions"][0] == {
        "kind": "nearest",
        "text": "枫桥经验",
        "query": "枫桥经验",
        "filters": {"year": ["2020"]},
        "total": found,
    }


def test_what_is_typed_is_completed(client: FlaskClient) -> None:
    answer = get(client, "/api/v1/complete?q=调解 fqjy")
    assert answer == {
        "query": "调解 fqjy",
        "completions": [{"kind": "term", "text": "枫桥经验", "query": "调解 枫桥经验"}],
    }
    assert get(client, "/api/v1/complete")["completions"] == []
    assert len(get(client, "/api/v1/complete?q=枫&limit=1")["completions"]) == 1


@pytest.mark.parametrize(
    "address", ["/api/v1/complete?q=枫&limit=0", "/api/v1/complete?q=枫&limit=99", "/api/v1/complete?p=枫"]
)
def test_a_completion_that_is_asked_for_wrongly_is_refused(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert response.get_json()["error"]["message"]
