"""What kind of file it is: the bytes decide, whatever the file is called."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum
from pathlib import PurePosixPath

import olefile

__all__ = ["FILE_SUFFIXES", "FileKind", "file_kind", "said_kind"]


class FileKind(StrEnum):
    """A format of files, by its media type."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    DOC = "application/msword"
    WPS = "application/kswps"
    OFD = "application/ofd"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    XLS = "application/vnd.ms-excel"
    RTF = "application/rtf"
    ZIP = "application/zip"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    PPT = "application/vnd.ms-powerpoint"
    RAR = "application/vnd.rar"
    SEVEN_ZIP = "application/x-7z-compressed"
    LOCKED = "application/encrypted"  # an Office document behind a password


FILE_SUFFIXES = {
    ".pdf": FileKind.PDF,
    ".docx": FileKind.DOCX,
    ".doc": FileKind.DOC,
    ".wps": FileKind.WPS,
    ".ofd": FileKind.OFD,
    ".xlsx": FileKind.XLSX,
    ".xls": FileKind.XLS,
    ".et": FileKind.XLS,
    ".rtf": FileKind.RTF,
    ".zip": FileKind.ZIP,
}
"""Suffixes of files that are read, and what they say the file is."""

OTHER_SUFFIXES = {
    ".pptx": FileKind.PPTX,
    ".ppt": FileKind.PPT,
    ".dps": FileKind.PPT,
    ".rar": FileKind.RAR,
    ".7z": FileKind.SEVEN_ZIP,
}
SAID = {
    **{kind.value: kind for kind in FileKind},
    "application/x-pdf": FileKind.PDF,
    "application/vnd.ms-word": FileKind.DOC,
    "application/vnd.ms-works": FileKind.WPS,
    "application/wps-office.wps": FileKind.WPS,
    "application/wps-office.doc": FileKind.DOC,
    "application/wps-office.docx": FileKind.DOCX,
    "application/x-msexcel": FileKind.XLS,
    "application/x-excel": FileKind.XLS,
    "text/rtf": FileKind.RTF,
    "application/x-zip-compressed": FileKind.ZIP,
    "application/x-rar-compressed": FileKind.RAR,
}
PDF_HEAD_BYTES = 1024  # the standard allows this much before the mark
SIGNATURES = ((b"{\\rtf", FileKind.RTF), (b"Rar!\x1a\x07", FileKind.RAR), (b"7z\xbc\xaf\x27\x1c", FileKind.SEVEN_ZIP))
ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
ZIP_MEMBERS = (
    ("ofd.xml", FileKind.OFD),
    ("word/", FileKind.DOCX),
    ("xl/", FileKind.XLSX),
    ("ppt/", FileKind.PPTX),
)
OLE_STREAMS = (
    ("EncryptedPackage", FileKind.LOCKED),
    ("WordDocument", FileKind.DOC),
    ("Workbook", FileKind.XLS),
    ("Book", FileKind.XLS),
    ("PowerPoint Document", FileKind.PPT),
)
WORD_XML = b"http://schemas.microsoft.com/office/word/2003/wordml"
WORD_XML_WITHIN = 4096


def file_kind(data: bytes) -> FileKind | None:
    """The kind that the bytes themselves show; None for text, pages and whatever has no mark of its own."""
    if b"%PDF-" in data[:PDF_HEAD_BYTES]:
        return FileKind.PDF
    if data.startswith(ZIP_MARKS):
        return _kind_of_zip(data)
    if data.startswith(olefile.MAGIC):
        return _kind_of_ole(data)
    if WORD_XML in data[:WORD_XML_WITHIN]:
        return FileKind.DOCX  # the same markup in one flat file, as Word 2003 wrote it
    return next((kind for mark, kind in SIGNATURES if data.startswith(mark)), None)


def said_kind(media_type: str, name: str | None) -> FileKind | None:
    """The kind that a header (lower case, without parameters), or else a name says; None where neither names one."""
    suffix = PurePosixPath(name).suffix.lower() if name else ""
    return SAID.get(media_type) or FILE_SUFFIXES.get(suffix) or OTHER_SUFFIXES.get(suffix)


def _kind_of_zip(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = [name.lower().replace("\\", "/") for name in container.namelist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return FileKind.ZIP  # its reader says what is wrong
    packaged = "[content_types].xml" in names
    for start, kind in ZIP_MEMBERS:
        if (kind is FileKind.OFD or packaged) and any(name.startswith(start) for name in names):
            return kind
    return FileKind.ZIP


def _kind_of_ole(data: bytes) -> FileKind:
    try:
        with olefile.OleFileIO(data) as container:
            return next((kind for name, kind in OLE_STREAMS if container.exists(name)), FileKind.WPS)
    except (OSError, ValueError, IndexError, TypeError, AttributeError):  # what olefile raises on a broken directory
        return FileKind.DOC  # its reader says what is wrong
