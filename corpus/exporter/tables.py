"""Tables as text: CSV and JSONL, in pieces of bytes as rows come."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Cell", "Table", "csv_chunks", "jsonl_chunks"]

Cell = str | int | None

CHUNK_CHARACTERS = 64 * 1024
BYTE_ORDER_MARK = "\ufeff"
# A cell that begins with one of these is a formula to a spreadsheet, and could run or send something. The full-width
# forms are taken for the others where Chinese or Japanese is the language of the spreadsheet; tab and carriage return
# are passed over. (OWASP, CSV Injection)
FORMULA_BEGINNINGS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")  # noqa: RUF001 - the full-width forms are meant


@dataclass(slots=True)
class Table:
    """Columns and rows; the rows are read once, and counted as they are.

    Attributes:
        columns: their names.
        rows: one cell a column; None is an unknown value.
        written: how many rows have been read so far.
    """

    columns: tuple[str, ...]
    rows: Iterable[Sequence[Cell]]
    written: int = field(default=0, init=False)

    def counted(self) -> Iterator[Sequence[Cell]]:
        """The rows."""
        for row in self.rows:
            self.written += 1
            yield row


def csv_chunks(table: Table, *, byte_order_mark: bool = False) -> Iterator[bytes]:
    """The table after RFC 4180 in UTF-8, names first; what a spreadsheet would take for a formula begins with ``'``.

    Args:
        table: the table.
        byte_order_mark: begin with one, by which Excel knows UTF-8.
    """
    held = io.StringIO()
    writer = csv.writer(held)
    if byte_order_mark:
        held.write(BYTE_ORDER_MARK)
    writer.writerow(table.columns)
    for row in table.counted():
        writer.writerow([_harmless(cell) for cell in row])
        if held.tell() > CHUNK_CHARACTERS:
            yield held.getvalue().encode()
            held.seek(0)
            held.truncate()
    yield held.getvalue().encode()


def jsonl_chunks(table: Table) -> Iterator[bytes]:
    """One JSON object a row, by the columns' names, in UTF-8."""
    for row in table.counted():
        yield (json.dumps(dict(zip(table.columns, row, strict=True)), ensure_ascii=False) + "\n").encode()


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_BEGINNINGS) else cell
