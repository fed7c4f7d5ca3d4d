"""Tables and records of reports: whole, harmless in a spreadsheet, and saying what they are of."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from corpus import HomeReadOnlyError, InputError
from corpus.exporter import EXPORT_FORMATS, Provenance, ReportExport, Table, table_chunks, write_export
from corpus.exporter import workbook as workbook_module
from corpus.store import open_store
from tests.indexer.invented import report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from corpus import Home, Report
    from corpus.exporter import Cell

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "#N/A", "=cmd|' /C calc'!A0"]  # noqa: RUF001
HOSTILE = '"quoted", <b>&amp;\nsecond line'
PROVENANCE = Provenance(
    collection="报告",
    query="执法",
    meaning="全文含 执法",
    filters={"province": ("浙江省", "江苏省")},
    order="year",
    total=7,
    covered=3,
    index={"engine": "whoosh", "generation": "whoosh-000001", "seq": 9, "dictionary": "0f"},
    exported_at=datetime(2026, 3, 5, 8, tzinfo=UTC),
)


def written(table: Table, format_id: str, **options: bool) -> bytes:
    return b"".join(table_chunks(table, EXPORT_FORMATS[format_id], PROVENANCE, name="rows", **options))


def a_table(*rows: Sequence[Cell]) -> Table:
    return Table(("name", "count"), rows)


def csv_rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheet_rows(data: bytes, sheet: str) -> list[tuple[object, ...]]:
    book = load_workbook(io.BytesIO(data))
    return list(book[sheet].iter_rows(values_only=True))


def test_csv_holds_every_cell_as_it_is() -> None:
    data = written(a_table((HOSTILE, 3), ("，、“”", None)), "csv")
    assert csv_rows(data) == [["name", "count"], [HOSTILE, "3"], ["，、“”", ""]]
    assert not data.startswith(b"\xef\xbb\xbf")


def test_csv_for_excel_begins_with_a_byte_order_mark() -> None:
    assert written(a_table(("一", 1)), "csv", byte_order_mark=True).startswith(b"\xef\xbb\xbfname,count\r\n")


@pytest.mark.parametrize("formula", [formula for formula in FORMULAS if formula != "#N/A"])
def test_no_cell_of_csv_is_a_formula(formula: str) -> None:
    (_, row) = csv_rows(written(a_table((formula, -1)), "csv"))
    assert row == [f"'{formula}", "-1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_workbook_is_a_formula_or_an_error(formula: str) -> None:
    book = load_workbook(io.BytesIO(written(a_table((formula, -1)), "xlsx")))
    text, number = next(book["rows"].iter_rows(min_row=2))
    assert (text.data_type, number.value) == ("s", -1)
    assert str(text.value).strip() == formula.strip()


def test_a_workbook_says_in_its_last_sheet_what_it_is_of() -> None:
    data = written(a_table(("一", 1), ("二", 2)), "xlsx")
    assert sheet_rows(data, "rows") == [("name", "count"), ("一", 1), ("二", 2)]
    about = {str(row[0]): row[1] for row in sheet_rows(data, "about")}
    assert about["query"] == "执法"
    assert about["province"] == "浙江省, 江苏省"
    assert (about["reports_found"], about["reports_covered"], about["rows"]) == (7, 3, 2)
    assert about["index seq"] == 9
    assert about["index dictionary"] == "0f"


def test_a_workbook_leaves_out_what_a_cell_cannot_hold() -> None:
    data = written(a_table(("法\x00\x0b治", 1), ("𠮷" * 20_000, 2), ("法" * 32_767, 3)), "xlsx")
    first, second, third = (str(row[0]) for row in sheet_rows(data, "rows")[1:])
    assert first == "法治"
    assert second == "𠮷" * 16_383 + "…"
    assert third == "法" * 32_767


def test_rows_beyond_one_sheet_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_module, "MAX_ROWS", 3)
    data = written(a_table(*((str(number), number) for number in range(5))), "xlsx")
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["rows", "rows 2", "rows 3", "about"]
    assert [row for sheet in book.sheetnames[:3] for row in sheet_rows(data, sheet)[1:]] == [
        (str(number), number) for number in range(5)
    ]


def test_jsonl_is_one_object_a_row_and_keeps_what_csv_must_mask() -> None:
    lines = written(a_table(("=1\u2028", None)), "jsonl").decode().split("\n")
    assert lines[1:] == [""]
    assert json.loads(lines[0]) == {"name": "=1\u2028", "count": None}


@pytest.mark.parametrize("format_id", ["csv", "jsonl"])
def test_rows_are_written_as_they_come(format_id: str) -> None:
    def rows() -> Iterator[tuple[str, int]]:
        for number in range(10_000):
            yield "长" * 50, number
            if number > 5_000:
                pytest.fail("the first piece waits for the last row")

    table = Table(("name", "count"), rows())
    assert next(table_chunks(table, EXPORT_FORMATS[format_id], PROVENANCE, name="rows"))
    assert 0 < table.written < 5_000


def of_reports(home: Home, given: list[Report], format_id: str, *, with_text: bool = False) -> str:
    with open_store(home) as store:
        store.save_many(given)
        export = ReportExport(
            store=store,
            reports=given,
            occurrences=lambda one: len(one.body),
            provenance=PROVENANCE,
            accessed=date(2026, 3, 5),
            with_text=with_text,
        )
        data = b"".join(export.chunks(EXPORT_FORMATS[format_id]))
        assert export.about()["rows"] == len(given)
    return data.decode()


def test_reports_are_rows_of_their_fields(home: Home) -> None:
    given = [report(1, title="标题", body="正文", report_year=2022, published=date(2023, 1, 2)), report(2, title="=1")]
    (first, second) = map(json.loads, of_reports(home, given, "jsonl", with_text=True).splitlines())
    assert first["id"] == given[0].id
    assert (first["title"], first["report_year"], first["published"]) == ("标题", 2022, "2023-01-02")
    assert (first["occurrences"], first["text"], first["issuer"]) == (2, "正文", None)
    assert second["title"] == "=1"
    assert "text" not in json.loads(of_reports(home, given, "jsonl").splitlines()[0])


@pytest.mark.parametrize(
    ("format_id", "begins"), [("bibtex", "@online{"), ("ris", "TY  - RPRT"), ("csl-json", '{"id": "baogao-')]
)
def test_records_are_one_a_report_under_keys_of_their_own(home: Home, format_id: str, begins: str) -> None:
    given = [report(number, title=f"第{number}篇") for number in range(5)]
    text = of_reports(home, given, format_id)
    assert text.count(begins) == len(given)
    assert all(one.id in text and one.title in text for one in given)
    if format_id == "csl-json":
        assert len({item["id"] for item in json.loads(text)}) == len(given)


def test_no_report_is_valid_csl_json(home: Home) -> None:
    assert json.loads(of_reports(home, [], "csl-json")) == []


def test_a_file_appears_whole_with_what_it_is_of_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    table = a_table(("一", 1))
    chunks = table_chunks(table, EXPORT_FORMATS["csv"], PROVENANCE, name="rows")
    beside = write_export(path, chunks, lambda: PROVENANCE.to_json(table.written))
    assert csv_rows(path.read_bytes())[1:] == [["一", "1"]]
    assert beside == tmp_path / "out.csv.about.json"
    assert json.loads(beside.read_text("utf-8"))["rows"] == 1
    assert sorted(item.name for item in tmp_path.iterdir()) == ["out.csv", "out.csv.about.json"]


def test_what_fails_half_way_leaves_nothing_and_keeps_what_was_there(tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"half"
        raise InputError("stop")

    path = tmp_path / "out.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(InputError, match="stop"):
        write_export(path, chunks(), dict, replace=True)
    assert [item.name for item in tmp_path.iterdir()] == ["out.csv"]
    assert path.read_text(encoding="utf-8") == "old"


def test_a_file_that_is_there_is_replaced_only_by_wish(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(InputError, match="--force"):
        write_export(path, [b"new"], dict)
    write_export(path, [b"new"], dict, replace=True)
    assert path.read_text(encoding="utf-8") == "new"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(HomeReadOnlyError, match="nowhere"):
        write_export(tmp_path / "nowhere" / "out.csv", [b"x"], dict)
