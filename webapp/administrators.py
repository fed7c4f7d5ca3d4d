"""Who is logged in: an administrator, known by the session, or nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

from flask import abort, current_app, g, make_response, redirect, request, session, url_for
from flask.sessions import SecureCookieSessionInterface

from corpus import BaogaoError
from webapp import links
from webapp.collection import collection
from webapp.login_guard import LoginGuard

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from werkzeug.wrappers import Response

    from corpus.store import User

__all__ = [
    "administrator",
    "administrators_only",
    "current_administrator",
    "init_administrators",
    "log_in",
    "log_out",
    "login_guard",
]

EXTENSION = "baogao_login_guard"
SESSION_DAYS = 7  # then the password is asked for again
SESSION_KEYS = ("user", "password_of", "since")

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


class Sessions(SecureCookieSessionInterface):
    """Sessions whose cookie goes over HTTPS alone where it was made over HTTPS."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Whether this request came over HTTPS, or the setting asks for it."""
        return request.is_secure or super().get_cookie_secure(app)


def init_administrators(app: Flask) -> None:
    """Set up sessions and the guard of the login on `app`, and keep what an administrator sees out of caches."""
    app.session_interface = Sessions()
    app.extensions[EXTENSION] = LoginGuard()
    app.context_processor(lambda: {"current_administrator": _administrator_of_page})

    @app.after_request
    def keep_private(response: Response) -> Response:
        if g.get("administrator") is not None:
            response.headers["Cache-Control"] = "private, no-store"
        return response


def login_guard() -> LoginGuard:
    """The guard of the running application."""
    return cast("LoginGuard", current_app.extensions[EXTENSION])


def log_in(user: User) -> None:
    """Begin a session; whatever a session held before is dropped."""
    session.clear()
    session["user"] = user.name
    session["password_of"] = user.changed_at.isoformat()
    session["since"] = datetime.now(UTC).isoformat()


def log_out() -> None:
    """End the session."""
    session.clear()
    g.pop("administrator", None)


def current_administrator() -> User | None:
    """The user of this session; None where nobody is logged in, or the user or the password is no longer that."""
    if "user" not in session:
        return None
    if "administrator" not in g:
        g.administrator = _user_of_session()
    return cast("User | None", g.administrator)


def administrator() -> User:
    """The user of this session.

    Raises:
        Forbidden: nobody is logged in.
    """
    user = current_administrator()
    if user is None:
        abort(HTTPStatus.FORBIDDEN)
    return user


def administrators_only(view: Callable[Parameters, Answer]) -> Callable[Parameters, Answer | Response]:
    """The view for administrators; anybody else is asked to log in, and what they send is refused."""

    @wraps(view)
    def guarded(*arguments: Parameters.args, **named: Parameters.kwargs) -> Answer | Response:
        if current_administrator() is None:
            if request.method not in ("GET", "HEAD"):
                abort(HTTPStatus.FORBIDDEN)
            return make_response(redirect(url_for("login.show", next=links.here())))
        return view(*arguments, **named)

    return guarded


def _administrator_of_page() -> User | None:
    """As `current_administrator`; nobody where that cannot be told (an error page must not fail over it)."""
    try:
        return current_administrator()
    except BaogaoError:
        return None


def _user_of_session() -> User | None:
    if not all(isinstance(session.get(key), str) for key in SESSION_KEYS):
        return None
    user = collection().store.users.get(session["user"])
    if user is None or user.changed_at.isoformat() != session["password_of"]:
        return None
    fresh = datetime.now(UTC) - datetime.fromisoformat(session["since"]) < timedelta(days=SESSION_DAYS)
    return user if fresh else None
