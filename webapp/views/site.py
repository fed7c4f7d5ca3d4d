"""The help page, the page of sources, and the address that says whether the site works."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request

from webapp.collection import collection
from webapp.language import language
from webapp.pages.sources import sources_page
from webapp.search_state import MAX_PAGE, read_number

blueprint = Blueprint("site", __name__)


@blueprint.get("/help")
def help_page() -> str:
    """How to search: the query language, with examples."""
    return render_template(f"help.{language()}.html")


@blueprint.get("/sources")
def sources() -> str:
    """What the last run of each site brought, column by column; ``page`` walks through the sites."""
    number = read_number(request.args, "page", default=1, least=1, most=MAX_PAGE)
    return render_template("sources.html", page=sources_page(collection().store, number=number))


@blueprint.get("/healthz")
def healthz() -> Response:
    """``{"status": "ok", "reports": N}``; an error status where the store cannot be read."""
    return jsonify({"status": "ok", "reports": collection().store.count()})
