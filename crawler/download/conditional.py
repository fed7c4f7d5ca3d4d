"""Makes a request conditional where the page is known, so that an unchanged one is not sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.context import CrawlContext, context_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

__all__ = ["ConditionalMiddleware"]

CONDITIONS = ("If-None-Match", "If-Modified-Since")


class ConditionalMiddleware:
    """Downloader middleware; each redirect's target gets its own validators, never those of the page before."""

    def __init__(self, context: CrawlContext) -> None:
        self._context = context

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ConditionalMiddleware:
        """The middleware, as Scrapy asks for it."""
        return cls(context_of(crawler))

    def process_request(self, request: Request) -> None:
        """Set the conditions that hold for the request's address."""
        for name in CONDITIONS:
            request.headers.pop(name, None)
        visit = request.meta.get("visit")
        if visit is not None and not request.meta.get("attachment"):  # a file is asked for with its page, whole
            file = request.meta.get("file")
            for name, value in self._context.collector.validators(visit, request.url, file).items():
                request.headers[name] = value
