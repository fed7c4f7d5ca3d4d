"""The help page, and the address that says whether the site works."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template

from webapp.collection import collection
from webapp.language import language

blueprint = Blueprint("site", __name__)


@blueprint.get("/help")
def help_page() -> str:
    """How to search: the query language, with examples."""
    return render_template(f"help.{language()}.html")


@blueprint.get("/healthz")
def healthz() -> Response:
    """``{"status": "ok", "reports": N}``; an error status where the store cannot be read."""
    return jsonify({"status": "ok", "reports": collection().store.count()})
