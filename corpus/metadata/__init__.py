"""Metadata: read year, date, issuer, level, kind and place off a report's page, each with its evidence."""

from corpus.metadata.facts import PageFacts
from corpus.metadata.reading import Metadata, read_metadata

__all__ = ["Metadata", "PageFacts", "read_metadata"]
