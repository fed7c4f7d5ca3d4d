"""Corrections: a person says what a field of a report is; checked, kept with who and when, and undoable."""

from corpus.corrections.errors import CorrectionError
from corpus.corrections.making import CorrectedField, Correction, correct, history, undo
from corpus.corrections.values import LEVEL_NAMES, PLACE

__all__ = [
    "LEVEL_NAMES",
    "PLACE",
    "CorrectedField",
    "Correction",
    "CorrectionError",
    "correct",
    "history",
    "undo",
]
