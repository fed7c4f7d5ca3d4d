"""The formats on offer, in the order in which the page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.exporter.tables import csv_chunks, jsonl_chunks
from corpus.exporter.workbook import xlsx_chunks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.exporter.provenance import Provenance
    from corpus.exporter.tables import Table

__all__ = ["EXPORT_FORMATS", "ExportFormat", "table_chunks"]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One format. Of a table the rows are written; the others are records for reference managers."""

    id: str
    label: str
    suffix: str
    media_type: str
    is_table: bool


EXPORT_FORMATS = {
    format_.id: format_
    for format_ in (
        ExportFormat("csv", "CSV", "csv", "text/csv; charset=utf-8", is_table=True),
        ExportFormat(
            "xlsx",
            "XLSX",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            is_table=True,
        ),
        ExportFormat("jsonl", "JSONL", "jsonl", "application/jsonl; charset=utf-8", is_table=True),
        ExportFormat("bibtex", "BibTeX", "bib", "application/x-bibtex; charset=utf-8", is_table=False),
        ExportFormat("ris", "RIS", "ris", "application/x-research-info-systems; charset=utf-8", is_table=False),
        ExportFormat(
            "csl-json", "CSL-JSON", "json", "application/vnd.citationstyles.csl+json; charset=utf-8", is_table=False
        ),
    )
}


def table_chunks(
    table: Table, chosen: ExportFormat, provenance: Provenance, *, name: str, byte_order_mark: bool = False
) -> Iterator[bytes]:
    """The table's bytes in a format that is one of tables.

    Args:
        table: read once.
        chosen: the format.
        provenance: what the table is of; a workbook tells it in its last sheet.
        name: of a workbook's first sheet.
        byte_order_mark: whether CSV begins with one, by which Excel knows UTF-8.

    Raises:
        ValueError: the format is none of tables.
    """
    match chosen.id:
        case "csv":
            return csv_chunks(table, byte_order_mark=byte_order_mark)
        case "jsonl":
            return jsonl_chunks(table)
        case "xlsx":
            return xlsx_chunks(table, lambda: provenance.to_rows(table.written), name=name)
        case _:
            raise ValueError(f"{chosen.id} is no format of tables")
