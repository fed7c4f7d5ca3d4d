"""Correcting a report on its page, and taking a correction back."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for

from corpus.corrections import FORM_FIELDS, CorrectionError, correct, undo
from webapp.administrators import administrator, administrators_only
from webapp.collection import collection
from webapp.correction_words import correction_sentence
from webapp.language import gettext
from webapp.pages.correction import PREFIX, SEEN, correction_page

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("corrections", __name__, url_prefix="/reports/<report_id>/corrections")


@blueprint.get("")
@administrators_only
def show(report_id: str) -> str:
    """The form on a page of its own."""
    store = collection().store
    report = store.get(report_id)
    return render_template("correct.html", report=report, page=correction_page(store, report, editable=True))


@blueprint.post("")
@administrators_only
def save(report_id: str) -> Response:
    """Correct the fields that were changed in the form; where one cannot be, show the form again and say why."""
    store = collection().store
    typed = {name: request.form[f"{PREFIX}{name}"] for name in FORM_FIELDS if f"{PREFIX}{name}" in request.form}
    # Only what the person changed: what another administrator has changed meanwhile stays.
    asked = {name: text for name, text in typed.items() if text.strip() != request.form.get(f"{SEEN}{name}", "")}
    confirmed = {name: typed[name] for name in request.form.getlist("confirm") if name in typed}
    if not asked and not confirmed:
        flash(gettext("Nothing was changed."))
        return _to_report(report_id)
    try:
        done = correct(store, report_id, confirmed | asked, who=administrator().name)
    except CorrectionError as error:
        report = store.get(report_id)
        page = correction_page(store, report, editable=True, typed=typed, error=correction_sentence(error))
        return make_response(render_template("correct.html", report=report, page=page), HTTPStatus.BAD_REQUEST)
    if done.fields:
        flash(gettext("Corrected. Searches follow once the index is brought up to date."))
    else:
        flash(gettext("Nothing was changed."))
    return _to_report(report_id)


@blueprint.post("/undo")
@administrators_only
def take_back(report_id: str) -> Response:
    """Take back the latest correction of the field ``field``; of everything without one."""
    try:
        undo(collection().store, report_id, request.form.get("field") or None, who=administrator().name)
    except CorrectionError as error:
        flash(correction_sentence(error))
    else:
        flash(gettext("The correction was taken back."))
    return _to_report(report_id)


def _to_report(report_id: str) -> Response:
    address = url_for("reports.show", report_id=report_id, _anchor="corrections")
    return redirect(address, code=HTTPStatus.SEE_OTHER)
