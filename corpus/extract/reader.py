"""The one way in: what kind of file it is, and who reads it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from corpus.errors import InputError
from corpus.extract.decode import decode, refuse_binary
from corpus.extract.html import read_html, sniff_charset
from corpus.extract.text import read_text

if TYPE_CHECKING:
    from corpus.extract.document import Document

__all__ = ["RECORD_SUFFIXES", "SUFFIXES", "extract", "unsupported"]

HTML, TEXT = "text/html", "text/plain"
SUFFIXES = {".txt": TEXT, ".html": HTML, ".htm": HTML, ".shtml": HTML, ".shtm": HTML, ".xhtml": HTML}
RECORD_SUFFIXES = (".jsonl", ".csv")  # many documents a file: corpus.importer reads them record by record
MEDIA_TYPES = {TEXT: TEXT, HTML: HTML, "application/xhtml+xml": HTML}
VAGUE_MEDIA_TYPES = ("", TEXT, "application/octet-stream", "application/force-download", "binary/octet-stream")
MARKUP = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|\?xml)\b", re.IGNORECASE | re.DOTALL
)
SNIFFED_BYTES = 4096


def extract(
    data: bytes,
    *,
    media_type: str | None = None,
    name: str | None = None,
    charset: str | None = None,
    url: str | None = None,
) -> Document:
    """The document that `data` holds.

    Args:
        data: the file or response body.
        media_type: as a header says, parameters allowed; believed where it says something.
        name: of the file; its suffix decides where the media type does not.
        charset: as a header says; strict UTF-8 and a byte order mark go before it.
        url: where it was published; links to attachments are made absolute with it.

    Raises:
        InputError: empty, binary, of a format that is not read, in a broken encoding, or without any text.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise InputError("It is empty.", hint="Leave it out, or fetch it again.")
    kind = _kind_of(data, media_type, name)
    refuse_binary(data)
    if kind == HTML:
        decoded = decode(data, label=charset or sniff_charset(data), lenient=True)
        document = read_html(decoded, url=url)
    else:
        decoded = decode(data, label=charset)
        document = read_text(decoded.text, encoding=decoded.encoding)
    if not document.body and not document.attachments:
        raise InputError("It holds no text.", hint="A page drawn by script must be saved from a browser.")
    return document


def _kind_of(data: bytes, media_type: str | None, name: str | None) -> str:
    """``text/html`` or ``text/plain``."""
    said = (media_type or "").partition(";")[0].strip().lower()
    suffix = _suffix(name)
    if said not in VAGUE_MEDIA_TYPES:
        if said not in MEDIA_TYPES:
            raise unsupported(f"the media type {said}")
        return MEDIA_TYPES[said]
    if MARKUP.match(data[:SNIFFED_BYTES].lstrip(b"\xef\xbb\xbf")):
        return HTML
    if said == TEXT:
        return TEXT
    if suffix and suffix not in SUFFIXES:
        raise unsupported(f"the suffix {suffix}")
    return SUFFIXES.get(suffix, TEXT)


def _suffix(name: str | None) -> str:
    return PurePosixPath(name).suffix.lower() if name else ""


def unsupported(what: str) -> InputError:
    """The error for a format that is not read; `what` says how it was told."""
    known = ", ".join([*SUFFIXES, *RECORD_SUFFIXES])
    return InputError(f"Files of {what} are not read.", hint=f"Read are: {known}.")
