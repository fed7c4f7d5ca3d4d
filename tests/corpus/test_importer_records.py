"""Records out of .jsonl and .csv, and what their columns mean."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import InputError
from corpus.importer.columns import read_fields, unknown_columns
from corpus.importer.lines import read_lines
from corpus.importer.records import Record, read_csv, read_jsonl

HEAD = "title,body\n"


def jsonl(text: str, encoding: str = "utf-8", most_bytes: int = 1000) -> list[Record]:
    return list(read_jsonl(io.BytesIO(text.encode(encoding)), most_bytes=most_bytes))


def csv_records(text: str, encoding: str = "utf-8", most_bytes: int = 1000) -> list[Record]:
    return list(read_csv(io.BytesIO(text.encode(encoding)), most_bytes=most_bytes))


def problems(records: list[Record]) -> list[tuple[int, str]]:
    return [(record.line, record.problem) for record in records if record.problem]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-32"])
def test_records_are_read_in_any_encoding(encoding: str) -> None:
    lines = "".join(f'{{"title": "报告{number}", "body": "全年调解纠纷若干件。一切正常。"}}\r\n' for number in range(5))
    assert [record.values["title"] for record in jsonl(lines, encoding)] == [f"报告{number}" for number in range(5)]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"body": "a"', "It is not JSON"),
        ("not json", "It is not JSON"),
        ('["a"]', "A record must be a JSON object, not an array."),
        ('"a"', "not a string"),
        ("12", "not a number"),
        ("true", "not a boolean"),
        ("null", "not null"),
        ("[" * 900, "It is"),
        ('{"year": ' + "9" * 5000 + "}", "beyond all measure"),
        ('{"body": "' + "a" * 7000 + '"}', "longer than 6,000 bytes"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_the_others_are_read(line: str, problem: str) -> None:
    records = jsonl(f'{{"body": "一"}}\n\n{line}\n{{"body": "二"}}\n', most_bytes=6000)
    assert [record.values for record in records if not record.problem] == [{"body": "一"}, {"body": "二"}]
    (found,) = problems(records)
    assert found[0] == 3
    assert problem in found[1]


def test_brackets_nested_by_the_hundred_thousand_are_named() -> None:
    assert problems(jsonl("[" * 200_000, most_bytes=10**6))[0][0] == 1


def test_a_line_in_a_broken_encoding_is_named_with_its_byte() -> None:
    good = '{"body": "全年调解纠纷若干件。"}\n'.encode()
    records = list(read_jsonl(io.BytesIO(good * 30 + good[:13] + b"\xff" + good[13:] + good)))
    assert problems(records) == [(31, "Byte 13 of the line cannot be read as UTF-8.")]
    assert len(records) == 32


def test_an_overlong_line_of_utf16_is_named() -> None:
    records = jsonl('{"body": "一"}\n{"body": "' + "法治" * 600 + '"}\n{"body": "二"}\n', "utf-16")
    assert problems(records) == [(2, "The record is longer than 1,000 bytes.")]
    assert len(records) == 3


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40), max_size=8))
def test_what_json_writes_is_read_back(bodies: list[str]) -> None:
    text = "".join(json.dumps({"body": body}, ensure_ascii=True) + "\n" for body in bodies)
    assert [record.values["body"] for record in jsonl(text)] == bodies


@given(st.lists(st.text(st.sampled_from("报告，,\"'\n;\t 一"), min_size=1, max_size=30), min_size=1, max_size=6))
def test_what_csv_writes_is_read_back(bodies: list[str]) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerows([["title", "body"], *(["报告", body] for body in bodies)])
    records = csv_records(stream.getvalue(), most_bytes=10_000)
    assert [record.values["body"] for record in records] == bodies


@pytest.mark.parametrize(
    ("rows", "line", "problem"),
    [
        pytest.param("报告\n", 2, "1 columns where the first row names 2", id="too few"),
        pytest.param("报告,正文,多余\n", 2, "3 columns where the first row names 2", id="too many"),
        pytest.param("报告,正\0文\n", 2, "NUL", id="a NUL"),
        pytest.param('报告,"正文\n第二行\n', 2, "not CSV", id="an open quotation mark"),
        pytest.param(f"报告,{'长' * 1200}\n", 2, "longer than 1,000 bytes", id="too long"),
    ],
)
def test_a_bad_row_is_named_with_its_line(rows: str, line: int, problem: str) -> None:
    (found,) = problems(csv_records(HEAD + rows))
    assert found[0] == line
    assert problem in found[1]


def test_a_bad_row_does_not_hold_up_the_next_and_lines_are_counted_through() -> None:
    records = csv_records(f'{HEAD}一,"第一行\n第二行"\n坏\n二,正文\n')
    assert problems(records) == [(4, "It has 1 columns where the first row names 2.")]
    assert [record.line for record in records] == [2, 4, 5]


def test_a_quotation_mark_that_is_never_closed_swallows_no_more_than_the_bound() -> None:
    records = csv_records(f'{HEAD}一,"开\n' + "二,正文\n" * 2000, most_bytes=2000)
    assert problems(records)[0][0] == 2
    assert len(records) > 1000


@pytest.mark.parametrize(
    ("head", "hint"),
    [("title;body\n1;2\n", "';'"), ("title\tbody\n1\t2\n", "'\\t'"), ("题,文\n1,2\n", "first row must name")],
)
def test_a_first_row_without_a_text_column_is_refused_with_a_hint(head: str, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        csv_records(head)
    assert hint in caught.value.hint


def test_a_column_named_twice_is_refused() -> None:
    with pytest.raises(InputError, match="names body twice"):
        csv_records("body,body\n1,2\n")


def test_the_bound_of_csv_is_put_back_as_it_was() -> None:
    before = csv.field_size_limit()
    csv_records(f"{HEAD}报告,正文\n")
    assert csv.field_size_limit() == before


def test_an_empty_stream_has_no_lines() -> None:
    assert list(read_lines(io.BytesIO(b""))) == []


@pytest.mark.parametrize("name", ["body", "content", "text", "Content", " BODY "])
def test_the_text_may_stand_in_any_of_its_columns(name: str) -> None:
    assert read_fields({name: " 正文 "}).body == "正文"


@pytest.mark.parametrize("year", [2022, "2022", "2022年", "2022年度", 2022.0, " 2022 "])
def test_a_year_is_read_as_number_or_text(year: object) -> None:
    assert read_fields({"body": "正文", "year": year}).given == {"report_year": 2022}


@pytest.mark.parametrize("empty", [None, ""])
def test_an_empty_value_says_nothing(empty: object) -> None:
    names = ("title", "url", "year", "published", "issuer", "source", "site", "level")
    fields = read_fields({"body": "正文", **dict.fromkeys(names, empty)})
    assert (fields.title, fields.url, fields.site, fields.given) == (None, None, None, {})


@pytest.mark.parametrize(
    "text", ["2021-03-19", "2021/3/19", "2021.03.19", "2021年3月19日", "2021-03-19 17:12:00", "2021-03-19T17:12"]
)
def test_a_date_is_read_in_the_forms_in_use(text: str) -> None:
    assert read_fields({"body": "正文", "date": text}).given == {"published": date(2021, 3, 19)}


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"title": "报告"}, "It has no text"),
        ({"body": "  "}, "It has no text"),
        ({"body": 12}, "body must be text, not 12"),
        ({"body": ["正文"]}, "body must be text"),
        ({"body": "正文", "title": {}}, "title must be text"),
        ({"body": "正文", "year": "去年"}, "year must be a year from 1900 to 2100, not '去年'"),
        ({"body": "正文", "year": 22}, "year must be"),
        ({"body": "正文", "year": True}, "year must be"),
        ({"body": "正文", "year": 2022.5}, "year must be"),
        ({"body": "正文", "published": "2021-02-30"}, "published must be a date"),
        ({"body": "正文", "published": "去年三月"}, "published must be a date"),
        ({"body": "正文", "published": 20210319}, "published must be a date"),
        ({"body": "正文", "url": "www.a.cn/1"}, "url must be a web address"),
        ({"body": "正文", "url": "http://[坏]/"}, "is no web address"),
        ({"body": "正文", "url": "http://"}, "url must be a web address"),
        ({"body": "正文", "level": "village"}, "level must be one of state, province"),
        ({"body": "正文", "issuer": "长" * 9, "source": 3}, "content_source must be text"),
    ],
)
def test_a_wrong_value_is_named_with_what_was_expected(record: Mapping[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_fields(record)


def test_only_unknown_columns_with_a_value_are_named() -> None:
    record = {"body": "正文", "Title": "报告", "n": 0, "k": "", "m": None}
    assert unknown_columns(record) == ["n"]
