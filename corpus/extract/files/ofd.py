"""OFD (GB/T 33190): pages of placed text in XML, in a ZIP container."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.errors import InputError, NotExtractedError
from corpus.extract.files.bounds import MOST_PAGES, Deadline, open_container, read_member
from corpus.extract.files.composing import compose
from corpus.extract.files.kinds import FileKind
from corpus.extract.files.markup import local_name, parse_xml
from corpus.extract.files.placed import Page, PlacedLine, join_pages

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from lxml import etree

    from corpus.extract.document import Document

__all__ = ["read_ofd"]

POINTS_PER_MM = 72 / 25.4  # OFD counts in millimetres
A4_MM = (210.0, 297.0)
LEAST_GAP = 0.8  # of a character between two pieces of a row
BOX_NUMBERS = 4  # left, top, width, height
LEAST_CHARACTERS = 8  # a page with fewer, and a picture on it, is a scan
DRAWN = {"ImageObject", "CompositeObject", "PathObject", "CGTransform"}
"""What pages are drawn with: pictures, parts shared by pages, outlines, and glyphs without characters."""
PICTURES_HINT = "Save it as PDF; scanned PDF can be recognised."
UNSCALED = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_ofd(data: bytes) -> Document:
    """The document that an OFD file holds.

    Raises:
        NotExtractedError: its pages are pictures.
        InputError: it is broken or without text.
    """
    with open_container(data) as container:
        names = {name.lower(): name for name in container.namelist()}
        root = _part(container, names, "OFD.xml")
        document_path = _text_of(root, "DocRoot").lstrip("/")
        document = _part(container, names, document_path)
        folder = posixpath.dirname(document_path)
        places = [str(page.get("BaseLoc", "")) for page in document.iter("{*}Page") if page.get("BaseLoc")]
        if len(places) > MOST_PAGES:
            raise InputError(f"It has {len(places):,} pages; at most {MOST_PAGES:,} are read.", hint="Split it.")
        size = _size(_text_of(document, "PhysicalBox")) or A4_MM
        deadline = Deadline()
        pages: list[Page] = []
        drawn: list[int] = []
        for place in places:
            deadline.check()
            content = _part(container, names, _path(folder, place))
            page = _page(content, size)
            if _is_drawn(page, content):
                drawn.append(len(pages))
                page = replace(page, lines=())
            pages.append(page)
        properties = {"title": _text_of(root, "Title"), "created": _text_of(root, "CreationDate")}
    lines = join_pages(pages)
    if drawn and not lines:
        raise NotExtractedError("Its pages are pictures.", hint=PICTURES_HINT)
    unread = f"{len(drawn)} of {len(pages)} pages are pictures. {PICTURES_HINT}" if drawn else ""
    return compose(lines, FileKind.OFD, properties=properties, unread=unread)


def _path(folder: str, place: str) -> str:
    return place.lstrip("/") if place.startswith("/") else posixpath.normpath(posixpath.join(folder, place))


def _part(container: zipfile.ZipFile, names: dict[str, str], path: str) -> etree._Element:
    name = names.get(path.lower())
    if name is None:
        raise InputError(f"Its part {path!r} is missing.", hint="Fetch it again.")
    return parse_xml(read_member(container, name))


def _text_of(root: etree._Element, name: str) -> str:
    return next(((node.text or "").strip() for node in root.iter(f"{{*}}{name}")), "")


def _numbers(text: str) -> list[float]:
    try:
        return [float(part) for part in text.split()]
    except ValueError:
        return []


def _size(text: str) -> tuple[float, float] | None:
    box = _numbers(text)
    return (box[2], box[3]) if len(box) == BOX_NUMBERS else None


def _page(content: etree._Element, size: tuple[float, float]) -> Page:
    """The page's lines; text of the body's layers, from above, pieces of one row from the left."""
    width, height = _size(_text_of(content, "PhysicalBox")) or size
    pieces = sorted(
        (piece for item in content.iter("{*}TextObject") for piece in _pieces(item)),
        key=lambda piece: (round(piece.bottom / 4), piece.left),
    )
    return Page(width * POINTS_PER_MM, height * POINTS_PER_MM, tuple(pieces))


def _is_drawn(page: Page, content: etree._Element) -> bool:
    """Whether what the page says is drawn, as a picture or as outlines; a page number or a stamp may stand on it."""
    said = "".join("".join(line.text for line in page.lines).split())
    if len(said) >= LEAST_CHARACTERS:
        return False
    return any(local_name(item) in DRAWN for item in content.iter("{*}*"))


def _pieces(item: etree._Element) -> Iterator[PlacedLine]:
    """What one text object shows: its codes, each placed by its boundary, its matrix and its own start."""
    box = _numbers(str(item.get("Boundary", "")))
    matrix = _numbers(str(item.get("CTM", ""))) or list(UNSCALED)
    if len(box) != BOX_NUMBERS or len(matrix) != len(UNSCALED) or item.get("Visible") == "false":
        return
    a, b, c, d, e, f = matrix
    if abs(b) > abs(a):  # turned: a watermark or a seal
        return
    size = float(item.get("Size", "4")) * (abs(d) or 1.0)
    x = y = 0.0
    for code in item:
        if local_name(code) != "TextCode" or not (code.text or "").strip():
            continue
        x, y = float(code.get("X", x)), float(code.get("Y", y))
        text = (code.text or "").strip()
        left = box[0] + a * x + c * y + e
        base = box[1] + b * x + d * y + f
        advance = sum(_deltas(str(code.get("DeltaX", "")))[: len(text) - 1]) * abs(a) if len(text) > 1 else 0.0
        right = min(left + advance + size, max(box[0] + box[2], left + size))
        if not advance and len(text) > 1:
            right = box[0] + box[2]
        yield PlacedLine(
            text=text,
            left=left * POINTS_PER_MM,
            top=(base - size) * POINTS_PER_MM,
            right=right * POINTS_PER_MM,
            bottom=base * POINTS_PER_MM,
            size=size * POINTS_PER_MM,
        )


def _deltas(text: str) -> list[float]:
    """Distances from one character to the next; ``g 3 4.2`` stands for 4.2 three times."""
    parts = text.split()
    found: list[float] = []
    at = 0
    while at < len(parts):
        if parts[at] == "g" and at + 2 < len(parts):
            found += [float(parts[at + 2])] * min(int(parts[at + 1]), 10_000)
            at += 3
        else:
            found.append(float(parts[at]))
            at += 1
    return found
