"""Physical lines: text as it arrived, cleaned of what nobody sees, with the layout that tells paragraphs apart."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Line", "clean_text", "compact", "split_lines"]

LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029\n]")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]|[\ue000-\uf8ff](?=\s*$)")
SPACES = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u205f]+")
EDGES = " \t\xa0\u3000\u2002\u2003\u2009\u200c\u200d"
EDITOR_MARK = "[bookmark:"  # left behind by converters from Word
EDITOR_MARKS = re.compile(r"\[bookmark:[^\]\n]{0,60}\]")
SURROGATE = re.compile(r"[\ud800-\udfff]")
INDENT = re.compile(r"(?:[ \xa0\u2002\u2003]{2,}|[ \xa0]*[\u3000\t])[\s\u3000]*\S")


class Line(NamedTuple):  # a page has hundreds: made in a quarter of the time that a frozen dataclass takes
    """One line.

    Attributes:
        text: without spaces at its ends; never empty.
        indented: it was set in by two spaces or a full-width one, as paragraphs begin.
        gap: a blank line, or the edge of a page element, stands before it.
        fixed: never to be joined with its neighbours (the row of a table).
    """

    text: str
    indented: bool = False
    gap: bool = False
    fixed: bool = False


def clean_text(text: str) -> str:
    """`text` without control and zero-width characters and lone surrogates; line ends are newlines."""
    if SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return CONTROLS.sub("", LINE_ENDS.sub("\n", text))


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that are not blank, each cleaned, in order."""
    if _is_clean(text):
        stripped = text.strip(" ")
        return [Line(stripped)] if stripped else []
    lines: list[Line] = []
    gap = False
    for raw in clean_text(text).split("\n"):
        visible = INVISIBLE.sub("", EDITOR_MARKS.sub("", raw))
        stripped = SPACES.sub(" ", visible.strip(EDGES)).strip(EDGES)
        if not stripped:
            gap = True
            continue
        lines.append(Line(stripped, indented=bool(INDENT.match(visible)), gap=gap))
        gap = False
    return lines


def _is_clean(text: str) -> bool:
    """Whether the text is one line that needs no cleaning, as most are; what is not printable breaks or hides."""
    return text.isprintable() and "  " not in text and EDITOR_MARK not in text


def compact(text: str) -> str:
    """`text` without any white space: the form in which two spellings of one title are compared."""
    return "".join(text.split())
