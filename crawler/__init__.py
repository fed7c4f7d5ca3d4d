"""The crawler: sources, to pages, to the corpus. This front door reads sources.toml and runs a crawl."""

from crawler.budget import Budget
from crawler.job import PreviewDepth
from crawler.launch import CrawlError, crawl, preview_crawl
from crawler.preview import Preview, PreviewLink, SourcePreview
from crawler.sources import SOURCE_KEYS, Source, SourceKey, parse_sources, read_sources
from crawler.summary import TROUBLES, CrawlSummary, Outcome, SourceSummary, Trouble, VisitProgress

__all__ = [
    "SOURCE_KEYS",
    "TROUBLES",
    "Budget",
    "CrawlError",
    "CrawlSummary",
    "Outcome",
    "Preview",
    "PreviewDepth",
    "PreviewLink",
    "Source",
    "SourceKey",
    "SourcePreview",
    "SourceSummary",
    "Trouble",
    "VisitProgress",
    "crawl",
    "parse_sources",
    "preview_crawl",
    "read_sources",
]
