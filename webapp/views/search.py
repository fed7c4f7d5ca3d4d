"""The first page and the page of results."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request

from indexer.query import FilterField
from webapp import links
from webapp.canonical import canonical
from webapp.collection import collection
from webapp.narrowing import narrowed_query
from webapp.pages.landing import landing_page
from webapp.pages.results import request_of, results_page
from webapp.search_state import read_span, read_state
from webapp.visitor import known_visitor

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("search", __name__)


@blueprint.get("/")
def landing() -> str | Response:
    """The first page; with a search in its address, the page of results."""
    state = read_state(request.args)
    if not state.is_empty:
        return redirect(links.search_url(state))
    behind = collection()
    return render_template("landing.html", page=landing_page(behind.store, behind.searcher))


@blueprint.get("/search")
def results() -> str | Response:
    """The page of results; with more in its address than a search has, the address of the search that it comes to.

    That is ``within``, which its hits must match too, and ``year_from`` and ``year_to``, the two fields of a span.
    """
    asked = read_state(request.args)
    if within := request.args.get("within", "").strip():
        return redirect(links.search_url(replace(asked, query=narrowed_query(asked.query, within), page=1)))
    span = read_span(request.args, "year_from", "year_to")
    if span is not None:
        return redirect(links.search_url(asked.with_values(FilterField.YEAR, (span,) if span else ())))
    behind = collection()
    found = behind.searcher.search(request_of(asked))
    state = canonical(asked)
    visitor = known_visitor()
    ids = [hit.report.id for hit in found.hits]
    bookmarked = frozenset(behind.store.bookmarks.get(visitor, ids)) if visitor and ids else frozenset()
    # A text that holds nothing to search for stays in the box alone: links need not carry it.
    holds_nothing = any(note.code == "nothing-to-search" for note in found.notes)
    linked = replace(state, query="") if holds_nothing else state
    page = results_page(linked, bookmarked, found)
    return render_template("results.html", page=page, state=state)
