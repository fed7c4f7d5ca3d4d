"""A real home with a real index, and clients of the application over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus import Home, open_home
from tests.webapp import library
from webapp import create_app
from webapp.collection import close_collection

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


@pytest.fixture(scope="session")
def library_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The home of the invented collection; tests leave its reports and its index alone."""
    path: Path = tmp_path_factory.mktemp("library") / "home"
    home = open_home(path, create=True)
    library.build(home)
    return home


@pytest.fixture
def app(library_home: Home) -> Iterator[Flask]:
    """The application over the collection; CSRF is on, as it is served."""
    made = create_app(library_home, config={"TESTING": True, "PROPAGATE_EXCEPTIONS": False})
    yield made
    close_collection(made)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that asks for Chinese and has no cookies yet."""
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "zh-CN,zh;q=0.9"
    return client
