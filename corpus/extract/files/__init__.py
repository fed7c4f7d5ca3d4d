"""Readers of files, one a format: bytes in, one `Document` out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import NotExtractedError
from corpus.extract.files.doc import read_doc
from corpus.extract.files.kinds import FILE_SUFFIXES, FileKind, file_kind, said_kind
from corpus.extract.files.ofd import read_ofd
from corpus.extract.files.packed import read_zip
from corpus.extract.files.pdf import read_pdf
from corpus.extract.files.rtf import read_rtf
from corpus.extract.files.sheets import read_xls, read_xlsx
from corpus.extract.files.word_xml import read_docx

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.extract.document import Document

__all__ = ["FILE_SUFFIXES", "FileKind", "file_kind", "read_file", "said_kind"]

READERS: dict[FileKind, Callable[[bytes], Document]] = {
    FileKind.PDF: read_pdf,
    FileKind.DOCX: read_docx,
    FileKind.DOC: read_doc,
    FileKind.OFD: read_ofd,
    FileKind.XLSX: read_xlsx,
    FileKind.XLS: read_xls,
    FileKind.RTF: read_rtf,
}
UNREAD = {
    FileKind.PPTX: "Presentations are not read.",
    FileKind.PPT: "Presentations are not read.",
    FileKind.RAR: "RAR archives are not opened.",
    FileKind.SEVEN_ZIP: "7z archives are not opened.",
    FileKind.LOCKED: "It is locked with a password.",
}


def read_file(data: bytes, kind: FileKind, read_packed: Callable[[bytes, str], Document]) -> Document:
    """The document that a file of that kind holds.

    Args:
        data: the file.
        kind: from `file_kind`.
        read_packed: reads a member of a ZIP, by its bytes and its name.

    Raises:
        NotExtractedError: the file may be sound, but its text cannot be had here (a scan, a password, a format).
        InputError: it is broken, without text, or larger than any report.
    """
    if kind in UNREAD:
        raise NotExtractedError(UNREAD[kind], hint="Unpack, unlock or save it as PDF or DOCX, and import that.")
    if kind is FileKind.ZIP:
        return read_zip(data, read_packed)
    if kind is FileKind.WPS:
        return read_doc(data, kind)
    return READERS[kind](data)
