"""The correction form of a report's page, and the history of its corrections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import DocType, Level
from corpus.corrections import FORM_FIELDS, PERIOD, period_text
from corpus.overrides import PERIOD_FIELDS, text_of
from webapp import labels

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from corpus import Report
    from corpus.overrides import Override
    from corpus.store import Store

__all__ = ["Corrected", "CorrectionPage", "FormField", "HistoryRow", "correction_page", "shown_value"]

PREFIX, SEEN = "field-", "seen-"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field of the form; `options` (value, label) where it is chosen from a table; `corrected` by a person."""

    name: str
    label: str
    value: str
    seen: str
    options: tuple[tuple[str, str], ...] = ()
    corrected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One override, its values as the page shows them."""

    label: str
    field: str
    before: str | None
    after: str | None
    implied: bool
    who: str
    made_at: datetime
    undone_by: str | None
    undone_at: datetime | None
    can_undo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """The mark on a corrected value: who and when."""

    who: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionPage:
    """What the correction part of a report's page shows; `form` is empty for visitors and for earlier revisions."""

    form: tuple[FormField, ...]
    history: tuple[HistoryRow, ...]
    marks: Mapping[str, Corrected]
    error: str = ""


def correction_page(
    store: Store, report: Report, *, editable: bool, typed: Mapping[str, str] | None = None, error: str = ""
) -> CorrectionPage:
    """The correction part of a report's page.

    Args:
        store: asked for the corrections.
        report: its current revision.
        editable: an administrator reads it.
        typed: what was typed into a form that could not be kept, by field.
        error: why it could not.
    """
    held = store.corrections.in_force(report.id)
    return CorrectionPage(
        form=tuple(_form_field(report, name, held, typed or {}) for name in FORM_FIELDS) if editable else (),
        history=tuple(_rows(store.corrections.history(report.id), held)),
        marks={name: Corrected(who=item.who, made_at=item.made_at) for name, item in held.items()},
        error=error,
    )


def shown_value(field: str, text: str | None) -> str | None:
    """A field's value, given as text, as the page shows it."""
    if text is None:
        return None
    if field == "level":
        return labels.level_label(text)
    return labels.doc_type_label(text) if field == "doc_type" else text


def _form_field(report: Report, name: str, held: Mapping[str, Override], typed: Mapping[str, str]) -> FormField:
    seen = (period_text(report) if name == PERIOD else text_of(getattr(report, name))) or ""
    return FormField(
        name=name,
        label=labels.field_label(name),
        value=typed.get(name, seen),
        seen=seen,
        options=_options(name),
        corrected=(PERIOD_FIELDS[0] if name == PERIOD else name) in held,
    )


def _options(name: str) -> tuple[tuple[str, str], ...]:
    if name == "level":
        return (("", ""), *((level.value, labels.level_label(level)) for level in Level))
    if name == "doc_type":
        return tuple((kind.value, labels.doc_type_label(kind)) for kind in DocType)
    return ()


def _rows(history: list[Override], held: Mapping[str, Override]) -> list[HistoryRow]:
    return [
        HistoryRow(
            label=labels.field_label(item.field),
            field=item.field,
            before=shown_value(item.field, item.previous),
            after=shown_value(item.field, item.value),
            implied=item.implied,
            who=item.who,
            made_at=item.made_at,
            undone_by=item.undone_by,
            undone_at=item.undone_at,
            can_undo=item.in_force and held[item.field].id == item.id and not item.implied,
        )
        for item in history
    ]
