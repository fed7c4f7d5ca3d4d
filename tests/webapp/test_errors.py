"""Errors are pages in the site's look, in the reader's language, and say what to do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import corpus
import indexer
import webapp
from corpus import BaogaoError, HomeBusyError, open_home
from corpus.store import open_store
from tests.webapp import library
from tests.webapp.browsing import page, soup_of, text_of
from webapp import create_app
from webapp.collection import close_collection, collection
from webapp.errors import STATUS, WORDS
from webapp.refusals import REFUSALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient

    from corpus import Home

SECRET = "the password is 1234"  # noqa: S105  # an invented secret that an error's text must not carry to a reader


@pytest.fixture
def bare_client(home: Home) -> Iterator[FlaskClient]:
    """A browser before a home with nothing in it."""
    made = create_app(home, config={"TESTING": True, "PROPAGATE_EXCEPTIONS": False})
    client = made.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "zh"
    yield client
    close_collection(made)


def fail(app: Flask, error: Exception, address: str = "/fail") -> None:
    """Give `app` an address that raises `error`."""

    def view() -> str:
        raise error

    app.add_url_rule(address, endpoint=address, view_func=view)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        pytest.param("GET", "/nowhere", 404, id="not found"),
        pytest.param("GET", "/search?page=x", 400, id="bad value"),
        pytest.param("POST", "/search", 405, id="wrong method"),
        pytest.param("POST", "/bookmarks/x", 400, id="form without token"),
    ],
)
def test_an_error_is_a_page_with_the_search_box_and_the_way_home(
    client: FlaskClient, method: str, address: str, status: int, language: str
) -> None:
    response = client.open(address, method=method, headers={"Accept-Language": language})
    assert response.status_code == status
    soup = soup_of(response)
    assert text_of(soup, ".status") == str(status)
    assert soup.select(".search-box")
    assert soup.select("main a[href='/']")
    assert soup.select("html")[0]["lang"] == ("zh-CN" if language == "zh" else "en")


def test_a_wrong_method_names_the_right_ones(client: FlaskClient) -> None:
    assert "GET" in client.post("/search").headers["Allow"]


def test_an_unknown_error_is_logged_under_the_reference_that_the_page_shows(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    fail(app, RuntimeError(SECRET))
    response = client.get("/fail")
    assert response.status_code == 500
    html = response.get_data(as_text=True)
    assert SECRET not in html
    assert "Traceback" not in html
    reference = text_of(soup_of(response), "main").split("错误编号：")[1].split()[0]
    assert reference in caplog.text
    assert SECRET in caplog.text


def test_an_unknown_error_of_the_api_has_the_api_shape(app: Flask, client: FlaskClient) -> None:
    fail(app, RuntimeError(SECRET), "/api/v1/fail")
    response = client.get("/api/v1/fail")
    assert response.status_code == 500
    assert response.get_json()["error"]["code"] == "internal-error"
    assert SECRET not in response.get_data(as_text=True)


def test_every_known_error_has_a_status_and_words() -> None:
    errors = [
        value
        for module in (corpus, indexer)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, BaogaoError) and value is not BaogaoError
    ]
    assert len(errors) >= 10
    codes = {error.code for error in errors} - {"settings"}  # raised before there is a site
    assert codes <= set(STATUS)
    assert codes <= set(WORDS)


def test_a_known_error_shows_its_message_and_its_hint(app: Flask, client: FlaskClient) -> None:
    fail(app, HomeBusyError("Another process writes <here>.", hint="Wait."))
    response = client.get("/fail")
    assert response.status_code == 503
    soup = soup_of(response)
    assert "请稍后再试" in text_of(soup, "main")
    assert text_of(soup, ".detail") == "Another process writes <here>. Wait."


@pytest.mark.parametrize("address", ["/", "/search?q=纠纷"])
def test_without_an_index_the_page_says_what_to_run(bare_client: FlaskClient, home: Home, address: str) -> None:
    with open_store(home) as store:
        store.save(library.plain_reports()[0])
    response = bare_client.get(address)
    assert response.status_code == 503
    assert text_of(soup_of(response), "main code") == "baogao index"
    error = bare_client.get("/api/v1/search").get_json()["error"]
    assert error["code"] == "index-missing"
    assert "baogao index" in error["hint"]


def test_a_report_can_be_read_without_an_index(bare_client: FlaskClient, home: Home) -> None:
    report = library.plain_reports()[0]
    with open_store(home) as store:
        store.save(report)
    assert text_of(page(bare_client, f"/reports/{report.id}"), "h1") == report.title


def test_an_index_made_while_the_server_runs_is_found(bare_client: FlaskClient, home: Home) -> None:
    assert bare_client.get("/search").status_code == 503
    with open_store(home) as store:
        indexer.update_index(home, store)
    soup = page(bare_client, "/search")
    assert "文库还是空的" in text_of(soup, ".notice")
    assert "文库还是空的" in text_of(page(bare_client, "/"), ".notice")


def test_a_home_that_is_gone_is_told_as_such(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home", create=True)
    app = create_app(home, config={"TESTING": True, "SECRET_KEY": "x" * 32, "PROPAGATE_EXCEPTIONS": False})
    for folder in (home.archive, home.index, home.path):
        folder.rmdir()
    response = app.test_client().get("/search", headers={"Accept-Language": "zh"})
    assert response.status_code == 503
    assert "还没有文库" in text_of(soup_of(response), "main")


def test_healthz_counts_the_reports_and_fails_where_the_store_does(client: FlaskClient, tmp_path: Path) -> None:
    response = client.get("/healthz")
    assert response.get_json() == {
        "status": "ok",
        "reports": library.PLAIN_REPORTS + len(library.odd_reports()) + library.KEPT_REPORTS,
    }
    home = open_home(tmp_path / "home", create=True)
    home.database.write_bytes(b"no database at all, but long enough to be taken for one" * 100)
    broken = create_app(home, config={"PROPAGATE_EXCEPTIONS": False})
    assert broken.test_client().get("/healthz").status_code == 503


def test_the_collection_opens_again_after_it_was_closed(app: Flask, client: FlaskClient) -> None:
    assert page(client, "/search").select(".hit")
    close_collection(app)
    assert page(client, "/search").select(".hit")
    with app.app_context():
        assert collection().store.count() > 0


def test_every_reason_that_an_error_gives_has_a_sentence_with_its_arguments() -> None:
    root = Path(webapp.__file__).parents[1]
    sources = [
        file.read_text(encoding="utf-8") for name in ("corpus", "webapp") for file in (root / name).rglob("*.py")
    ]
    given = {
        reason: set(re.findall(r'"(\w+)":', arguments or ""))
        for source in sources
        for reason, arguments in re.findall(r'reason="([a-z-]+)",?(?:\s*arguments=\{(.*?)\},\n)?', source)
    }
    assert len(given) > 10
    assert set(given) == set(REFUSALS)
    for reason, sentence in REFUSALS.items():
        assert set(re.findall(r"%\((\w+)\)s", sentence)) == given[reason], reason
