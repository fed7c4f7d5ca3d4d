"""Logging in and out."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for

from webapp import links
from webapp.administrators import current_administrator, log_in, log_out, login_guard
from webapp.collection import collection
from webapp.language import gettext, ngettext

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("login", __name__)

MINUTE_SECONDS = 60


@blueprint.get("/login")
def show() -> str | Response:
    """The form; whoever is logged in already goes on to where ``next`` leads."""
    if current_administrator() is not None:
        return redirect(_onwards(request.args.get("next")))
    return _form(request.args.get("next"))


@blueprint.post("/login")
def enter() -> str | Response:
    """Check name and password, and go on to where ``next`` leads, which is always on this site."""
    name, password = request.form.get("name", "").strip(), request.form.get("password", "")
    onwards = request.form.get("next")
    address = request.remote_addr or ""
    guard = login_guard()
    wait = guard.wait_seconds(name, address)
    if wait:
        minutes = -(-wait // MINUTE_SECONDS)
        sentence = ngettext(
            "Too many failed attempts. Try again in %(num)s minute.",
            "Too many failed attempts. Try again in %(num)s minutes.",
            minutes,
        )
        response = make_response(_form(onwards, name, sentence), HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = str(wait)
        return response
    user = collection().store.users.check(name, password)
    if user is None:
        guard.failed(name, address)
        sentence = gettext("The name or the password is not right.")
        return make_response(_form(onwards, name, sentence), HTTPStatus.FORBIDDEN)
    guard.succeeded(name)
    log_in(user)
    return redirect(_onwards(onwards), code=HTTPStatus.SEE_OTHER)


@blueprint.post("/logout")
def leave() -> Response:
    """End the session."""
    log_out()
    flash(gettext("Logged out."))
    return redirect(url_for("search.landing"), code=HTTPStatus.SEE_OTHER)


def _form(onwards: str | None, name: str = "", error: str = "") -> str:
    return render_template("login.html", onwards=_onwards(onwards), name=name, error=error)


def _onwards(address: str | None) -> str:
    return links.local_path(address, otherwise=url_for("review.show"))
