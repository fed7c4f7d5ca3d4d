"""What differs between a report as it was extracted and as it is extracted now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.overrides import text_of
from corpus.report import METADATA_FIELDS

if TYPE_CHECKING:
    from collections.abc import Collection

    from corpus.report import Report

__all__ = ["FieldChange", "differences"]

TEXT = "body"
FIELDS = ("title", TEXT, *METADATA_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field that is read otherwise now.

    Attributes:
        report_id: the report.
        field: its name; ``text`` for the body, whose values are lengths.
        before, after: as text; None: unknown.
        corrected: a person's correction stands over it, so that nothing changes for readers.
    """

    report_id: str
    field: str
    before: str | None
    after: str | None
    corrected: bool = False


def differences(before: Report, after: Report, corrected: Collection[str]) -> list[FieldChange]:
    """The fields whose values differ, in the order of `FIELDS`."""
    return [
        FieldChange(
            report_id=before.id,
            field="text" if name == TEXT else name,
            before=_shown(name, before),
            after=_shown(name, after),
            corrected=name in corrected,
        )
        for name in FIELDS
        if getattr(before, name) != getattr(after, name)
    ]


def _shown(name: str, report: Report) -> str | None:
    value = getattr(report, name)
    return f"{len(value):,} characters" if name == TEXT else text_of(value)
