"""XLSX and XLS: each row with a value as one line, sheets in order, hidden ones left out."""

from __future__ import annotations

import io
import warnings
from contextlib import closing
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import xlrd

from corpus.errors import InputError, NotExtractedError
from corpus.extract.files.bounds import MOST_CHARACTERS, Deadline, open_container
from corpus.extract.files.composing import compose, row
from corpus.extract.files.kinds import FileKind
from corpus.extract.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.extract.document import Document

__all__ = ["read_xls", "read_xlsx"]

MOST_ROWS = 200_000  # of all sheets together, empty ones included
MOST_COLUMNS = 500
ROWS_BETWEEN_CHECKS = 200
Sheet = tuple[str, "Iterable[Iterable[object]]"]


def read_xlsx(data: bytes) -> Document:
    """The document that an XLSX workbook holds.

    Raises:
        InputError: it is broken or empty, or larger than any report's table.
    """
    import openpyxl  # it brings numpy along, 12 MB that a crawl without workbooks is spared

    with open_container(data):  # its bounds hold for what openpyxl unpacks
        pass
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which are not read
            with closing(openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)) as workbook:
                shown = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
                sheets = [(sheet.title, sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)) for sheet in shown]
                lines = _lines(sheets)
                title = workbook.properties.title or ""
    except InputError:
        raise
    except Exception as error:  # openpyxl lets every kind of error through on a damaged workbook
        raise _broken() from error
    return compose(lines, FileKind.XLSX, properties={"title": title})


def read_xls(data: bytes) -> Document:
    """The document that an XLS workbook holds.

    Raises:
        NotExtractedError: it is locked with a password.
        InputError: it is broken or empty.
    """
    try:
        with xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), on_demand=True) as workbook:
            sheets = [sheet for sheet in workbook.sheets() if sheet.visibility == 0]
            lines = _lines((sheet.name, _xls_rows(sheet, workbook.datemode)) for sheet in sheets)
    except InputError:
        raise
    except Exception as error:  # xlrd lets every kind of error through on a damaged workbook
        if "encrypted" in str(error).lower():
            raise NotExtractedError("It is locked with a password.", hint="Unlock it, and import it again.") from error
        raise _broken() from error
    return compose(lines, FileKind.XLS)


def _broken() -> InputError:
    return InputError("Its workbook is damaged.", hint="Fetch it again, or save it anew.")


def _lines(sheets: Iterable[Sheet]) -> list[Line]:
    """The rows of all sheets; the name of each stands before it where there are several with text."""
    deadline = Deadline()
    found: list[tuple[str, list[Line]]] = []
    rows = characters = 0
    for name, sheet in sheets:
        lines: list[Line] = []
        for cells in sheet:
            rows += 1
            if rows % ROWS_BETWEEN_CHECKS == 0:
                deadline.check()
            if rows > MOST_ROWS or characters > MOST_CHARACTERS:
                raise InputError(f"It has more than {MOST_ROWS:,} rows or {MOST_CHARACTERS:,} characters.")
            added = row(_shown(cell) for cell in cells)
            characters += sum(len(line.text) for line in added)
            lines += added
        if lines:
            found.append((name, lines))
    if len(found) == 1:
        return found[0][1]
    return [line for name, lines in found for line in (Line(name, gap=True, fixed=True), *lines)]


def _xls_rows(sheet: Any, datemode: int) -> Iterator[list[object]]:
    for number in range(sheet.nrows):
        yield [_xls_value(cell, datemode) for cell in sheet.row(number)[:MOST_COLUMNS]]


def _xls_value(cell: Any, datemode: int) -> object:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError):
            return cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return None if cell.ctype == xlrd.XL_CELL_ERROR else cell.value


def _shown(value: object) -> str:
    """A cell as a reader of the sheet sees it, near enough."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)
