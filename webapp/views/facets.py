"""The page of one facet."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from webapp.canonical import canonical
from webapp.collection import collection
from webapp.facet_state import read_facet, read_facet_texts
from webapp.pages.facet_page import facet_page, request_of
from webapp.search_state import read_state

blueprint = Blueprint("facets", __name__, url_prefix="/facets")


@blueprint.get("/<name>")
def show(name: str) -> str:
    """All values of a facet under a search, or those that ``facet_q`` means; of places, those ``within`` one."""
    facet = read_facet(name)
    asked = read_state(request.args)
    text, within = read_facet_texts(request.args)
    wanted = request_of(facet, asked, text=text, within=within)
    found = collection().searcher.facet(wanted)
    state = canonical(asked)
    return render_template("facet.html", page=facet_page(wanted, state, found), state=state)
