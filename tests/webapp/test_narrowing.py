"""Searching within results, and the conditions of a search one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.webapp.browsing import ask, hrefs, page, parameters, soup_of, total_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient

HOSTILE = [
    pytest.param("%ED%A0%80", id="unpaired surrogate"),
    pytest.param("%FF%FE", id="no UTF-8"),
    pytest.param("%00%01", id="control characters"),
    pytest.param("%20" * 1_000, id="only spaces"),
    pytest.param(quote("\u202eשלום\u202c \u200b\ufeff 👨\u200d👩\u200d👧"), id="right to left, zero width, emoji"),  # noqa: RUF001
    pytest.param(quote("(a+)+$" * 100 + "[" * 100 + "\\" * 100), id="hostile to regular expressions"),
    pytest.param(quote(" OR ".join(f"词{number}" for number in range(500))), id="500 terms"),
    pytest.param(quote("(" * 3_000 + "法" + ")" * 3_000), id="deep parentheses"),
    pytest.param(quote("法" * 10_000), id="10,000 characters"),
]


@pytest.mark.parametrize(
    ("address", "within", "query"),
    [
        pytest.param("/search?q=纠纷", "枫桥", "纠纷 枫桥", id="a word"),
        pytest.param("/search?q=纠纷 OR 和服", "枫桥", "(纠纷 OR 和服) 枫桥", id="OR before"),
        pytest.param("/search?q=纠纷", "枫桥 OR 柔性", "纠纷 (枫桥 OR 柔性)", id="OR within"),
        pytest.param("/search?q=纠纷", "-枫桥", "纠纷 -枫桥", id="what is not there"),
        pytest.param("/search?q=纠纷", "year:2020", "纠纷 year:2020", id="a filter"),
        pytest.param("/search?q=year:2019", "year:2020", "year:2019 --year:2020", id="a filter of the same facet"),
        pytest.param("/search", "枫桥", "枫桥", id="everything before"),
        pytest.param("/search?q=纠纷", '"枫桥', "纠纷 枫桥", id="a quote never closed"),
    ],
)
def test_the_second_box_finds_among_what_is_found(client: FlaskClient, address: str, within: str, query: str) -> None:
    soup = page(client, address)
    form = soup.select_one("form.within")
    assert form is not None
    response = ask(client, form, within=within)
    assert response.status_code == 302
    assert parameters(response.location) == [("q", query)]
    before, alone = total_of(soup), total_of(page(client, f"/search?q={quote(within)}"))
    assert total_of(page(client, response.location)) <= min(before, alone)


def test_filters_and_order_stay_when_results_are_narrowed(client: FlaskClient) -> None:
    soup = page(client, "/search?q=纠纷&year=2019&year=2020&sort=year&page=1")
    form = soup.select_one("form.within")
    assert form is not None
    response = ask(client, form, within="枫桥")
    assert parameters(response.location) == [("q", "纠纷 枫桥"), ("year", "2019"), ("year", "2020"), ("sort", "year")]


def test_each_condition_can_be_taken_away(client: FlaskClient) -> None:
    soup = page(client, f"/search?q={quote('纠纷 (枫桥 OR 柔性) -和服 year:2020')}&level=township")
    steps = soup.select(".steps a")
    assert [step.select_one("span").get_text() for step in steps if step.select_one("span")] == [  # type: ignore[union-attr]
        "全文含 纠纷",
        "全文含 枫桥 或 全文含 柔性",
        "排除：全文含 和服",
    ]
    assert [dict(parameters(str(step["href"]))) for step in steps] == [
        {"q": "(枫桥 OR 柔性) -和服 year:2020", "level": "township"},
        {"q": "纠纷 -和服 year:2020", "level": "township"},
        {"q": "纠纷 (枫桥 OR 柔性) year:2020", "level": "township"},
    ]
    for address in hrefs(soup, ".steps a"):
        assert total_of(page(client, address)) >= total_of(soup)


@pytest.mark.parametrize("query", ["纠纷", "纠纷 year:2020", "纠纷 OR 枫桥", "", " ".join(f"词{n}" for n in range(40))])
def test_a_single_condition_or_very_many_are_not_listed(client: FlaskClient, query: str) -> None:
    assert not page(client, f"/search?q={quote(query)}").select(".steps")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_query_gets_a_page(client: FlaskClient, text: str) -> None:
    for address in (
        f"/search?q={text}",
        f"/search?q=a&within={text}",
        f"/build?q={text}",
        f"/build?write=1&every={text}",
    ):
        response = client.get(address)
        assert response.status_code in {200, 302, 400}, address[:80]
        assert soup_of(response).select("title, a")
    assert client.get(f"/api/v1/search?q={text}").status_code == 200
