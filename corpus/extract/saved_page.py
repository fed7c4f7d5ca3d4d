"""Pages that a browser saved as one file (MHTML): the page's HTML, its encoding and its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from typing import TYPE_CHECKING

from corpus.errors import InputError

if TYPE_CHECKING:
    from email.message import Message

__all__ = ["SAVED_PAGE", "SAVED_PAGE_SUFFIXES", "SavedPage", "is_saved_page", "read_saved_page"]

SAVED_PAGE = "multipart/related"
SAVED_PAGE_SUFFIXES = (".mhtml", ".mht")
HEAD = re.compile(
    rb"\s*(?:[A-Za-z-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*?Content-Type:\s*multipart/related", re.IGNORECASE
)
SNIFFED_BYTES = 4096
HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The page in a saved file.

    Attributes:
        html: its bytes.
        charset: as its part says; None where it does not.
        url: the address that it was saved from; None where the file does not tell one on the web.
    """

    html: bytes
    charset: str | None
    url: str | None


def is_saved_page(data: bytes) -> bool:
    """Whether `data` begins as an MHTML file does."""
    return HEAD.match(data[:SNIFFED_BYTES]) is not None


def read_saved_page(data: bytes) -> SavedPage:
    """The page that the file was made of: its first part that is HTML, which is not a frame inside the page.

    Raises:
        InputError: no part of it is HTML.
    """
    message = message_from_bytes(data)
    parts = [part for part in message.walk() if part.get_content_type() in HTML]
    start = message.get_param("start")
    named = (part for part in parts if isinstance(start, str) and part.get("Content-ID") == start.strip())
    root = next(named, parts[0] if parts else None)
    html = root.get_payload(decode=True) if root is not None else None
    if root is None or not isinstance(html, bytes) or not html.strip():
        raise InputError("No page is in it.", hint="Save it again from the browser, as a web page in one file.")
    addresses = (_address(message, "Snapshot-Content-Location"), _address(root, "Content-Location"))
    return SavedPage(html, root.get_content_charset(), next((address for address in addresses if address), None))


def _address(part: Message, name: str) -> str | None:
    value = "".join(str(make_header(decode_header(part.get(name) or ""))).split())
    return value if value.lower().startswith(("http://", "https://")) else None
