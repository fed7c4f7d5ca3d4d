"""Lines of a file of any size, in bounded memory: a line that is too long or unreadable is named, not loaded."""

from __future__ import annotations

import codecs
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from corpus.extract import detect_encoding, refuse_binary

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MOST_RECORD_BYTES", "TextLine", "read_lines"]

MOST_RECORD_BYTES = 16 * 1024**2
"""The longest record or single file that is read, in bytes: some eight million characters, twenty thick books."""

SAMPLE_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class TextLine:
    """One physical line.

    Attributes:
        number: counted from 1.
        text: with its line end; empty where there is a problem.
        problem: why it cannot be read; empty where it can.
    """

    number: int
    text: str
    problem: str = ""


def read_lines(stream: BinaryIO, *, most_bytes: int = MOST_RECORD_BYTES) -> Iterator[TextLine]:
    """The lines of `stream`, which must be seekable, in the encoding that its head shows.

    Raises:
        InputError: the head is that of a binary.
    """
    sample = stream.read(SAMPLE_BYTES)
    refuse_binary(sample, stray_nuls=True)
    encoding = detect_encoding(_whole_lines(sample))
    stream.seek(0)
    if encoding.startswith(("utf-16", "utf-32")):
        yield from _read_wide(stream, encoding, most_bytes)
        return
    number = 0
    while raw := stream.readline(most_bytes + 1):
        number += 1
        if len(raw) > most_bytes:
            _skip_line(stream, raw)
            yield TextLine(number, "", f"The record is longer than {most_bytes:,} bytes.")
        else:
            yield _decoded(number, raw, encoding)


def _whole_lines(sample: bytes) -> bytes:
    """The sample without a last line that may be cut in the middle of a character."""
    if len(sample) < SAMPLE_BYTES:
        return sample
    end = sample.rfind(b"\n") + 1
    return sample[:end] if end else sample[: -len(sample) // 100]


def _skip_line(stream: BinaryIO, raw: bytes) -> None:
    while raw and not raw.endswith(b"\n"):
        raw = stream.readline(SAMPLE_BYTES)


def _decoded(number: int, raw: bytes, encoding: str) -> TextLine:
    if number == 1 and raw.startswith(codecs.BOM_UTF8):
        raw = raw[len(codecs.BOM_UTF8) :]
    encoding = "utf-8" if encoding == "utf-8-sig" else encoding
    try:
        return TextLine(number, raw.decode(encoding))
    except UnicodeDecodeError as error:
        return TextLine(number, "", f"Byte {error.start} of the line cannot be read as {encoding.upper()}.")


def _read_wide(stream: BinaryIO, encoding: str, most_bytes: int) -> Iterator[TextLine]:
    """Lines of UTF-16 or UTF-32, whose newline byte may be half of another character."""
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="\n")
    most = most_bytes // 2
    number = 0
    try:
        while line := text.readline(most + 1):
            number += 1
            problem = ""
            if len(line) > most:
                problem = f"The record is longer than {most_bytes:,} bytes."
                while line and not line.endswith("\n"):
                    line = text.readline(SAMPLE_BYTES)
            elif "\ufffd" in line:
                problem = f"Character {line.index(chr(0xFFFD)) + 1} of the line cannot be read as {encoding.upper()}."
            yield TextLine(number, "" if problem else line.removeprefix("\ufeff"), problem)
    finally:
        text.detach()
