"""Lines that have a place on a page: running heads dropped, columns told apart, lines joined into paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from corpus.extract.lines import Line, split_lines
from corpus.extract.mend import is_date_line, is_heading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Page", "PlacedLine", "join_pages"]

EDGE_SHARE = 0.12  # of the page's height at its head and at its foot: where running heads and page numbers stand
MOST_EDGE_LINES = 3
LEAST_REPEATS = 3
REPEATED_SHARE = 0.4  # of the pages; a head may stand on every second page only
PAGE_NUMBER = re.compile(
    r"[-—–―\uff0d_·.\s]*\d{1,4}[-—–―\uff0d_·.\s]*|第\s*\d+\s*页(?:.{0,3}共\s*\d+\s*页)?|\d+\s*/\s*\d+|[ivxIVX]{1,5}"
)
DIGITS = re.compile(r"\d+")
SAME_ROW_SHARE = 0.5  # of a line's height
FULL_WITHIN = 2.2  # characters short of the edge: a mark that may not begin a line takes one with it
INDENT_FROM = 0.8  # of a character
SAME_SIZE = 1.2  # between two sizes of type in one paragraph
LEADING_SHARE = 1.6  # of the usual distance between lines; a wider one parts paragraphs
COLUMN_SHARE = 0.3  # of the lines stand in each of two columns
CROSSING_SHARE = 0.2
NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,4}、|[（(][一二三四五六七八九十]{1,4}[）)]|第[一二三四五六七八九十]{1,4}[章节条]|\d{1,2}[.\uff0e、](?!\d))"
)


CLOSES = "。；：！？》”）"
SMALL_PRINT = 0.8  # of the text's size; a running head is set smaller, also where there is one page only
COLUMN_WIDTH = 0.28  # of the page's width, in the middle case; the cells of a table are narrower


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLine:
    """One line; places in points from the page's upper left corner, `size` of its type."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its width and height in points, and its lines in the order in which they are drawn."""

    width: float
    height: float
    lines: tuple[PlacedLine, ...]


@dataclass(frozen=True, slots=True)
class _Flowing:
    """A line in the flow of the text: on which page, in which column, and where that column's edges are."""

    line: PlacedLine
    page: int
    column: int
    left: float
    right: float


def join_pages(pages: Sequence[Page]) -> list[Line]:
    """The paragraphs of all pages, page numbers and running heads left out; a paragraph may run on over a page."""
    flow = _flow(_without_running_heads([_with_rows(page) for page in pages]))
    if not flow:
        return []
    leading = _leading(flow)
    paragraphs: list[str] = []
    for position, item in enumerate(flow):
        if position and _goes_on(flow[position - 1], item, leading):
            paragraphs[-1] += _between(paragraphs[-1], item.line.text) + item.line.text
        else:
            paragraphs.append(item.line.text)
    return [Line(line.text, gap=True) for text in paragraphs for line in split_lines(text)]


def _with_rows(page: Page) -> Page:
    """The page with pieces that were drawn one after the other on one row of one column as one line."""
    columns = _columns(page)
    rows: list[PlacedLine] = []
    last_column = 0
    for line, column in zip(page.lines, columns, strict=True):
        before = rows[-1] if rows else None
        if before is not None and column == last_column and _same_row(before, line):
            gap = (line.left - before.right) / max(line.size, 1)
            rows[-1] = PlacedLine(
                text=f"{before.text}{' ' if gap > INDENT_FROM else ''}{line.text}",
                left=before.left,
                top=min(before.top, line.top),
                right=max(before.right, line.right),
                bottom=max(before.bottom, line.bottom),
                size=max(before.size, line.size),
            )
        else:
            rows.append(line)
        last_column = column
    return Page(page.width, page.height, tuple(rows))


def _same_row(before: PlacedLine, line: PlacedLine) -> bool:
    overlap = min(before.bottom, line.bottom) - max(before.top, line.top)
    least = min(before.bottom - before.top, line.bottom - line.top)
    return line.left - before.right >= -0.5 * line.size and overlap > SAME_ROW_SHARE * least


def _without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """The pages without what is repeated at their edges, and without page numbers."""
    counts = Counter(key for page in pages for key in {_key(line) for line in _edge_lines(page)})
    least = max(LEAST_REPEATS, REPEATED_SHARE * len(pages))
    repeated = {key for key, count in counts.items() if count >= least}
    sizes = [line.size for page in pages for line in page.lines]
    small = SMALL_PRINT * median(sizes) if sizes else 0.0
    kept: list[Page] = []
    for page in pages:
        dropped = {
            id(line)
            for line in _edge_lines(page)
            if _key(line) in repeated
            or PAGE_NUMBER.fullmatch(line.text.strip())
            or (line.size < small and line.bottom < EDGE_SHARE * page.height)
        }
        kept.append(Page(page.width, page.height, tuple(line for line in page.lines if id(line) not in dropped)))
    return kept


def _edge_lines(page: Page) -> list[PlacedLine]:
    ordered = sorted(page.lines, key=lambda line: line.top)
    head = [line for line in ordered[:MOST_EDGE_LINES] if line.bottom < EDGE_SHARE * page.height]
    foot = [line for line in ordered[-MOST_EDGE_LINES:] if line.top > (1 - EDGE_SHARE) * page.height]
    return head + [line for line in foot if line not in head]


def _key(line: PlacedLine) -> str:
    """What a repeated line has in common with itself on other pages; its page number may stand in it."""
    return DIGITS.sub("#", "".join(line.text.split()))


def _flow(pages: Sequence[Page]) -> list[_Flowing]:
    """The lines in reading order, each with the edges of its column."""
    placed: list[tuple[PlacedLine, int, int]] = []
    for number, page in enumerate(pages):
        columns = _columns(page)
        order = list(range(len(page.lines)))
        if any(columns):
            order.sort(key=_reading_order(page, columns))
        placed += [(page.lines[at], number, columns[at]) for at in order]
    edges: dict[int, tuple[float, float]] = {}
    for column in {column for _, _, column in placed}:
        inside = [line for line, _, its in placed if its == column]
        edges[column] = _left_edge(inside), _right_edge(inside)
    return [_Flowing(line, page, column, *edges[column]) for line, page, column in placed]


def _columns(page: Page) -> list[int]:
    """For each line 1 or 2 where the page is set in two columns, 0 where a line crosses them or there is one."""
    middle = page.width / 2
    sides = [1 if line.right <= middle else 2 if line.left >= middle else 0 for line in page.lines]
    total = len(sides)
    two = total > 0 and sides.count(0) <= CROSSING_SHARE * total
    for side in (1, 2):
        widths = [line.right - line.left for line, its in zip(page.lines, sides, strict=True) if its == side]
        two = two and len(widths) >= COLUMN_SHARE * total and median(widths) >= COLUMN_WIDTH * page.width
    return sides if two else [0] * total


def _reading_order(page: Page, columns: Sequence[int]) -> Callable[[int], tuple[int, int, float]]:
    """Sorts by the band between two crossing lines, then by column, then from above."""
    crossing = sorted(page.lines[at].top for at, column in enumerate(columns) if column == 0)

    def place(at: int) -> tuple[int, int, float]:
        line = page.lines[at]
        band = 2 * sum(top < line.top for top in crossing) + (1 if columns[at] else 0)
        if not columns[at]:
            band += 1
        return band, columns[at], line.top

    return place


def _left_edge(lines: Sequence[PlacedLine]) -> float:
    """Where most lines begin, by half characters; among equals the leftmost."""
    size = median(line.size for line in lines)
    counts = Counter(round(line.left / max(size / 2, 1)) for line in lines)
    most = max(counts.values())
    slot = min(slot for slot, count in counts.items() if count >= 0.6 * most)
    return min(line.left for line in lines if round(line.left / max(size / 2, 1)) == slot)


def _right_edge(lines: Sequence[PlacedLine]) -> float:
    rights = sorted(line.right for line in lines)
    return rights[int(0.9 * (len(rights) - 1))]


def _leading(flow: Sequence[_Flowing]) -> float:
    """The usual distance from one line to the next, in sizes of type."""
    steps = [
        (after.line.top - before.line.top) / max(after.line.size, 1)
        for before, after in pairwise(flow)
        if before.page == after.page and before.column == after.column and after.line.top > before.line.top
    ]
    return median(steps) if steps else 1.5


def _goes_on(before: _Flowing, after: _Flowing, leading: float) -> bool:
    """Whether the paragraph of `before` runs on in `after`: a full line, then one that is not set in."""
    first, second = before.line, after.line
    small, large = sorted((max(first.size, 1), max(second.size, 1)))
    if large > SAME_SIZE * small or is_date_line(second.text.strip()):
        return False
    if first.right < before.right - FULL_WITHIN * first.size:
        return False
    if second.left > after.left + INDENT_FROM * second.size:
        return False
    if NUMBERED.match(second.text) and (is_heading(second.text) or first.text[-1:] in CLOSES):
        return False
    if before.page == after.page and before.column == after.column:
        step = (second.top - first.top) / large
        return 0 <= step <= LEADING_SHARE * leading
    return True


def _between(before: str, after: str) -> str:
    """A space between two Latin words, nothing in Chinese."""
    return (
        " " if before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalpha() else ""
    )
