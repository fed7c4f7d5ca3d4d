"""The page of one facet, and its values in the API, over a real index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from indexer.query import PARAM_NAMES, FilterField
from tests.webapp import library
from tests.webapp.browsing import hrefs, page, parameters, soup_of, text_of, total_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient

YEARS = len(library.YEARS)


def listed(client: FlaskClient, address: str) -> list[tuple[str, int]]:
    """The values on the page of a facet with their counts."""
    rows = page(client, address).select(".facet-values > li")
    return [(text_of(row, ".label"), int(text_of(row, ".count"))) for row in rows]


def answered(client: FlaskClient, address: str) -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == 200, response.get_data(as_text=True)
    answer: dict[str, Any] = response.get_json()
    return answer


@pytest.mark.parametrize("facet", [pytest.param(facet, id=facet.value) for facet in FilterField])
def test_every_facet_has_a_page_whose_links_find_as_many_as_it_says(client: FlaskClient, facet: FilterField) -> None:
    soup = page(client, f"/facets/{PARAM_NAMES[facet]}?q=纠纷")
    rows = soup.select(".facet-values > li")
    assert len(rows) == total_of(soup) > 0
    everything = total_of(page(client, hrefs(soup, ".help a")[0]))
    for row in rows:
        count = int(text_of(row, ".count"))
        assert total_of(page(client, hrefs(row, "a.pick")[0])) == count, row
        assert total_of(page(client, hrefs(row, "a.exclude")[0])) == everything - count, row


def test_places_are_walked_down_and_up_again(client: FlaskClient) -> None:
    soup = page(client, "/facets/place?year=2019..2020")
    assert text_of(soup, ".facet-values .label") == "浙江省"
    cities = page(client, hrefs(soup, ".onward a")[0])
    assert [text_of(row, ".label") for row in cities.select(".facet-values > li")] == ["杭州市", "绍兴市"]
    counties = page(client, hrefs(cities, ".onward a")[0])
    assert text_of(counties, ".path [aria-current]") == "杭州市"
    assert ("year", "2019..2020") in parameters(hrefs(counties, ".path a")[-1])
    assert hrefs(page(client, hrefs(counties, ".path a")[-1]), ".onward a") == hrefs(cities, ".onward a")
    towns = page(client, hrefs(counties, ".onward a")[0])
    assert not towns.select(".onward a")  # below a township there is nothing
    assert parameters(hrefs(towns, "a.pick")[0]) == [
        ("year", "2019..2020"),
        ("place", "浙江省/杭州市/西湖区/转塘街道"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("西湖", ["西湖区"], id="characters"),
        pytest.param("xhq", ["西湖区"], id="initials"),
        pytest.param("huajia", ["华家街道"], id="pinyin"),
        pytest.param("枫橋", ["枫桥镇"], id="traditional characters"),
        pytest.param("<script>", [], id="nothing"),
    ],
)
def test_a_place_is_found_at_any_level_with_where_it_lies(client: FlaskClient, text: str, found: list[str]) -> None:
    soup = soup_of(client.get("/facets/place", query_string={"facet_q": text}))
    assert [text_of(row, ".label") for row in soup.select(".facet-values > li")] == found
    assert soup.select("#facet-q")[0]["value"] == text
    if not found:
        assert "没有这样的值" in text_of(soup, ".notice")


def test_finding_keeps_the_search_and_the_place(client: FlaskClient) -> None:
    soup = page(client, "/facets/place?q=纠纷&year=2019&year=-2020&within=浙江省&facet_q=xihu&sort=year")
    fields = [(str(field["name"]), str(field["value"])) for field in soup.select("form.find input")]
    assert fields == [
        ("q", "纠纷"),
        ("year", "2019"),
        ("year", "-2020"),
        ("sort", "year"),
        ("within", "浙江省"),
        ("facet_q", "xihu"),
    ]
    assert [text_of(row, ".where") for row in soup.select(".facet-values > li")] == ["杭州市"]


def test_what_is_chosen_is_marked_and_can_be_cleared(client: FlaskClient) -> None:
    soup = page(client, "/facets/site?site=www.example.gov.cn&site=-odd.example.gov.cn&year=2019")
    assert [text_of(link, ".label") for link in soup.select("a.pick.on")] == ["www.example.gov.cn"]
    assert [text_of(link, ".label") for link in soup.select("a.pick.off")] == ["odd.example.gov.cn"]
    assert parameters(hrefs(soup, ".help a")[1]) == [("year", "2019")]


def test_a_facet_of_many_values_is_read_page_by_page(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = listed(client, "/facets/year?facet_q=2")
    monkeypatch.setattr("webapp.pages.facet_page.PAGE_SIZE", 2)
    numbers = hrefs(page(client, "/facets/year?facet_q=2&page=2"), ".pager a:not([rel~=prev], [rel~=next])")
    assert len(numbers) == -(-len(everything) // 2) > 1
    assert [row for address in numbers for row in listed(client, address)] == everything


def test_a_page_of_a_facet_beyond_the_last_leads_to_the_last(client: FlaskClient) -> None:
    beyond = page(client, "/facets/place?page=9")
    (last,) = hrefs(beyond, ".notice a")
    assert page(client, last).select(".facet-values > li")
    assert not page(client, "/facets/place").select(".pager")


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        pytest.param("/facets/nowhere", 404, "", id="no such facet"),
        pytest.param("/facets/place?facet_q=" + "a" * 201, 400, "201 个字符", id="a text too long"),
        pytest.param("/facets/place?page=0", 400, "page", id="page zero"),
    ],
)
def test_what_cannot_be_shown_is_said(client: FlaskClient, address: str, status: int, says: str) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert says in text_of(soup_of(response), "main")


def test_the_api_lists_and_finds_values(client: FlaskClient) -> None:
    answer = answered(client, "/api/v1/facets/county?year=2019&county=-鼓楼区")
    assert answer == {
        "facet": "county",
        "total": 5,
        "values": [
            {"value": value, "count": 1, "selected": False, "excluded": value == "鼓楼区"}
            for value in sorted(("西湖区", "西青区", "诸暨市", "金州区", "鼓楼区"))
        ],
        "notes": [],
    }
    assert [item["value"] for item in answered(client, "/api/v1/facets/county?facet_q=zhuji")["values"]] == ["诸暨市"]


def test_the_api_walks_the_tree_of_places_page_by_page(client: FlaskClient) -> None:
    inside = answered(client, "/api/v1/facets/place?within=浙江省&limit=1&offset=1")
    assert (inside["total"], [item["value"] for item in inside["values"]]) == (2, ["浙江省/绍兴市"])
    found = answered(client, "/api/v1/facets/place?facet_q=西湖区")["values"]
    assert [(item["value"], item["count"]) for item in found] == [("浙江省/杭州市/西湖区", YEARS)]
    assert answered(client, "/api/v1/facets/report_year") == answered(client, "/api/v1/facets/year")


def test_a_search_by_path_site_and_exclusion_is_that_of_the_page(client: FlaskClient) -> None:
    asked = "place=浙江&place=-浙江/杭州&site=www.example.gov.cn&level=-department&year=-2019"
    answer = answered(client, f"/api/v1/search?{asked}&limit=0")
    assert answer["total"] == YEARS - 1 == total_of(page(client, f"/search?{asked}"))
    assert {"value": "浙江省/杭州市", "count": YEARS - 1} in answer["facets"]["place"]
    assert {"value": 2019, "count": 1} in answer["facets"]["report_year"]


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        pytest.param("/api/v1/facets/provinz", 404, "Did you mean province?", id="no such facet"),
        pytest.param("/api/v1/facets/place?facetq=x", 400, "Did you mean facet_q?", id="a misspelt parameter"),
        pytest.param("/api/v1/facets/place?sort=year", 400, "", id="an order of hits"),
        pytest.param("/api/v1/facets/place?limit=1001", 400, "", id="limit too high"),
        pytest.param("/api/v1/facets/place?offset=-1", 400, "", id="offset negative"),
        pytest.param("/api/v1/facets/place?year=abc", 400, "Give 2022", id="no year"),
        pytest.param("/api/v1/facets/place?within=" + "a" * 201, 400, "Shorten it", id="a place too long"),
    ],
)
def test_an_error_of_the_api_says_what_to_do(client: FlaskClient, address: str, status: int, says: str) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert says in response.get_json()["error"]["hint"]
