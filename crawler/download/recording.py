"""Writes every response to the archive, as received, before anything else sees it."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from scrapy.exceptions import IgnoreRequest
from sqlalchemy.exc import SQLAlchemyError

from corpus import BaogaoError
from crawler.context import CrawlContext, context_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Headers, Response

__all__ = ["RecordingMiddleware"]


class RecordingMiddleware:
    """The downloader middleware nearest to the network: bodies are still compressed here.

    List pages, robots.txt, redirects, 304s and errors are recorded like reports. The id of the record goes with the
    request's `meta` as ``snapshot``.
    """

    def __init__(self, context: CrawlContext) -> None:
        self._context = context

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RecordingMiddleware:
        """The middleware, as Scrapy asks for it."""
        return cls(context_of(crawler))

    def process_response(self, request: Request, response: Response) -> Response:
        """Record the response and pass it on.

        Raises:
            IgnoreRequest: it cannot be recorded (the disk is full, say); the crawl ends.
        """
        captured_at = datetime.now(UTC)
        try:
            snapshot = self._context.archive.record_response(
                response.url,
                status=response.status,
                reason=_reason(response.status),
                headers=_pairs(response.headers),
                body=response.body,
                kind="refusal" if response.status >= HTTPStatus.BAD_REQUEST else "response",
                request_headers=_pairs(request.headers),
                captured_at=captured_at,
                remote_ip=str(response.ip_address) if response.ip_address else None,
            )
        except (OSError, SQLAlchemyError, BaogaoError) as error:
            self._context.broken = error
            raise IgnoreRequest(f"it could not be recorded: {error}") from error
        request.meta["snapshot"] = snapshot.id
        request.meta["collected_at"] = captured_at
        request.meta["received"] = request.meta.get("received", 0) + len(response.body)
        return response


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:  # such as 521, which is no standard's
        return ""


def _pairs(headers: Headers) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values or ()
    ]
