"""From the lines of a file to its document: the title at the head, chrome taken off, paragraphs mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.errors import InputError
from corpus.extract.chrome import split_chrome
from corpus.extract.document import Document
from corpus.extract.files.bounds import MOST_CHARACTERS
from corpus.extract.lines import Line, split_lines
from corpus.extract.mend import mend
from corpus.extract.text import find_title, split_preamble

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.extract.files.kinds import FileKind

__all__ = ["block", "compose", "row"]

HAN = re.compile(r"[\u3400-\u9fff]")
LEAST_TITLE_HAN = 4  # a title in a file's properties with fewer is a template's name
LONGEST_TITLE = 100
TEMPLATE_TITLE = re.compile(
    r"演示文稿|文档\s*\d*$|新建|幻灯片|工作簿|\.(?:docx?|wps|pdf|xlsx?|ofd|tmp)$", re.IGNORECASE
)


def block(text: str) -> list[Line]:
    """The lines of one paragraph of a file, set apart from the one before; breaks inside it were meant as such."""
    return [
        Line(line.text, indented=line.indented, gap=position == 0 or line.gap)
        for position, line in enumerate(split_lines(text))
    ]


def row(cells: Iterable[str]) -> list[Line]:
    """The row of a table as one line, " | " between its cells; nothing for an empty row."""
    texts = [" ".join(line.text for line in split_lines(cell)) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    if not any(texts):
        return []
    return [Line(" | ".join(texts), gap=True, fixed=len(texts) > 1)]


def compose(
    lines: Sequence[Line], kind: FileKind, *, properties: Mapping[str, str] | None = None, unread: str = ""
) -> Document:
    """The document that `lines` make up.

    Args:
        lines: of the whole file; table rows are fixed.
        kind: of the file.
        properties: what the file says of itself (``title``, ``created``); a title counts where the text shows none.
        unread: what of the file could not be read.

    Raises:
        InputError: there is no text, or more than any report has.
    """
    if sum(len(line.text) for line in lines) > MOST_CHARACTERS:
        raise InputError(f"It holds more than {MOST_CHARACTERS:,} characters.", hint="Split it into its reports.")
    kept, chrome = split_chrome(lines)
    title, rest = find_title(kept)
    body = mend(rest, soft_breaks=False)
    if not body and not title:
        raise InputError("It holds no text.")
    properties = {name: value for name, value in (properties or {}).items() if value}
    return Document(
        title=title or _own_title(properties.get("title", "")),
        header="\n".join([*split_preamble(rest), *chrome]),
        body="\n".join(body),
        meta={f"file.{name}": value for name, value in properties.items()},
        media_type=kind.value,
        encoding="utf-8",
        unread=unread,
    )


def _own_title(text: str) -> str:
    """The title in a file's properties, where it can be one."""
    title = " ".join(text.split())
    usable = len(HAN.findall(title)) >= LEAST_TITLE_HAN and len(title) <= LONGEST_TITLE
    return title if usable and not TEMPLATE_TITLE.search(title) else ""
