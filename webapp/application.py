"""The application factory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from webapp.administrators import init_administrators
from webapp.collection import init_collection
from webapp.errors import init_errors
from webapp.language import init_language
from webapp.secret_key import read_secret_key
from webapp.security import init_security
from webapp.templating import init_templating
from webapp.views import (
    api,
    bookmarks,
    build,
    concordance,
    corrections,
    exports,
    facets,
    login,
    reports,
    review,
    search,
    site,
    snapshots,
)
from webapp.visitor import init_visitor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus import Home

__all__ = ["create_app"]

BLUEPRINTS = (
    search.blueprint,
    build.blueprint,
    concordance.blueprint,
    exports.blueprint,
    facets.blueprint,
    reports.blueprint,
    snapshots.blueprint,
    bookmarks.blueprint,
    corrections.blueprint,
    review.blueprint,
    login.blueprint,
    api.blueprint,
    site.blueprint,
)
MAX_FORM_BYTES = 1024 * 1024


def create_app(home: Home, *, config: Mapping[str, object] | None = None) -> Flask:
    """The web application over the collection in `home`.

    Args:
        home: an open home; its store and index are opened at the first request that needs them.
        config: Flask settings that win over the defaults (``TESTING``, ``SECRET_KEY``, ``SERVER_NAME`` ...).
    """
    app = Flask(__name__)
    app.config.from_mapping(
        BAOGAO_TITLE=home.settings.title,
        BAOGAO_LANGUAGE=home.settings.language,
        MAX_CONTENT_LENGTH=MAX_FORM_BYTES,
        WTF_CSRF_TIME_LIMIT=None,  # a page may lie open for days before its bookmark button is pressed
    )
    app.config.from_mapping(config or {})
    app.secret_key = app.secret_key or read_secret_key(home)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # of Flask's default provider
    app.json.sort_keys = False  # type: ignore[attr-defined]  # as above
    init_collection(app, home)
    init_language(app)
    init_visitor(app)
    init_administrators(app)
    init_security(app)
    init_errors(app)
    init_templating(app)
    CSRFProtect(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
