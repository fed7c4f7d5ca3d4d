"""A page as lines of text in reading order, with what stands before, inside and after the container of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from bs4.element import NavigableString, Tag

from corpus.extract.lines import Line, split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PageLine", "Region", "render"]

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body center details div fieldset figcaption figure footer form h1 h2 h3 h4 "
        "h5 h6 header hr legend main nav p pre section summary dl dt dd li ol ul table tbody td tfoot th thead tr "
        "ucapcontent ",
    )
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CELLS = ("td", "th")
LONGEST_CELL = 500  # characters; a longer one holds a page's layout, not a datum
WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef、。“”‘’…—]"
SOURCE_BREAK = re.compile(rf"(?<={WIDE})[ \t\r\f]*\n[ \t\r\n\f]*(?={WIDE})")
SOURCE_SPACES = re.compile(r"[ \t\r\n\f]+")


class Region(Enum):
    """Where a line stands as to the container of the text."""

    BEFORE = "before"
    INSIDE = "inside"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of a page; `linked` where all of it is a link, `heading` where it stands in h1 to h6."""

    line: Line
    region: Region
    linked: bool
    heading: bool


def render(root: Tag, container: Tag) -> list[PageLine]:
    """The lines of `root` in reading order. Rows of data tables come as one line, cells parted by " | "."""
    return _Renderer(container).render(root)


class _Renderer:
    """Walks a tree with a stack of its own: pages nest deeper than Python may call."""

    def __init__(self, container: Tag | None) -> None:
        self.container = container
        self.around = {id(tag) for tag in container.parents} if container else set()
        self.lines: list[PageLine] = []
        self.region = Region.BEFORE
        self.parts: list[str] = []
        self.link_depth = self.heading_depth = 0
        self.plain_text = False
        self.gap = False

    def render(self, root: Tag) -> list[PageLine]:
        """The lines below `root`."""
        stack: list[tuple[Tag | NavigableString, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if not isinstance(node, Tag):
                self._text(node)
            elif leaving:
                self._leave(node)
            elif self._enter(node):
                stack.append((node, True))
                children = [
                    child for child in node.contents if isinstance(child, Tag) or type(child) is NavigableString
                ]
                stack.extend((child, False) for child in reversed(children))
        self._end_line(gap=True)
        return self.lines

    def _text(self, text: NavigableString) -> None:
        self.parts.append(str(text))
        if not self.link_depth and text.strip():
            self.plain_text = True

    def _enter(self, tag: Tag) -> bool:
        """Whether to go on into the children of `tag`."""
        if tag.name == "br":
            self._end_line(gap=False)
            return False
        if tag is self.container:
            self._end_line(gap=True)
            self.region = Region.INSIDE
        if tag.name == "table" and id(tag) not in self.around and (rows := _data_rows(tag)):
            self._end_line(gap=True)
            for row in rows:
                self._add(Line(row, gap=self.gap, fixed=True), linked=False)
            self.gap = True
            if tag is self.container:
                self.region = Region.AFTER
            return False
        if tag.name in BLOCKS:
            self._end_line(gap=True)
        self.link_depth += tag.name == "a"
        self.heading_depth += tag.name in HEADINGS
        return True

    def _leave(self, tag: Tag) -> None:
        if tag.name in BLOCKS or tag is self.container:
            self._end_line(gap=True)
        if tag is self.container:
            self.region = Region.AFTER
        self.link_depth -= tag.name == "a"
        self.heading_depth -= tag.name in HEADINGS

    def _end_line(self, *, gap: bool) -> None:
        text = SOURCE_SPACES.sub(" ", SOURCE_BREAK.sub("", "".join(self.parts))).strip(" ")
        for line in split_lines(text):
            self._add(replace(line, gap=self.gap or line.gap), linked=not self.plain_text)
            self.gap = False
        self.parts.clear()
        self.plain_text = False
        self.gap = self.gap or gap

    def _add(self, line: Line, *, linked: bool) -> None:
        self.lines.append(PageLine(line, self.region, linked, self.heading_depth > 0))
        self.gap = False


def _data_rows(table: Tag) -> list[str]:
    """The rows of a table of data; none for a table that only lays out the page."""
    if table.find("table"):
        return []
    rows = [[_cell_text(cell) for cell in _cells(row)] for row in table.find_all("tr")]
    one_column = all(len(row) <= 1 for row in rows)
    if one_column or any(len(text) > LONGEST_CELL for row in rows for text in row):
        return []
    return [" | ".join(row) for row in rows if any(row)]


def _cells(row: Tag) -> Iterator[Tag]:
    for child in row.children:
        if isinstance(child, Tag) and child.name in CELLS:
            yield child


def _cell_text(cell: Tag) -> str:
    return " ".join(page_line.line.text for page_line in _Renderer(None).render(cell))
