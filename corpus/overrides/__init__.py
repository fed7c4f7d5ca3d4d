"""Overrides: what a person said of a report's field, laid over what was extracted, which is kept beside. Pure."""

from corpus.overrides.applying import Extracted, applied, extracted_from_json, extracted_json, restored
from corpus.overrides.model import CORRECTABLE, PERIOD_FIELDS, PLACE_FIELDS, SPAN_FIELDS, Override, text_of, value_of

__all__ = [
    "CORRECTABLE",
    "PERIOD_FIELDS",
    "PLACE_FIELDS",
    "SPAN_FIELDS",
    "Extracted",
    "Override",
    "applied",
    "extracted_from_json",
    "extracted_json",
    "restored",
    "text_of",
    "value_of",
]
