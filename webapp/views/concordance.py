"""The page of a concordance, and its lines as a file."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from corpus.exporter import EXPORT_FORMATS, table_chunks
from indexer.exporting import line_table, provenance_of
from webapp.canonical import canonical
from webapp.collection import collection
from webapp.concordance_state import read_concordance_state
from webapp.downloads import file_name, no_format, sent_as_file
from webapp.notes import refuse_ignored_filters
from webapp.pages.concordance import MAX_DOWNLOAD_LINES, concordance_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Response

    from indexer.concordance import Line
    from webapp.concordances import Concordance

blueprint = Blueprint("concordance", __name__)

FORMATS = ("csv", "jsonl")
BATCH_LINES = 500


@blueprint.get("/concordance")
def show() -> str:
    """A page of lines."""
    asked = read_concordance_state(request.args)
    behind = collection()
    with behind.concordances.open(behind.searcher, behind.store, asked.asked()) as found:
        page = concordance_page(replace(asked, search=canonical(asked.search)), found)
    return render_template("concordance.html", page=page, state=page.state.search)


@blueprint.get("/concordance.<format_id>")
def download(format_id: str) -> Response:
    """The first `MAX_DOWNLOAD_LINES` lines."""
    if format_id not in FORMATS:
        raise no_format(format_id, FORMATS)
    asked = read_concordance_state(request.args)
    behind = collection()
    chosen = EXPORT_FORMATS[format_id]
    with ExitStack() as stack:
        found = stack.enter_context(behind.concordances.open(behind.searcher, behind.store, asked.asked()))
        refuse_ignored_filters(found.selection.notes)
        table = line_table(islice(_lines(found), MAX_DOWNLOAD_LINES))
        provenance = provenance_of(found.selection, order=asked.order.value)
        chunks = table_chunks(table, chosen, provenance, name="concordance", byte_order_mark=chosen.id == "csv")
        name = file_name("concordance", found.selection, chosen.suffix, cut=_cut(found))
        response = sent_as_file(chunks, name, chosen.media_type)
        response.call_on_close(stack.pop_all().close)  # the lines are read as long as they are sent
        return response


def _cut(found: Concordance) -> str:
    lines = f"first-{MAX_DOWNLOAD_LINES}" if len(found.lines) > MAX_DOWNLOAD_LINES else ""
    reports = "" if found.selection.is_whole else f"of-first-{len(found.selection.ids)}-reports"
    return "-".join(filter(None, (lines, reports)))


def _lines(found: Concordance) -> Iterator[Line]:
    for offset in range(0, len(found.lines), BATCH_LINES):
        yield from found.page(offset, BATCH_LINES)
