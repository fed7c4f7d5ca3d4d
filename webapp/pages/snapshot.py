"""A frozen copy: its page, and the bytes as they are handed to the reader."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import NotFoundError
from corpus.archive import read_payload
from corpus.attachments import file_name
from corpus.extract import detect_encoding
from corpus.importer import RECORD_TYPES, find_record
from webapp.pages.places import source_url

if TYPE_CHECKING:
    from corpus import Home, Report
    from corpus.store import Snapshot, Store

__all__ = ["Delivery", "ShownRecord", "SnapshotPage", "delivery_of", "file_name_of", "snapshot_page"]

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
TEXT_TYPES = frozenset({"application/json", "application/xml", "application/x-ndjson", "application/jsonl"})
CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
HEAD_BYTES = 4096  # where a page says how it is encoded
# Python's names of encodings that browsers know by another.
WEB_NAMES = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16le", "utf-16-be": "utf-16be", "big5hkscs": "big5"}
MAX_SHOWN_BYTES = 4 * 1024 * 1024  # a longer text is handed over as a file: no browser shows it well
MAX_SEARCHED_BYTES = 16 * 1024 * 1024  # of an imported file; finding a record in a longer one takes too long for a page


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotPage:
    """What the page around a frozen copy shows.

    Attributes:
        snapshot: the copy.
        source_url: where a browser may be sent for the page itself.
        file_name: of an imported file; None for what came from the web.
        report: what was read from the copy.
        is_markup: whether it is HTML, which is shown without what it would load or run.
        is_records: whether it is a file of many records, each a report.
        record: of such a file, the one that `report` was read from, where it was found.
        framed: whether the browser shows the copy itself; else it is offered as a file.
    """

    snapshot: Snapshot
    source_url: str | None
    file_name: str | None
    report: Report | None
    is_markup: bool
    is_records: bool
    record: ShownRecord | None
    framed: bool


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """One record of an imported file: the line it begins on, and its columns as text."""

    line: int
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How a payload is handed over: its content type, and the file's name where it is not shown but saved."""

    content_type: str
    file_name: str | None


def snapshot_page(home: Home, store: Store, snapshot: Snapshot, report_id: str) -> SnapshotPage:
    """The page around `snapshot`, with its report.

    Args:
        home: its archive is read for the report's own record.
        store: asked for the report.
        snapshot: the frozen copy.
        report_id: the report whose page the reader comes from, or empty. It counts for a file, which has no address
            to find a report by, can hold many, or is offered by a page; and only where the report tells of this copy.
    """
    address = source_url(snapshot.url)
    report = store.find_by_url(address) if address else None
    report = report or _read_from(store, snapshot, report_id)
    is_records = _is_records(snapshot)
    return SnapshotPage(
        snapshot=snapshot,
        source_url=address,
        file_name=file_name_of(snapshot) if snapshot.kind == "resource" else None,
        report=report,
        is_markup=snapshot.media_type.lower() in HTML_TYPES,
        is_records=is_records,
        record=_record(home, snapshot, report) if is_records and report else None,
        framed=not is_records and _is_shown(snapshot.media_type, snapshot.length),
    )


def _is_records(snapshot: Snapshot) -> bool:
    return snapshot.kind == "resource" and snapshot.media_type in RECORD_TYPES


def _read_from(store: Store, snapshot: Snapshot, report_id: str) -> Report | None:
    """The report as of the newest revision that was read from this copy, or whose page offers it."""
    current = store.get_many([report_id]).get(report_id)
    if current is None:
        return None
    if any(item.snapshot == snapshot.id for item in current.attachments):
        return current
    read = [revision.number for revision in store.revisions(report_id) if revision.snapshot == snapshot.id]
    return store.get(report_id, read[-1]) if read else None


def _record(home: Home, snapshot: Snapshot, report: Report) -> ShownRecord | None:
    if snapshot.length > MAX_SEARCHED_BYTES:
        return None
    try:
        data = read_payload(home, snapshot).body
    except NotFoundError:  # the page still tells what was kept; its file cannot be downloaded either
        return None
    record = find_record(data, snapshot.media_type, report)
    if record is None:
        return None
    columns = tuple((name, _as_text(value)) for name, value in record.values.items() if value not in (None, ""))
    return ShownRecord(record.line, columns)


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def delivery_of(snapshot: Snapshot, body: bytes, content_type: str) -> Delivery:
    """How the archived `body` is handed over.

    Args:
        snapshot: where it comes from.
        body: the payload, content-decoded.
        content_type: the header of the archived response; empty where there was none.
    """
    media_type = snapshot.media_type.lower()
    if _is_records(snapshot) or not _is_shown(media_type, len(body)):
        return Delivery(content_type="application/octet-stream", file_name=file_name_of(snapshot))
    shown_as = "text/html" if media_type in HTML_TYPES else "text/plain"
    return Delivery(content_type=f"{shown_as}; charset={_charset(body, content_type)}", file_name=None)


def _is_shown(media_type: str, length: int) -> bool:
    media_type = media_type.lower()
    if media_type in HTML_TYPES:
        return True
    return (media_type.startswith("text/") or media_type in TEXT_TYPES) and length <= MAX_SHOWN_BYTES


def _charset(body: bytes, content_type: str) -> str:
    # The bytes decide, then the header, then the page: many a page in GBK was sent as UTF-8. The header that we send
    # wins over what the page says of itself, so it has to be right.
    label = CHARSET.search(content_type) or CHARSET.search(body[:HEAD_BYTES].decode("latin-1"))
    encoding = detect_encoding(body, label=label.group(1) if label else None)
    return WEB_NAMES.get(encoding, encoding)


def file_name_of(snapshot: Snapshot) -> str:
    """The name of the file: of an imported one its own, else the last part of the address."""
    name = file_name(snapshot.url)
    printable = "".join(character for character in name if character.isprintable() and character not in '\\"')
    return printable.strip(". ") or f"snapshot-{snapshot.id}"
