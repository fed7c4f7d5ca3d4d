"""Errors as pages in the site's look, and as one JSON shape for the API."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from corpus import BaogaoError
from webapp.language import gettext, gettext_noop
from webapp.refusals import refusal_text

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

__all__ = ["ErrorPage", "form_error", "init_errors", "known_error"]

logger = logging.getLogger(__name__)

STATUS = {
    "not-found": HTTPStatus.NOT_FOUND,
    "input": HTTPStatus.BAD_REQUEST,
    "correction": HTTPStatus.BAD_REQUEST,
    "home-busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "home-missing": HTTPStatus.SERVICE_UNAVAILABLE,
    "home-read-only": HTTPStatus.SERVICE_UNAVAILABLE,
    "index-damaged": HTTPStatus.SERVICE_UNAVAILABLE,
    "index-missing": HTTPStatus.SERVICE_UNAVAILABLE,
    "index-stale": HTTPStatus.SERVICE_UNAVAILABLE,
    "server-busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "store-version": HTTPStatus.SERVICE_UNAVAILABLE,
}

# What the page says for an error's code where its reason has no sentence; its own English one follows as the detail.
WORDS = {
    "not-found": gettext_noop("It is not in this collection. It may have been removed, or the address is incomplete."),
    "input": gettext_noop("A value in the address or in the form cannot be used."),
    "correction": gettext_noop("The correction cannot be made."),
    "home-busy": gettext_noop("The collection is being written to at the moment. Please try again shortly."),
    "home-missing": gettext_noop("There is no collection here yet."),
    "home-read-only": gettext_noop("This collection can be read but not written to, so bookmarks cannot be kept."),
    "index-damaged": gettext_noop("The index cannot be read and must be made again."),
    "index-missing": gettext_noop("The collection has no index yet, so it cannot be searched."),
    "index-stale": gettext_noop("The index was made by another release and must be made again."),
    "server-busy": gettext_noop(
        "The server is making concordances for others at the moment. Please try again shortly."
    ),
    "store-version": gettext_noop("The collection was made by a newer release of this program."),
}

# What the keeper of the collection runs to mend it.
COMMANDS = {
    "home-missing": "baogao add FILES",
    "index-damaged": "baogao index --rebuild",
    "index-missing": "baogao index",
    "index-stale": "baogao index",
}

HEADINGS = {
    HTTPStatus.BAD_REQUEST: gettext_noop("This request cannot be understood"),
    HTTPStatus.FORBIDDEN: gettext_noop("Not allowed"),
    HTTPStatus.NOT_FOUND: gettext_noop("Not found"),
    HTTPStatus.METHOD_NOT_ALLOWED: gettext_noop("Not possible here"),
    HTTPStatus.INTERNAL_SERVER_ERROR: gettext_noop("Something went wrong on our side"),
    HTTPStatus.SERVICE_UNAVAILABLE: gettext_noop("Not ready"),
}

SENTENCES = {
    HTTPStatus.BAD_REQUEST: gettext_noop("A value in the address or in the form cannot be used."),
    HTTPStatus.FORBIDDEN: gettext_noop("Only an administrator who is logged in can do this."),
    HTTPStatus.NOT_FOUND: gettext_noop("There is no page at this address."),
    HTTPStatus.METHOD_NOT_ALLOWED: gettext_noop("This address cannot be used in this way."),
    HTTPStatus.INTERNAL_SERVER_ERROR: gettext_noop("The error has been noted. Please try again later."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """What an error page shows: the status, its words, and for a known error its detail and the way out."""

    status: int
    heading: str
    sentence: str
    detail: str = ""
    hint: str = ""
    command: str = ""
    reference: str = ""


def init_errors(app: Flask) -> None:
    """Answer every error of `app` with a page, or with JSON below ``/api/``."""
    app.register_error_handler(BaogaoError, known_error)
    app.register_error_handler(CSRFError, form_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unknown_error)


def known_error(error: BaogaoError) -> Response:
    """The page, or for the API the JSON, that says what was wrong."""
    status = STATUS.get(error.code, HTTPStatus.INTERNAL_SERVER_ERROR)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.error("%s %s: %s", request.method, request.path, error)
    if _wants_json():
        return _json(status, error.code, error.message, error.hint)
    if told := refusal_text(error):
        return _page(ErrorPage(status=status, heading=gettext(HEADINGS[status]), sentence=told))
    sentence = WORDS.get(error.code, SENTENCES[HTTPStatus.INTERNAL_SERVER_ERROR])
    return _page(
        ErrorPage(
            status=status,
            heading=gettext(HEADINGS[status]),
            sentence=gettext(sentence),
            detail=error.message,
            hint=error.hint,
            command=COMMANDS.get(error.code, ""),
        )
    )


def form_error(_error: CSRFError) -> Response:
    """The page for a form without its token, or with one that has expired."""
    sentence = gettext(
        "The form was not sent, because it has expired or did not come from this site. "
        "Go back, load the page again and send it once more."
    )
    heading = gettext(HEADINGS[HTTPStatus.BAD_REQUEST])
    return _page(ErrorPage(status=HTTPStatus.BAD_REQUEST, heading=heading, sentence=sentence))


def _http_error(error: HTTPException) -> Response:
    answer = error.get_response()
    status = answer.status_code
    if status < HTTPStatus.BAD_REQUEST:  # a redirect is no error
        return make_response(answer)
    if _wants_json():
        code = error.name.lower().replace(" ", "-")
        response = _json(status, code, error.description or error.name, _api_hint(status))
    else:
        known = HTTPStatus(status) if status in HEADINGS else HTTPStatus.BAD_REQUEST
        sentence = gettext(SENTENCES.get(known, HEADINGS[known]))
        response = _page(ErrorPage(status=status, heading=gettext(HEADINGS[known]), sentence=sentence))
    if allow := answer.headers.get("Allow"):
        response.headers["Allow"] = allow
    return response


def _unknown_error(error: Exception) -> Response:
    # The web's border: whatever went wrong is logged under a reference that the reader can name.
    reference = secrets.token_hex(4)
    logger.error("error %s at %s %s", reference, request.method, request.path, exc_info=error)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    if _wants_json():
        return _json(status, "internal-error", "Something went wrong on the server.", f"Reference: {reference}")
    return _page(
        ErrorPage(
            status=status,
            heading=gettext(HEADINGS[status]),
            sentence=gettext(SENTENCES[status]),
            reference=reference,
        )
    )


def _api_hint(status: int) -> str:
    if status == HTTPStatus.NOT_FOUND:
        return "The addresses are /api/v1/search and /api/v1/reports/<id>."
    return "Use GET." if status == HTTPStatus.METHOD_NOT_ALLOWED else ""


def _wants_json() -> bool:
    return request.path.startswith("/api/")


def _json(status: int, code: str, message: str, hint: str) -> Response:
    response = jsonify({"error": {"code": code, "message": message, "hint": hint}})
    response.status_code = status
    return response


def _page(page: ErrorPage) -> Response:
    return make_response(render_template("error.html", page=page), page.status)
