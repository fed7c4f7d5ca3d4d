"""What a segment knows of its reports besides words: folded text, ids, dates, lengths and facet values, row by row."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from indexer.boundaries import folded_with_marks
from indexer.engines.whoosh.places import PathOrder
from indexer.engines.whoosh.scan import SEPARATOR, FlatText, runs
from indexer.fold import fold
from indexer.passages import packed_passages, passages_between
from indexer.query.nodes import FilterField

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from corpus import Report
    from indexer.engines.whoosh.scan import Mask
    from indexer.segment import Segmenter

__all__ = [
    "PASSAGES",
    "TEXTS",
    "WORD_FIELDS",
    "Codes",
    "Row",
    "Rows",
    "RowsWriter",
    "load_array",
    "read_ids",
    "read_row",
]

TEXTS = ("title", "body", "issuer", "site")
PASSAGES = "passages"
RECORDS = (*TEXTS, PASSAGES)
WORD_FIELDS = ("title", "body")
FACETS = tuple(FilterField)
ROWS_FILE = "rows.npy"
VALUES_FILE = "values.json"

Codes = npt.NDArray[np.int32]
FacetData = str | int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One report, ready to be written: everything that can go wrong with it has been done.

    Attributes:
        report_id: its id.
        records: folded UTF-8 by the names of `TEXTS`, and the packed passages of the body.
        words: jieba's words with their number, by the names of `WORD_FIELDS`.
        facets: its value of each facet, in the order of `FACETS`.
        published: proleptic ordinal of the day; 0 where unknown.
    """

    report_id: str
    records: dict[str, bytes]
    words: dict[str, Counter[str]]
    facets: tuple[FacetData, ...]
    published: int


def read_row(report: Report, segmenter: Segmenter) -> Row:
    """Fold and cut `report`."""
    title, body = folded_with_marks(report.title), folded_with_marks(report.body)
    passages = passages_between(body)
    texts = (fold(report.title), passages.text, fold(report.issuer or ""), fold(report.site or ""))
    return Row(
        report_id=report.id,
        records={name: text.encode() for name, text in zip(TEXTS, texts, strict=True)}
        | {PASSAGES: packed_passages(passages)},
        words={"title": segmenter.counts_between(title), "body": segmenter.counts_between(body)},
        facets=tuple(_plain(getattr(report, facet.value)) for facet in FACETS),
        published=report.published.toordinal() if report.published else 0,
    )


def _plain(value: Any) -> FacetData:
    """The value without its enumeration, as JSON gives it back; an empty one counts as unknown."""
    if value is None or value == "":
        return None
    return value if isinstance(value, int) else str(value)


class RowsWriter:
    """Writes the rows of a new segment into `folder`. Nothing is readable before `close`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = {name: (folder / f"{name}.txt").open("wb") for name in RECORDS}
        self._ids: list[bytes] = []
        self._columns: dict[str, list[npt.NDArray[Any]]] = {}
        self._ends = dict.fromkeys(RECORDS, 0)
        self._values: dict[FilterField, dict[FacetData, int]] = {facet: {} for facet in FACETS}

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, row: Row) -> None:
        """Append one report."""
        for name in RECORDS:
            self._write(name, row.records[name] + SEPARATOR)
            self._append(_end(name), [self._ends[name]], np.int64)
        for name in WORD_FIELDS:
            self._append(_length(name), [row.words[name].total()], np.int32)
        for facet, value in zip(FACETS, row.facets, strict=True):
            self._append(facet.value, [self._code(facet, value)], np.int32)
        self._append("published", [row.published], np.int32)
        self._ids.append(row.report_id.encode())

    def add_rows(self, rows: Rows, keep: Mask) -> None:
        """Append the rows of another segment that `keep` marks, in their order."""
        chosen = np.flatnonzero(keep)
        for name in RECORDS:
            lengths = np.diff(rows.column(_end(name)), prepend=0)[chosen]
            self._append(_end(name), self._ends[name] + np.cumsum(lengths), np.int64)
            for first, last in runs(chosen):
                self._write(name, rows.records[name].piece(first, last))
        for column in (*map(_length, WORD_FIELDS), "published"):
            self._append(column, rows.column(column)[chosen], np.int32)
        for facet in FACETS:
            translation = [0, *(self._code(facet, value) for value in rows.values[facet])]
            self._append(facet.value, np.array(translation, dtype=np.int32)[rows.column(facet.value)[chosen]], np.int32)
        self._ids.extend(rows.column("id")[chosen].tolist())

    def close(self) -> None:
        """Write the columns, so that `Rows` can open the folder."""
        self.abandon()
        ids = np.array(self._ids, dtype=np.bytes_)
        columns = {"id": ids, **{name: np.concatenate(parts) for name, parts in self._columns.items()}}
        table = np.zeros(len(ids), dtype=[(name, column.dtype) for name, column in columns.items()])
        for name, column in columns.items():
            table[name] = column
        np.save(self._folder / ROWS_FILE, table, allow_pickle=False)
        values = {facet.value: list(codes) for facet, codes in self._values.items()}
        (self._folder / VALUES_FILE).write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")

    def abandon(self) -> None:
        """Close the files and write nothing more."""
        for file in self._files.values():
            file.close()

    def _write(self, name: str, data: bytes | memoryview) -> None:
        self._files[name].write(data)
        self._ends[name] += len(data)

    def _append(self, column: str, values: npt.ArrayLike, kind: type[np.int32 | np.int64]) -> None:
        self._columns.setdefault(column, []).append(np.asarray(values, dtype=kind))

    def _code(self, facet: FilterField, value: FacetData) -> int:
        """0 for an unknown value, else the place of the value among the facet's values, from 1."""
        codes = self._values[facet]
        return 0 if value is None else codes.setdefault(value, len(codes) + 1)


class Rows:
    """The rows of a finished segment; the files are mapped, and read as far as they are used.

    Attributes:
        records: folded text by the names of `TEXTS`, and the packed passages of the bodies.
        values: the values of each facet; code n stands for the value at n - 1.
    """

    def __init__(self, folder: Path) -> None:
        self._table = load_array(folder / ROWS_FILE)
        self._columns: dict[str, npt.NDArray[Any]] = {}
        self.records = {name: FlatText(folder / f"{name}.txt", self.column(_end(name))) for name in RECORDS}
        known = json.loads((folder / VALUES_FILE).read_text(encoding="utf-8"))
        self.values: dict[FilterField, Sequence[str | int]] = {facet: known[facet.value] for facet in FACETS}

    def __len__(self) -> int:
        return len(self._table)

    def column(self, name: str) -> npt.NDArray[Any]:
        """One column as an array of its own: ``id`` (bytes), ``published`` (ordinal), a facet's name (codes) ..."""
        if name not in self._columns:
            self._columns[name] = np.ascontiguousarray(self._table[name])
        return self._columns[name]

    def lengths(self, field: str) -> npt.NDArray[np.int32]:
        """How many words each title, or each body, has."""
        return self.column(_length(field))

    def within(self, places: Iterable[str]) -> Mask:
        """Which rows are of one of these places, or of one that lies in it."""
        wanted = np.zeros(len(self.values[FilterField.PLACE]) + 1, dtype=np.bool_)
        for place in places:
            begin, end = self._paths.within(place)
            wanted[self._paths.codes[begin:end]] = True
        rows: Mask = wanted[self.column(FilterField.PLACE.value)]
        return rows

    @cached_property
    def _paths(self) -> PathOrder:
        return PathOrder(self.values[FilterField.PLACE])

    @cached_property
    def ids(self) -> npt.NDArray[np.bytes_]:
        """The report ids, UTF-8."""
        return self.column("id")


def read_ids(folder: Path) -> npt.NDArray[np.bytes_]:
    """The report ids of the segment in `folder`, row by row, without opening the rest of it."""
    ids: npt.NDArray[np.bytes_] = load_array(folder / ROWS_FILE)["id"]
    return ids


def load_array(path: Path) -> npt.NDArray[Any]:
    """The array in a file, mapped and not read.

    Raises:
        OSError, ValueError: the file is missing or damaged.
    """
    try:
        array: npt.NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    except EOFError as error:
        raise ValueError(f"{path} is damaged: {error}") from error
    return array


def _end(text: str) -> str:
    return f"{text}_end"


def _length(field: str) -> str:
    return f"{field}_words"
