"""Reports as rows of the database and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from corpus.report import (
    DAYS,
    METADATA_FIELDS,
    Evidence,
    Report,
    Where,
    canonical_url,
    content_sha256,
    metadata_value,
    plain_value,
)
from corpus.reports.attachments import attachments_from_json, attachments_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.report import ReportAttachment

__all__ = [
    "REPORT_COLUMNS",
    "Row",
    "moment",
    "report_from_row",
    "row_from_report",
    "stamp",
    "storable",
    "storable_text",
    "url_key",
]


class Row(Protocol):
    """A row whose columns are taken by name, whatever has read it."""

    def __getitem__(self, name: str, /) -> Any:
        """The value of the column."""


REPORT_COLUMNS = (
    "id",
    "url",
    "title",
    "body",
    *METADATA_FIELDS,
    "site",
    "media_type",
    "collected_at",
    "content_sha256",
    "snapshot",
    "revision",
    "evidence",
    "attachments",
)
"""The columns of `reports` that a report is made of."""

OTHER_THAN_TEXT = ("report_year", "level", "doc_type", *DAYS)  # the metadata that the database holds in another form

TEXT_FIELDS = (
    "id",
    "url",
    "title",
    "body",
    "issuer",
    "content_source",
    "document_number",
    "index_number",
    "province",
    "city",
    "county",
    "township",
    "zone",
    "locality_code",
    "site",
    "media_type",
)


def stamp(when: datetime) -> str:
    """A moment as text that sorts by time: ISO 8601 in UTC with microseconds.

    Raises:
        ValueError: it has no time zone.
    """
    if when.tzinfo is None:
        raise ValueError(f"{when!r} has no time zone")
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """The moment that `stamp` wrote, in UTC."""
    return datetime.fromisoformat(text)


def storable_text(text: str) -> str:
    """`text` with lone surrogates, which are no characters and have no UTF-8, as U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def storable(report: Report) -> Report:
    """`report` in a form that can be kept as it is: no lone surrogates, in any field or quotation."""
    mended: dict[str, Any] = {}
    for name in TEXT_FIELDS:
        value = getattr(report, name)
        if value is not None and (text := storable_text(value)) != value:
            mended[name] = text
    evidence = {
        name: replace(item, quote=storable_text(item.quote))
        for name, item in report.evidence.items()
        if storable_text(item.quote) != item.quote
    }
    attachments = tuple(_storable_attachment(item) for item in report.attachments)
    if attachments != report.attachments:
        mended["attachments"] = attachments
    if evidence:
        mended["evidence"] = {**report.evidence, **evidence}
    if "title" in mended or "body" in mended:
        mended["content_sha256"] = content_sha256(mended.get("title", report.title), mended.get("body", report.body))
    return replace(report, **mended) if mended else report


def _storable_attachment(item: ReportAttachment) -> ReportAttachment:
    return replace(
        item, url=storable_text(item.url), label=storable_text(item.label), reason=storable_text(item.reason)
    )


def url_key(url: str) -> str:
    """The form under which an address is looked up: canonical for a web address, as it is for any other URI."""
    url = storable_text(url)
    return canonical_url(url) if url.strip().lower().startswith(("http:", "https:")) else url


def row_from_report(report: Report) -> dict[str, Any]:
    """The columns of `reports`, by name."""
    return {
        "id": report.id,
        "url_key": url_key(report.url) if report.url else None,
        "revision": report.revision,
        "url": report.url,
        "title": report.title,
        "body": report.body,
        **{name: plain_value(value) for name, value in report.metadata().items()},
        "site": report.site,
        "media_type": report.media_type,
        "collected_at": stamp(report.collected_at),
        "content_sha256": report.content_sha256,
        "snapshot": report.snapshot,
        "evidence": _evidence_json(report.evidence),
        "certain_place": report.certain_place,
        "attachments": attachments_json(report.attachments),
    }


def report_from_row(row: Row, report_id: str) -> Report:
    """The report of a row of `reports` or `revisions`."""
    metadata = {name: row[name] for name in METADATA_FIELDS}
    for name in OTHER_THAN_TEXT:
        metadata[name] = metadata_value(name, metadata[name])
    return Report(
        id=report_id,
        url=row["url"],
        title=row["title"],
        body=row["body"],
        **metadata,
        site=row["site"],
        media_type=row["media_type"],
        collected_at=moment(row["collected_at"]),
        content_sha256=row["content_sha256"],
        snapshot=row["snapshot"],
        revision=row["revision"],
        evidence=_evidence_from_json(row["evidence"]),
        attachments=attachments_from_json(row["attachments"]),
    )


def _evidence_json(evidence: Mapping[str, Evidence]) -> str:
    return json.dumps(
        {
            name: {"where": item.where.value, "quote": item.quote, "confidence": item.confidence}
            for name, item in evidence.items()
        },
        ensure_ascii=False,
    )


def _evidence_from_json(text: str) -> dict[str, Evidence]:
    return {
        name: Evidence(where=Where(item["where"]), quote=item["quote"], confidence=item["confidence"])
        for name, item in json.loads(text).items()
    }
