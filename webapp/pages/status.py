"""What became of a report's source page, as the page of the report tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp import labels

if TYPE_CHECKING:
    from datetime import datetime

    from corpus.store import ReportStatus

__all__ = ["StatusLine", "status_line"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusLine:
    """The status in the reader's language, with the moments that belong to it.

    Attributes:
        value: ``live``, ``changed``, ``withdrawn`` or ``blocked``.
        label: the same for a reader.
        since: since when it is so, as far as our looks tell.
        first_seen, last_checked: the first look that found the page, and the last that was answered.
        changed: when its text was last found to be another one; None where it never was.
        moved: when it was found at another address than before; None where it always stood at its own.
        moved_from: the address that it stood at until then.
        copy_first: whether the kept copy is to be offered before the page itself.
    """

    value: str
    label: str
    since: datetime
    first_seen: datetime
    last_checked: datetime
    changed: datetime | None
    moved: datetime | None
    moved_from: str | None
    copy_first: bool


def status_line(status: ReportStatus | None) -> StatusLine | None:
    """What the page of a report says of its source page; None where that was never asked for."""
    if status is None:
        return None
    return StatusLine(
        value=status.status,
        label=labels.status_label(status.status),
        since=status.since,
        first_seen=status.first_seen,
        last_checked=status.last_checked,
        changed=status.changed,
        moved=status.moved,
        moved_from=status.moved_from,
        copy_first=status.withdrawn is not None or status.blocked is not None,
    )
