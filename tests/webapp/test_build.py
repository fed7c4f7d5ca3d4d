"""The form that writes a query, and reads one back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.webapp.browsing import ask, hrefs, page, parameters, soup_of, text_of, total_of

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from flask.testing import FlaskClient


def _form(soup: BeautifulSoup) -> Tag:
    form = soup.select_one(".build-form")
    assert form is not None
    return form


def _value(soup: BeautifulSoup, name: str) -> str:
    field = soup.select_one(f".build-form input[name={name}]")
    assert field is not None
    return str(field["value"])


def _ticked(soup: BeautifulSoup) -> list[str]:
    return [str(box["value"]) for box in soup.select(".build-form input[type=checkbox][checked]")]


def test_the_form_is_a_link_away_from_the_first_page_and_from_the_results(client: FlaskClient) -> None:
    assert "/build" in hrefs(page(client, "/"), ".build-link a")
    (address,) = hrefs(page(client, "/search?q=枫桥经验&year=2020&sort=year"), ".narrowing > a")
    assert parameters(address) == [("q", "枫桥经验"), ("year", "2020")]
    assert _value(page(client, address), "every") == "枫桥经验"


def test_what_is_filled_in_is_searched_for(client: FlaskClient) -> None:
    soup = page(client, "/build")
    button = soup.select_one("button[name=write]")
    fields = {"every": "纠纷", "sentence": "枫桥 化解", "places": "浙江", "first_year": "2020"}
    response = ask(client, _form(soup), button=button, **fields)
    assert response.status_code == 302
    (query,) = parameters(response.location)
    assert query == ("q", "纠纷 枫桥 NEAR/s 化解 place:浙江省 year:2020..")
    results = page(client, response.location)
    assert 0 < total_of(results) < total_of(page(client, "/search?q=枫桥经验"))
    assert not results.select(".notes")


def test_a_search_with_ticked_filters_is_read_back(client: FlaskClient) -> None:
    text = quote('信访 (甲 OR 乙) -丙 "a b" title:报告 level:乡镇')
    soup = page(client, f"/build?q={text}&year=2019..2021&place=浙江省/杭州市")
    assert _value(soup, "every") == "信访"
    assert _value(soup, "some") == "甲 乙"
    assert _value(soup, "none") == "丙"
    assert _value(soup, "phrase") == "a b"
    assert _value(soup, "title") == "报告"
    assert _value(soup, "places") == "浙江省/杭州市"
    assert (_value(soup, "first_year"), _value(soup, "last_year")) == ("2019", "2021")
    assert _ticked(soup) == ["township"]


def test_a_search_that_says_more_than_the_form_can_be_edited_as_text(client: FlaskClient) -> None:
    soup = page(client, "/build?q=word:执法&year=2020")
    assert "超出了表单" in text_of(soup, ".notice h2")
    assert text_of(soup, ".notice textarea") == "word:执法 year:2020"
    assert _value(soup, "every") == ""
    form = soup.select_one(".notice form")
    assert form is not None
    assert form["action"] == "/search"


@pytest.mark.parametrize(
    ("address", "field", "said"),
    [
        pytest.param("/build?write=1&first_year=去年&every=信访", "first_year", "“去年”不是年度", id="no year"),
        pytest.param("/build?write=1&places=蓬莱仙岛", "places", "没有叫“蓬莱仙岛”的地方", id="no place"),
        pytest.param("/build?write=1&places=城关镇", "places", "叫“城关镇”的地方很多", id="many places"),
        pytest.param("/build?write=1&every=《》", "every", "“《》”中没有可检索的内容", id="nothing to search for"),
    ],
)
def test_what_means_nothing_is_said_below_its_field_and_the_rest_stays(
    client: FlaskClient, address: str, field: str, said: str
) -> None:
    response = client.get(address)
    assert response.status_code == 400
    soup = soup_of(response)
    assert said in text_of(soup, f"#h-{field}")
    wrong = soup.select_one("[aria-invalid]")
    assert wrong is not None
    assert (wrong["name"], wrong["aria-describedby"]) == (field, f"h-{field}")
    assert [str(box["value"]) for box in soup.select("input[name=every]")] == [
        dict(parameters(address)).get("every", "")
    ]


def test_an_empty_form_lists_everything(client: FlaskClient) -> None:
    response = client.get("/build?write=1&every=+")
    assert response.location == "/search"


def test_the_form_shows_markup_as_text(client: FlaskClient) -> None:
    for address in ("/build?q=%3Cb%3E%22%3E", "/build?write=1&places=%3Cscript%3E&every=%22%3E%3Cimg%3E"):
        soup = soup_of(client.get(address))
        assert not soup.select("main script, main img, main b")
