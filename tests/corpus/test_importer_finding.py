"""The record that one report was read from, found again in its file."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from corpus import Report, content_sha256, report_id
from corpus.importer import find_record


def held(url: str | None, title: str, body: str) -> Report:
    return Report(
        id=report_id(url=url, content=f"{title}\n\n{body}"),
        url=url,
        title=title,
        body=body,
        media_type="text/plain",
        collected_at=datetime(2024, 1, 1, tzinfo=UTC),
        content_sha256=content_sha256(title, body),
    )


@pytest.mark.parametrize(
    ("report", "line"),
    [
        pytest.param(held("http://a.example/1", "甲", "现文。"), 3, id="its own text"),
        pytest.param(held("HTTP://A.example/1", "甲", "改过的文。"), 2, id="else its address"),
        pytest.param(held(None, "丙", "无址。"), 5, id="without an address, by its text"),
        pytest.param(held(None, "丙", "别的。"), None, id="a title alone is not enough"),
        pytest.param(held(None, "甲", "现文。"), None, id="the record has an address, it has not"),
        pytest.param(held("http://a.example/9", "甲", "现文。"), None, id="another address"),
    ],
)
def test_the_record_of_a_report_is_found_in_its_file(report: Report, line: int | None) -> None:
    rows = (
        {"url": "http://a.example/2", "title": "甲", "body": "现文。"},
        {"url": "http://a.example/1", "title": "甲", "body": "旧文。"},
        {"url": "http://a.example/1", "title": "甲", "body": "现文。"},
        {"url": "http://a.example/1", "title": "没有正文"},
        {"title": "丙", "body": "无址。"},
    )
    data = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    found = find_record(data, "application/jsonl", report)
    assert (found.line if found else None) == line


def test_in_a_file_that_cannot_be_read_as_records_none_is_found() -> None:
    report = held("http://a.example/1", "甲", "文。")
    assert find_record(b"name,note\n1,2\n", "text/csv", report) is None
