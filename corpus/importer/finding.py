"""The record of an imported file that one report was read from."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from corpus.errors import InputError
from corpus.extract import read_text
from corpus.importer.columns import read_fields
from corpus.importer.records import read_csv, read_jsonl
from corpus.report import content_sha256, report_id

if TYPE_CHECKING:
    from corpus.importer.columns import Fields
    from corpus.importer.records import Record
    from corpus.report import Report

__all__ = ["RECORD_TYPES", "find_record"]

RECORD_TYPES = {"application/jsonl": read_jsonl, "text/csv": read_csv}
"""Media types of files of records, many reports in one, and what reads each."""


def find_record(data: bytes, media_type: str, report: Report) -> Record | None:
    """The record that `report` was read from; None where the file no longer shows which one that was.

    Of several under one address it is the one with the report's own text, else the first.

    Args:
        data: the file's bytes.
        media_type: one of `RECORD_TYPES`.
        report: as of any revision.
    """
    first = None
    try:
        for record in RECORD_TYPES[media_type](io.BytesIO(data)):
            fields = _fields(record)
            if fields is None or not _is_named(fields, report):
                continue
            if _content(fields) == report.content_sha256:
                return record
            first = first or record
    except InputError:
        return None
    return first if report.url else None


def _fields(record: Record) -> Fields | None:
    if record.problem:
        return None
    try:
        return read_fields(record.values)
    except InputError:
        return None


def _is_named(fields: Fields, report: Report) -> bool:
    """Whether address or title agree, so that only few texts need to be read."""
    if report.url or fields.url:
        return bool(report.url and fields.url) and report_id(url=fields.url) == report.id
    return fields.title is None or fields.title == report.title


def _content(fields: Fields) -> str:
    document = read_text(fields.body, encoding="utf-8", title=fields.title)
    return content_sha256(document.title, document.body)
