"""The form that writes a query in the query language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request

from webapp import links
from webapp.pages.build import build_page, read_form, written_query
from webapp.search_state import SearchState, read_state

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("build", __name__)

WRITE = "write"  # the button's name: the form was sent


@blueprint.get("/build")
def show() -> str | Response | tuple[str, int]:
    """The form, filled in with the search of the address; sent, it leads to the results of what it says."""
    if WRITE not in request.args:
        return render_template("build.html", page=build_page(read_state(request.args)))
    form = read_form(request.args)
    query, problems = written_query(form)
    if problems:
        return render_template("build.html", page=build_page(SearchState(), form, problems)), 400
    return redirect(links.search_url(SearchState(query=query)))
