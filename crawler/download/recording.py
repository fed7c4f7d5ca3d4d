"""Writes every response to the archive, as received, before anything else sees it."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from sqlalchemy.exc import SQLAlchemyError

from corpus import BaogaoError
from corpus.challenge import recognise_challenge
from crawler.context import CrawlContext, context_of
from crawler.download.failures import BombError
from crawler.download.tls import tls_note
from crawler.download.unpacking import unpacked

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Headers, Response

    from corpus.challenge import Challenge

__all__ = ["RecordingMiddleware"]


class RecordingMiddleware:
    """The downloader middleware nearest to the network: bodies come in compressed, and leave unpacked.

    List pages, robots.txt, redirects, 304s and errors are recorded like reports; a challenge or a response that unpacks
    beyond bounds as a refusal, with a note that says so. With the request's `meta` go the id of the record
    (``snapshot``) and what came in place of the page (``challenge``, else None).
    """

    def __init__(self, context: CrawlContext) -> None:
        self._context = context

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RecordingMiddleware:
        """The middleware, as Scrapy asks for it."""
        return cls(context_of(crawler))

    def process_response(self, request: Request, response: Response) -> Response:
        """Record the response, and pass it on unpacked.

        Raises:
            BombError: it unpacks to more than the crawler takes; it has been recorded.
            IgnoreRequest: it cannot be recorded (the disk is full, say); the crawl ends.
        """
        request.meta["received"] = request.meta.get("received", 0) + len(response.body)
        try:
            plain = unpacked(response)
        except BombError as error:
            self._record(request, response, refusal=str(error))
            raise
        challenge = _challenge(plain)
        request.meta["challenge"] = challenge
        if challenge is not None:
            request.meta["dont_retry"] = True  # it would be asked the same again
        self._record(request, response, refusal=challenge.reason if challenge else None)
        return plain

    def _record(self, request: Request, response: Response, *, refusal: str | None) -> None:
        captured_at = datetime.now(UTC)
        refused = refusal is not None or response.status >= HTTPStatus.BAD_REQUEST
        notes = [refusal] if refusal else []
        host = (urlsplit(response.url).hostname or "").lower()
        if host in self._context.tls:
            notes.append(tls_note(*self._context.tls[host]))
        try:
            snapshot = self._context.archive.record_response(
                response.url,
                status=response.status,
                reason=_reason(response.status),
                headers=_pairs(response.headers),
                body=response.body,
                kind="refusal" if refused else "response",
                request_headers=_pairs(request.headers),
                request_method=request.method,
                request_body=request.body,
                captured_at=captured_at,
                remote_ip=str(response.ip_address) if response.ip_address else None,
                note="; ".join(notes) or None,
            )
        except (OSError, SQLAlchemyError, BaogaoError) as error:
            self._context.broken = error
            raise IgnoreRequest(f"it could not be recorded: {error}") from error
        request.meta["snapshot"] = snapshot.id
        request.meta["collected_at"] = captured_at


def _challenge(response: Response) -> Challenge | None:
    if HTTPStatus.MULTIPLE_CHOICES <= response.status < HTTPStatus.BAD_REQUEST:
        return None  # what it leads to tells
    headers = {"server": (response.headers.get("Server") or b"").decode("latin-1")}
    return recognise_challenge(response.body, status=response.status, headers=headers)


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:  # such as 521, which is no standard's
        return ""


def _pairs(headers: Headers) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values or ()
    ]
