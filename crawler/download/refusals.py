"""Heeds a host that refuses: it is let rest at the second refusal in a row, and left alone from the third on.

A refusal is a 403, a 429 or a challenge in place of a page. A host that does not answer at all is left alone too, after
a few attempts in a row, so that a dead one does not hold up a crawl for days. The others go on; what is left of the
host stays for the next crawl.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from http import HTTPStatus
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)

from crawler.context import CrawlContext, context_of
from crawler.download.failures import StoppedHostError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

__all__ = ["COOL_DOWN_SECONDS", "RefusalMiddleware"]

COOL_DOWN_SECONDS = "BAOGAO_COOL_DOWN_SECONDS"
"""Setting: how long a host rests after its second refusal."""

REFUSALS = (HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)
REST_AT, STOP_AT = 2, 3  # refusals in a row
MOST_SILENT = 9  # attempts in a row without an answer: three pages, each tried three times
MOST_REST_SECONDS = 600.0  # whatever Retry-After asks
SILENCE = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)


class RefusalMiddleware:
    """Downloader middleware; it stands nearer to the network than retries, which so wait until the host has rested."""

    def __init__(self, context: CrawlContext, rest_seconds: float) -> None:
        self._context = context
        self._rest_seconds = rest_seconds
        self._refusals: defaultdict[str, list[str]] = defaultdict(list)
        self._silent: defaultdict[str, int] = defaultdict(int)
        self._rests_until: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RefusalMiddleware:
        """The middleware, as Scrapy asks for it."""
        return cls(context_of(crawler), crawler.settings.getfloat(COOL_DOWN_SECONDS))

    async def process_request(self, request: Request) -> None:
        """Let the request pass, when the host has rested.

        Raises:
            StoppedHostError: the host is asked for nothing more in this crawl.
        """
        host = _host(request)
        rests_on = self._rests_until.get(host, 0.0) - monotonic()
        if rests_on > 0:
            await asyncio.sleep(rests_on)
        stopped = self._context.frontier.stopped.get(host)
        if stopped is not None:
            raise StoppedHostError(stopped)

    def process_response(self, request: Request, response: Response) -> Response:
        """Count refusals in a row; any other answer begins the count anew."""
        host = _host(request)
        self._silent.pop(host, None)
        refusal = _refusal(request, response)
        if request.meta.get("robots"):
            return response  # what it allows is decided there
        if refusal is None:
            self._refusals.pop(host, None)
            return response
        refusals = self._refusals[host]
        refusals.append(refusal)
        if len(refusals) >= STOP_AT:
            request.meta["dont_retry"] = True
            self._context.frontier.stop(host, f"it refused {len(refusals)} times in a row ({', '.join(refusals)})")
        elif len(refusals) == REST_AT:
            asked = request.meta.get("retry_after", 0.0)
            self._rests_until[host] = monotonic() + max(self._rest_seconds, min(asked, MOST_REST_SECONDS))
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count attempts without an answer; robots.txt, which decides for all pages, has its own rule."""
        host = _host(request)
        if not isinstance(exception, SILENCE) or request.meta.get("robots"):
            return
        self._silent[host] += 1
        if self._silent[host] >= MOST_SILENT:
            request.meta["dont_retry"] = True
            self._context.frontier.stop(host, f"it did not answer {self._silent[host]} times in a row")


def _host(request: Request) -> str:
    return (urlsplit(request.url).hostname or "").lower()


def _refusal(request: Request, response: Response) -> str | None:
    if request.meta.get("challenge") is not None:
        return "challenge"
    return str(response.status) if response.status in REFUSALS else None
