"""The crawler: sources, to pages, to the corpus. This front door reads sources.toml and runs a crawl."""

from crawler.launch import CrawlError, crawl
from crawler.sources import SOURCE_KEYS, Source, SourceKey, parse_sources, read_sources
from crawler.summary import TROUBLES, CrawlSummary, Outcome, SourceSummary, Trouble, VisitProgress

__all__ = [
    "SOURCE_KEYS",
    "TROUBLES",
    "CrawlError",
    "CrawlSummary",
    "Outcome",
    "Source",
    "SourceKey",
    "SourceSummary",
    "Trouble",
    "VisitProgress",
    "crawl",
    "parse_sources",
    "read_sources",
]
