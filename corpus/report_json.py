"""A report as JSON-ready data: the one shape that the command and the web API give."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from corpus.report import plain_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.report import Report
    from corpus.store import ReportStatus, Snapshot

__all__ = ["report_json", "status_json"]


def report_json(
    report: Report, snapshots: Iterable[Snapshot] = (), *, status: ReportStatus | None = None
) -> dict[str, Any]:
    """The fields of `report` by their names, its body as ``text``, its evidence by field, `snapshots` and `status`.

    Dates are ISO 8601; an unknown field is None; ``snapshot`` is the id of the snapshot this revision was read from.
    """
    return {
        "id": report.id,
        "url": report.url,
        "title": report.title,
        **{name: plain_value(value) for name, value in report.metadata().items()},
        "site": report.site,
        "media_type": report.media_type,
        "collected_at": report.collected_at.isoformat(),
        "content_sha256": report.content_sha256,
        "snapshot": report.snapshot,
        "revision": report.revision,
        "status": status_json(status) if status else None,
        "text": report.body,
        "evidence": {
            name: {"where": evidence.where, "quote": evidence.quote, "confidence": evidence.confidence}
            for name, evidence in report.evidence.items()
        },
        "attachments": [{**asdict(item), "state": item.state.value} for item in report.attachments],
        "snapshots": [_snapshot_json(snapshot) for snapshot in snapshots],
    }


def status_json(status: ReportStatus) -> dict[str, Any]:
    """What became of the report's source page: the status with its Chinese label, and the moments that belong to it."""
    return {
        "value": status.status,
        "label": status.label,
        "since": status.since.isoformat(),
        "first_seen": status.first_seen.isoformat(),
        "last_checked": status.last_checked.isoformat(),
        "changed": status.changed.isoformat() if status.changed else None,
        "reason": status.reason,
        "moved": status.moved.isoformat() if status.moved else None,
        "moved_from": status.moved_from,
    }


def _snapshot_json(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "id": snapshot.id,
        "url": snapshot.url,
        "captured_at": snapshot.captured_at.isoformat(),
        "status": snapshot.status,
        "media_type": snapshot.media_type,
        "sha256": snapshot.sha256,
        "length": snapshot.length,
        "kind": snapshot.kind,
    }
