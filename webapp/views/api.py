"""The JSON API: the names of the command's ``--json``, and one shape for errors."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, request

from corpus import InputError
from corpus.report_json import report_json
from indexer import MAX_COMPLETIONS, MAX_LIMIT, FacetRequest, SearchRequest
from indexer.concordance import concordance_json
from indexer.query import PARAM_NAMES
from webapp.collection import collection
from webapp.concordance_state import read_concordance_state
from webapp.facet_state import FACET_PARAMETERS, read_facet, read_facet_texts
from webapp.notes import refuse_ignored_filters
from webapp.search_state import read_number, read_state

if TYPE_CHECKING:
    from flask import Response


blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

DEFAULT_LIMIT = 20
MAX_OFFSET = 1_000_000_000
SEARCH_PARAMETERS = ("q", *PARAM_NAMES.values(), "sort", "limit", "offset", "explain")
CONCORDANCE_PARAMETERS = ("q", *PARAM_NAMES.values(), "order", "width", "limit", "offset")
DEFAULT_VALUES = 100
FACET_PAGE_PARAMETERS = ("q", *PARAM_NAMES.values(), *FACET_PARAMETERS, "limit", "offset")
REPORT_PARAMETERS = ("revision",)
COMPLETION_PARAMETERS = ("q", "limit")
DEFAULT_COMPLETIONS = 10


@blueprint.get("/search")
def search() -> Response:
    """A page of results: the object of ``baogao search --json``."""
    _refuse_unknown(SEARCH_PARAMETERS)
    state = read_state(request.args)
    page = collection().searcher.search(
        SearchRequest(
            query=state.query,
            filters=state.filters,
            sort=state.sort,
            offset=read_number(request.args, "offset", default=0, least=0, most=MAX_OFFSET),
            limit=read_number(request.args, "limit", default=DEFAULT_LIMIT, least=0, most=MAX_LIMIT),
            reading=True,
        )
    )
    refuse_ignored_filters(page.notes)
    return jsonify(page.to_json(explain=state.explain))


@blueprint.get("/concordance")
def concordance() -> Response:
    """A page of occurrences: the object of ``baogao concordance --json``, of the first reports alone."""
    _refuse_unknown(CONCORDANCE_PARAMETERS)
    state = read_concordance_state(request.args)
    offset = read_number(request.args, "offset", default=0, least=0, most=MAX_OFFSET)
    limit = read_number(request.args, "limit", default=DEFAULT_LIMIT, least=0, most=MAX_LIMIT)
    behind = collection()
    with behind.concordances.open(behind.searcher, behind.store, state.asked()) as found:
        refuse_ignored_filters(found.selection.notes)
        lines, total = found.page(offset, limit), len(found.lines)
        page = concordance_json(found.selection, lines, total=total, order=state.order.value, width=state.width)
    return jsonify(page)


@blueprint.get("/complete")
def complete() -> Response:
    """Ways to go on from a text that is being typed."""
    _refuse_unknown(COMPLETION_PARAMETERS)
    typed = request.args.get("q", "")
    limit = read_number(request.args, "limit", default=DEFAULT_COMPLETIONS, least=1, most=MAX_COMPLETIONS)
    found = collection().searcher.complete(typed, limit)
    return jsonify({"query": typed, "completions": [completion.to_json() for completion in found]})


@blueprint.get("/facets/<name>")
def facet(name: str) -> Response:
    """The values of one facet under a search, with their counts: all of them, page by page, or those a text means."""
    _refuse_unknown(FACET_PAGE_PARAMETERS)
    state = read_state(request.args)
    text, within = read_facet_texts(request.args)
    found = collection().searcher.facet(
        FacetRequest(
            facet=read_facet(name),
            search=SearchRequest(query=state.query, filters=state.filters),
            text=text,
            within=within,
            offset=read_number(request.args, "offset", default=0, least=0, most=MAX_OFFSET),
            limit=read_number(request.args, "limit", default=DEFAULT_VALUES, least=0, most=MAX_LIMIT),
        )
    )
    refuse_ignored_filters(found.notes)
    return jsonify(found.to_json())


@blueprint.get("/reports/<report_id>")
def report(report_id: str) -> Response:
    """One report: the object of ``baogao show --json``."""
    _refuse_unknown(REPORT_PARAMETERS)
    store = collection().store
    revision = read_number(request.args, "revision", default=0, least=1, most=MAX_OFFSET)
    found = store.get(report_id, revision or None)
    return jsonify(report_json(found, store.snapshots_showing(found), status=store.statuses.of(found.id)))


def _refuse_unknown(known: tuple[str, ...]) -> None:
    # A filter with a misspelt name would otherwise be left out in silence, and its count believed.
    for name in request.args:
        if name not in known:
            nearest = difflib.get_close_matches(name, known, n=1)
            raise InputError(
                f"There is no parameter {name[:80]!r}; known: {', '.join(known)}.",
                hint=f"Did you mean {nearest[0]}?" if nearest else "Leave it out.",
            )
