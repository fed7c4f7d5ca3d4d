"""The language of a page, and the translation functions the rest of the application uses.

Message ids are English; the Chinese catalogue is in ``webapp/translations/zh``. A visitor's choice (``?lang=en``) is
kept in a cookie; without one the browser's preference counts, then the setting `language`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import flask_babel  # type: ignore[import-untyped]  # Flask-Babel 4.0 ships no py.typed
from flask import current_app, redirect, request

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.datastructures import MultiDict
    from werkzeug.wrappers import Response

__all__ = ["LANGUAGES", "gettext", "gettext_noop", "init_language", "language", "language_url", "ngettext"]

LANGUAGES = {"zh": "中文", "en": "English"}
COOKIE = "baogao_language"
COOKIE_SECONDS = 400 * 24 * 3600  # browsers keep no cookie longer than 400 days


def gettext(message: str, **variables: object) -> str:
    """`message` in the page's language, its %(names)s filled in."""
    return str(flask_babel.gettext(message, **variables))


def ngettext(singular: str, plural: str, num: int, **variables: object) -> str:
    """The form for `num` in the page's language, its %(names)s filled in."""
    return str(flask_babel.ngettext(singular, plural, num, **variables))


def gettext_noop(message: str) -> str:
    """`message` itself: marks a string in a table for the catalogue, to be given to `gettext` when it is shown."""
    return message


def language() -> str:
    """The language of this page: ``zh`` or ``en``."""
    chosen = request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    # "zh-CN" and "en-GB" stand for their languages, in the browser's order of preference.
    for accepted, _quality in request.accept_languages:
        primary = accepted.split("-")[0].lower()
        if primary in LANGUAGES:
            return primary
    return str(current_app.config["BAOGAO_LANGUAGE"])


def language_url(code: str) -> str:
    """This page's address with the request to show it in the language `code`."""
    arguments = request.args.copy()
    arguments.setlist("lang", [code])
    return _address("/" if request.method == "POST" else request.path, arguments)


def init_language(app: Flask) -> None:
    """Set up Flask-Babel and the ``lang`` parameter on `app`."""
    flask_babel.Babel(app, locale_selector=language, default_timezone="Asia/Shanghai")
    app.before_request(_keep_choice)


def _keep_choice() -> Response | None:
    code = request.args.get("lang")
    if code not in LANGUAGES or request.method != "GET" or request.path.startswith("/api/"):
        return None
    arguments = request.args.copy()
    arguments.poplist("lang")
    response = redirect(_address(request.path, arguments))
    response.set_cookie(COOKIE, code, max_age=COOKIE_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure)
    return response


def _address(path: str, arguments: MultiDict[str, str]) -> str:
    # One slash at the front: "//host/" would leave this site.
    local = f"{request.script_root}/{quote(path.lstrip('/'))}"
    pairs = urlencode(list(arguments.items(multi=True)))
    return f"{local}?{pairs}" if pairs else local
