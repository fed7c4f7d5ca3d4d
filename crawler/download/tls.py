"""TLS: made as it should be; where that fails, with what the source allows, and never silently.

The standard connection checks certificate and name, and takes TLS 1.2 and newer. Old government servers fail it with
legacy renegotiation, small Diffie-Hellman groups, old ciphers, or a certificate that has run out. What was used in its
place is noted with every snapshot, and in the summary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from OpenSSL import SSL
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from service_identity import VerificationError
from service_identity.exceptions import CertificateError
from service_identity.hazmat import DNS_ID, IPAddress_ID, ServiceID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.internet.ssl import optionsForClientTLS
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.context import CrawlContext, context_of
from crawler.download.failures import tls_failure
from crawler.sources import Tls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from OpenSSL.crypto import X509
    from scrapy import Request
    from scrapy.crawler import Crawler
    from twisted.protocols.tls import TLSMemoryBIOProtocol

    Verify = Callable[[SSL.Connection, X509, int, int, int], bool]

__all__ = ["TlsDownloadHandler", "TlsMiddleware", "tls_note"]

OLD_CIPHERS = b"ALL:!aNULL:!eNULL:@SECLEVEL=0"
LEGACY_SERVER_CONNECT = 0x4  # OpenSSL's SSL_OP_LEGACY_SERVER_CONNECT, which pyOpenSSL does not name

WORDS = {
    Tls.LEGACY: "old TLS was allowed (protocols, ciphers, renegotiation)",
    Tls.UNVERIFIED: "the TLS certificate was not checked",
    Tls.PLAIN: "asked for over plain HTTP",
}


def tls_note(mode: Tls, reason: str) -> str:
    """What a snapshot says of a connection that was not made as it should be, and why it was not."""
    return f"{WORDS[mode]}, because the standard connection failed: {reason}"


class TlsMiddleware:
    """Downloader middleware: where a connection fails for its TLS, the host is asked again as its source allows."""

    def __init__(self, context: CrawlContext) -> None:
        self._context = context

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TlsMiddleware:
        """The middleware, as Scrapy asks for it."""
        return cls(context_of(crawler))

    def process_request(self, request: Request) -> Request | None:
        """Ask over plain HTTP where TLS has failed and the source allows that."""
        mode, _ = self._context.tls.get(_host(request.url), (Tls.STANDARD, ""))
        return _plain(request) if mode is Tls.PLAIN and request.url.startswith("https:") else None

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Take what the source allows, once for each host."""
        reason = tls_failure(exception)
        host = _host(request.url)
        if reason is None:
            return None
        allowed = self._context.sources[request.meta["source"]].tls
        if allowed is Tls.PLAIN:
            self._context.tls.setdefault(host, (allowed, reason))
            return _plain(request)
        if allowed is Tls.STANDARD or host in self._context.tls:
            request.meta["dont_retry"] = True  # the same would fail the same way
            return None
        self._context.tls[host] = (allowed, reason)
        return request.replace(dont_filter=True)


class TlsDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's handler for https, with the TLS that is in force for each host."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._contextFactory = _Policy(context_of(crawler).tls)  # type: ignore[assignment]  # zope's, not mypy's


@implementer(IPolicyForHTTPS)
class _Policy:
    """Chooses how a connection is made by what has been found to be needed for the host."""

    def __init__(self, in_force: Mapping[str, tuple[Tls, str]]) -> None:
        self._in_force = in_force

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802, ARG002 - the interface is Twisted's
        host = hostname.decode("ascii")
        mode, _ = self._in_force.get(host.lower(), (Tls.STANDARD, ""))
        if mode is Tls.STANDARD:
            return optionsForClientTLS(host)
        return _WeakConnections(host, verify=mode is not Tls.UNVERIFIED)


@implementer(IOpenSSLClientConnectionCreator)
class _WeakConnections:
    """Makes connections as servers of twenty years ago need them."""

    def __init__(self, host: str, *, verify: bool) -> None:
        self._host = host
        context = SSL.Context(SSL.TLS_CLIENT_METHOD)
        context.set_min_proto_version(SSL.TLS1_VERSION)
        context.set_options(LEGACY_SERVER_CONNECT)
        context.set_cipher_list(OLD_CIPHERS)
        context.set_default_verify_paths()
        context.set_verify(SSL.VERIFY_PEER if verify else SSL.VERIFY_NONE, _verifying(host) if verify else _any)
        self._context = context

    def clientConnectionForTLS(self, tlsProtocol: TLSMemoryBIOProtocol) -> SSL.Connection:  # noqa: N802, N803, ARG002
        connection = SSL.Connection(self._context, None)
        if not _is_address(self._host):
            connection.set_tlsext_host_name(self._host.encode("ascii"))
        return connection


def _verifying(host: str) -> Verify:
    """OpenSSL's own verdict on the chain, and whether the certificate is for the host."""
    expected: ServiceID = IPAddress_ID(host) if _is_address(host) else DNS_ID(host)

    def verify(connection: SSL.Connection, certificate: X509, error: int, depth: int, verdict: int) -> bool:  # noqa: ARG001
        if not verdict or depth:
            return bool(verdict)
        try:
            verify_service_identity(extract_patterns(certificate), [expected], [])
        except (VerificationError, CertificateError):
            return False
        return True

    return verify


def _any(*_: object) -> bool:
    return True


def _is_address(host: str) -> bool:
    return isIPAddress(host) or isIPv6Address(host)


def _plain(request: Request) -> Request:
    return request.replace(url=f"http:{request.url.removeprefix('https:')}", dont_filter=True)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()
