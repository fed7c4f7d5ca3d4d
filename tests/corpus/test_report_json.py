"""The JSON of a report names every field of the model, and nothing is lost on the way through JSON."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, date, datetime

from corpus import DocType, Evidence, Level, Report, Where
from corpus.report_json import report_json
from corpus.store import Snapshot

MOMENT = datetime(2024, 3, 5, 1, 30, tzinfo=UTC)
REPORT = Report(
    id="abc",
    url="http://www.example.gov.cn/a.html",
    title="标题",
    body="第一段\n第二段",
    report_year=2023,
    published=date(2024, 1, 12),
    level=Level.TOWNSHIP,
    doc_type=DocType.RULE_OF_LAW,
    province="浙江省",
    media_type="text/html",
    collected_at=MOMENT,
    content_sha256="0" * 64,
    snapshot=7,
    evidence={"published": Evidence(where=Where.DATELINE, quote="2024-01-12", confidence=0.9)},
)
SNAPSHOT = Snapshot(
    id=7,
    url="http://www.example.gov.cn/a.html",
    captured_at=MOMENT,
    status=200,
    media_type="text/html",
    sha256="1" * 64,
    length=120,
    file="crawl-1.warc.gz",
    offset=0,
    record_length=300,
    kind="response",
)


def test_every_field_of_a_report_is_there_by_its_name_and_the_body_is_called_text() -> None:
    names = {field.name for field in fields(Report)} - {"body"}
    assert set(report_json(REPORT)) == names | {"text", "status", "snapshots"}


def test_it_survives_json_as_it_is() -> None:
    data = report_json(REPORT, [SNAPSHOT])
    assert json.loads(json.dumps(data, ensure_ascii=False)) == data
    assert data["text"] == "第一段\n第二段"
    assert data["published"] == "2024-01-12"
    assert data["level"] == "township"
    assert data["city"] is None
    assert data["evidence"] == {"published": {"where": "dateline", "quote": "2024-01-12", "confidence": 0.9}}


def test_a_snapshot_tells_what_a_reader_can_check_and_not_where_the_archive_keeps_it() -> None:
    (told,) = report_json(REPORT, [SNAPSHOT])["snapshots"]
    assert told["sha256"] == "1" * 64
    assert told["captured_at"] == "2024-03-05T01:30:00+00:00"
    assert not {"file", "offset", "record_length"} & set(told)
