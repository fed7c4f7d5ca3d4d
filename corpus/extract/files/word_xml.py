"""DOCX, and Word 2003's flat XML: paragraphs, tables as rows, text boxes, footnotes at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import InputError
from corpus.extract.files.bounds import Deadline, open_container, read_member
from corpus.extract.files.composing import block, compose, row
from corpus.extract.files.kinds import FileKind
from corpus.extract.files.markup import local_name, parse_xml
from corpus.extract.files.word_numbers import WordNumbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from corpus.extract.document import Document
    from corpus.extract.lines import Line

__all__ = ["read_docx"]

MAIN_TYPES = ("document.main+xml", "template.main+xml", "document.macroEnabled.main+xml")
SKIPPED = frozenset({"del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "binData", "annotation"})
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "ptab": "\t"}
ROWS_BETWEEN_CHECKS = 50


def read_docx(data: bytes) -> Document:
    """The document that a DOCX file, or a flat Word 2003 file, holds.

    Raises:
        InputError: it is broken or without text.
    """
    if not data.startswith(b"PK"):
        return compose(_lines(parse_xml(data), WordNumbers()), FileKind.DOCX)
    with open_container(data) as container:
        names = set(container.namelist())
        main = _main_part(parse_xml(read_member(container, "[Content_Types].xml")), names)
        folder = main.rpartition("/")[0]

        def part(name: str) -> etree._Element | None:
            path = f"{folder}/{name}".lstrip("/")
            return parse_xml(read_member(container, path)) if path in names else None

        numbers = WordNumbers.of(part("numbering.xml"), part("styles.xml"))
        lines = _lines(parse_xml(read_member(container, main)), numbers)
        notes = part("footnotes.xml")
        if notes is not None:
            lines += _notes(notes)
        properties = _properties(read_member(container, "docProps/core.xml")) if "docProps/core.xml" in names else {}
    return compose(lines, FileKind.DOCX, properties=properties)


def _main_part(types: etree._Element, names: set[str]) -> str:
    for item in types:
        if str(item.get("ContentType", "")).endswith(MAIN_TYPES):
            name = str(item.get("PartName", "")).lstrip("/")
            if name in names:
                return name
    raise InputError("It is no whole DOCX: its main part is missing.", hint="Fetch it again.")


def _lines(root: etree._Element, numbers: WordNumbers) -> list[Line]:
    """The lines of the body: paragraphs and tables wherever they stand, each text box after its paragraph."""
    body = next((node for node in root.iter("{*}body")), None)
    return list(_Walk(numbers).blocks(root if body is None else body))


class _Walk:
    """One walk through the body, which counts its numbered paragraphs."""

    def __init__(self, numbers: WordNumbers) -> None:
        self._numbers = numbers
        self._deadline = Deadline()

    def blocks(self, parent: etree._Element) -> Iterator[Line]:
        """The lines of an element's paragraphs and tables."""
        self._deadline.check()
        for node in parent:
            name = local_name(node)
            if name == "p":
                boxes: list[etree._Element] = []
                text = _text(node, boxes)
                number = self._numbers.label(node) if text.strip() else ""
                yield from block(f"{number}{text.lstrip() if number else text}")
                for box in boxes:
                    yield from self.blocks(box)
            elif name == "tbl":
                yield from self._table(node)
            elif name not in SKIPPED and len(node):
                yield from self.blocks(node)

    def _table(self, table: etree._Element) -> Iterator[Line]:
        for number, line in enumerate(_parts(table, "tr")):
            if number % ROWS_BETWEEN_CHECKS == 0:
                self._deadline.check()
            cells = _parts(line, "tc")
            if len(cells) == 1:  # a frame around running text
                yield from self.blocks(cells[0])
            else:
                yield from row(_cell(cell) for cell in cells)


def _parts(parent: etree._Element, wanted: str) -> list[etree._Element]:
    """Children of that name, also inside content controls and change marks, but not those of inner tables."""
    found: list[etree._Element] = []
    for node in parent:
        name = local_name(node)
        if name == wanted:
            found.append(node)
        elif name in ("sdt", "sdtContent", "customXml", "ins", "smartTag"):
            found += _parts(node, wanted)
    return found


def _cell(cell: etree._Element) -> str:
    boxes: list[etree._Element] = []
    return "\n".join(_text(node, boxes) for node in cell.iter("{*}p"))


def _text(paragraph: etree._Element, boxes: list[etree._Element]) -> str:
    """The text of one paragraph; the text boxes anchored in it are put aside into `boxes`."""
    parts: list[str] = []
    waiting = [paragraph]
    while waiting:
        node = waiting.pop()
        name = local_name(node)
        if name == "t":
            parts.append(node.text or "")
        elif name in BREAKS:
            parts.append(BREAKS[name])
        elif name == "txbxContent":
            boxes.append(node)
        elif name not in SKIPPED:
            waiting.extend(reversed(node))
    return "".join(parts)


def _notes(root: etree._Element) -> list[Line]:
    lines: list[Line] = []
    notes = [note for note in root if local_name(note) == "footnote"]
    for note in notes:
        text = " ".join(filter(None, (_text(paragraph, []).strip() for paragraph in note.iter("{*}p"))))
        if text:
            lines += block(f"[{len(lines) + 1}] {text}")
    return lines


def _properties(data: bytes) -> dict[str, str]:
    """Title and dates of the package's core properties; none where they are damaged."""
    try:
        root = parse_xml(data)
    except InputError:
        return {}
    return {local_name(node): (node.text or "").strip() for node in root if local_name(node) in ("title", "created")}
