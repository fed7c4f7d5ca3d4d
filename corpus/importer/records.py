"""Records out of .jsonl and .csv files, one at a time, each with its line or what is wrong with it."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from corpus.errors import InputError
from corpus.importer.columns import COLUMNS
from corpus.importer.lines import MOST_RECORD_BYTES, TextLine, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Record", "read_csv", "read_jsonl"]

OTHER_DELIMITERS = (";", "\t", "|", "，")
BODY_COLUMNS = tuple(name for name, target in COLUMNS.items() if target == "body")


@dataclass(frozen=True, slots=True)
class Record:
    """One record; `problem` says why it cannot be used, `hint` what to try."""

    line: int
    values: Mapping[str, object] = field(default_factory=dict)
    problem: str = ""
    hint: str = ""


def read_jsonl(stream: BinaryIO, *, most_bytes: int = MOST_RECORD_BYTES) -> Iterator[Record]:
    """The records of a file with one JSON object a line; blank lines are passed over.

    Raises:
        InputError: the file is binary.
    """
    for line in read_lines(stream, most_bytes=most_bytes):
        if line.problem:
            yield Record(line.number, problem=line.problem)
        elif line.text.strip():
            yield _json_record(line)


def read_csv(stream: BinaryIO, *, most_bytes: int = MOST_RECORD_BYTES) -> Iterator[Record]:
    """The records of a file of comma-separated values whose first row names the columns.

    Raises:
        InputError: the file is binary, or its first row names no column of text.
    """
    source = _CsvLines(read_lines(stream, most_bytes=most_bytes), most_bytes)
    limit = csv.field_size_limit(most_bytes)
    try:
        yield from _csv_records(source)
    finally:
        csv.field_size_limit(limit)


def _json_record(line: TextLine) -> Record:
    try:
        value = json.loads(line.text)
    except json.JSONDecodeError as error:
        return Record(
            line.number, problem=f"It is not JSON: {error.msg.removesuffix(' at')} at character {error.pos + 1}."
        )
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets nested by thousands
        return Record(line.number, problem="It is JSON beyond all measure: too deep, or a number too long.")
    if not isinstance(value, dict):
        return Record(line.number, problem=f"A record must be a JSON object, not {_json_name(value)}.")
    return Record(line.number, values=value)


def _json_name(value: object) -> str:
    names = {list: "an array", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")


class _CsvLines:
    """The physical lines that csv asks for, and what was wrong with those since the last record."""

    def __init__(self, lines: Iterator[TextLine], most_bytes: int) -> None:
        self._lines = lines
        self._most_bytes = most_bytes
        self._length = 0
        self.number = 0
        self.problem = ""

    def begin_record(self) -> int:
        """The line on which the next record begins."""
        self.problem = ""
        self._length = 0
        return self.number + 1

    def __iter__(self) -> _CsvLines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number = line.number
        self._length += len(line.text)
        self.problem = self.problem or line.problem or ("There is a NUL in it." if "\0" in line.text else "")
        if self._length > self._most_bytes:
            raise csv.Error(f"record longer than {self._most_bytes:,} characters")
        return line.text.replace("\0", "")


def _csv_records(source: _CsvLines) -> Iterator[Record]:
    rows = csv.reader(source, strict=True)
    header: list[str] | None = None
    while True:
        start = source.begin_record()
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Record(
                start, problem=f"It is not CSV: {error}.", hint="Look for a quotation mark that is not closed."
            )
            continue
        if source.problem:
            yield Record(start, problem=source.problem)
        elif not any(cell.strip() for cell in row):
            continue
        elif header is None:
            header = _header(row)
        elif len(row) != len(header):
            problem = f"It has {len(row)} columns where the first row names {len(header)}."
            yield Record(start, problem=problem, hint="Text with commas or line breaks must stand in quotation marks.")
        else:
            yield Record(start, values=dict(zip(header, row, strict=True)))


def _header(row: list[str]) -> list[str]:
    names = [name.strip() for name in row]
    if any(name.lower() in BODY_COLUMNS for name in names):
        repeated = {name for name in names if names.count(name) > 1 and name}
        if repeated:
            raise InputError(f"Its first row names {', '.join(sorted(repeated))} twice.", hint="Rename one of them.")
        return names
    delimiter = next((mark for mark in OTHER_DELIMITERS if len(row) == 1 and mark in row[0]), None)
    hint = (
        f"Its columns seem to be parted by {delimiter!r}: save it with commas."
        if delimiter
        else f"The first row must name the columns; known are: {', '.join(COLUMNS)}."
    )
    raise InputError("Its first row names no column body or content.", hint=hint)
