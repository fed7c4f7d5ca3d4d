"""Administrators: logging in and out, and what nobody else may do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from corpus.store import open_store
from indexer import update_index
from tests.webapp import library
from tests.webapp.browsing import page, send, soup_of, text_of
from webapp import create_app
from webapp.collection import close_collection
from webapp.login_guard import MOST_FAILURES, WINDOW_SECONDS, LoginGuard

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from corpus import Home

REPORT = library.plain_reports()[0]
NAME, PASSWORD = "wangmin", "correct horse battery"  # of a test
POSTS = (f"/reports/{REPORT.id}/corrections", f"/reports/{REPORT.id}/corrections/undo", f"/review/{REPORT.id}")


@pytest.fixture
def app(home: Home) -> Iterator[Flask]:
    """The application over one report and one administrator."""
    with open_store(home) as store:
        store.save(REPORT)
        store.users.add(NAME, PASSWORD)
        update_index(home, store)
    made = create_app(home, config={"TESTING": True, "PROPAGATE_EXCEPTIONS": False})
    yield made
    close_collection(made)


def log_in(client: FlaskClient, password: str = PASSWORD, onwards: str = "/") -> TestResponse:
    form = page(client, "/login").select_one("main form")
    assert form is not None
    return send(client, form, name=NAME, password=password, next=onwards)


def token(client: FlaskClient) -> str:
    return str(page(client, "/login").select("[name=csrf_token]")[0]["value"])


def test_an_administrator_logs_in_goes_on_and_logs_out(client: FlaskClient) -> None:
    asked = client.get("/review?field=province")
    assert asked.status_code == 302
    assert asked.location == "/login?next=/review?field%3Dprovince"
    form = page(client, asked.location).select_one("main form")
    assert form is not None
    entered = send(client, form, name=NAME, password=PASSWORD)
    assert (entered.status_code, entered.location) == (303, "/review?field=province")
    cookie = entered.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    soup = page(client, "/review")
    assert NAME in text_of(soup, ".site-footer")
    leaving = soup.select_one(".site-footer form")
    assert leaving is not None
    assert send(client, leaving).status_code == 303
    assert client.get("/review").status_code == 302


def test_the_session_cookie_stays_on_https_where_it_was_made_there(client: FlaskClient) -> None:
    headers = client.get("/login", base_url="https://localhost").headers
    assert "Secure" in headers["Set-Cookie"]


def test_a_wrong_password_and_an_unknown_name_are_told_alike(client: FlaskClient) -> None:
    wrong = log_in(client, "something else")
    assert wrong.status_code == 403
    form = soup_of(wrong).select_one("main form")
    assert form is not None
    unknown = send(client, form, name="nobody", password=PASSWORD)
    assert unknown.status_code == 403
    assert text_of(soup_of(wrong), ".problem") == text_of(soup_of(unknown), ".problem") == "用户名或密码不正确。"
    assert PASSWORD not in unknown.get_data(as_text=True)


def test_after_too_many_failures_even_the_right_password_has_to_wait(client: FlaskClient) -> None:
    for _ in range(MOST_FAILURES["name"]):
        assert log_in(client, "wrong password").status_code == 403
    held_up = log_in(client)
    assert held_up.status_code == 429
    assert 0 < int(held_up.headers["Retry-After"]) <= WINDOW_SECONDS
    assert "分钟后再试" in text_of(soup_of(held_up), ".problem")
    assert client.get("/review").status_code == 302


def test_the_guard_counts_names_and_addresses_apart_and_forgets_after_its_window() -> None:
    now = [0.0]
    guard = LoginGuard(clock=lambda: now[0])
    for number in range(MOST_FAILURES["address"]):
        assert guard.wait_seconds(f"name-{number}", "192.0.2.1") == 0
        guard.failed(f"name-{number}", "192.0.2.1")
    assert guard.wait_seconds("another", "192.0.2.1") == WINDOW_SECONDS
    assert guard.wait_seconds("another", "192.0.2.2") == 0
    now[0] = WINDOW_SECONDS + 1.0
    assert guard.wait_seconds("another", "192.0.2.1") == 0


def test_a_right_password_forgets_the_failures_under_its_name() -> None:
    guard = LoginGuard(clock=lambda: 0.0)
    for _ in range(MOST_FAILURES["name"]):
        guard.failed("wangmin", "192.0.2.1")
    assert guard.wait_seconds("wangmin", "192.0.2.9") > 0
    guard.succeeded("wangmin")
    assert guard.wait_seconds("wangmin", "192.0.2.9") == 0


@pytest.mark.parametrize(
    "onwards", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_the_login_leads_to_no_other_site(client: FlaskClient, onwards: str) -> None:
    assert log_in(client, onwards=onwards).location == "/review"


@pytest.mark.parametrize("address", POSTS)
def test_a_visitor_may_not_correct(client: FlaskClient, address: str) -> None:
    response = client.post(address, data={"csrf_token": token(client), "field-report_year": "1999", "field": "title"})
    assert response.status_code == 403
    assert "只有登录的管理员" in text_of(soup_of(response), "main")


@pytest.mark.parametrize("address", [*POSTS, "/logout"])
def test_a_form_from_another_site_is_refused(client: FlaskClient, address: str) -> None:
    log_in(client)
    assert client.post(address, data={"field-report_year": "1999"}).status_code == 400
    assert client.get("/review").status_code == 200


@pytest.mark.parametrize("address", POSTS)
def test_what_changes_something_cannot_be_reached_by_a_link(client: FlaskClient, address: str) -> None:
    log_in(client)
    assert client.get(address).status_code in (200, 405)
    assert client.application.extensions["baogao_collection"].store.get(REPORT.id) == REPORT


def test_a_visitor_sees_no_controls_for_correcting(client: FlaskClient) -> None:
    soup = page(client, f"/reports/{REPORT.id}")
    assert not soup.select("#corrections, .correction-form, a[href^='/review']")


def test_what_an_administrator_sees_is_kept_out_of_caches(client: FlaskClient) -> None:
    log_in(client)
    assert client.get(f"/reports/{REPORT.id}").headers["Cache-Control"] == "private, no-store"


def test_a_new_password_or_a_removed_user_ends_the_session(client: FlaskClient, home: Home) -> None:
    log_in(client)
    with open_store(home) as store:
        store.users.set_password(NAME, "another password")
    assert client.get("/review").status_code == 302
    assert log_in(client).status_code == 403
    assert log_in(client, "another password").status_code == 303
    with open_store(home) as store:
        store.users.remove(NAME)
    assert client.get("/review").status_code == 302
