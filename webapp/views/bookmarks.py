"""Bookmarks: the visitor's page of them, and the forms that add, change and remove one."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError

from corpus import InputError
from webapp import links
from webapp.collection import collection
from webapp.errors import form_error, known_error
from webapp.language import gettext
from webapp.pages.bookmarks import RefusedForm, bookmarks_page, read_tags
from webapp.refusals import EXPIRED_FORM, refusal_text
from webapp.visitor import known_visitor, make_visitor

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("bookmarks", __name__, url_prefix="/bookmarks")


@blueprint.get("")
def show() -> str:
    """The visitor's bookmarks, all or those with the tag ``tag``."""
    tag = request.args.get("tag", "").strip() or None
    page = bookmarks_page(collection().store, known_visitor(), tag)
    return render_template("bookmarks.html", page=page)


@blueprint.post("/<report_id>")
def save(report_id: str) -> Response:
    """Add a bookmark; where there is one, give it the note and the tags of the form."""
    bookmarks = collection().store.bookmarks
    visitor = make_visitor()
    note = request.form.get("note")
    tags = request.form.get("tags")
    if report_id in bookmarks.get(visitor, [report_id]):
        bookmarks.update(visitor, report_id, note=note, tags=None if tags is None else read_tags(tags))
        flash(gettext("Bookmark saved."))
    else:
        bookmarks.add(visitor, report_id, note or "", read_tags(tags or ""))
        flash(gettext("Bookmarked."))
    return _back()


@blueprint.post("/<report_id>/remove")
def remove(report_id: str) -> Response:
    """Remove a bookmark; one that is not there is no error."""
    visitor = known_visitor()
    if visitor and collection().store.bookmarks.remove(visitor, report_id):
        flash(gettext("Bookmark removed."))
    return _back()


@blueprint.errorhandler(CSRFError)
def expired(error: CSRFError) -> Response:
    """The form again with what was typed, and a new token; nothing has been saved."""
    return _form_again(gettext(EXPIRED_FORM)) or form_error(error)


@blueprint.errorhandler(InputError)
def refused(error: InputError) -> Response:
    """The form again with what was typed, and what to mend in it."""
    return _form_again(refusal_text(error) or str(error)) or known_error(error)


def _form_again(sentence: str) -> Response | None:
    """The form that was sent, with the sentence above it; None where nothing was typed, or the report is gone."""
    report_id = (request.view_args or {}).get("report_id", "")
    report = collection().store.get_many([report_id]).get(report_id)
    if report is None or "note" not in request.form or request.endpoint != "bookmarks.save":
        return None
    page = RefusedForm(
        report=report,
        sentence=sentence,
        note=request.form.get("note", ""),
        tags=request.form.get("tags", ""),
        onwards=links.local_path(request.form.get("next"), otherwise=url_for("bookmarks.show")),
    )
    return make_response(render_template("bookmark_form.html", page=page), HTTPStatus.BAD_REQUEST)


def _back() -> Response:
    # 303: the browser fetches the page anew with GET, so that reloading it does not send the form again.
    return redirect(links.local_path(request.form.get("next"), otherwise=url_for("bookmarks.show")), code=303)
