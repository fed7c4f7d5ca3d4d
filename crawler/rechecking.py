"""At a check, asks for the files of a page that is as it was: a file may be replaced under its old address.

Each is asked for with the validators of its last copy. Where one is another now, or gone, its page is asked for anew,
and read with all its files as at a crawl.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from scrapy import Request

from crawler.attachments import MOST_BYTES, fetched_from
from crawler.download.failures import StoppedHostError
from crawler.vanishing import GONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from corpus import ReportAttachment
    from crawler.fetched import Fetched
    from crawler.spider import ReportSpider
    from crawler.state import Visit

__all__ = ["FileCheck"]


class FileCheck:
    """The files of one unchanged page, asked for one after the other."""

    def __init__(self, spider: ReportSpider, visit: Visit, page: Fetched, kept: Iterable[ReportAttachment]) -> None:
        self._spider = spider
        self._visit = visit
        self._page = page
        self._waiting = list(kept)
        self._received = 0

    def next_request(self) -> Request | None:
        """The request for the next file; None where all are as they were, and the visit has been ended."""
        if not self._waiting or self._received >= MOST_BYTES:
            page = replace(self._page, received=self._page.received + self._received)
            return self._spider.collect(self._visit, page)
        return Request(
            self._waiting[0].url,
            callback=self.arrived,
            errback=self.missed,
            meta={"visit": self._visit, "source": self._visit.source, "file": self._waiting[0]},
            dont_filter=True,
        )

    def arrived(self, response: Response) -> Request | None:
        """Go on where the file is as it was, or cannot be had now; else ask for its page."""
        fetched = fetched_from(response)
        self._received += fetched.received
        file = self._waiting.pop(0)
        came = fetched.status == HTTPStatus.OK and fetched.challenge is None
        if fetched.status in GONE or (came and hashlib.sha256(fetched.body).hexdigest() != file.sha256):
            return self._spider.ask_anew(self._visit, self._page)
        if came:
            self._spider.guarded(self._visit, lambda: self._spider.context.collector.keep_file(fetched))
        return self.next_request()

    def missed(self, failure: Failure) -> Request | None:
        """Go on; where the crawl cannot go on, the whole visit stays for the next."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        context = self._spider.context
        stopped = isinstance(failure.value, StoppedHostError) and self._visit.host in context.frontier.stopped
        if context.broken is not None or stopped:
            self._spider.missed(failure)
            return None
        self._received += request.meta.get("received", 0)
        self._waiting.pop(0)
        return self.next_request()
