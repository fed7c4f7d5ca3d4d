"""The attached files: one of each kind, each in its own format, reached from the page that offers it."""

from __future__ import annotations

import io
import zipfile

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from localsite import REPORTS, LocalReport
from localsite.contents import listings
from localsite.deliveries import scan_text
from localsite.files.setting import HEIGHT, WIDTH, set_pages, width_of
from localsite.hosts import pages
from localsite.report import Delivery, FileKind, LocalFile

WITH_FILES = [report for report in REPORTS if report.files]
FILES = [(report, file) for report in WITH_FILES for file in report.files]
STARTS = {
    FileKind.PDF: b"%PDF-",
    FileKind.SCAN: b"%PDF-",
    FileKind.DOC: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    FileKind.WPS: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    FileKind.XLS: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    FileKind.DOCX: b"PK\x03\x04",
    FileKind.XLSX: b"PK\x03\x04",
    FileKind.OFD: b"PK\x03\x04",
    FileKind.ZIP: b"PK\x03\x04",
}


def data_of(report: LocalReport, file: LocalFile) -> bytes:
    return pages(report.host)[file.path].body


def of_kind(kind: FileKind) -> tuple[LocalReport, bytes]:
    report, file = next((report, file) for report, file in FILES if file.kind is kind)
    return report, data_of(report, file)


def text_of(part: bytes, tag: str) -> list[str]:
    return [element.text or "" for element in etree.fromstring(part).iter("{*}" + tag)]


def test_there_is_a_file_of_every_kind() -> None:
    assert {file.kind for _, file in FILES} == set(FileKind)


@pytest.mark.parametrize(("report", "file"), FILES, ids=[file.kind.value for _, file in FILES])
def test_a_file_opens_with_the_mark_of_its_format(report: LocalReport, file: LocalFile) -> None:
    assert data_of(report, file).startswith(STARTS[file.kind])


@pytest.mark.parametrize("report", [each for each in WITH_FILES if each.delivery is not Delivery.DIRECT])
def test_a_page_links_to_its_files_by_their_labels(report: LocalReport) -> None:
    soup = BeautifulSoup(pages(report.host)[report.path].body.decode(), "lxml")
    links = {str(anchor["href"]): anchor.get_text() for anchor in soup.select("a[appendix]")}
    assert links == {file.path: file.label for file in report.files}


def test_a_cover_page_holds_none_of_its_report() -> None:
    covers = [report for report in REPORTS if report.delivery is Delivery.ATTACHED]
    assert len(covers) == 6
    for report in covers:
        text = pages(report.host)[report.path].body.decode()
        assert "全文详见附件" in text
        assert [paragraph for paragraph in report.paragraphs if len(paragraph) > 40 and paragraph in text] == []


def test_a_list_may_lead_straight_to_a_file() -> None:
    (report,) = [report for report in REPORTS if report.delivery is Delivery.DIRECT]
    listed = [item.path for listing in listings("files", REPORTS) for item in listing.items]
    assert report.path in listed
    assert pages("files")[report.path].content_type == "application/pdf"


def test_the_word_document_holds_title_and_paragraphs() -> None:
    report, data = of_kind(FileKind.DOCX)
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        assert text_of(container.read("word/document.xml"), "t") == [report.title, *report.paragraphs]


def test_the_workbook_holds_the_rows() -> None:
    report, data = of_kind(FileKind.XLSX)
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        cells = text_of(container.read("xl/worksheets/sheet1.xml"), "t")
    assert cells == [cell for row in report.files[0].rows for cell in row]


def test_the_ofd_document_holds_the_text_page_by_page() -> None:
    report, data = of_kind(FileKind.OFD)
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        parts = sorted(name for name in container.namelist() if name.endswith("Content.xml"))
        lines = [line for name in parts for line in text_of(container.read(name), "TextCode")]
    assert len(parts) > 1
    shown = "".join(lines).replace(report.issuer, "")
    assert all(paragraph[:20] in shown for paragraph in report.paragraphs if report.issuer not in paragraph)


def test_the_binary_document_holds_the_text_in_utf_16() -> None:
    report, data = of_kind(FileKind.DOC)
    assert "\r".join((report.title, *report.paragraphs)).encode("utf-16-le") in data


def test_the_scan_says_what_its_report_says_and_holds_no_text() -> None:
    report, data = of_kind(FileKind.SCAN)
    assert scan_text() == (report.title, *report.paragraphs)
    assert b"CCITTFaxDecode" in data
    assert b"/Font" not in data


def test_the_zip_holds_two_files() -> None:
    _, data = of_kind(FileKind.ZIP)
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        assert container.namelist() == ["填报说明.docx", "统计表.xlsx"]


def test_lines_stay_on_the_page_and_end_with_no_opening() -> None:
    pages_of_lines = set_pages("标题" * 20, ["字" * 99, "第二段，" * 40], "页眉")
    for lines in pages_of_lines:
        assert all(line.x + width_of(line.text.rstrip("，。"), line.size) <= WIDTH - 60 for line in lines)
        assert all(0 < line.y < HEIGHT for line in lines)
    assert not [line for lines in pages_of_lines for line in lines if line.text.startswith(("，", "。"))]
