"""DOC and WPS: the binary Word document of 1997 and later, read piece by piece from its compound file.

After [MS-DOC], Word (.doc) Binary File Format: the head (FIB) says where the piece table (CLX) stands, and the pieces
say where the text stands, in UTF-16 or in one byte a character. WPS Office writes the same format under its own suffix.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

import olefile

from corpus.errors import InputError, NotExtractedError
from corpus.extract.files.composing import block, compose, row
from corpus.extract.files.converters import convert_doc
from corpus.extract.files.kinds import FileKind

if TYPE_CHECKING:
    from corpus.extract.document import Document
    from corpus.extract.lines import Line

__all__ = ["read_doc"]

WORD_MARK = 0xA5EC
FIRST_UNICODE_VERSION = 0x00C1  # Word 97; the formats before it are laid out otherwise
FLAGS_AT, MAIN_LENGTH_AT, NOTES_LENGTH_AT, PIECES_AT = 0x0A, 0x4C, 0x50, 0x01A2
IS_ENCRYPTED, USES_TABLE_1 = 0x0100, 0x0200
PROPERTIES_MARK, PIECES_MARK = 1, 2
ONE_BYTE = 0x40000000  # in the place of a piece: one byte a character
PIECE_BYTES = 8
FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x15]*))?\x15")  # its instruction, and what it shows
FIELD_DEPTH = 10
DRAWN = re.compile("[\x01\x02\x05\x08\x1f\x13-\x15]")
PARAGRAPH, CELL = "\r", "\x07"
ENDS = re.compile(f"([{PARAGRAPH}{CELL}\x0c])")


@dataclass(frozen=True, slots=True)
class _Head:
    """What the document's head says: lengths in characters, and where the piece table stands in which stream."""

    main: int
    notes: int
    table: str
    pieces_at: int
    pieces_length: int


def read_doc(data: bytes, kind: FileKind = FileKind.DOC) -> Document:
    """The document that a DOC or WPS file holds; formats before Word 97 by a program of this machine.

    Raises:
        NotExtractedError: it is locked, or needs a program that is not here.
        InputError: it is broken or without text.
    """
    try:
        with olefile.OleFileIO(data) as container:
            if not container.exists("WordDocument"):
                return convert_doc(data, kind)
            word = container.openstream("WordDocument").read()
            head = _head(word)
            if head is None:
                return convert_doc(data, kind)
            main, notes = _texts(word, container.openstream(head.table).read(), head)
            title = _title(container)
    except (OSError, struct.error, ValueError, IndexError, TypeError, AttributeError) as error:
        raise InputError("Its Word document is damaged.", hint="Fetch it again, or save it anew as DOCX.") from error
    lines = _lines(main)
    if notes:
        lines += [line for text in notes.split(PARAGRAPH) for line in block(_clean(text))]
    return compose(lines, kind, properties={"title": title})


def _head(word: bytes) -> _Head | None:
    """The head; None for the formats before Word 97."""
    mark, version = struct.unpack_from("<HH", word)
    (flags,) = struct.unpack_from("<H", word, FLAGS_AT)
    if mark != WORD_MARK or version < FIRST_UNICODE_VERSION:
        return None
    if flags & IS_ENCRYPTED:
        raise NotExtractedError("It is locked with a password.", hint="Unlock it, and import it again.")
    main, notes = struct.unpack_from("<ii", word, MAIN_LENGTH_AT)
    pieces_at, pieces_length = struct.unpack_from("<II", word, PIECES_AT)
    table = "1Table" if flags & USES_TABLE_1 else "0Table"
    return _Head(max(main, 0), max(notes, 0), table, pieces_at, pieces_length)


def _texts(word: bytes, table: bytes, head: _Head) -> tuple[str, str]:
    """The main text and the footnotes, as stored."""
    pieces = _piece_table(table[head.pieces_at : head.pieces_at + head.pieces_length])
    count = (len(pieces) - 4) // (4 + PIECE_BYTES)
    starts = struct.unpack_from(f"<{count + 1}i", pieces)
    wanted = head.main + head.notes
    parts: list[str] = []
    for number in range(count):
        length = min(starts[number + 1], wanted) - starts[number]
        if length <= 0:
            continue
        (place,) = struct.unpack_from("<I", pieces, 4 * (count + 1) + PIECE_BYTES * number + 2)
        parts.append(_piece(word, place, length))
    text = "".join(parts)
    return text[: head.main], text[head.main : wanted]


def _piece_table(stored: bytes) -> bytes:
    """The table itself, behind the property lists that may stand before it."""
    at = 0
    while stored[at] == PROPERTIES_MARK:
        at += 3 + int(struct.unpack_from("<H", stored, at + 1)[0])
    if stored[at] != PIECES_MARK:
        raise ValueError("there is no piece table")
    (length,) = struct.unpack_from("<I", stored, at + 1)
    return stored[at + 5 : at + 5 + length]


def _piece(word: bytes, place: int, length: int) -> str:
    if place & ONE_BYTE:
        start = (place & ~ONE_BYTE) // 2
        return word[start : start + length].decode("cp1252", "replace")
    return word[place : place + 2 * length].decode("utf-16-le", "replace")


def _lines(text: str) -> list[Line]:
    """Paragraphs, and rows of cells."""
    lines: list[Line] = []
    table = _Table(lines)
    parts = ENDS.split(_without_fields(text))
    for part, end in zip(parts[::2], [*parts[1::2], PARAGRAPH], strict=True):
        if end == CELL:
            table.end_cell(_clean(part))
        elif table.is_open and part:
            table.more(_clean(part))  # one of several paragraphs in a cell
        else:
            table.end()
            lines += block(_clean(part))
    table.end()
    return lines


class _Table:
    """The rows in the making.

    The mark of a row's end is the mark of a cell's, with nothing before it: so is an empty cell. What tells them apart
    is how many cells the row before had.
    """

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._cells: list[str] = []
        self._before = ""
        self._columns = 0

    @property
    def is_open(self) -> bool:
        """Whether a row has begun and not ended."""
        return bool(self._cells)

    def more(self, text: str) -> None:
        """A paragraph of the cell that is to come."""
        self._before += f"{text}\n"

    def end_cell(self, text: str) -> None:
        """A mark: the end of a cell with that text, or of the row."""
        text, self._before = self._before + text, ""
        if not text and self._cells and len(self._cells) >= self._columns:
            self._end_row()
        elif text and self._columns and len(self._cells) >= self._columns and not self._cells[-1]:
            self._cells.pop()  # the empty cell was the row's end: a row with cells that were merged
            self._end_row(keep_columns=True)
            self._cells = [text]
        else:
            self._cells.append(text)

    def end(self) -> None:
        """The table is over."""
        self._end_row()
        self._columns = 0

    def _end_row(self, *, keep_columns: bool = False) -> None:
        if not keep_columns:
            self._columns = len(self._cells)
        self._lines += row(self._cells)
        self._cells = []


def _without_fields(text: str) -> str:
    """What fields show, without their instructions; one may stand in another."""
    for _ in range(FIELD_DEPTH):
        text, found = FIELD.subn(lambda match: match[1] or "", text)
        if not found:
            break
    return text


def _clean(text: str) -> str:
    return DRAWN.sub("", text.replace("\x0b", "\n").replace("\x1e", "-"))


def _title(container: olefile.OleFileIO) -> str:
    try:
        metadata = container.get_metadata()
        raw, codepage = metadata.title, metadata.codepage
    except (OSError, ValueError, IndexError, TypeError, AttributeError, struct.error):
        return ""
    if not isinstance(raw, bytes):
        return str(raw or "").strip("\0 ")
    encoding = "gb18030" if codepage in (None, 936) else "utf-8"
    return raw.decode(encoding, "ignore").strip("\0 ")
