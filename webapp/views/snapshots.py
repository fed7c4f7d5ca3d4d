"""Frozen copies: the page around one, and its bytes in a sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, make_response, render_template, request

from corpus.archive import read_payload
from webapp.collection import collection
from webapp.pages.snapshot import delivery_of, snapshot_page
from webapp.search_state import read_state
from webapp.security import SNAPSHOT_POLICY

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("snapshots", __name__)

LARGEST_ID = 2**63 - 1  # of SQLite


@blueprint.get(f"/snapshots/<int(max={LARGEST_ID}):snapshot_id>")
def show(snapshot_id: int) -> str:
    """The page around a frozen copy: when and where it was taken, and its SHA-256; ``report`` names the way back."""
    behind = collection()
    snapshot = behind.store.snapshot(snapshot_id)
    page = snapshot_page(behind.home, behind.store, snapshot, request.args.get("report", ""))
    return render_template("snapshot.html", page=page, state=read_state(request.args))


@blueprint.get(f"/snapshots/<int(max={LARGEST_ID}):snapshot_id>/raw")
def raw(snapshot_id: int) -> Response:
    """The archived bytes, kept from running, loading or sending anything."""
    behind = collection()
    snapshot = behind.store.snapshot(snapshot_id)
    payload = read_payload(behind.home, snapshot)
    delivery = delivery_of(snapshot, payload.body, payload.header("content-type") or "")
    response = make_response(payload.body)
    response.headers["Content-Type"] = delivery.content_type
    response.headers["Content-Security-Policy"] = SNAPSHOT_POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Cache-Control"] = "private, max-age=86400"
    if delivery.file_name:
        response.headers.set("Content-Disposition", "attachment", filename=delivery.file_name)
    return response
