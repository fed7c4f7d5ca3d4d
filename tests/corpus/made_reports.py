"""Invented reports for the tests of the store."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from corpus import DocType, Evidence, Level, Report, Where, content_sha256, report_id

COLLECTED = datetime(2023, 4, 1, 8, 30, tzinfo=UTC)


def made_report(number: int = 1, **changed: Any) -> Report:
    """An invented report; `changed` replaces fields, and its id and content hash follow from address and text."""
    values: dict[str, Any] = {
        "url": f"http://www.example.gov.cn/art/{number}.html",
        "title": f"云溪县2022年法治政府建设情况报告之{number}",
        "body": "一、主要做法\n坚持学法用法。\n二、下一步打算\n继续推进。",
        "report_year": 2022,
        "published": date(2023, 3, 28),
        "issuer": "云溪县人民政府",
        "level": Level.COUNTY,
        "doc_type": DocType.RULE_OF_LAW,
        "province": "浙江省",
        "site": "www.example.gov.cn",
        "media_type": "text/html",
        "collected_at": COLLECTED,
        "evidence": {"report_year": Evidence(where=Where.TITLE, quote="2022年", confidence=0.9)},
    } | changed
    values.setdefault("id", report_id(url=values["url"], content=values["title"] + values["body"]))
    values.setdefault("content_sha256", content_sha256(values["title"], values["body"]))
    return Report(**values)
