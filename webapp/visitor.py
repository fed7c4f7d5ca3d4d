"""Who keeps bookmarks: a visitor without an account, known by a random id in a signed cookie."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from flask import current_app, g, request
from itsdangerous import BadSignature, URLSafeSerializer

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

__all__ = ["init_visitor", "known_visitor", "make_visitor", "visitor_cookie_name"]

COOKIE_SECONDS = 400 * 24 * 3600  # browsers keep no cookie longer than 400 days; each change of a bookmark renews it
ID_BYTES = 16


def known_visitor() -> str | None:
    """The id of the visitor who sent a cookie that this site signed, or None."""
    if made := g.get("made_visitor"):
        return str(made)
    cookie = request.cookies.get(visitor_cookie_name(), "")
    try:
        visitor = _serializer().loads(cookie)
    except BadSignature:
        return None
    return visitor if isinstance(visitor, str) else None


def make_visitor() -> str:
    """The visitor's id, made where there is none; the response carries the cookie, renewed."""
    visitor = known_visitor() or secrets.token_urlsafe(ID_BYTES)
    g.made_visitor = visitor
    return visitor


def visitor_cookie_name() -> str:
    """The cookie's name. It differs by home: two collections served on one host's ports share its cookies."""
    return f"baogao_visitor_{home_mark(str(current_app.secret_key))}"


def home_mark(secret_key: str) -> str:
    """Eight hex digits that tell homes apart and tell nothing of the key."""
    return hashlib.sha256(f"home:{secret_key}".encode()).hexdigest()[:8]


def init_visitor(app: Flask) -> None:
    """Name the session's cookie after the home, and send the visitor's cookie where an id was made or used."""
    app.config["SESSION_COOKIE_NAME"] = f"baogao_session_{home_mark(str(app.secret_key))}"
    app.config.setdefault("SESSION_COOKIE_HTTPONLY", True)
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"

    @app.after_request
    def send_cookie(response: Response) -> Response:
        if visitor := g.get("made_visitor"):
            response.set_cookie(
                visitor_cookie_name(),
                str(_serializer().dumps(visitor)),
                max_age=COOKIE_SECONDS,
                httponly=True,
                samesite="Lax",
                secure=request.is_secure,
            )
        return response


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="baogao.visitor")
