"""RTF, by striprtf."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from striprtf.striprtf import rtf_to_text

from corpus.errors import InputError
from corpus.extract.files.composing import block, compose, row
from corpus.extract.files.kinds import FileKind

if TYPE_CHECKING:
    from corpus.extract.document import Document
    from corpus.extract.lines import Line

__all__ = ["read_rtf"]

MOST_BYTES = 16 * 1024**2  # without pictures
PICTURE = re.compile(rb"\{\\\*?\\?pict\b[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\{\\\*\\(?:blipuid|objdata)[^{}]*\}")


def read_rtf(data: bytes) -> Document:
    """The document that an RTF file holds.

    Raises:
        InputError: it is broken or without text.
    """
    data = PICTURE.sub(b"", data)
    if len(data) > MOST_BYTES:
        raise InputError(f"It is longer than {MOST_BYTES:,} bytes without its pictures.", hint="Save it as DOCX.")
    try:
        text = str(rtf_to_text(data.decode("latin-1"), errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, OverflowError, RecursionError) as error:
        raise InputError("Its RTF is damaged.", hint="Save it anew as DOCX.") from error
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        cells = paragraph.split("|")
        lines += row(cells) if len(cells) > 1 else block(paragraph)
    return compose(lines, FileKind.RTF)
