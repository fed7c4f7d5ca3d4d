"""What extraction gives: one document, as text, with what its page says about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.cms import Attachment

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Attachment", "Choice", "Document"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which part of a page was taken for its text.

    Attributes:
        rule: ``family``, ``known container``, ``most text`` or ``whole page``.
        why: the element by name, and how its text compares with the fullest element's.
        sure: 0 to 1.
    """

    rule: str
    why: str
    sure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text of one file or page.

    Attributes:
        title: as shown, without site and column names; empty where none is shown.
        header: lines that speak about the document: date and source lines above the body, and the lines of page chrome
            that were taken off its head and foot. Separated by newlines.
        body: the text itself, paragraphs separated by one newline; cells of a table row are parted by " | ".
        meta: the page's meta tags, names in lower case; of a file its own properties, as ``file.title``; else empty.
        media_type: what it was read as: ``text/html``, ``text/plain``, ``application/pdf`` ...
        encoding: the encoding that was used, by its Python name.
        replaced: how many unreadable characters stand as U+FFFD (pages only; damaged plain text is refused).
        breadcrumb: the path a page shows as its place on the site, parts parted by " > "; else empty.
        attachments: files that the page offers, in page order, each once.
        pictures: how many pictures an editor put onto the page; where there is no body, they may be the text.
        choice: which part of a page the body was read from, and why; None for plain text.
        unread: of a file, what in it could not be read (scanned pages, a packed file), in words; empty where all was.
        recognised: text was recognised on pictures of pages, so that single characters may be wrong.
    """

    title: str
    body: str
    media_type: str
    encoding: str
    header: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    replaced: int = 0
    breadcrumb: str = ""
    attachments: tuple[Attachment, ...] = ()
    pictures: int = 0
    choice: Choice | None = None
    unread: str = ""
    recognised: bool = False
