"""Bring files in: texts, web pages and files of records, each archived before it is read."""

from corpus.importer.columns import COLUMNS
from corpus.importer.finding import RECORD_TYPES, find_record
from corpus.importer.run import import_paths
from corpus.importer.summary import Failure, ImportSummary, Progress

__all__ = ["COLUMNS", "RECORD_TYPES", "Failure", "ImportSummary", "Progress", "find_record", "import_paths"]
