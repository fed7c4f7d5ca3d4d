"""A table as an Excel workbook: the rows, and a second sheet that says what they are of."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from corpus.exporter.tables import Cell, Table

__all__ = ["MAX_CELL", "xlsx_chunks"]

MAX_ROWS = 1_048_576  # of one sheet, its header included; Excel's own bound
MAX_CELL = 32_767
"""Characters that a cell can hold, counted in UTF-16 as Excel does; a longer text is cut and ends with an ellipsis."""
ELLIPSIS = "…"
CHUNK_BYTES = 64 * 1024


def xlsx_chunks(table: Table, about: Callable[[], Sequence[tuple[str, Cell]]], *, name: str) -> Iterator[bytes]:
    """The workbook's bytes. Rows go to a temporary file as they come, so that memory does not grow with them.

    Args:
        table: the table; where it has more rows than a sheet can hold, further sheets follow.
        about: names and values for the last sheet; asked for when all rows have been read.
        name: of the first sheet.
    """
    with TemporaryFile() as file:
        _save(file, table, about, name)
        file.seek(0)
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def _save(file: IO[bytes], table: Table, about: Callable[[], Sequence[tuple[str, Cell]]], name: str) -> None:
    book = Workbook(write_only=True)
    sheet = _sheet(book, name, table.columns)
    try:
        for number, row in enumerate(table.counted(), start=1):
            if number % (MAX_ROWS - 1) == 0:
                sheet.append([_cell(sheet, cell) for cell in row])
                sheet = _sheet(book, f"{name} {number // (MAX_ROWS - 1) + 1}", table.columns)
                continue
            sheet.append([_cell(sheet, cell) for cell in row])
        last = book.create_sheet("about")
        for item in about():
            last.append([_cell(last, cell) for cell in item])
    finally:
        for each in book.worksheets:
            each.close()  # also where a row fails: its temporary file is held open
    book.save(file)


def _sheet(book: Workbook, name: str, columns: tuple[str, ...]) -> WriteOnlyWorksheet:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.append(columns)
    return sheet


def _cell(sheet: WriteOnlyWorksheet, value: Cell) -> Any:
    if not isinstance(value, str):
        return value
    text = _fitting(ILLEGAL_CHARACTERS_RE.sub("", value))
    if not text.startswith(("=", "#")):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # text, where openpyxl would make a formula or an error value of it
    return cell


def _fitting(text: str) -> str:
    if len(text) * 2 <= MAX_CELL or len(units := text.encode("utf-16-le")) <= MAX_CELL * 2:
        return text
    return units[: (MAX_CELL - 1) * 2].decode("utf-16-le", "ignore") + ELLIPSIS
