"""A frozen copy: its page, and the bytes as they are handed to the reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from corpus.extract import detect_encoding
from webapp.pages.places import source_url

if TYPE_CHECKING:
    from corpus import Report
    from corpus.store import Snapshot, Store

__all__ = ["Delivery", "SnapshotPage", "delivery_of", "snapshot_page"]

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
TEXT_TYPES = frozenset({"application/json", "application/xml", "application/x-ndjson", "application/jsonl"})
CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
HEAD_BYTES = 4096  # where a page says how it is encoded
# Python's names of encodings that browsers know by another.
WEB_NAMES = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16le", "utf-16-be": "utf-16be", "big5hkscs": "big5"}
MAX_SHOWN_BYTES = 4 * 1024 * 1024  # a longer text is handed over as a file: no browser shows it well


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotPage:
    """What the page around a frozen copy shows. `framed` is false where the browser is given a file instead."""

    snapshot: Snapshot
    source_url: str | None
    report: Report | None
    framed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How a payload is handed over: its content type, and the file's name where it is not shown but saved."""

    content_type: str
    file_name: str | None


def snapshot_page(store: Store, snapshot: Snapshot, report_id: str) -> SnapshotPage:
    """The page around `snapshot`, with its report.

    Args:
        store: asked for the report.
        snapshot: the frozen copy.
        report_id: the report whose page the reader comes from, or empty. It counts for a file, which has no address
            to find a report by and can hold many; and only where the report was read from this copy.
    """
    address = source_url(snapshot.url)
    return SnapshotPage(
        snapshot=snapshot,
        source_url=address,
        report=store.find_by_url(address) if address else _read_from(store, snapshot, report_id),
        framed=_is_shown(snapshot.media_type, snapshot.length),
    )


def _read_from(store: Store, snapshot: Snapshot, report_id: str) -> Report | None:
    report = store.get_many([report_id]).get(report_id)
    return report if report and report.snapshot == snapshot.id else None


def delivery_of(snapshot: Snapshot, body: bytes, content_type: str) -> Delivery:
    """How the archived `body` is handed over.

    Args:
        snapshot: where it comes from.
        body: the payload, content-decoded.
        content_type: the header of the archived response; empty where there was none.
    """
    media_type = snapshot.media_type.lower()
    if not _is_shown(media_type, len(body)):
        return Delivery(content_type="application/octet-stream", file_name=_file_name(snapshot))
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


def _file_name(snapshot: Snapshot) -> str:
    name = unquote(urlsplit(snapshot.url).path).rsplit("/", 1)[-1]
    printable = "".join(character for character in name if character.isprintable() and character not in '\\"')
    return printable.strip(". ") or f"snapshot-{snapshot.id}"
