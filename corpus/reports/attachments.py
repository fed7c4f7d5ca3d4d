"""The files of a report as one column, and what of them a mere further sighting leaves as it was."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from corpus.report import AttachmentState, ReportAttachment

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["attachments_from_json", "attachments_json", "seen_again"]

Attachments = tuple[ReportAttachment, ...]


def attachments_json(attachments: Attachments) -> str | None:
    """The column: a JSON array, or nothing where there are none."""
    return json.dumps([asdict(item) for item in attachments], ensure_ascii=False) if attachments else None


def attachments_from_json(text: str | None) -> Attachments:
    """The files that `attachments_json` wrote."""
    given = json.loads(text) if text else []
    return tuple(ReportAttachment(**{**item, "state": AttachmentState(item["state"])}) for item in given)


def seen_again(incoming: Attachments, held: Iterable[ReportAttachment]) -> Attachments:
    """`incoming`, each file that came before with the same bytes under the snapshot that first kept it."""
    first = {(item.url, item.sha256): item.snapshot for item in held if item.snapshot is not None}
    return tuple(replace(item, snapshot=first.get((item.url, item.sha256), item.snapshot)) for item in incoming)
