"""A response, as far as collecting needs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.attachments import ReadFile
    from corpus.challenge import Challenge
    from corpus.extract import Document

__all__ = ["Fetched"]


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
