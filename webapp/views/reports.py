"""The page of one report, and its citations."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import Blueprint, make_response, render_template, request

from corpus.citation import FORMATS, FrozenCopy, cite, frozen_copy
from indexer import live_segmenter
from indexer.highlight import Highlighter, Marker
from indexer.query import parse
from webapp import links
from webapp.administrators import current_administrator
from webapp.collection import collection
from webapp.pages.correction import correction_page
from webapp.pages.report import report_page
from webapp.search_state import MAX_PAGE, read_number, read_state
from webapp.visitor import known_visitor

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from corpus import Report
    from corpus.store import Store

blueprint = Blueprint("reports", __name__)

CHINA = ZoneInfo("Asia/Shanghai")


@blueprint.get("/reports/<report_id>")
def show(report_id: str) -> str:
    """The page of a report; ``q`` marks its hits, ``hit`` says where the reader is, ``revision`` shows an old one."""
    state = read_state(request.args)
    store = collection().store
    report = _asked_for(store, report_id)
    visitor = known_visitor()
    page = report_page(
        store,
        report,
        state=state,
        marked=Highlighter(report, Marker(parse(state.query).node, live_segmenter(collection().home))).document(),
        hit=read_number(request.args, "hit", default=0, least=0, most=MAX_PAGE),
        bookmark=store.bookmarks.get(visitor, [report.id]).get(report.id) if visitor else None,
    )
    copy = _frozen_copy(store, report)
    today = datetime.now(CHINA).date()
    citations = [cite(report, name, accessed=today, copy=copy) for name in FORMATS]
    # An earlier revision is shown as it was read: corrections are made to the current one.
    correction = None
    if page.current_href is None:
        correction = correction_page(store, report, editable=current_administrator() is not None)
    return render_template("report.html", page=page, state=state, citations=citations, correction=correction)


@blueprint.get("/reports/<report_id>/citation/<format_id>")
def citation(report_id: str, format_id: str) -> Response:
    """A citation of the report as a file."""
    store = collection().store
    report = _asked_for(store, report_id)
    cited = cite(report, format_id, accessed=datetime.now(CHINA).date(), copy=_frozen_copy(store, report))
    response = make_response(cited.text)
    response.headers["Content-Type"] = f"{cited.format.media_type}; charset=utf-8"
    response.headers.set("Content-Disposition", "attachment", filename=cited.file_name)
    return response


def _asked_for(store: Store, report_id: str) -> Report:
    revision = read_number(request.args, "revision", default=0, least=1, most=MAX_PAGE)
    return store.get(report_id, revision or None)


def _frozen_copy(store: Store, report: Report) -> FrozenCopy | None:
    return frozen_copy(store, report, links.snapshot_address)
