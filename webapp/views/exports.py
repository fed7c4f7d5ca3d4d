"""What a search finds as a file, in the formats of `baogao export`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, request

from corpus.exporter import EXPORT_FORMATS
from indexer import SearchRequest
from indexer.exporting import provenance_of, report_export
from webapp import links
from webapp.collection import collection
from webapp.downloads import file_name, no_format, sent_as_file
from webapp.notes import refuse_ignored_filters
from webapp.pages.downloads import ABOUT, MAX_EXPORT_REPORTS
from webapp.search_state import read_state

if TYPE_CHECKING:
    from flask import Response

blueprint = Blueprint("exports", __name__)


@blueprint.get("/export/<format_id>")
def download(format_id: str) -> Response:
    """The first `MAX_EXPORT_REPORTS` reports of the search, without text; ``about`` says what such a file is of."""
    if format_id != ABOUT and format_id not in EXPORT_FORMATS:
        raise no_format(format_id, (*EXPORT_FORMATS, ABOUT))
    state = read_state(request.args)
    behind = collection()
    asked = SearchRequest(query=state.query, filters=state.filters, sort=state.sort)
    selection = behind.searcher.select(asked, most=MAX_EXPORT_REPORTS)
    refuse_ignored_filters(selection.notes)
    if format_id == ABOUT:
        return jsonify(provenance_of(selection, order=state.sort.value).to_json(len(selection.ids)))
    chosen = EXPORT_FORMATS[format_id]
    # Excel, which most readers open CSV with, takes UTF-8 for GBK where no byte order mark says otherwise.
    export = report_export(
        selection, behind.store, snapshot_address=links.snapshot_address, byte_order_mark=chosen.id == "csv"
    )
    cut = "" if selection.is_whole else f"first-{len(selection.ids)}-of-{selection.total}"
    return sent_as_file(
        export.chunks(chosen), file_name("reports", selection, chosen.suffix, cut=cut), chosen.media_type
    )
