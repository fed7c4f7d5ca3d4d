"""Pages that are pictures: recognised by RapidOCR, where it is installed (the optional extra ``ocr``)."""

from __future__ import annotations

import logging
from contextlib import closing
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from corpus.errors import NotExtractedError
from corpus.extract.files.placed import Page, PlacedLine

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["recognise", "recognition_missing"]

PACKAGES = ("rapidocr", "onnxruntime")
MOST_PAGES = 40  # a page takes some five seconds of one core
LONGEST_SIDE = (
    1500  # pixels of a page's picture; text of 12 points is then 20 high, and twice as many take twice as long
)
POINTS_PER_INCH = 72
SCALE = 200 / POINTS_PER_INCH
LEAST_SCORE = 0.5
SAME_ROW = 0.6  # of a line's height


def recognition_missing() -> NotExtractedError | None:
    """Why pictures cannot be read here; None where they can."""
    if all(find_spec(package) for package in PACKAGES):
        return None
    return NotExtractedError(
        "It is a scan, and recognition of text is not installed.",
        hint="Install it (pip install 'baogao[ocr]'), then run `baogao extract --all`.",
    )


def recognise(document: Any, pages: list[Page], scans: Sequence[int]) -> str:
    """Put the recognised lines of the pages `scans` into `pages`; what was left out, in words, or nothing."""
    engine = _engine()
    for number in scans[:MOST_PAGES]:
        with closing(document[number]) as page:
            width, height = page.get_size()
            scale = min(SCALE, LONGEST_SIDE / max(width, height, 1))
            with closing(page.render(scale=scale)) as picture:
                found = engine(picture.to_numpy().copy())
        pages[number] = Page(width, height, tuple(_in_rows(_lines(found, scale))))
    left = len(scans) - MOST_PAGES
    return f"{left} of {len(scans)} scanned pages are beyond what is recognised." if left > 0 else ""


@cache
def _engine() -> Any:
    # Imported here: it is optional, and takes a second to load.
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "error", "Global.use_cls": False})  # no line is upside down
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return engine


def _lines(found: Any, scale: float) -> list[PlacedLine]:
    lines: list[PlacedLine] = []
    if found.boxes is None or found.txts is None:
        return lines
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        if score < LEAST_SCORE or not text.strip():
            continue
        across, down = [float(x) / scale for x, _ in box], [float(y) / scale for _, y in box]
        height = max(down) - min(down)
        lines.append(
            PlacedLine(
                text=text.strip(), left=min(across), top=min(down), right=max(across), bottom=max(down), size=height
            )
        )
    return lines


def _in_rows(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    """From above, and within a row from the left; recognition gives pieces of a row in any order."""
    rows: list[list[PlacedLine]] = []
    for line in sorted(lines, key=lambda item: (item.top + item.bottom) / 2):
        middle = (line.top + line.bottom) / 2
        last = rows[-1][-1] if rows else None
        if last is not None and middle - (last.top + last.bottom) / 2 < SAME_ROW * min(last.size, line.size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda item: item.left)]
