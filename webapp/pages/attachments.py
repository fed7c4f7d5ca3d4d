"""The files of a report, as its page lists them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from corpus import AttachmentState
from corpus.attachments import file_name
from webapp.labels import file_type_label
from webapp.language import gettext, gettext_noop
from webapp.pages.places import source_url

if TYPE_CHECKING:
    from corpus import Report, ReportAttachment

__all__ = ["AttachmentRow", "attachment_rows"]

# Why a file has no text, as the readers and the crawler say it, and how the page says it; the first that fits.
REASONS = (
    (
        re.compile(r"recognition of text is not installed"),
        gettext_noop("a scan, and text recognition is not installed"),
    ),
    (re.compile(r"locked with a password"), gettext_noop("locked with a password")),
    (re.compile(r"needs LibreOffice"), gettext_noop("an old office format, for which LibreOffice is not installed")),
    (re.compile(r"RAR|7z|Presentations"), gettext_noop("a format that is not read")),
    (re.compile(r"not fetched with its page"), gettext_noop("not fetched with its page")),
    (re.compile(r"Not fetched: .*robots\.txt"), gettext_noop("not fetched: robots.txt forbids it")),
    (re.compile(r"Not fetched: .*off the site"), gettext_noop("not fetched: it is on another site")),
    (
        re.compile(r"Not fetched: .*not an address of the public"),
        gettext_noop("not fetched: its address is not public"),
    ),
    (re.compile(r"Not fetched: answered (?:404|410)"), gettext_noop("not fetched: it is no longer there")),
    (re.compile(r"Not fetched: .*larger than"), gettext_noop("not fetched: it is too large")),
    (re.compile(r"Not fetched: .*timed out"), gettext_noop("not fetched: the server took too long")),
    (re.compile(r"Not fetched: of one page"), gettext_noop("not fetched: the page offers too many files")),
    (re.compile(r"It is a web page"), gettext_noop("a web page stands in place of the file")),
    (re.compile(r"damaged|broken|begin like one"), gettext_noop("the file is damaged")),
    (re.compile(r"pages are pictures"), gettext_noop("its pages are pictures")),
    (re.compile(r"holds no text"), gettext_noop("it holds no text")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRow:
    """One file.

    Attributes:
        name: the text of its link, else its file name.
        file_type: such as PDF.
        length: in bytes; None where it did not come.
        extracted: whether its text was read.
        reason: why not, or what part of it not, in the reader's language where that is known; else empty.
        detail: the same in full, as recorded.
        is_body: the report's text was read from it.
        snapshot: id of the copy that is kept, else None.
        source_url: where a browser may be sent for the file itself.
    """

    name: str
    file_type: str
    length: int | None
    extracted: bool
    reason: str
    detail: str
    is_body: bool
    snapshot: int | None
    source_url: str | None


def attachment_rows(report: Report) -> tuple[AttachmentRow, ...]:
    """The files of `report`, in the page's order."""
    return tuple(_row(item) for item in report.attachments)


def _row(item: ReportAttachment) -> AttachmentRow:
    name = file_name(item.url.removeprefix("file:"))
    return AttachmentRow(
        name=item.label or name or item.url,
        file_type=file_type_label(item.media_type, PurePosixPath(name).suffix),
        length=item.length,
        extracted=item.state is AttachmentState.EXTRACTED,
        reason=next((gettext(words) for pattern, words in REASONS if pattern.search(item.reason)), ""),
        detail=item.reason,
        is_body=item.is_body,
        snapshot=item.snapshot if item.sha256 is not None else None,
        source_url=source_url(item.url),
    )
