"""From a file that came, or did not come, to its text and to what the report says of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from corpus.errors import InputError
from corpus.extract import SUFFIXES, extract
from corpus.report import AttachmentState, ReportAttachment

if TYPE_CHECKING:
    from corpus.extract import Document

__all__ = ["ReadFile", "ReceivedFile", "file_name", "read_received"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFile:
    """A file that a page offers, as it was received.

    Attributes:
        url: as the page gives it, absolute.
        label: the text of the link.
        data: its bytes, content-decoded; None where it did not come.
        media_type: as the header says; empty where it says nothing.
        snapshot: id of the snapshot that keeps it, or the refusal.
        reason: why it did not come; empty where it came.
    """

    url: str
    label: str
    data: bytes | None = None
    media_type: str = ""
    snapshot: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What the report says of a file, and its text; None where there is none to be had."""

    attachment: ReportAttachment
    document: Document | None


def read_received(file: ReceivedFile) -> ReadFile:
    """The file, read; whatever is wrong with it becomes the reason why it is not extracted."""
    document, reason, hint = None, file.reason, ""
    if file.data is not None:
        try:
            document = extract(file.data, media_type=file.media_type, name=file_name(file.url) or file.label)
            reason = document.unread
        except InputError as error:
            reason, hint = error.message, error.hint
    attachment = ReportAttachment(
        url=file.url,
        label=file.label,
        media_type=(document.media_type if document else file.media_type) or _named_type(file),
        snapshot=file.snapshot,
        sha256=hashlib.sha256(file.data).hexdigest() if file.data is not None else None,
        length=len(file.data) if file.data is not None else None,
        state=AttachmentState.EXTRACTED if document else AttachmentState.NOT_EXTRACTED,
        reason=f"{reason} {hint}".strip(),
    )
    return ReadFile(attachment, document)


def file_name(url: str) -> str:
    """The name of the file that an address leads to, with its suffix; empty where the address names none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    named = [unquote(parts.path).rpartition("/")[2], *(value for _, value in reversed(parse_qsl(parts.query)))]
    return next((name for name in named if PurePosixPath(name).suffix.lower() in SUFFIXES), named[0])


def _named_type(file: ReceivedFile) -> str | None:
    suffixes = (PurePosixPath(name).suffix.lower() for name in (file_name(file.url), file.label))
    return next((SUFFIXES[suffix] for suffix in suffixes if suffix in SUFFIXES), None)
