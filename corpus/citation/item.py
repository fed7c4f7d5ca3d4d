"""A report as a CSL item: the one description that every citation format is made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.report import Report
    from corpus.store import Store

__all__ = ["FrozenCopy", "citation_key", "csl_item", "frozen_copy"]

CHINA = ZoneInfo("Asia/Shanghai")  # the day of access is told in it too


@dataclass(frozen=True, slots=True)
class FrozenCopy:
    """The copy that stays when the page is gone: where it can be read, when it was taken, its SHA-256 in hex.

    `withdrawn` is the day on which the page itself was found gone; None while it is there.
    """

    address: str
    captured_at: datetime
    sha256: str
    withdrawn: date | None = None

    def in_words(self) -> str:
        """One line for a note field."""
        gone = f" The page itself is gone (found on {self.withdrawn.isoformat()})." if self.withdrawn else ""
        return f"Archived {self.captured_at:%Y-%m-%d %H:%M %Z}, SHA-256 {self.sha256}: {self.address}{gone}"


def frozen_copy(store: Store, report: Report, address: Callable[[int, str | None], str]) -> FrozenCopy | None:
    """The copy that this revision of the report was read from; None where there is none.

    Args:
        store: the store that holds the report.
        report: the report.
        address: gives the address at which a snapshot, by its id, can be read; the id of a report says which one of a
            snapshot that holds many.

    Raises:
        NotFoundError: the snapshot is no longer in the store.
    """
    if report.snapshot is None:
        return None
    snapshot = store.snapshot(report.snapshot)
    reader = report.id if snapshot.kind == "resource" else None
    status = store.statuses.of(report.id)
    gone = status.withdrawn.astimezone(CHINA).date() if status is not None and status.withdrawn else None
    return FrozenCopy(address(snapshot.id, reader), snapshot.captured_at, snapshot.sha256, withdrawn=gone)


def citation_key(report: Report) -> str:
    """A BibTeX and CSL key: stable, plain ASCII, telling the report's year; no two reports share one."""
    return f"baogao-{report.report_year or 'nd'}-{report.id}"


def csl_item(report: Report, *, accessed: date, copy: FrozenCopy | None = None) -> dict[str, Any]:
    """The report as CSL-JSON (https://docs.citationstyles.org/, item type ``report``); unknown fields are left out."""
    item: dict[str, Any] = {
        "id": citation_key(report),
        "type": "report",
        "title": report.heading,
        "language": "zh-CN",
    }
    if report.issuer:
        item["author"] = [{"literal": report.issuer}]
    if report.published:
        item["issued"] = _date_parts(report.published)
    if report.url:
        item["URL"] = report.url
        item["accessed"] = _date_parts(accessed)
    if copy:
        item["archive"] = copy.address
        item["note"] = copy.in_words()
        item["custom"] = {"archived": copy.captured_at.astimezone(CHINA).date().isoformat(), "sha256": copy.sha256}
        if copy.withdrawn:
            item["custom"]["withdrawn"] = copy.withdrawn.isoformat()
    return item


def _date_parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
