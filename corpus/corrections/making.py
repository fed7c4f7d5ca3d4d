"""Making a correction and taking it back."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.corrections.errors import bad_value, not_in_force, unknown_field
from corpus.corrections.periods import PERIOD, settled_period
from corpus.corrections.places import settled
from corpus.corrections.values import FIELDS, PLACE, read_value
from corpus.overrides import CORRECTABLE, PERIOD_FIELDS, PLACE_FIELDS, text_of
from corpus.store import NewOverride

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.overrides import Override
    from corpus.report import Report
    from corpus.store import Store

__all__ = ["CorrectedField", "Correction", "correct", "history", "undo"]

MOST_NAME_CHARACTERS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedField:
    """One field, before and after, as text (None: none); `implied`: it followed from another one."""

    field: str
    before: str | None
    after: str | None
    implied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """The report as it is now, and what was done; no `fields`: there was nothing to do."""

    report: Report
    fields: tuple[CorrectedField, ...]


def correct(store: Store, report_id: str, asked: Mapping[str, str], *, who: str) -> Correction:
    """Correct fields of a report, all or none.

    Saying what a field already shows confirms it: extraction will not change it any more. Saying it a second time does
    nothing.

    Args:
        store: open for writing.
        report_id: the report.
        asked: what the person typed, by field; empty text: the field is known to be none. ``place`` stands for the
            place of whatever level, ``period`` for the first and the last day of a period.
        who: name of the person.

    Raises:
        CorrectionError: a field or a value is not known, or the values contradict each other.
        NotFoundError: there is no such report.
        HomeReadOnlyError: the store is open for reading only.
    """
    who = _checked_name(who)
    for field in asked:
        _check_field(field, FIELDS)
    values = {field: read_value(field, text) for field, text in asked.items()}
    report = store.get(report_id)
    wanted = _with_what_follows(values, report)
    held = store.corrections.in_force(report_id)
    if all(name in held and held[name].value == value for name, value in wanted.items()):
        return Correction(report=report, fields=())
    new = [
        NewOverride(
            field=field,
            value=wanted[field],
            previous=text_of(getattr(report, field)),
            implied=not _is_said(field, asked),
        )
        for field in CORRECTABLE
        if field in wanted
    ]
    corrected = store.corrections.keep(report_id, new, who)
    return Correction(report=corrected, fields=_differences(new, report, corrected))


def undo(store: Store, report_id: str, field: str | None = None, *, who: str) -> Correction:
    """Take back the latest correction of `field`, with all that it said of the place or of year and period.

    None: every correction.

    What was before comes back: an earlier correction, or what is extracted.

    Raises:
        CorrectionError: there is no such field, or nothing to take back.
        NotFoundError: there is no such report.
        HomeReadOnlyError: the store is open for reading only.
    """
    who = _checked_name(who)
    if field is not None:
        field = PERIOD_FIELDS[0] if field == PERIOD else field
        _check_field(field, CORRECTABLE)
    before = store.get(report_id)
    after, undone = store.corrections.take_back(report_id, field, who)
    if not undone:
        raise not_in_force(field or "")
    names = {item.field for item in undone}
    fields = [
        CorrectedField(
            field=name,
            before=text_of(getattr(before, name)),
            after=text_of(getattr(after, name)),
            implied=name not in names,
        )
        for name in CORRECTABLE
        if name in names or getattr(before, name) != getattr(after, name)
    ]
    return Correction(report=after, fields=tuple(fields))


def history(store: Store, report_id: str) -> list[Override]:
    """Everything that persons said of a report, newest first, what was taken back included.

    Raises:
        NotFoundError: there is no such report.
    """
    store.get(report_id)
    return store.corrections.history(report_id)


def _is_said(field: str, asked: Mapping[str, str]) -> bool:
    """Whether the person said it, in the field or in one that stands for it."""
    return field in asked or (field in PLACE_FIELDS and PLACE in asked) or (field in PERIOD_FIELDS and PERIOD in asked)


def _with_what_follows(values: Mapping[str, str | None], report: Report) -> dict[str, str | None]:
    """The values to set, a named place or period with what follows from it."""
    place = {field: value for field, value in values.items() if field in PLACE_FIELDS or field == PLACE}
    wanted = {field: value for field, value in values.items() if field not in place and field != PERIOD}
    wanted |= settled_period(values, report)
    if place:
        wanted |= settled(place, {field: getattr(report, field) for field in PLACE_FIELDS})
    return wanted


def _differences(new: list[NewOverride], before: Report, after: Report) -> tuple[CorrectedField, ...]:
    said = {item.field: item for item in new}
    return tuple(
        CorrectedField(
            field=field,
            before=text_of(getattr(before, field)),
            after=text_of(getattr(after, field)),
            implied=field not in said or said[field].implied,
        )
        for field in CORRECTABLE
        if field in said or getattr(before, field) != getattr(after, field)
    )


def _check_field(field: str, known: tuple[str, ...]) -> None:
    if field not in known:
        raise unknown_field(field, known, difflib.get_close_matches(field, known, n=1))


def _checked_name(who: str) -> str:
    who = " ".join(who.split())
    if not who or len(who) > MOST_NAME_CHARACTERS:
        raise bad_value("who", who, f"the name of a person, of at most {MOST_NAME_CHARACTERS} characters")
    return who
