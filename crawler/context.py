"""What the parts of one running crawl share: the spider carries it, and Scrapy's components take it from there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy.crawler import Crawler

    from corpus.archive import Archive
    from crawler.collecting import Collector
    from crawler.frontier import Frontier
    from crawler.sources import Source, Tls

__all__ = ["CrawlContext", "context_of"]


@dataclass(slots=True, kw_only=True)
class CrawlContext:
    """The parts of one running crawl.

    Attributes:
        sources: by name.
        archive: where every response is recorded.
        frontier: what is to be visited.
        collector: what turns responses into reports.
        delays: least seconds between two requests, by host.
        tls: by host, how its TLS is made where the standard connection failed, and why that did.
        forms: addresses of lists, without their parameters, that are asked for by POST.
        robots: by source and origin, what its robots.txt says.
        broken: the error that makes going on useless, such as a full disk; None while all is well.
        stopped: whether the user interrupted it.
    """

    sources: Mapping[str, Source]
    archive: Archive
    frontier: Frontier
    collector: Collector
    delays: dict[str, float]
    tls: dict[str, tuple[Tls, str]] = field(default_factory=dict)
    forms: set[str] = field(default_factory=set)
    robots: dict[str, dict[str, str]] = field(default_factory=dict)
    broken: Exception | None = None
    stopped: bool = False

    def delay(self, host: str) -> float:
        """Least seconds between two requests to the host."""
        return self.delays.get(host, 0.0)


def context_of(crawler: Crawler) -> CrawlContext:
    """The context that the crawler's spider carries."""
    return cast("CrawlContext", crawler.spider.context)  # type: ignore[union-attr]
