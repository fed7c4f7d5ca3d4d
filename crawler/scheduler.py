"""Scrapy's scheduler over the frontier: what is on disk is the queue, so a kill loses nothing."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from scrapy.core.scheduler import BaseScheduler

from crawler.context import CrawlContext, context_of
from crawler.forms import page_request

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from crawler.spider import ReportSpider

__all__ = ["FrontierScheduler"]


class FrontierScheduler(BaseScheduler):
    """Hands out redirects and retries first, then the frontier's next visit."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._again: deque[Request] = deque()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FrontierScheduler:
        """The scheduler, as Scrapy asks for it."""
        return cls(crawler)

    @property
    def _context(self) -> CrawlContext:
        return context_of(self._crawler)

    def has_pending_requests(self) -> bool:
        """Whether a visit is out or left."""
        return bool(self._again) or (self._context.broken is None and not self._context.frontier.idle)

    def enqueue_request(self, request: Request) -> bool:
        """Take the redirect or retry of a visit that is out."""
        self._again.append(request)
        return True

    def next_request(self) -> Request | None:
        """The next request that may be made now."""
        if self._again:
            return self._again.popleft()
        if self._context.broken is not None:
            return None
        visit = self._context.frontier.next_visit()
        if visit is None:
            return None
        spider: ReportSpider = self._crawler.spider  # type: ignore[assignment]
        return page_request(spider, visit)
