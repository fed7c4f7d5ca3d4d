"""The crawler: sources, to pages, to the corpus. This front door reads sources.toml and runs a crawl."""

from crawler.budget import Budget
from crawler.job import CheckScope, PreviewDepth
from crawler.launch import CrawlError, check, crawl, preview_crawl
from crawler.preview import Preview, PreviewLink, SourcePreview
from crawler.sources import SOURCE_KEYS, Source, SourceKey, parse_sources, read_sources
from crawler.summary import (
    TROUBLES,
    CrawlSummary,
    Move,
    News,
    Outcome,
    PageNews,
    SourceSummary,
    Trouble,
    VisitProgress,
)

__all__ = [
    "SOURCE_KEYS",
    "TROUBLES",
    "Budget",
    "CheckScope",
    "CrawlError",
    "CrawlSummary",
    "Move",
    "News",
    "Outcome",
    "PageNews",
    "Preview",
    "PreviewDepth",
    "PreviewLink",
    "Source",
    "SourceKey",
    "SourcePreview",
    "SourceSummary",
    "Trouble",
    "VisitProgress",
    "check",
    "crawl",
    "parse_sources",
    "preview_crawl",
    "read_sources",
]
