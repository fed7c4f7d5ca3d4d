"""The pace: Scrapy's AutoThrottle, never below the least delay of each host."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.extensions.throttle import AutoThrottle

from crawler.context import context_of

if TYPE_CHECKING:
    from scrapy.core.downloader import Slot
    from scrapy.http import Response

__all__ = ["HostThrottle"]


class HostThrottle(AutoThrottle):
    """AutoThrottle knows one least delay for all hosts; sources and robots.txt give each its own."""

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        host = urlsplit(response.url).hostname or ""
        slot.delay = max(slot.delay, context_of(self.crawler).delay(host))
