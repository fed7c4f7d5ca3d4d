"""Bring files in: texts, web pages and files of records, each archived before it is read."""

from corpus.importer.columns import COLUMNS
from corpus.importer.finding import RECORD_TYPES, find_record
from corpus.importer.record_reports import report_of_record
from corpus.importer.records import Record, read_csv, read_jsonl
from corpus.importer.run import import_paths
from corpus.importer.summary import Failure, ImportSummary, Progress

__all__ = [
    "COLUMNS",
    "RECORD_TYPES",
    "Failure",
    "ImportSummary",
    "Progress",
    "Record",
    "find_record",
    "import_paths",
    "read_csv",
    "read_jsonl",
    "report_of_record",
]
