"""Small real files of every format, made anew for each test; their text is invented."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pypdfium2
import xlwt
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PIL.Image import Image

__all__ = [
    "BODY",
    "DATE",
    "SIGNATURE",
    "TITLE",
    "make_doc",
    "make_docx",
    "make_numbered_docx",
    "make_ofd",
    "make_ole",
    "make_pdf",
    "make_rtf",
    "make_scan",
    "make_two_columns",
    "make_xls",
    "make_xlsx",
    "make_zip",
]

TITLE = "清溪县2023年法治政府建设情况报告"
BODY = (
    "2023年，清溪县坚持把法治政府建设摆在突出位置，完善领导干部学法制度，组织专题讲座十二场，推动行政决策依照法定程序进行，各项工作取得新的进展。",
    "一、主要做法",
    "（一）规范行政执法。全县配备法制审核人员四十六名，审核重大执法决定一百二十八件，对执法案卷开展两轮评查，发现的问题已全部整改到位。",
    "（二）化解矛盾纠纷。设立镇级调解中心九个，培训调解员二百余名，全年受理纠纷一千三百件，调解成功率达到百分之九十六，群众满意度稳步上升。",
    "二、存在的不足",
    "部分乡镇执法力量仍然薄弱，公开的及时性有待提高。下一年将继续加强队伍建设，把服务送到村组，让群众在每一个案件中感受到公平。",
)
SIGNATURE = "清溪县人民政府"
DATE = "2024年1月18日"

FONT = "STSong-Light"
SIZE = 16  # points, as official documents are set
COLUMN = 27  # characters a line
INDENT = "　　"
MARGIN = 28 * mm
LEADING = 28
LINES_A_PAGE = 22


def wrap(paragraphs: Sequence[str], column: int = COLUMN) -> list[str]:
    """Lines of at most `column` characters, the first of each paragraph set in."""
    lines: list[str] = []
    for paragraph in paragraphs:
        text = INDENT + paragraph
        lines += [text[start : start + column] for start in range(0, len(text), column)]
    return lines


def make_pdf(
    paragraphs: Sequence[str] = BODY,
    *,
    title: str = TITLE,
    head: str = "清溪县人民政府公报",
    lines_a_page: int = LINES_A_PAGE,
    locked: str | None = None,
) -> bytes:
    """A PDF set like an official document: centred title, two characters' indent, running head, page numbers."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt=locked)
    canvas.setTitle(title)
    width, height = A4
    lines = [*wrap(paragraphs), "", "", f"{' ' * 50}{SIGNATURE}", f"{' ' * 52}{DATE}"]
    pages = [lines[start : start + lines_a_page] for start in range(0, len(lines), lines_a_page)]
    for number, page in enumerate(pages, 1):
        canvas.setFont(FONT, 10)
        canvas.drawCentredString(width / 2, height - 15 * mm, head)
        canvas.drawCentredString(width / 2, 12 * mm, f"— {number} —")
        top = height - 40 * mm
        if number == 1:
            canvas.setFont(FONT, 22)
            canvas.drawCentredString(width / 2, top, title)
            top -= 50
        canvas.setFont(FONT, SIZE)
        for line in page:
            indent = len(line) - len(line.lstrip("　 "))
            shift = SIZE * indent if line.startswith("　") else SIZE / 4 * indent
            canvas.drawString(MARGIN + shift, top, line.strip("　 "))
            top -= LEADING
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_two_columns(left: Sequence[str], right: Sequence[str], *, title: str = TITLE) -> bytes:
    """A PDF page in two columns whose lines are drawn row by row, so that the order of drawing is no help."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(FONT, 18)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 30 * mm, title)
    canvas.setFont(FONT, 12)
    columns = [wrap(paragraphs, 18) for paragraphs in (left, right)]
    for number in range(max(map(len, columns))):
        for column, lines in enumerate(columns):
            if number < len(lines):
                text = lines[number]
                shift = 24 if text.startswith(INDENT) else 0
                at = 20 * mm + column * 92 * mm + shift
                canvas.drawString(at, A4[1] - 45 * mm - 20 * number, text.strip("　"))
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture_of(pdf: bytes, scale: float = 2.0) -> Image:
    """The first page as a picture."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        bitmap = page.render(scale=scale)
        image: Image = bitmap.to_pil().convert("L")
        bitmap.close()
        page.close()
    finally:
        document.close()
    return image


def make_scan(pdf: bytes | None = None) -> bytes:
    """A PDF whose one page is a picture of the first page of `pdf`."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawInlineImage(picture_of(pdf or make_pdf()), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_docx(
    paragraphs: Sequence[str] = BODY, *, title: str = TITLE, table: Sequence[Sequence[str]] = (), note: str = ""
) -> bytes:
    """A DOCX with a title, paragraphs, a table, and a footnote added to the package by hand."""
    document = docx.Document()
    document.core_properties.title = "Word 文档"
    document.add_heading(title, 0)
    for paragraph in paragraphs:
        document.add_paragraph(INDENT + paragraph)
    if table:
        made = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.add_paragraph(SIGNATURE)
    document.add_paragraph(DATE)
    out = io.BytesIO()
    document.save(out)
    return _with_footnote(out.getvalue(), note) if note else out.getvalue()


def _with_footnote(data: bytes, note: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    markup = (
        f'<w:footnotes xmlns:w="{namespace}"><w:footnote w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="1"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as container:
        container.writestr("word/footnotes.xml", markup)
    return out.getvalue()


def make_numbered_docx(levels: Sequence[tuple[str, str]], steps: Sequence[tuple[int, str]]) -> bytes:
    """A DOCX whose paragraphs Word numbers: kind and text of each level, then level and text of each paragraph."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    shapes = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (kind, text) in enumerate(levels)
    )
    space = nsdecls("w")
    numbering.insert(0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="77">{shapes}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {space} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    document.add_heading(TITLE, 0)
    for level, text in steps:
        properties = document.add_paragraph(text).paragraph_format.element.get_or_add_pPr()
        number = f'<w:numPr {space}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        properties.append(parse_xml(number))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_doc(text: str | None = None, *, notes: str = "", pieces: int = 2, encrypted: bool = False) -> bytes:
    """A binary Word document (Word 97 format): a head, a piece table, the text in UTF-16; several pieces.

    Args:
        text: with the format's own marks: CR ends a paragraph, 0x07 a cell.
        notes: footnotes.
        pieces: into how many the text is cut.
        encrypted: whether the head says that it is.
    """
    text = text if text is not None else "\r".join([TITLE, *BODY, SIGNATURE, DATE, ""])
    notes = f"{notes}\r" if notes else ""
    whole = text + notes
    place = 0x800
    step = -(-len(whole) // pieces)
    starts = [*range(0, len(whole), step), len(whole)]
    table = struct.pack("<BH4s", 1, 4, b"\0" * 4)  # a property list stands before the piece table
    plc = struct.pack(f"<{len(starts)}i", *starts)
    for start in starts[:-1]:
        plc += struct.pack("<HIH", 0, place + 2 * start, 0)
    table += struct.pack("<BI", 2, len(plc)) + plc
    head = bytearray(place)
    flags = 0x1200 | (0x0100 if encrypted else 0)
    struct.pack_into("<HH", head, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", head, 0x0A, flags)
    struct.pack_into("<II", head, 0x18, place, place + 2 * len(whole))
    struct.pack_into("<ii", head, 0x4C, len(text), len(notes))
    struct.pack_into("<II", head, 0x01A2, 0, len(table))
    return make_ole({"WordDocument": bytes(head) + whole.encode("utf-16-le"), "1Table": table})


SECTOR = 512
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NO_ENTRY = 0xFFFFFFFF
LEAST_STREAM = 4096  # smaller ones would have to go into the mini stream; padding is simpler


def make_ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (OLE2) with those streams, each padded so that it needs no mini stream."""
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    chains: list[tuple[int, int]] = []
    body = b""
    fat: list[int] = []
    for name in names:
        data = streams[name].ljust(LEAST_STREAM, b"\0")
        data += b"\0" * (-len(data) % SECTOR)
        first = len(fat)
        count = len(data) // SECTOR
        fat += [*range(first + 1, first + count), END]
        chains.append((first, len(data)))
        body += data
    entries = [_entry("Root Entry", 5, child=(len(names) - 1) // 2 + 1, start=END, size=0)]
    entries += [
        _entry(name, 2, start=start, size=size, right=number + 2 if number + 1 < len(names) else NO_ENTRY)
        for number, (name, (start, size)) in enumerate(zip(names, chains, strict=True))
    ]
    entries[0] = _entry("Root Entry", 5, child=1, start=END, size=0)
    directory = b"".join(entries).ljust(-(-len(entries) * 128 // SECTOR) * SECTOR, b"\0")
    directory_at = len(fat)
    fat += [*range(directory_at + 1, directory_at + len(directory) // SECTOR), END]
    fat_sectors = 1
    while (len(fat) + fat_sectors) * 4 > fat_sectors * SECTOR:
        fat_sectors += 1
    fat_at = len(fat)
    fat += [FAT_SECTOR] * fat_sectors
    fat += [FREE] * (fat_sectors * SECTOR // 4 - len(fat))
    difat = [*range(fat_at, fat_at + fat_sectors)]
    difat += [FREE] * (109 - len(difat))
    header = struct.pack(
        "<8s16sHHHHHHIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0" * 16, 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0,
        fat_sectors, directory_at, 0, LEAST_STREAM, END, 0, END, 0,
    )  # fmt: skip
    return header + struct.pack("<109I", *difat) + body + directory + struct.pack(f"<{len(fat)}I", *fat)


def _entry(name: str, kind: int, *, start: int, size: int, child: int = NO_ENTRY, right: int = NO_ENTRY) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIII",
        raw.ljust(64, b"\0"), len(raw), kind, 1, NO_ENTRY, right, child, b"\0" * 16, 0, 0, 0, start, size, 0,
    )  # fmt: skip


def make_ofd(
    paragraphs: Sequence[str] = BODY,
    *,
    title: str = TITLE,
    page_lines: int = 20,
    drawn: Mapping[int, str] | None = None,
) -> bytes:
    """An OFD set like an official document, its lines as text objects in millimetres.

    Pages in `drawn`, counted from 0, hold that object in place of their lines; their page numbers stay.
    """
    namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    lines = [*wrap(paragraphs), f"{INDENT * 8}{SIGNATURE}", f"{INDENT * 8}{DATE}"]
    pages = [lines[start : start + page_lines] for start in range(0, len(lines), page_lines)]
    size = 5.6
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr(
            "OFD.xml",
            f"<ofd:OFD {namespace}><ofd:DocBody><ofd:DocInfo><ofd:Title>{title}</ofd:Title></ofd:DocInfo>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        items = "".join(
            f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(len(pages))
        )
        container.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {namespace}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            f"</ofd:PageArea></ofd:CommonData><ofd:Pages>{items}</ofd:Pages></ofd:Document>",
        )
        for number, page in enumerate(pages):
            objects: list[str] = []
            if number == 0:
                objects.append(_text_object(title, 40, 30, 7.8))
            if number in (drawn or {}):
                objects = [(drawn or {})[number]]
            for at, line in enumerate(() if number in (drawn or {}) else page):
                indent = len(line) - len(line.lstrip("　"))
                objects.append(_text_object(line.strip("　"), 28 + indent * size, 50 + 10 * at, size))
            objects.append(_text_object(f"— {number + 1} —", 98, 285, 4))
            layer = f"<ofd:Layer>{''.join(objects)}</ofd:Layer>"
            container.writestr(
                f"Doc_0/Pages/Page_{number}/Content.xml",
                f"<ofd:Page {namespace}><ofd:Content>{layer}</ofd:Content></ofd:Page>",
            )
    return out.getvalue()


def _text_object(text: str, left: float, top: float, size: float) -> str:
    deltas = f' DeltaX="g {len(text) - 1} {size}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject Boundary="{left} {top} {size * len(text)} {size}" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size}"{deltas}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def make_xlsx(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook with those sheets."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def make_xls(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook of the old format with those sheets."""
    workbook = xlwt.Workbook(encoding="utf-8")
    for name, rows in sheets.items():
        sheet = workbook.add_sheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def make_rtf(paragraphs: Sequence[str] = (TITLE, *BODY, SIGNATURE, DATE), *, codepage: bool = False) -> bytes:
    """An RTF file, its Chinese as Unicode escapes, or as bytes of GBK."""

    def escaped(text: str) -> str:
        if codepage:
            return "".join(f"\\'{byte:02x}" if byte > 127 else chr(byte) for byte in text.encode("gbk"))
        return "".join(f"\\u{ord(character)}?" if ord(character) > 127 else character for character in text)

    markup = "".join(f"\\pard {escaped(item)}\\par\n" for item in paragraphs)
    return ("{\\rtf1\\ansi\\ansicpg936\\uc1 " + markup + "}").encode("ascii")


def make_zip(members: Mapping[str, bytes], *, gbk_names: bool = False) -> bytes:
    """A ZIP of those members; with `gbk_names` as Chinese Windows writes it, names in bare GBK."""
    out = io.BytesIO()
    places = {name: f"@{number}".ljust(len(name.encode("gbk")), "_") for number, name in enumerate(members)}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in members.items():
            container.writestr(places[name] if gbk_names else name, data)
    made = out.getvalue()
    for name, place in places.items() if gbk_names else ():
        made = made.replace(place.encode(), name.encode("gbk"))
    return made
