"""The attached files as they are sent."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from localsite.files.compound import doc, xls
from localsite.files.packed import docx, ofd, xlsx, zip_file
from localsite.files.pdf import text_pdf
from localsite.page import file_page
from localsite.report import FileKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from localsite.page import Page
    from localsite.report import LocalFile, LocalReport

__all__ = ["attached_pages"]

SHEET = "统计表"
MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.SCAN: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.DOC: "application/msword",
    FileKind.WPS: "application/octet-stream",  # as servers send what they do not know
    FileKind.OFD: "application/octet-stream",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.XLS: "application/vnd.ms-excel",
    FileKind.ZIP: "application/x-zip-compressed",
}


def attached_pages(report: LocalReport) -> dict[str, Page]:
    """The files of a report, by address."""
    return {
        file.path: file_page(_data(report, file), MEDIA_TYPES[file.kind], report.revised or report.published)
        for file in report.files
    }


def _data(report: LocalReport, file: LocalFile) -> bytes:
    if file.rows:
        return TABLES[file.kind](file)
    return TEXTS[file.kind](report)


def _zip(file: LocalFile) -> bytes:
    notes = docx("填报说明", ["统计口径与上年一致，数据截至当年十二月三十一日。"])
    return zip_file({"填报说明.docx": notes, "统计表.xlsx": xlsx(SHEET, file.rows)})


TEXTS: dict[FileKind, Callable[[LocalReport], bytes]] = {
    FileKind.PDF: lambda report: text_pdf(report.title, report.paragraphs, report.issuer),
    FileKind.SCAN: lambda _: files("localsite.files").joinpath("scan.pdf").read_bytes(),
    FileKind.DOCX: lambda report: docx(report.title, report.paragraphs),
    FileKind.DOC: lambda report: doc(report.title, report.paragraphs),
    FileKind.WPS: lambda report: doc(report.title, report.paragraphs),
    FileKind.OFD: lambda report: ofd(report.title, report.paragraphs, report.issuer),
}
TABLES: dict[FileKind, Callable[[LocalFile], bytes]] = {
    FileKind.XLSX: lambda file: xlsx(SHEET, file.rows),
    FileKind.XLS: lambda file: xls(SHEET, file.rows),
    FileKind.ZIP: _zip,
}
