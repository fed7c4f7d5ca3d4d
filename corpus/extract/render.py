"""A page as lines of text in reading order, with what stands before, inside and after the container of the text."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from lxml.etree import iterwalk

from corpus.extract.chrome import is_label_line
from corpus.extract.lines import Line, split_lines
from corpus.extract.tree import label_of, remembered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

__all__ = ["PageLine", "Region", "render"]

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body center details div fieldset figcaption figure footer form h1 h2 h3 h4 "
        "h5 h6 header hr legend main nav p pre section summary dl dt dd li ol ul table tbody td tfoot th thead tr "
        "ucapcontent ucaptitle ",
    )
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "ucaptitle"))
TITLE_NAME = re.compile(r"(?<!sub)(?<!fu)(?<!site)title(?!s|_?list|_?bar)|biaoti|(?:^| )(?:bt|tit) |headline")
names_title = remembered(TITLE_NAME)
CELLS = ("td", "th")
LONG_CELL = 500  # characters; such a cell may hold a page's layout, not a datum
MOST_OF_TABLE = 0.7  # of a table's text in one long cell: the table only lays out the page
WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef、。“”‘’…—]"
SOURCE_BREAK = re.compile(rf"(?<={WIDE})[ \t\r\f]*\n[ \t\r\n\f]*(?={WIDE})")
SOURCE_SPACES = re.compile(r"[ \t\r\n\f]+")
LONGEST_PARTED = 400  # characters, with white space; what is longer gives no facts in a row
SEAM = "\x00"  # where one inline element ends and another begins; no page holds it


class Region(Enum):
    """Where a line stands as to the container of the text."""

    BEFORE = "before"
    INSIDE = "inside"
    AFTER = "after"


class PageLine(NamedTuple):
    """One line of a page.

    Attributes:
        line: its text.
        region: where it stands.
        linked: all of it is a link.
        heading: it stands in h1 to h6.
        link_length: characters of it that are a link's.
        marked: the name of an element around it says that it is a title.
        pieces: the text as its inline elements part it; a line about the document has one for each fact.
    """

    line: Line
    region: Region
    linked: bool
    heading: bool
    pieces: tuple[str, ...] = ()
    link_length: int = 0
    marked: bool = False


def render(root: _Element, container: _Element) -> list[PageLine]:
    """The lines of `root` in reading order. Rows of data tables come as one line, cells parted by " | "."""
    return _Renderer(container).render(root)


class _Renderer:
    """Walks a tree by lxml's own walk: pages nest deeper than Python may call."""

    def __init__(self, container: _Element | None) -> None:
        self.container = container
        self.around = set(container.iterancestors()) if container is not None else set()
        self.lines: list[PageLine] = []
        self.region = Region.BEFORE
        self.parts: list[str] = []
        self.link_depth = self.heading_depth = self.link_length = 0
        self.titled: _Element | None = None
        self.plain_text = False
        self.gap = False

    def render(self, root: _Element) -> list[PageLine]:
        """The lines below `root`."""
        walk = iterwalk(root, events=("start", "end"))
        passed = None  # the element whose inside was not gone into
        for event, element in walk:
            if event == "start":
                if self._enter(element):
                    self._text(element.text)
                else:
                    passed = element
                    walk.skip_subtree()
                continue
            if element is not passed:
                self._leave(element)
            if element is not root:
                self._text(element.tail)
        self._end_line(gap=True)
        return self.lines

    def _text(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            if self.link_depth:
                self.link_length += len(text.strip())
            elif not text.isspace():
                self.plain_text = True

    def _enter(self, element: _Element) -> bool:
        """Whether to go on into the children of `element`."""
        tag = element.tag
        if tag == "br":
            self._end_line(gap=False)
            return False
        if element is self.container:
            self._end_line(gap=True)
            self.region = Region.INSIDE
        rows = _data_rows(element) if tag == "table" else _terms(element) if tag == "dl" else []
        if rows and element not in self.around:
            self._end_line(gap=True)
            for row in rows:
                self._add(Line(row, gap=self.gap, fixed=True), linked=False, pieces=())
            self.gap = True
            if element is self.container:
                self.region = Region.AFTER
            return False
        if tag in BLOCKS:
            self._end_line(gap=True)
        elif self.parts:
            self.parts.append(SEAM)
        if self.titled is None and self.region is Region.BEFORE and names_title(label_of(element)):
            self.titled = element
        self.link_depth += tag == "a"
        self.heading_depth += tag in HEADINGS
        return True

    def _leave(self, element: _Element) -> None:
        tag = element.tag
        if tag in BLOCKS or element is self.container:
            self._end_line(gap=True)
        elif self.parts:
            self.parts.append(SEAM)
        if element is self.container:
            self.region = Region.AFTER
        if element is self.titled:
            self.titled = None
        self.link_depth -= tag == "a"
        self.heading_depth -= tag in HEADINGS

    def _end_line(self, *, gap: bool) -> None:
        if self.parts:
            raw = "".join(self.parts)
            text = raw.replace(SEAM, "")
            if "\n" in text or "\r" in text:
                text = SOURCE_SPACES.sub(" ", SOURCE_BREAK.sub("", text)).strip(" ")
            lines = split_lines(text) if text.strip() else []  # half of the ends of elements have none
            pieces: tuple[str, ...] = ()
            if len(lines) == 1 and SEAM in raw and len(raw) <= LONGEST_PARTED:
                pieces = tuple(" ".join(piece.split()) for piece in raw.split(SEAM) if piece.strip())
            for line in lines:
                self._add(
                    line if line.gap or not self.gap else Line(line.text, line.indented, gap=True, fixed=line.fixed),
                    linked=not self.plain_text,
                    pieces=pieces,
                )
                self.gap = False
            self.parts.clear()
            self.plain_text = False
            self.link_length = 0
        self.gap = self.gap or gap

    def _add(self, line: Line, *, linked: bool, pieces: tuple[str, ...]) -> None:
        heading = self.heading_depth > 0
        marked = self.titled is not None
        self.lines.append(PageLine(line, self.region, linked, heading, pieces, self.link_length, marked))
        self.gap = False


def _data_rows(table: _Element) -> list[str]:
    """The rows of a table of data; none for a table that only lays out the page."""
    if sum(1 for _ in table.iter("table")) > 1:
        return []
    rows = [[_cell_text(cell) for cell in _cells(row)] for row in table.iter("tr")]
    lengths = [len(text) for row in rows for text in row]
    longest = max(lengths, default=0)
    one_column = all(len(row) <= 1 for row in rows)
    if one_column or (longest > LONG_CELL and longest > MOST_OF_TABLE * sum(lengths)):
        return []
    return [" | ".join(row) for row in rows if any(row)]


def _terms(terms: _Element) -> list[str]:
    """The labels of a list of terms, each with its value, as rows; none for a list of anything else than labels."""
    rows: list[list[str]] = []
    for child in terms.iterchildren("dt", "dd"):
        text = _cell_text(child)
        if child.tag == "dt":
            if not is_label_line(f"{text}："):
                return []
            rows.append([text])
        elif rows:
            rows[-1].append(text)
    return [" | ".join(row) for row in rows]


def _cells(row: _Element) -> Iterator[_Element]:
    yield from row.iterchildren(*CELLS)


def _cell_text(cell: _Element) -> str:
    if all(child.tag not in BLOCKS and child.tag != "br" for child in cell.iterdescendants()):
        text = SOURCE_SPACES.sub(" ", SOURCE_BREAK.sub("", "".join(cell.itertext()))).strip(" ")
        return " ".join(line.text for line in split_lines(text))
    return " ".join(page_line.line.text for page_line in _Renderer(None).render(cell))
