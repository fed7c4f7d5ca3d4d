"""The review desk: doubtful reports, answered one after the other."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for

from corpus.corrections import CorrectionError, correct
from corpus.review import asked_of
from webapp.administrators import administrator, administrators_only
from webapp.collection import collection
from webapp.correction_words import correction_sentence
from webapp.language import gettext
from webapp.pages.review import ANSWER, OTHER, desk_page
from webapp.search_state import read_number

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("review", __name__, url_prefix="/review")

MAX_PAGE = 1_000_000


@blueprint.get("")
@administrators_only
def show() -> str:
    """A page of doubtful reports, all or those with the field ``field`` in doubt."""
    field = request.args.get("field", "")
    page = desk_page(collection().store, field=field, number=_number())
    return render_template("review.html", page=page)


@blueprint.post("/<report_id>")
@administrators_only
def answer(report_id: str) -> Response:
    """Keep the answers to one report's questions, and go on to the next; without any, only go on."""
    field = request.args.get("field", "")
    store = collection().store
    try:
        asked = _answers()
        if asked:
            done = correct(store, report_id, asked, who=administrator().name)
            flash(gettext("Saved: %(title)s", title=done.report.heading))
    except CorrectionError as error:
        page = desk_page(store, field=field, number=_number(), errors={report_id: correction_sentence(error)})
        return make_response(render_template("review.html", page=page), HTTPStatus.BAD_REQUEST)
    next_id = request.form.get("next_id", "")
    anchor = f"r-{next_id}" if next_id.isalnum() else None
    # Who leaves the last report of a page open goes on to the next page; an answered one makes room for the next.
    number = _number() + (not asked and "last" in request.form)
    address = url_for("review.show", field=field or None, page=number if number > 1 else None, _anchor=anchor)
    return redirect(address, code=HTTPStatus.SEE_OTHER)


def _answers() -> dict[str, str]:
    """What was chosen, and what was typed, which wins."""
    asked: dict[str, str] = {}
    for name, value in request.form.items():
        if name.startswith(ANSWER) and not request.form.get(f"{OTHER}{name.removeprefix(ANSWER)}", "").strip():
            asked |= asked_of(value)
    for name, value in request.form.items():
        if name.startswith(OTHER) and value.strip():
            asked[name.removeprefix(OTHER)] = value
    return asked


def _number() -> int:
    return read_number(request.args, "page", default=1, least=1, most=MAX_PAGE)
