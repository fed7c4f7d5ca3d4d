"""Reports in every format: rows of their fields, or records for reference managers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.citation import bibtex, csl_item, frozen_copy, ris
from corpus.errors import NotFoundError
from corpus.exporter.formats import table_chunks
from corpus.exporter.tables import Cell, Table
from corpus.report import plain_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from typing import Any

    from corpus.exporter.formats import ExportFormat
    from corpus.exporter.provenance import Provenance
    from corpus.report import Report
    from corpus.store import Store

__all__ = ["REPORT_COLUMNS", "ReportExport"]

REPORT_COLUMNS = (
    "id",
    "url",
    "title",
    "issuer",
    "report_year",
    "period_from",
    "period_to",
    "published",
    "written",
    "level",
    "doc_type",
    "province",
    "city",
    "county",
    "township",
    "zone",
    "locality_code",
    "content_source",
    "document_number",
    "index_number",
    "site",
    "media_type",
    "collected_at",
    "content_sha256",
    "revision",
)
"""Fields of a report that are columns, by their names in JSON; ``occurrences`` follows, ``text`` if asked for."""


@dataclass(slots=True, kw_only=True)
class ReportExport:
    """An export of reports, written once.

    Attributes:
        store: the store that holds them.
        reports: in the order of the rows.
        occurrences: how often a report has the query's keywords.
        provenance: what it is of.
        accessed: the day of access that citations name.
        snapshot_address: gives the address of a frozen copy, see `corpus.citation.frozen_copy`; without it citations
            name no copy.
        with_text: add the column ``text``.
        byte_order_mark: begin CSV with one, by which Excel knows UTF-8.
        written: how many reports have been written so far.
    """

    store: Store
    reports: Iterable[Report]
    occurrences: Callable[[Report], int]
    provenance: Provenance
    accessed: date
    snapshot_address: Callable[[int, str | None], str] | None = None
    with_text: bool = False
    byte_order_mark: bool = False
    written: int = field(default=0, init=False)

    def chunks(self, chosen: ExportFormat) -> Iterator[bytes]:
        """The bytes of the export in that format, as reports are read."""
        if not chosen.is_table:
            return {"bibtex": self._bibtex, "ris": self._ris, "csl-json": self._csl_json}[chosen.id]()
        columns = (*REPORT_COLUMNS, "occurrences", *(("text",) if self.with_text else ()))
        return table_chunks(
            Table(columns, map(self._row, self._counted())),
            chosen,
            self.provenance,
            name="reports",
            byte_order_mark=self.byte_order_mark,
        )

    def about(self) -> dict[str, Any]:
        """What the export is of, with the number of reports written so far."""
        return self.provenance.to_json(self.written)

    def _counted(self) -> Iterator[Report]:
        for report in self.reports:
            self.written += 1
            yield report

    def _row(self, report: Report) -> list[Cell]:
        known = {name: plain_value(value) for name, value in report.metadata().items()}
        known["collected_at"] = report.collected_at.isoformat()
        row: list[Cell] = [known[name] if name in known else getattr(report, name) for name in REPORT_COLUMNS]
        row.append(self.occurrences(report))
        if self.with_text:
            row.append(report.body)
        return row

    def _items(self) -> Iterator[dict[str, Any]]:
        for report in self._counted():
            copy = None
            if self.snapshot_address is not None:
                try:
                    copy = frozen_copy(self.store, report, self.snapshot_address)
                except NotFoundError:
                    copy = None  # gone with the torn end of an archive file; the report itself is still good
            yield csl_item(report, accessed=self.accessed, copy=copy)

    def _bibtex(self) -> Iterator[bytes]:
        for item in self._items():
            yield (bibtex(item) + "\n").encode()

    def _ris(self) -> Iterator[bytes]:
        for item in self._items():
            yield (ris(item) + "\r\n").encode()

    def _csl_json(self) -> Iterator[bytes]:
        before = "[\n"
        for item in self._items():
            yield (before + json.dumps(item, ensure_ascii=False)).encode()
            before = ",\n"
        yield b"\n]\n" if before != "[\n" else b"[]\n"
