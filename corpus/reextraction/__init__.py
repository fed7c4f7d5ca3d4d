"""Reading reports again from the archive with today's rules, and telling what that changes."""

from corpus.reextraction.comparing import FieldChange
from corpus.reextraction.originals import read_as_kept
from corpus.reextraction.run import extract_again, settle_places
from corpus.reextraction.summary import ExtractionSummary, Failure, Progress

__all__ = [
    "ExtractionSummary",
    "Failure",
    "FieldChange",
    "Progress",
    "extract_again",
    "read_as_kept",
    "settle_places",
]
