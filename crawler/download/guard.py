"""Keeps every request, redirects included, on its source's site and away from private addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from scrapy.exceptions import CannotResolveHostError

from crawler.context import CrawlContext, context_of
from crawler.download.addresses import is_public
from crawler.download.failures import RefusedError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from crawler.download.addresses import PublicResolver

__all__ = ["GuardMiddleware"]


class GuardMiddleware:
    """Downloader middleware; `crawler.download.addresses` holds the line at the connection itself."""

    def __init__(self, context: CrawlContext) -> None:
        self._context = context

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> GuardMiddleware:
        """The middleware, as Scrapy asks for it."""
        return cls(context_of(crawler))

    @property
    def _resolver(self) -> PublicResolver:
        """The resolver of every connection; Scrapy installs it after the middlewares are made."""
        from twisted.internet import reactor

        return cast("PublicResolver", reactor.nameResolver)

    def process_request(self, request: Request) -> None:
        """Let the request pass.

        Raises:
            RefusedError: it leads off the site, or to a private address.
        """
        source = self._context.sources[request.meta["source"]]
        host = (urlsplit(request.url).hostname or "").lower()
        if not source.on_site(request.url):
            raise RefusedError(f"it leads off the site, to {request.url}; `hosts` may name further hosts", host)
        if source.allow_private:
            return
        if self._resolver.may_be_private(host) or not _may_be_public(host):
            raise RefusedError(_private(host), host)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Say of a name without usable addresses that it is private, not that it is unknown; so nobody tries again."""
        host = (urlsplit(request.url).hostname or "").lower()
        if isinstance(exception, CannotResolveHostError) and host in self._resolver.refused:
            raise RefusedError(_private(self._resolver.refused[host], host), host)


def _may_be_public(host: str) -> bool:
    try:
        return is_public(host)
    except ValueError:  # a name: the resolver decides
        return True


def _private(address: str, host: str = "") -> str:
    where = f"{host} is at {address}" if host else address
    return f"{where}: not an address of the public Internet; `allow_private` may permit it"
