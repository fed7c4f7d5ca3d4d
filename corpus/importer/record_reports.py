"""The report that one record holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import InputError
from corpus.extract import read_text
from corpus.importer.columns import read_fields
from corpus.reading import read_report

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from corpus.report import Report

__all__ = ["report_of_record"]


def report_of_record(
    values: Mapping[str, object],
    *,
    collected_at: datetime,
    snapshot: int | None,
    known_sites: Mapping[str, str] | None = None,
) -> Report:
    """The report that a record's columns and text give.

    Args:
        values: by the names of the columns.
        collected_at: when the file was read, with time zone.
        snapshot: id of the snapshot that keeps the file.
        known_sites: see `corpus.reading.read_report`.

    Raises:
        InputError: there is no text, or a value is not of the type that its column wants.
    """
    fields = read_fields(values)
    document = read_text(fields.body, encoding="utf-8", title=fields.title)
    if not document.body:
        raise InputError("It has no text besides page chrome.")
    return read_report(
        document,
        url=fields.url,
        collected_at=collected_at,
        snapshot=snapshot,
        site=fields.site,
        given=fields.given,
        known_sites=known_sites,
    )
