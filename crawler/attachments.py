"""The files that a report's page offers: fetched one after the other within the page's visit, then read.

They go through the same guard, robots.txt and pace as pages, and are recorded like them. The report is saved once, when
the last file has come or failed; killed in between, the next run visits the page again.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.threads import deferToThread

from corpus import InputError, NotFoundError
from corpus.attachments import ReadFile, ReceivedFile, read_received
from corpus.extract import file_kind
from corpus.reading import read_document
from crawler.download.failures import RefusedError, StoppedHostError, reason_of
from crawler.fetched import Fetched
from crawler.vanishing import GONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from corpus import ReportAttachment
    from crawler.spider import ReportSpider
    from crawler.state import Visit

__all__ = ["AttachmentRound", "fetched_from", "read_apart"]

logger = logging.getLogger(__name__)

MOST_FILES = 30  # of one page
MOST_BYTES = 128 * 1024**2  # of all files of one page


def fetched_from(response: Response) -> Fetched:
    """The response as collecting needs it."""
    headers = {
        name.decode("latin-1").lower(): b", ".join(values or ()).decode("latin-1")
        for name, values in response.headers.items()
    }
    return Fetched(
        url=response.url,
        status=response.status,
        headers=headers,
        body=response.body,
        snapshot=response.meta.get("snapshot"),
        collected_at=response.meta["collected_at"],
        received=response.meta["received"],
        challenge=response.meta["challenge"],
    )


async def read_apart(fetched: Fetched) -> Fetched:
    """`fetched` with what was read from it where it is a file: in a thread, so that no other host waits for it."""
    if fetched.status != HTTPStatus.OK or fetched.challenge is not None or file_kind(fetched.body) is None:
        return fetched

    def read() -> Fetched:
        try:
            return replace(
                fetched, document=read_document(fetched.body, media_type=fetched.media_type, url=fetched.url)
            )
        except InputError:  # collecting meets it again, and names it
            return fetched

    return await maybe_deferred_to_future(deferToThread(read))


class AttachmentRound:
    """The files of one page on their way."""

    def __init__(self, spider: ReportSpider, visit: Visit, page: Fetched, offered: Iterable[ReportAttachment]) -> None:
        self._spider = spider
        self._visit = visit
        self._page = page
        self._waiting = list(offered)
        self._files: list[ReadFile] = []
        self._received = 0
        self._again = False

    def next_request(self) -> Request | None:
        """The request for the next file; None where all have come or failed, and the visit has been ended."""
        while self._waiting:
            offer = self._waiting[0]
            why_not = self._why_not(offer)
            if why_not is None:
                return Request(
                    offer.url,
                    callback=self.arrived,
                    errback=self.missed,
                    meta={"visit": self._visit, "source": self._visit.source, "attachment": True},
                    dont_filter=True,
                )
            self._without(why_not)
        received = self._page.received + self._received
        page = replace(self._page, files=tuple(self._files), received=received, again=self._again)
        return self._spider.collect(self._visit, page)

    async def arrived(self, response: Response) -> Request | None:
        """Read the file that came, and go on."""
        fetched = fetched_from(response)
        self._received += fetched.received
        if fetched.challenge is not None:
            self._without(fetched.challenge.reason, fetched.snapshot)
        elif fetched.status != HTTPStatus.OK:
            self._again = self._again or fetched.status not in GONE
            self._without(f"answered {fetched.status}", fetched.snapshot)
        else:
            offer = self._waiting.pop(0)
            self._spider.context.collector.keep_file(fetched)
            received = ReceivedFile(
                url=offer.url,
                label=offer.label,
                data=fetched.body,
                media_type=fetched.media_type,
                snapshot=fetched.snapshot,
            )
            try:
                read = await maybe_deferred_to_future(deferToThread(read_received, received))
            except Exception as error:  # one crawled item: it is named, and the others go on
                logger.exception("File %s", offer.url)
                reason = f"{type(error).__name__}: {error}"
                read = read_received(replace(received, data=None, reason=reason))
            self._files.append(read)
        return self.next_request()

    def missed(self, failure: Failure) -> Request | None:
        """Note why a file did not come, and go on; where the crawl cannot go on, the whole visit stays for the next."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        self._received += request.meta.get("received", 0)
        context = self._spider.context
        stopped = isinstance(failure.value, StoppedHostError) and self._visit.host in context.frontier.stopped
        if context.broken is not None or stopped:
            self._spider.missed(failure)
            return None
        self._again = self._again or not isinstance(failure.value, RefusedError)
        self._without(reason_of(failure.value), request.meta.get("snapshot"))
        return self.next_request()

    def _why_not(self, offer: ReportAttachment) -> str | None:
        """Why a file is not asked for; None where it is."""
        if not offer.url.lower().startswith(("http://", "https://")):
            return "it is at no web address"
        if len(self._files) >= MOST_FILES:
            return f"of one page, {MOST_FILES} files are fetched"
        if self._received >= MOST_BYTES:
            return f"of one page, {MOST_BYTES // 1024**2} MB of files are fetched"
        return None

    def _without(self, reason: str, snapshot: int | None = None) -> None:
        """Go on without the file at hand: with the copy that is kept of it, where there is one."""
        offer = self._waiting.pop(0)
        reason = f"Not fetched: {reason}."
        kept = self._kept(offer)
        received = ReceivedFile(url=offer.url, label=offer.label, snapshot=snapshot, reason=reason)
        if kept is None:
            self._files.append(read_received(received))
            return
        read = read_received(replace(received, data=kept[1], snapshot=kept[0], reason=""))
        told = replace(read.attachment, reason=" ".join(filter(None, (reason, read.attachment.reason))))
        self._files.append(ReadFile(told, read.document))

    def _kept(self, offer: ReportAttachment) -> tuple[int, bytes] | None:
        """The last good copy of a file of this report: the id of its snapshot, and its bytes."""
        context = self._spider.context
        held = context.collector.held(self._visit, self._page.url)
        for item in held.attachments if held is not None else ():
            if item.url == offer.url and item.snapshot is not None and item.sha256 is not None:
                try:
                    return item.snapshot, context.archive.read_snapshot(item.snapshot).body
                except (InputError, NotFoundError):
                    return None
        return None
