"""The spider: it hands every response to the collector, and every end of a visit to the frontier."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from scrapy import Request, Spider
from sqlalchemy.exc import SQLAlchemyError

from corpus import HomeReadOnlyError
from crawler.attachments import AttachmentRound, fetched_from, read_apart
from crawler.download.failures import DOWNLOAD_ERRORS, StoppedHostError, outcome_of, reason_of
from crawler.former import FormerAddress
from crawler.forms import as_asked, form_request, wants_form
from crawler.rechecking import FileCheck
from crawler.state import Ended
from crawler.summary import Outcome

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.context import CrawlContext
    from crawler.fetched import Fetched
    from crawler.state import Visit

__all__ = ["ReportSpider"]

logger = logging.getLogger(__name__)

Result = TypeVar("Result")


class ReportSpider(Spider):
    """One spider for all sources, so that one downloader paces every host."""

    name = "baogao"

    def __init__(self, context: CrawlContext) -> None:
        super().__init__()
        self.context = context

    async def start(self) -> AsyncIterator[Any]:
        """Nothing: the scheduler takes the start pages from the frontier."""
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    async def arrived(self, response: Response) -> Request | None:
        """Collect what a response holds; the request for the first file where its page offers any."""
        visit: Visit = response.meta["visit"]
        try:
            if wants_form(visit, response):
                return form_request(self, visit)
            fetched = as_asked(visit, response, await read_apart(fetched_from(response)))
            await self.context.collector.prepare(visit, fetched)
        except Exception as error:  # noqa: BLE001 - one crawled item, as in `guarded`
            self.fail(visit, error)
            return None
        files = self.guarded(visit, lambda: self.context.collector.offers(visit, fetched))
        if files:
            return AttachmentRound(self, visit, fetched, files).next_request()
        kept = self.guarded(visit, lambda: self.context.collector.files_to_check(visit, fetched)) if files == () else ()
        if kept:
            return FileCheck(self, visit, fetched, kept).next_request()
        return self.collect(visit, fetched) if files is not None and kept is not None else None

    def ask_anew(self, visit: Visit, page: Fetched) -> Request | None:
        """The request for a page of which a file has changed; None where that failed, and the visit has been ended."""
        known = self.guarded(visit, lambda: self.context.collector.ask_anew(visit, page.url))
        if not known:
            return self.collect(visit, page) if known is False else None
        meta = {"visit": visit, "source": visit.source}
        return Request(visit.url, callback=self.arrived, errback=self.missed, meta=meta, dont_filter=True)

    def collect(self, visit: Visit, fetched: Fetched) -> Request | None:
        """Collect what a page and its files hold, and end the visit; the request to be made before, if there is one."""
        formers = self.guarded(visit, lambda: self.context.collector.former(visit, fetched))
        if formers is None:
            return None
        for former in formers:
            if not former.gone:
                return FormerAddress(self, visit, fetched, former.url).request()
            fetched = replace(fetched, moved_from=former.url)
        self.conclude(visit, fetched)
        return None

    def conclude(self, visit: Visit, fetched: Fetched) -> None:
        """Collect what a page holds of which all is known that can be, and end the visit."""
        ended = self.guarded(visit, lambda: self.context.collector.collect(visit, fetched))
        if ended is not None:
            self._finish(visit, ended)

    def guarded(self, visit: Visit, work: Callable[[], Result]) -> Result | None:
        """What `work` gives; None where it failed, and the visit has been ended for that."""
        try:
            return work()
        except (
            OSError,
            SQLAlchemyError,
            HomeReadOnlyError,
        ) as error:  # the home fails, and will fail for the next page too
            self._break_off(visit, error)
        except Exception as error:  # noqa: BLE001 - one crawled item: it is named, and the others go on
            self.fail(visit, error)
        return None

    def fail(self, visit: Visit, error: Exception) -> None:
        """End a visit for an error of this program, and name it."""
        logger.error("Visit of %s", visit.url, exc_info=error)
        self._finish(visit, Ended(outcome=Outcome.FAILED, reason=f"{type(error).__name__}: {error}"))

    def missed(self, failure: Failure) -> None:
        """Note why a visit brought no response."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        visit: Visit = request.meta["visit"]
        if self.context.broken is not None:
            self._break_off(visit, self.context.broken)
            return
        if isinstance(failure.value, StoppedHostError) and visit.host in self.context.frontier.stopped:
            self.context.frontier.release(visit)  # it stays for the next crawl
            return
        if not isinstance(failure.value, DOWNLOAD_ERRORS):
            logger.error("Visit of %s", visit.url, exc_info=failure.value)
        received = request.meta.get("received", 0)
        self._finish(visit, Ended(outcome=outcome_of(failure.value), reason=reason_of(failure.value), bytes=received))

    async def closed(self, reason: str) -> None:
        """Note whether the crawl was interrupted; Scrapy calls it at the end."""
        self.context.stopped = reason == "shutdown"
        await self.context.collector.reader.close()

    def _finish(self, visit: Visit, ended: Ended) -> None:
        try:
            self.context.frontier.finish(visit, ended)
        except Exception as error:  # noqa: BLE001 - without its state the crawl cannot go on; the error is passed on whole
            self._break_off(visit, error)

    def _break_off(self, visit: Visit, error: Exception) -> None:
        self.context.broken = error
        self.context.frontier.release(visit)
