"""PDF, by PDFium: the characters with their places, joined into lines; pages that are pictures go to recognition."""

from __future__ import annotations

import re
import threading
from contextlib import closing
from ctypes import byref, c_double
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import InputError, NotExtractedError
from corpus.extract.files.bounds import MOST_CHARACTERS, MOST_PAGES, Deadline
from corpus.extract.files.composing import compose
from corpus.extract.files.kinds import FileKind
from corpus.extract.files.placed import Page, PlacedLine, join_pages
from corpus.extract.files.recognition import recognise, recognition_missing

if TYPE_CHECKING:
    from corpus.extract.document import Document

__all__ = ["read_pdf"]

LEAST_CHARACTERS = 8  # a page with fewer, and a picture on it, is a scan; a stamp or a page number may stand on it
MOST_UNREADABLE = 0.3  # of the characters are of no known meaning: a font without a table of characters
UNREADABLE = re.compile(r"[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd\ufffe]")
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
ODD = re.compile(r"[!-/:-@\[-`{-~\x80-\xff]")  # what a font without such a table gives instead
MOST_ODD = 0.5
PIECE_GAP = 1.5  # of a character: a wider gap may lie between two columns
LEAST_GAP = 0.6  # of a character: a space beside a Chinese character that is wider was meant
ROTATED_FROM = 0.1  # radians; a watermark is drawn at an angle
FULL_TURN = 6.283185
LOCK = threading.Lock()  # PDFium is not made for threads


def read_pdf(data: bytes) -> Document:
    """The document that a PDF file holds.

    Raises:
        NotExtractedError: it is locked, or all pictures and recognition is not installed.
        InputError: it is broken, without text, or longer than any report.
    """
    with LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower() or "security" in str(error).lower():
                raise NotExtractedError(
                    "It is locked with a password.", hint="Unlock it, and import it again."
                ) from error
            raise InputError("Its PDF is damaged.", hint="Fetch it again.") from error
        with closing(document):
            return _read(document)


def _read(document: Any) -> Document:
    if len(document) > MOST_PAGES:
        raise InputError(f"It has {len(document):,} pages; at most {MOST_PAGES:,} are read.", hint="Split it.")
    pages, scans = _text_pages(document)
    unread = ""
    if scans:
        missing = recognition_missing()
        if missing is None:
            unread = recognise(document, pages, scans)
        elif len(scans) == len(pages):
            raise missing
        else:
            unread = f"{len(scans)} of {len(pages)} pages are pictures. {missing.message}"
    metadata = document.get_metadata_dict()
    properties = {"title": metadata.get("Title", ""), "created": metadata.get("CreationDate", "")}
    made = compose(join_pages(pages), FileKind.PDF, properties=properties, unread=unread)
    return replace(made, recognised=bool(scans) and recognition_missing() is None)


def _text_pages(document: Any) -> tuple[list[Page], list[int]]:
    """Every page with its lines, and the numbers of those that are pictures or unreadable, counted from 0."""
    deadline = Deadline()
    pages: list[Page] = []
    scans: list[int] = []
    characters = 0
    for number in range(len(document)):
        deadline.check()
        try:
            page = document[number]
        except pypdfium2.PdfiumError:  # one damaged page costs itself alone
            pages.append(Page(0, 0, ()))
            continue
        with closing(page):
            lines = _lines(page)
            text = "".join(line.text for line in lines)
            characters += len(text)
            if characters > MOST_CHARACTERS:
                raise InputError(f"It holds more than {MOST_CHARACTERS:,} characters.", hint="Split it.")
            if _is_scan(page, text):
                scans.append(number)
                lines = []
            width, height = page.get_size()
            pages.append(Page(width, height, tuple(lines)))
    return pages, scans


def _is_scan(page: Any, text: str) -> bool:
    visible = "".join(text.split())
    if len(visible) >= LEAST_CHARACTERS:
        unreadable, odd = len(UNREADABLE.findall(visible)), len(ODD.findall(visible))
        return unreadable > MOST_UNREADABLE * len(visible) or odd > MOST_ODD * len(visible)
    return any(True for _ in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3))


def _lines(page: Any) -> list[PlacedLine]:
    """The lines in the order in which they are drawn."""
    left, bottom, right, top = page.get_bbox()
    del right, bottom
    lines: list[PlacedLine] = []
    with closing(page.get_textpage()) as text_page:
        run = _Run(text_page.raw, left, top)
        for index in range(text_page.count_chars()):
            code = pdfium.FPDFText_GetUnicode(text_page.raw, index)
            if code in (0x0A, 0x0D):
                run.end(lines)
            else:
                run.add(index, chr(code), lines)
        run.end(lines)
    return lines


class _Run:
    """The line in the making; places are turned from PDF's, which count from below, to ours."""

    def __init__(self, text_page: Any, left: float, top: float) -> None:
        self._page = text_page
        self._origin = left, top
        self._box = tuple(c_double() for _ in range(4))
        self._begin()

    def _begin(self) -> None:
        self._parts: list[str] = []
        self._place: list[float] | None = None
        self._last_right: float | None = None
        self._size = 0.0
        self._waiting = ""

    def add(self, index: int, character: str, lines: list[PlacedLine]) -> None:
        """Take a character of the page's text; a wide gap before it ends the piece so far."""
        if character.isspace():
            self._waiting = " "
            return
        if self._place is None and self._is_rotated(index):
            return
        left, right, bottom, top = self._bounds(index)
        if self._last_right is not None and left - self._last_right > PIECE_GAP * max(self._size, 1.0):
            self.end(lines)
        if self._waiting and self._parts and self._is_gap(left, character):
            self._parts.append(" ")
        self._waiting = ""
        self._parts.append("-" if character == "\x02" else character)  # PDFium's mark of a hyphen at the line's end
        self._last_right = right
        if self._place is None:
            self._place = [left, top, right, bottom]
            self._size = pdfium.FPDFText_GetFontSize(self._page, index)
            if self._size <= 1:  # scaled by a matrix
                self._size = abs(bottom - top)
        else:
            place = self._place
            self._place = [min(place[0], left), min(place[1], top), max(place[2], right), max(place[3], bottom)]

    def end(self, lines: list[PlacedLine]) -> None:
        """The line is over."""
        text = "".join(self._parts).strip()
        if text and self._place is not None:
            left, top, right, bottom = self._place
            size = min(self._size, max(bottom - top, 1.0)) if self._size else bottom - top
            lines.append(PlacedLine(text=text, left=left, top=top, right=right, bottom=bottom, size=size))
        self._begin()

    def _bounds(self, index: int) -> tuple[float, float, float, float]:
        left, right, bottom, top = self._box
        pdfium.FPDFText_GetCharBox(self._page, index, byref(left), byref(right), byref(bottom), byref(top))
        x, y = self._origin
        return left.value - x, right.value - x, y - bottom.value, y - top.value

    def _is_gap(self, left: float, character: str) -> bool:
        """Whether a space was meant: beside a Chinese character it is mostly the work of the typesetter."""
        if not (HAN.match(character) or HAN.match(self._parts[-1])):
            return True
        return self._last_right is not None and left - self._last_right > LEAST_GAP * max(self._size, 1.0)

    def _is_rotated(self, index: int) -> bool:
        angle: float = pdfium.FPDFText_GetCharAngle(self._page, index) % FULL_TURN
        return ROTATED_FROM < angle < FULL_TURN - ROTATED_FROM
