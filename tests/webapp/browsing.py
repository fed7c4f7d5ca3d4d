"""Reading a page the way a visitor's browser does: links, forms and their fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from bs4 import Tag
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse


def page(client: FlaskClient, address: str) -> BeautifulSoup:
    """The page at `address`, which must be there."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.get_data(as_text=True)[:500])
    return soup_of(response)


def soup_of(response: TestResponse) -> BeautifulSoup:
    """The page in a response."""
    soup = BeautifulSoup(response.get_data(as_text=True), "lxml")
    for chance in soup.select("wbr"):  # to break a line; it is no text
        chance.unwrap()
    soup.smooth()
    return soup


def total_of(soup: BeautifulSoup) -> int:
    """The total that a page of results states."""
    found = re.search(r"[\d,]+", text_of(soup, ".total"))
    assert found
    return int(found.group().replace(",", ""))


def text_of(soup: BeautifulSoup | Tag, selector: str) -> str:
    """The text of the one element that `selector` names, with single spaces."""
    element = soup.select_one(selector)
    assert element is not None, selector
    return " ".join(element.get_text(" ").split())


def hrefs(soup: BeautifulSoup | Tag, selector: str) -> list[str]:
    """The addresses of the links that `selector` names."""
    return [str(link["href"]) for link in soup.select(selector)]


def parameters(address: str) -> list[tuple[str, str]]:
    """The parameters of an address, in order."""
    return parse_qsl(urlsplit(address).query)


def send(client: FlaskClient, form: Tag, *, button: Tag | None = None, **fields: str) -> TestResponse:
    """Fill `fields` into a form and send it, with `button` or the form's own address; redirects are not followed."""
    data: dict[str, str] = {}
    for field in form.select("input[name], textarea[name]"):
        data[str(field["name"])] = field.get_text() if field.name == "textarea" else str(field.get("value", ""))
    data.update(fields)
    action = button.get("formaction") if button else None
    return client.post(str(action or form["action"]), data=data)


def ask(client: FlaskClient, form: Tag, *, button: Tag | None = None, **fields: str) -> TestResponse:
    """Fill `fields` into a form that asks (GET) and send it; redirects are not followed."""
    given = []
    for field in form.select("input[name]"):
        name = str(field["name"])
        if field.get("type") != "checkbox" or field.has_attr("checked"):
            given.append((name, fields.get(name, str(field.get("value", "")))))
    if button is not None:
        given.append((str(button["name"]), str(button["value"])))
    return client.get(f"{form['action']}?{urlencode(given)}")
