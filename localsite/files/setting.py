"""Sets a text on A4 pages, as a printed report is: a title, indented paragraphs, a running head and page numbers."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["HEIGHT", "WIDTH", "PlacedLine", "set_pages", "width_of"]

WIDTH, HEIGHT = 595, 842  # of A4, in points
MARGIN, TOP, BOTTOM = 73, 110, 90
TITLE_SIZE, TEXT_SIZE, HEAD_SIZE = 22, 16, 10
LEADING = 28  # points from one line to the next
HANGING = "，。、；：）》”"  # no line begins with them
INDENT = 2  # characters


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of text: its left end and its base line from the top of the page, and its size; all in points."""

    x: float
    y: float
    size: float
    text: str


def width_of(text: str, size: float) -> float:
    """How wide a text is; Chinese characters are as wide as high, all others half as wide."""
    return sum(size if unicodedata.east_asian_width(character) in "WFA" else size / 2 for character in text)


def set_pages(title: str, paragraphs: Sequence[str], head: str) -> list[list[PlacedLine]]:
    """The pages, each as its lines.

    Args:
        title: centred above the text.
        paragraphs: each is begun with an indent of two characters.
        head: stands at the top of every page.
    """
    pages: list[list[PlacedLine]] = []
    y = float(HEIGHT)
    for x, size, text in [*_title_lines(title), *_text_lines(paragraphs)]:
        if y > HEIGHT - BOTTOM:
            pages.append(_margins(head, len(pages) + 1))
            y = TOP
        pages[-1].append(PlacedLine(x, y, size, text))
        y += LEADING
    return pages


def _margins(head: str, number: int) -> list[PlacedLine]:
    foot = f"— {number} —"
    return [
        PlacedLine(_centred(head, HEAD_SIZE), 50, HEAD_SIZE, head),
        PlacedLine(_centred(foot, HEAD_SIZE), HEIGHT - 45, HEAD_SIZE, foot),
    ]


def _title_lines(title: str) -> list[tuple[float, float, str]]:
    return [(_centred(line, TITLE_SIZE), TITLE_SIZE, line) for line in _broken(title, TITLE_SIZE, indent=0)]


def _text_lines(paragraphs: Sequence[str]) -> list[tuple[float, float, str]]:
    found: list[tuple[float, float, str]] = []
    for paragraph in paragraphs:
        for number, line in enumerate(_broken(paragraph, TEXT_SIZE, indent=INDENT)):
            found.append((MARGIN + (0 if number else INDENT * TEXT_SIZE), TEXT_SIZE, line))
    return found


def _centred(text: str, size: float) -> float:
    return max(MARGIN, (WIDTH - width_of(text, size)) / 2)


def _broken(text: str, size: float, *, indent: int) -> list[str]:
    """The text in lines that fill the page's width; closing marks hang over the end."""
    lines = [""]
    room = WIDTH - 2 * MARGIN - indent * size
    for character in text:
        width = width_of(character, size)
        if width > room and character not in HANGING:
            lines.append("")
            room = WIDTH - 2 * MARGIN
        lines[-1] += character
        room -= width
    return lines
