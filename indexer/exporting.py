"""What a search finds, made ready to be exported: its reports, the lines of its concordance, and what both are of."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from corpus.exporter import Provenance, ReportExport, Table
from indexer.concordance import LINE_COLUMNS, line_cells
from indexer.highlight import occurrences
from indexer.query.words import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from corpus import Report
    from corpus.store import Store
    from indexer.concordance import Line
    from indexer.selection import Selection

__all__ = ["line_table", "provenance_of", "report_export"]

CHINA = ZoneInfo("Asia/Shanghai")  # citations tell the day of access in it


def provenance_of(selection: Selection, *, order: str) -> Provenance:
    """What an export of `selection` is of, as of now.

    Args:
        selection: the reports.
        order: of the rows: a value of `Sort`, or of `LineOrder`.
    """
    return Provenance(
        collection=selection.collection,
        query=selection.request.query,
        meaning=describe(selection.node, "zh"),
        filters={facet.value: values for facet, values in selection.request.filters.items()},
        order=order,
        total=selection.total,
        covered=len(selection.ids),
        index=asdict(selection.index),
        exported_at=datetime.now(UTC),
    )


def report_export(
    selection: Selection,
    store: Store,
    *,
    snapshot_address: Callable[[int, str | None], str] | None = None,
    with_text: bool = False,
    byte_order_mark: bool = False,
) -> ReportExport:
    """The export of the reports of `selection`; see `corpus.exporter.ReportExport` for the rest."""

    def counted(report: Report) -> int:
        return occurrences(report, selection.query, selection.segmenter)

    return ReportExport(
        store=store,
        reports=selection.reports(store),
        occurrences=counted,
        provenance=provenance_of(selection, order=selection.request.sort.value),
        accessed=datetime.now(CHINA).date(),
        snapshot_address=snapshot_address,
        with_text=with_text,
        byte_order_mark=byte_order_mark,
    )


def line_table(lines: Iterable[Line]) -> Table:
    """The lines as a table of `LINE_COLUMNS`, in their order."""
    return Table(LINE_COLUMNS, map(line_cells, lines))
