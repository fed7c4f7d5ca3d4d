"""Writes PDF: pages of text in a Chinese font that readers bring along, nothing compressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localsite.files.setting import HEIGHT, WIDTH, set_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from localsite.files.setting import PlacedLine

__all__ = ["text_pdf"]

CATALOG, PAGES, FONT, DESCENDANT, DESCRIPTOR = range(1, 6)  # numbers of the objects that every file has
FIXED_OBJECTS = {
    FONT: "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
    f"/DescendantFonts [{DESCENDANT} 0 R] >>",
    DESCENDANT: "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
    f"/FontDescriptor {DESCRIPTOR} 0 R >>",
    DESCRIPTOR: "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
    "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
}


def text_pdf(title: str, paragraphs: Sequence[str], head: str) -> bytes:
    """A PDF file whose text can be read.

    Args:
        title: above the text, and not in the file's properties.
        paragraphs: the text.
        head: stands at the top of every page.
    """
    contents = [_content(lines) for lines in set_pages(title, paragraphs, head)]
    first = DESCRIPTOR + 1
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(contents)))
    objects = {
        CATALOG: f"<< /Type /Catalog /Pages {PAGES} 0 R >>",
        PAGES: f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>",
        **FIXED_OBJECTS,
    }
    for number, content in enumerate(contents):
        page = first + 2 * number
        objects[page] = (
            f"<< /Type /Page /Parent {PAGES} 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
            f"/Resources << /Font << /F1 {FONT} 0 R >> >> /Contents {page + 1} 0 R >>"
        )
        objects[page + 1] = f"<< /Length {len(content)} >>\nstream\n{content}endstream"
    return _file(objects)


def _content(lines: Sequence[PlacedLine]) -> str:
    """The drawing of one page; PDF counts heights from the bottom."""
    drawn = [
        f"/F1 {line.size} Tf 1 0 0 1 {line.x:g} {HEIGHT - line.y:g} Tm <{line.text.encode('utf-16-be').hex()}> Tj\n"
        for line in lines
    ]
    return "BT\n" + "".join(drawn) + "ET\n"


def _file(objects: dict[int, str]) -> bytes:
    data = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    places = {}
    for number in sorted(objects):
        places[number] = len(data)
        data += f"{number} 0 obj\n{objects[number]}\nendobj\n".encode("ascii")
    table = len(data)
    rows = "".join(f"{places[number]:010} 00000 n \n" for number in sorted(objects))
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode("ascii")
    return data + f"trailer\n<< /Size {len(objects) + 1} /Root {CATALOG} 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
