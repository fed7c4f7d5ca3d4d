"""Writes ZIP containers, and the formats that are ZIP containers of XML: DOCX, XLSX, OFD.

Members are stored, not deflated: the bytes of deflated ones differ from one zlib to the next.
"""

from __future__ import annotations

import io
import zipfile
from html import escape
from typing import TYPE_CHECKING

from localsite.files.setting import HEIGHT, WIDTH, set_pages, width_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from localsite.files.setting import PlacedLine

__all__ = ["docx", "ofd", "xlsx", "zip_file"]

MEMBER_DATE = (2024, 1, 2, 9, 30, 0)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFD = "http://www.ofdspec.org/2016"
MM_A_POINT = 25.4 / 72


def zip_file(members: Mapping[str, bytes]) -> bytes:
    """A ZIP container of the members, by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as container:
        for name, data in members.items():
            container.writestr(zipfile.ZipInfo(name, MEMBER_DATE), data)
    return buffer.getvalue()


def docx(title: str, paragraphs: Sequence[str]) -> bytes:
    """A Word document: the title centred, then the paragraphs."""
    centred = '<w:pPr><w:jc w:val="center"/></w:pPr>'
    lines = [_word_paragraph(title, centred), *(_word_paragraph(text, "") for text in paragraphs)]
    body = f'<w:document xmlns:w="{WORD}"><w:body>{"".join(lines)}<w:sectPr/></w:body></w:document>'
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _package({"word/document.xml": (main, body)}, "word/document.xml")


def xlsx(name: str, rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook of one sheet; every cell is text."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    cells = "".join(
        f'<row r="{number}">{"".join(_cell(row, column, number) for column in range(len(row)))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    book = (
        f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="{escape(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    relation = _relations("worksheet", "worksheets/sheet1.xml")
    parts = {
        "xl/workbook.xml": (f"{kind}.sheet.main+xml", book),
        "xl/worksheets/sheet1.xml": (
            f"{kind}.worksheet+xml",
            f'<worksheet xmlns="{SHEET}"><sheetData>{cells}</sheetData></worksheet>',
        ),
    }
    return _package(parts, "xl/workbook.xml", {"xl/_rels/workbook.xml.rels": relation})


def ofd(title: str, paragraphs: Sequence[str], head: str) -> bytes:
    """An OFD document (GB/T 33190): pages of placed lines."""
    pages = set_pages(title, paragraphs, head)
    box = f"<ofd:PhysicalBox>0 0 {WIDTH * MM_A_POINT:.0f} {HEIGHT * MM_A_POINT:.0f}</ofd:PhysicalBox>"
    list_of_pages = "".join(
        f'<ofd:Page ID="{number + 10}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(len(pages))
    )
    members = {
        "OFD.xml": f'<ofd:OFD xmlns:ofd="{OFD}" Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{OFD}"><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID>'
        f"<ofd:PageArea>{box}</ofd:PageArea></ofd:CommonData><ofd:Pages>{list_of_pages}</ofd:Pages></ofd:Document>",
    }
    for number, lines in enumerate(pages):
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = _ofd_page(lines)
    return zip_file({name: (XML + text).encode() for name, text in members.items()})


def _word_paragraph(text: str, properties: str) -> str:
    return f"<w:p>{properties}<w:r><w:t>{escape(text, quote=False)}</w:t></w:r></w:p>"


def _cell(row: Sequence[str], column: int, number: int) -> str:
    place = f"{chr(ord('A') + column)}{number}"
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(row[column], quote=False)}</t></is></c>'


def _ofd_page(lines: Sequence[PlacedLine]) -> str:
    objects = "".join(_ofd_text(line, 1000 + number) for number, line in enumerate(lines))
    return (
        f'<ofd:Page xmlns:ofd="{OFD}"><ofd:Content><ofd:Layer ID="900">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def _ofd_text(line: PlacedLine, number: int) -> str:
    size = line.size * MM_A_POINT
    left, top = line.x * MM_A_POINT, line.y * MM_A_POINT - size
    steps = " ".join(f"{width_of(character, line.size) * MM_A_POINT:.3f}" for character in line.text[:-1])
    return (
        f'<ofd:TextObject ID="{number}" Font="3" Size="{size:.3f}" '
        f'Boundary="{left:.3f} {top:.3f} {width_of(line.text, line.size) * MM_A_POINT:.3f} {size * 1.2:.3f}">'
        f'<ofd:TextCode X="0" Y="{size:.3f}" DeltaX="{steps}">{escape(line.text, quote=False)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def _package(parts: Mapping[str, tuple[str, str]], main: str, others: Mapping[str, str] | None = None) -> bytes:
    """An Office package of parts: by name their content type and XML."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{content_type}"/>' for name, (content_type, _) in parts.items()
    )
    types = (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    members = {
        "[Content_Types].xml": types,
        "_rels/.rels": _relations("officeDocument", main),
        **(others or {}),
        **{name: text for name, (_, text) in parts.items()},
    }
    return zip_file({name: (XML + text).encode() for name, text in members.items()})


def _relations(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )
