"""Metadata: read year, date, issuer, level, kind and place off a report's page, each with its evidence."""

from corpus.metadata.decision import Decision, Reason
from corpus.metadata.facts import Finding, PageFacts
from corpus.metadata.reading import Metadata, read_metadata
from corpus.metadata.sites import learn_sites

__all__ = [
    "Decision",
    "Finding",
    "Metadata",
    "PageFacts",
    "Reason",
    "learn_sites",
    "read_metadata",
]
