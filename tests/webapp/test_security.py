"""Headers, cookies and the key that signs them."""

from __future__ import annotations

import logging
import stat
from typing import TYPE_CHECKING

import pytest

from corpus import Home, Settings
from tests.webapp import library
from tests.webapp.browsing import page
from webapp import create_app
from webapp.secret_key import read_secret_key
from webapp.security import PAGE_POLICY

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

REPORT = library.plain_reports()[0]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=纠纷",
        f"/reports/{REPORT.id}",
        "/snapshots/1",
        "/bookmarks",
        "/help",
        "/nowhere",
        "/api/v1/search",
        "/healthz",
        "/static/site.css",
    ],
)
def test_every_answer_keeps_itself_to_this_site(client: FlaskClient, address: str) -> None:
    with client.get(address) as response:
        assert response.headers["Content-Security-Policy"] == PAGE_POLICY
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "same-origin"


def test_no_page_may_run_or_style_itself_inline() -> None:
    policy = dict(part.split(" ", 1) for part in PAGE_POLICY.split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in PAGE_POLICY


def test_the_files_of_a_page_are_there_and_named_after_their_content(client: FlaskClient) -> None:
    soup = page(client, "/")
    for address in (soup.select("link[rel=stylesheet]")[0]["href"], soup.select("script")[0]["src"]):
        assert "?v=" in str(address)
        with client.get(str(address)) as response:
            assert response.status_code == 200


def test_the_key_is_made_once_and_readable_by_its_owner_alone(home: Home) -> None:
    first = read_secret_key(home)
    assert len(first) == 64
    assert read_secret_key(home) == first
    assert stat.S_IMODE((home.path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in home.path.iterdir() if path.name.startswith(".secret_key")] == []


def test_a_configured_key_leaves_no_file(home: Home) -> None:
    app = create_app(home, config={"SECRET_KEY": "configured"})
    assert app.secret_key == "configured"  # noqa: S105  # an invented key
    assert not (home.path / "secret_key").exists()


def test_a_home_without_a_usable_key_gets_one_for_this_run_and_says_so(
    tmp_path: Path, home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        missing = read_secret_key(Home(path=tmp_path / "nowhere", settings=Settings()))
        (home.path / "secret_key").write_text("kurz")
        short = read_secret_key(home)
    assert len(missing) == len(short) == 64
    assert missing != short
    assert len(caplog.records) == 2


def test_two_homes_on_one_host_do_not_share_cookies(tmp_path: Path, home: Home) -> None:
    other = tmp_path / "other"
    other.mkdir()
    names = {create_app(each).config["SESSION_COOKIE_NAME"] for each in (home, Home(path=other, settings=Settings()))}
    assert len(names) == 2
