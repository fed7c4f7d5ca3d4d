"""Asks, within the visit to a page whose text the store knows from another address, whether that one is gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scrapy import Request

from crawler.attachments import fetched_from
from crawler.download.failures import StoppedHostError

if TYPE_CHECKING:
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.fetched import Fetched
    from crawler.spider import ReportSpider
    from crawler.state import Visit

__all__ = ["FormerAddress"]


class FormerAddress:
    """The question whether an address still shows the page that was met at another one."""

    def __init__(self, spider: ReportSpider, visit: Visit, page: Fetched, url: str) -> None:
        self._spider = spider
        self._visit = visit
        self._page = page
        self._url = url

    def request(self) -> Request:
        """The request for it."""
        return Request(
            self._url,
            callback=self.arrived,
            errback=self.missed,
            meta={"visit": self._visit, "source": self._visit.source},
            dont_filter=True,
        )

    def arrived(self, response: Response) -> None:
        """End the visit: the page has moved where the address is gone, else it is one more."""
        fetched = fetched_from(response)
        asked = replace(self._visit, url=self._url)
        collector = self._spider.context.collector
        gone = self._spider.guarded(self._visit, lambda: collector.is_gone(asked, fetched, self._page.url))
        if gone is not None:
            self._conclude(fetched.received, moved=gone)

    def missed(self, failure: Failure) -> None:
        """End the visit; nothing is known of the address. Where the crawl cannot go on, it stays for the next."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        context = self._spider.context
        stopped = isinstance(failure.value, StoppedHostError) and self._visit.host in context.frontier.stopped
        if context.broken is not None or stopped:
            self._spider.missed(failure)
            return
        self._conclude(request.meta.get("received", 0), moved=False)

    def _conclude(self, received: int, *, moved: bool) -> None:
        page = replace(self._page, received=self._page.received + received)
        self._spider.conclude(self._visit, replace(page, moved_from=self._url) if moved else page)
