"""CDXJ: the index by which a player finds a record of a WARC file (https://specs.webrecorder.net/cdxj/0.1.0/)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from surt import surt  # type: ignore[import-untyped]  # it ships no types

if TYPE_CHECKING:
    from corpus.archive import StoredRecord

__all__ = ["cdx_line", "cdx_timestamp"]

REVISIT_TYPE = "warc/revisit"
TIMESTAMP_DIGITS = 14


def cdx_line(record: StoredRecord, *, file: str, offset: int) -> str:
    """The line for a record that begins `offset` bytes into `file`, without a line end; lines are sorted as text."""
    fields = {
        "url": record.url,
        "mime": REVISIT_TYPE if record.kind == "revisit" else record.media_type,
        "status": record.status,
        "digest": record.digest,
        "length": str(len(record.data)),
        "offset": str(offset),
        "filename": file,
    }
    known = {name: value for name, value in fields.items() if value}
    return f"{surt(record.url)} {cdx_timestamp(record.date)} {json.dumps(known, ensure_ascii=False)}"


def cdx_timestamp(date: str) -> str:
    """A WARC-Date as CDX writes it: the fourteen digits of year to second."""
    return re.sub(r"\D", "", date)[:TIMESTAMP_DIGITS]
