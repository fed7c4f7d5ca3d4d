"""Laying overrides over a report as extracted, and taking them off again."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from corpus.overrides.model import PERIOD_FIELDS, PLACE_FIELDS, text_of, value_of
from corpus.overrides.places import code_of, misfits
from corpus.report import Evidence, Where

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.overrides.model import Override
    from corpus.report import Report

__all__ = ["Extracted", "applied", "extracted_from_json", "extracted_json", "restored"]

CODE = "locality_code"


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was extracted for a field that shows something else: the value as text, and where it was read."""

    value: str | None
    evidence: Evidence | None


def applied(report: Report, in_force: Mapping[str, Override]) -> tuple[Report, dict[str, Extracted]]:
    """The report with the overrides in force, and what was extracted for each field that they changed.

    A corrected place wins over every extracted part of a place that does not lie in it, also over one that is read
    later; and the locality code follows. `content_sha256` stays that of title and body as extracted, so that the same
    page collected again is no change.

    Args:
        report: as extracted.
        in_force: by field.
    """
    if not in_force:
        return report, {}
    values: dict[str, Any] = {field: value_of(field, override.value) for field, override in in_force.items()}
    evidence = dict(report.evidence) | {field: override.evidence() for field, override in in_force.items()}
    if values.get("report_year", report.report_year) != report.report_year:
        _clear_period(report, values, evidence)
    if not in_force.keys().isdisjoint(PLACE_FIELDS):
        _settle_place(report, in_force, values, evidence)
    kept = {name: Extracted(text_of(getattr(report, name)), report.evidence.get(name)) for name in values}
    return replace(report, **values, evidence=evidence), kept


def restored(report: Report, kept: Mapping[str, Extracted]) -> Report:
    """The report as extracted: what `applied` was given."""
    if not kept:
        return report
    evidence = {name: item for name, item in report.evidence.items() if name not in kept}
    evidence |= {name: item.evidence for name, item in kept.items() if item.evidence is not None}
    return replace(report, **{name: value_of(name, item.value) for name, item in kept.items()}, evidence=evidence)


def extracted_json(kept: Mapping[str, Extracted]) -> str | None:
    """What is kept, as a column of the store; None for nothing."""
    if not kept:
        return None
    return json.dumps({name: _as_json(item) for name, item in kept.items()}, ensure_ascii=False)


def extracted_from_json(text: str | None) -> dict[str, Extracted]:
    """What `extracted_json` wrote."""
    return {name: _from_json(item) for name, item in json.loads(text).items()} if text else {}


def _clear_period(report: Report, values: dict[str, Any], evidence: dict[str, Evidence]) -> None:
    """Clear the period that was read: it is that of another year than the corrected one."""
    for name in PERIOD_FIELDS:
        if name not in values and getattr(report, name) is not None:
            values[name] = None
            evidence.pop(name, None)


def _settle_place(
    report: Report, in_force: Mapping[str, Override], values: dict[str, Any], evidence: dict[str, Evidence]
) -> None:
    """Clear what does not fit beside the corrected place, and let the code follow."""
    before: dict[str, str | None] = {name: getattr(report, name) for name in PLACE_FIELDS}
    after = before | {name: values[name] for name in PLACE_FIELDS if name in values}
    for name in misfits(before, after, in_force.keys()):
        values[name] = after[name] = None
        evidence.pop(name, None)
    if after == before:
        return
    values[CODE] = code_of(after)
    evidence.pop(CODE, None)
    if values[CODE] is not None:
        last = max((item for name, item in in_force.items() if name in PLACE_FIELDS), key=lambda item: item.id)
        evidence[CODE] = last.evidence()


def _as_json(item: Extracted) -> dict[str, Any]:
    read = item.evidence
    shown = {"where": read.where.value, "quote": read.quote, "confidence": read.confidence} if read else None
    return {"value": item.value, "evidence": shown}


def _from_json(data: dict[str, Any]) -> Extracted:
    read = data["evidence"]
    evidence = (
        Evidence(where=Where(read["where"]), quote=read["quote"], confidence=read["confidence"]) if read else None
    )
    return Extracted(data["value"], evidence)
