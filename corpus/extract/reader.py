"""The one way in: what kind of file it is, and who reads it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from corpus.errors import InputError
from corpus.extract.decode import decode, refuse_binary
from corpus.extract.files import FILE_SUFFIXES, FileKind, file_kind, read_file, said_kind
from corpus.extract.html import read_html, sniff_charset
from corpus.extract.saved_page import SAVED_PAGE, SAVED_PAGE_SUFFIXES, is_saved_page, read_saved_page
from corpus.extract.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.extract.document import Document

__all__ = ["PAGE_SUFFIXES", "RECORD_SUFFIXES", "SUFFIXES", "WEB_ARCHIVE_SUFFIXES", "extract", "unsupported"]

HTML, TEXT = "text/html", "text/plain"
PAGE_SUFFIXES = {".txt": TEXT, ".html": HTML, ".htm": HTML, ".shtml": HTML, ".shtm": HTML, ".xhtml": HTML}
SUFFIXES = {
    **PAGE_SUFFIXES,
    **dict.fromkeys(SAVED_PAGE_SUFFIXES, SAVED_PAGE),
    **{suffix: kind.value for suffix, kind in FILE_SUFFIXES.items()},
}
"""Suffixes of files that are read as one document, and the media type that each says."""

RECORD_SUFFIXES = (".jsonl", ".csv")  # many documents a file: corpus.importer reads them record by record
WEB_ARCHIVE_SUFFIXES = (".warc", ".warc.gz", ".arc", ".arc.gz", ".wacz")  # and so are the pages of these
MEDIA_TYPES = {TEXT: TEXT, HTML: HTML, "application/xhtml+xml": HTML}
VAGUE_MEDIA_TYPES = ("", TEXT, "application/octet-stream", "application/force-download", "binary/octet-stream")
MARKUP = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|\?xml)\b", re.IGNORECASE | re.DOTALL
)
SNIFFED_BYTES = 4096
OFFICE_MARKUP = b"urn:schemas-microsoft-com:office"  # a page that Word or Excel saved under its own suffix
MARKUP_KINDS = (FileKind.DOC, FileKind.WPS, FileKind.XLS)
MOST_DEPTH = 2  # of ZIP in ZIP


def extract(
    data: bytes,
    *,
    media_type: str | None = None,
    name: str | None = None,
    charset: str | None = None,
    url: str | None = None,
) -> Document:
    """The document that `data` holds: the bytes decide what it is, then the media type, then the name.

    Args:
        data: the file or response body.
        media_type: as a header says, parameters allowed.
        name: of the file, with its suffix.
        charset: as a header says; strict UTF-8 and a byte order mark go before it.
        url: where it was published; links to attachments are made absolute with it. A page that a browser saved as
            one file knows it itself.

    Raises:
        NotExtractedError: a file whose text cannot be had here: a scan, a password, a format that needs a program.
        InputError: empty, binary, broken, of a format that is not read, or without any text.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise InputError("It is empty.", hint="Leave it out, or fetch it again.")
    shown = file_kind(data)
    if shown is not None:
        return read_file(data, shown, _packed_reader(1))
    if is_saved_page(data):
        saved = read_saved_page(data)
        document = _page(saved.html, saved.charset, url or saved.url)
    elif _kind_of(data, media_type, name) == HTML:
        document = _page(data, charset, url)
    else:
        refuse_binary(data)
        decoded = decode(data, label=charset)
        document = read_text(decoded.text, encoding=decoded.encoding)
    if not document.body and not document.attachments and not (document.title and document.pictures):
        raise InputError("It holds no text.", hint="A page drawn by script must be saved from a browser.")
    return document


def _page(data: bytes, charset: str | None, url: str | None) -> Document:
    refuse_binary(data)
    return read_html(decode(data, label=charset or sniff_charset(data), lenient=True), url=url)


def _packed_reader(depth: int) -> Callable[[bytes, str], Document]:
    """Reads a member of a ZIP that stands `depth` deep."""

    def read(data: bytes, name: str) -> Document:
        shown = file_kind(data)
        if shown is None:
            if _suffix(name) not in SUFFIXES:
                raise unsupported(f"the suffix {_suffix(name) or 'none'}")
            return extract(data, name=name)
        if shown is FileKind.ZIP and depth >= MOST_DEPTH:
            raise InputError(f"ZIP files are opened {MOST_DEPTH} deep.")
        return read_file(data, shown, _packed_reader(depth + 1))

    return read


def _kind_of(data: bytes, media_type: str | None, name: str | None) -> str:
    """``text/html`` or ``text/plain``."""
    said = (media_type or "").partition(";")[0].strip().lower()
    suffix = _suffix(name)
    if said == SAVED_PAGE or (said in VAGUE_MEDIA_TYPES and suffix in SAVED_PAGE_SUFFIXES):
        raise InputError("It does not begin like a saved page.", hint="Save it again, as a web page in one file.")
    named = said_kind(said, name)
    if named is not None:
        return _text_under_name(data, named)
    if said not in VAGUE_MEDIA_TYPES:
        if said not in MEDIA_TYPES:
            raise unsupported(f"the media type {said}")
        return MEDIA_TYPES[said]
    if MARKUP.match(data[:SNIFFED_BYTES].lstrip(b"\xef\xbb\xbf")):
        return HTML
    if said == TEXT:
        return TEXT
    if suffix and suffix not in PAGE_SUFFIXES:
        raise unsupported(f"the suffix {suffix}")
    return PAGE_SUFFIXES.get(suffix, TEXT)


def _text_under_name(data: bytes, named: FileKind) -> str:
    """What text is that bears the name of a file: a page saved by an office program, or plain text called .doc.

    Raises:
        InputError: it is not what it is called; most often a server's page in place of the file.
    """
    is_page = MARKUP.match(data[:SNIFFED_BYTES].lstrip(b"\xef\xbb\xbf")) is not None
    if is_page and named in MARKUP_KINDS and OFFICE_MARKUP in data[:SNIFFED_BYTES]:
        return HTML
    if is_page:
        raise InputError(f"It is a web page, not {named.value}.", hint="Look at its address in a browser.")
    if named in (FileKind.DOC, FileKind.WPS) and b"\0" not in data:
        return TEXT
    raise InputError(f"It is called {named.value}, and does not begin like one.", hint="Fetch it again.")


def _suffix(name: str | None) -> str:
    return PurePosixPath(name).suffix.lower() if name else ""


def unsupported(what: str) -> InputError:
    """The error for a format that is not read; `what` says how it was told."""
    known = ", ".join([*SUFFIXES, *RECORD_SUFFIXES, *WEB_ARCHIVE_SUFFIXES])
    return InputError(f"Files of {what} are not read.", hint=f"Read are: {known}.")
