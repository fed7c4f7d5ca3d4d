"""A response, as far as collecting needs it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from corpus import canonical_url
from crawler.visit import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.attachments import ReadFile
    from corpus.challenge import Challenge
    from corpus.extract import Document
    from crawler.tally import Kind

__all__ = ["ANSWER_TYPES", "HTML_TYPES", "LIST_TYPES", "Fetched", "page_of"]

HTML_TYPES = ("", "text/html", "application/xhtml+xml", "text/plain", "application/octet-stream")
ANSWER_TYPES = (
    "application/json",
    "text/json",
    "application/xml",
    "text/xml",
    "application/javascript",
    "text/javascript",
)
LIST_TYPES = HTML_TYPES + ANSWER_TYPES  # some families answer the further pages of a list in XML or JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A response, content-decoded, as far as collecting needs it.

    Attributes:
        url: where it came from, after redirects.
        status: the HTTP status.
        headers: by lower-case name.
        body: content-decoded.
        snapshot: id of the archive's record of it.
        collected_at: when it was received, with time zone.
        received: size of all bodies on the way, redirects included, as sent.
        challenge: what came in place of the page; None where the page came.
        document: of a file in place of a page, what was read from it; else None.
        files: what the page offers, fetched and read.
        moved_from: the address that the store knows the page by and that is gone; None where there is none.
        again: a file did not come for a reason that may pass, so that the page is to be read again next time.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    snapshot: int | None
    collected_at: datetime
    received: int
    challenge: Challenge | None = None
    document: Document | None = None
    files: tuple[ReadFile, ...] = ()
    moved_from: str | None = None
    again: bool = False

    @property
    def media_type(self) -> str:
        """The declared media type, lower case, without parameters; empty where none is declared."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The declared character set."""
        _, _, value = self.headers.get("content-type", "").lower().partition("charset=")
        return value.partition(";")[0].strip(" \"'") or None

    @property
    def sha256(self) -> str:
        """Hex, of the body."""
        return hashlib.sha256(self.body).hexdigest()


def page_of(kind: Kind, fetched: Fetched, rules: str, *, wanted: bool = True) -> Page:
    """What is known of a page, or a file, that came.

    Args:
        kind: what it was asked for as.
        fetched: it.
        rules: fingerprint of what its source asks for.
        wanted: whether it is that.
    """
    return Page(
        url=canonical_url(fetched.url),
        kind=kind,
        rules=rules,
        wanted=wanted,
        etag=None if fetched.again else fetched.headers.get("etag"),
        last_modified=None if fetched.again else fetched.headers.get("last-modified"),
        sha256="" if fetched.again else fetched.sha256,
    )
