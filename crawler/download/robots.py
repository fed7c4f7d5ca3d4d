"""robots.txt, after RFC 9309: read once an origin and crawl, obeyed, and the decision kept for the summary."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from crawler.context import CrawlContext, context_of
from crawler.download.failures import (
    DOWNLOAD_ERRORS,
    BlockedError,
    RefusedError,
    UnreadableRobotsError,
    reason_of,
)

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from corpus.challenge import Challenge

__all__ = ["PRODUCT", "RobotsMiddleware"]

PRODUCT = "Baogao"  # the name that a robots.txt addresses this crawler by
MOST_BYTES = 500 * 1024  # RFC 9309, 2.5: what a crawler must read at least
MOST_DELAY_SECONDS = 60.0  # a longer Crawl-delay is taken as this
PRIORITY = 1000  # before the pages of the site


@dataclass(frozen=True, slots=True)
class _Decision:
    """What may be asked of an origin: the rules, or None for everything; or why nothing may."""

    words: str
    rules: Protego | None = None
    unreadable: bool = False
    blocked: bool = False  # it is unreadable because a challenge came in its place


class RobotsMiddleware:
    """Downloader middleware that asks each origin's robots.txt first."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._context: CrawlContext = context_of(crawler)
        self._asked: dict[str, asyncio.Task[_Decision]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        """The middleware, as Scrapy asks for it."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass.

        Raises:
            RefusedError: robots.txt disallows it, or the host itself must not be asked.
            BlockedError: a challenge came in place of robots.txt, with a status that allows nothing.
            UnreadableRobotsError: the server failed to say what robots.txt says.
        """
        if request.meta.get("robots"):
            return
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        source = request.meta["source"]
        if origin not in self._asked:
            self._asked[origin] = asyncio.ensure_future(self._ask(origin, source))
        decision = await self._asked[origin]
        self._context.robots.setdefault(source, {})[origin] = decision.words
        if decision.blocked:
            raise BlockedError(f"robots.txt {decision.words}")
        if decision.unreadable:
            raise UnreadableRobotsError(f"robots.txt {decision.words}")
        if decision.rules is not None and not decision.rules.can_fetch(request.url, PRODUCT):
            raise RefusedError("robots.txt disallows it", parts.hostname or "")

    async def _ask(self, origin: str, source: str) -> _Decision:
        request = Request(
            f"{origin}/robots.txt",
            priority=PRIORITY,
            meta={"source": source, "robots": True},
            callback=NO_CALLBACK,
            dont_filter=True,
        )
        try:
            response = await self._crawler.engine.download_async(request)
        except RefusedError as error:
            if error.host == urlsplit(origin).hostname:
                raise
            # A redirect that is not followed; RFC 9309, 2.3.1.2 counts the file as unavailable then.
            return _Decision(f"leads elsewhere ({error}): all is allowed")
        except DOWNLOAD_ERRORS as error:
            return _Decision(f"could not be read: {reason_of(error)}", unreadable=True)
        decision = _decide(response, response.meta["challenge"])
        self._slow_down(urlsplit(origin).hostname or "", decision)
        return decision

    def _slow_down(self, host: str, decision: _Decision) -> None:
        asked = decision.rules.crawl_delay(PRODUCT) if decision.rules is not None else None
        if not asked or asked <= self._context.delay(host):
            return
        self._context.delays[host] = min(asked, MOST_DELAY_SECONDS)
        slot = self._crawler.engine.downloader.slots.get(host)
        if slot is not None:
            slot.delay = max(slot.delay, self._context.delays[host])


def _decide(response: Response, challenge: Challenge | None = None) -> _Decision:
    """RFC 9309, 2.3.1: 2xx is obeyed, 4xx allows everything, 5xx and 429 forbid everything for now."""
    status = response.status
    unreadable = status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    if challenge is not None:
        words = f"could not be read: {challenge.reason}"
        return _Decision(words if unreadable else f"{words}; all is allowed", unreadable=unreadable, blocked=unreadable)
    if unreadable:
        return _Decision(f"could not be read: answered {status}", unreadable=True)
    if status >= HTTPStatus.BAD_REQUEST:
        return _Decision(f"answered {status}: all is allowed")
    if status != HTTPStatus.OK:
        return _Decision(f"answered {status}, which gives no rules: all is allowed")
    rules = Protego.parse(response.body[:MOST_BYTES].decode("utf-8-sig", "replace"))
    return _Decision("is obeyed", rules)
