"""What reading again did, as data."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from corpus.reextraction.comparing import FieldChange

__all__ = ["ExtractionSummary", "Failure", "Progress"]


class Progress(Protocol):
    """What is told of a running extraction: reports done, reports in all, and what is at hand."""

    def __call__(self, done: int, total: int | None = None, detail: str = "") -> None:
        """Take note."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One report that could not be read again, and is left as it was; `reason` and `hint` say why and what to try."""

    report_id: str
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionSummary:
    """What reading again did, or with `dry_run` would have done.

    Attributes:
        reports: how many were asked for.
        changed: how many are read otherwise now, other evidence included.
        revised: how many of those have another text or title, which makes a revision.
        unchanged: how many are read as before.
        changes: field by field, before and after.
        text_only: reports whose original is not in the archive, so that only metadata was read, from the text kept.
        failures: reports left as they were.
        seconds: how long it took.
    """

    dry_run: bool
    reports: int
    changed: int
    revised: int
    unchanged: int
    changes: tuple[FieldChange, ...]
    text_only: tuple[str, ...]
    failures: tuple[Failure, ...]
    seconds: float

    @property
    def ok(self) -> bool:
        """Whether every report was read."""
        return not self.failures

    @property
    def fields(self) -> dict[str, dict[str, int]]:
        """For each field that changed: how often it was ``found``, ``lost``, or is ``other`` than it was."""
        counted: dict[str, Counter[str]] = {}
        for change in self.changes:
            kind = "found" if change.before is None else "lost" if change.after is None else "other"
            counted.setdefault(change.field, Counter())[kind] += 1
        return {name: {kind: counts[kind] for kind in ("found", "lost", "other")} for name, counts in counted.items()}

    def to_json(self) -> dict[str, Any]:
        """The summary as JSON-ready data, by the names of its attributes."""
        return {
            "dry_run": self.dry_run,
            "reports": self.reports,
            "changed": self.changed,
            "revised": self.revised,
            "unchanged": self.unchanged,
            "fields": self.fields,
            "changes": [
                {
                    "id": item.report_id,
                    "field": item.field,
                    "before": item.before,
                    "after": item.after,
                    "corrected": item.corrected,
                }
                for item in self.changes
            ],
            "text_only": list(self.text_only),
            "failures": [{"id": item.report_id, "reason": item.reason, "hint": item.hint} for item in self.failures],
            "seconds": round(self.seconds, 3),
            "ok": self.ok,
        }
