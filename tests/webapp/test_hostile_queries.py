"""Whatever is asked for in an address: an answer, or one clear message; never an error of the server's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from corpus import open_home
from corpus.store import open_store
from indexer import update_index
from indexer.engines import ENGINES
from indexer.query.parser import MAX_LENGTH
from tests.indexer.hostile import HOSTILE
from tests.webapp import library
from webapp import create_app
from webapp.collection import close_collection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

TEXT_ADDRESSES = ("/search?q=", "/concordance?q=", "/build?q=", "/facets/place?q=", "/export/jsonl?q=")
API_ADDRESSES = ("search?q=", "concordance?q=", "complete?q=", "facets/site?facet_q=")
FILTERS = ("year", "province", "place", "level", "doc_type", "site")


@pytest.fixture(scope="module", params=list(ENGINES))
def asking(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of the collection as each engine has it."""
    home = open_home(tmp_path_factory.mktemp("hostile") / "home", create=True)
    with open_store(home) as store:
        store.save_many([*library.plain_reports(), *library.odd_reports()])
        update_index(home, store, engine=str(request.param))
    app = create_app(home, config={"TESTING": True, "PROPAGATE_EXCEPTIONS": False})
    yield app.test_client()
    close_collection(app)


def in_an_address(text: str) -> str:
    return quote(text, errors="surrogatepass")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_page_is_shown_or_says_what_is_wrong(asking: FlaskClient, text: str) -> None:
    for address in TEXT_ADDRESSES:
        response = asking.get(address + in_an_address(text))
        assert response.status_code == (200 if len(text) <= MAX_LENGTH else 400), address


@pytest.mark.parametrize("text", HOSTILE)
def test_the_api_answers_or_says_what_is_wrong(asking: FlaskClient, text: str) -> None:
    for name in API_ADDRESSES:
        response = asking.get(f"/api/v1/{name}{in_an_address(text)}")
        assert response.status_code in {200, 400}, name
        answer = json.loads(response.get_data())
        assert "error" not in answer or all(answer["error"][part] for part in ("code", "message", "hint")), name


@pytest.mark.parametrize("text", HOSTILE)
def test_a_filter_that_means_nothing_is_named(asking: FlaskClient, text: str) -> None:
    for name in FILTERS:
        response = asking.get(f"/api/v1/search?{name}={in_an_address(text)}")
        assert response.status_code in {200, 400}, name
        assert response.status_code == 200 or response.get_json()["error"]["hint"], name
