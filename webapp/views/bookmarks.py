"""Bookmarks: the visitor's page of them, and the forms that add, change and remove one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from webapp import links
from webapp.collection import collection
from webapp.language import gettext
from webapp.pages.bookmarks import bookmarks_page, read_tags
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


def _back() -> Response:
    # 303: the browser fetches the page anew with GET, so that reloading it does not send the form again.
    return redirect(links.local_path(request.form.get("next"), otherwise=url_for("bookmarks.show")), code=303)
