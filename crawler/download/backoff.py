"""Waits before a request is tried again: longer each time, and as long as the server asks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.context import CrawlContext, context_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

__all__ = ["BackoffMiddleware", "seconds_before_retry"]

LEAST_SECONDS = 0.5  # before the first retry; each further one waits twice as long
DELAYS = 2.0  # or so many times the host's least delay, where that is longer
MOST_SECONDS = 120.0


def seconds_before_retry(times: int, *, asked: float, delay: float) -> float:
    """How long to wait before a retry.

    Args:
        times: which retry it is; the first is 1.
        asked: seconds that the server asked for; 0 for none.
        delay: the host's least seconds between two requests.
    """
    first = max(LEAST_SECONDS, DELAYS * delay)
    return min(max(asked, first * 2.0 ** (times - 1)), MOST_SECONDS)


class BackoffMiddleware:
    """Downloader middleware beside Scrapy's RetryMiddleware, which tries again at once."""

    def __init__(self, context: CrawlContext) -> None:
        self._context = context

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BackoffMiddleware:
        """The middleware, as Scrapy asks for it."""
        return cls(context_of(crawler))

    async def process_request(self, request: Request) -> None:
        """Wait, where the request is a retry that has not waited yet."""
        times = request.meta.get("retry_times", 0)
        if times <= request.meta.get("backed_off", 0):
            return
        request.meta["backed_off"] = times
        asked = request.meta.pop("retry_after", 0.0)
        delay = self._context.delay(urlsplit(request.url).hostname or "")
        await asyncio.sleep(seconds_before_retry(times, asked=asked, delay=delay))

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep what a Retry-After header says (in seconds; a date is not read) for the retry that may follow."""
        value = response.headers.get("Retry-After", b"") or b""
        if value.strip().isdigit():
            request.meta["retry_after"] = float(value)
        return response
