"""Corrections: a person says what a field of a report is; checked, kept with who and when, and undoable."""

from corpus.corrections.errors import CorrectionError
from corpus.corrections.making import CorrectedField, Correction, correct, history, undo
from corpus.corrections.periods import PERIOD, period_text
from corpus.corrections.values import FORM_FIELDS, LEVEL_NAMES, PLACE

__all__ = [
    "FORM_FIELDS",
    "LEVEL_NAMES",
    "PERIOD",
    "PLACE",
    "CorrectedField",
    "Correction",
    "CorrectionError",
    "correct",
    "history",
    "period_text",
    "undo",
]
