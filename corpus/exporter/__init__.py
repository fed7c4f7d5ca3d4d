"""Exports: the reports of a selection, or any table, as CSV, XLSX, JSONL, BibTeX, RIS or CSL-JSON, a row at a time."""

from corpus.exporter.files import write_export
from corpus.exporter.formats import EXPORT_FORMATS, ExportFormat, table_chunks
from corpus.exporter.provenance import Provenance
from corpus.exporter.reports import REPORT_COLUMNS, ReportExport
from corpus.exporter.tables import Cell, Table

__all__ = [
    "EXPORT_FORMATS",
    "REPORT_COLUMNS",
    "Cell",
    "ExportFormat",
    "Provenance",
    "ReportExport",
    "Table",
    "table_chunks",
    "write_export",
]
