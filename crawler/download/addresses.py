"""Which network addresses a crawl may connect to, and a resolver that yields no other.

The resolver is where it is enforced: Twisted connects to the addresses that the resolver yields, so a name that is
public when it is checked and private when it is used (DNS rebinding) never gets through; nor does 127.0.0.1 in any
spelling, because spellings go through the resolver too. Every redirect is a request of its own and is resolved anew.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Any

from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy.crawler import CrawlerProcess

    from crawler.sources import Source

__all__ = ["PRIVATE_SOURCES", "PublicResolver", "is_public"]

PRIVATE_SOURCES = "BAOGAO_PRIVATE_SOURCES"
"""Setting: the sources that say allow_private."""

NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last four bytes
LAST_FOUR_BYTES = 0xFFFFFFFF


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public Internet, also where IPv6 wraps an IPv4 address.

    Private, loopback, link-local, shared (100.64.0.0/10), multicast, reserved and documentation ranges are not.

    Raises:
        ValueError: it is no IP address.
    """
    ip = _unwrapped(ip_address(address.partition("%")[0]))
    if ip.is_multicast or ip.is_reserved or ip.is_unspecified or not ip.is_global:
        return False
    return not (isinstance(ip, IPv6Address) and (ip.is_site_local or ip.teredo is not None))


def _unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(ip, IPv4Address):
        return ip
    if ip in NAT64:
        return IPv4Address(int(ip) & LAST_FOUR_BYTES)
    return ip.ipv4_mapped or ip.sixtofour or ip


@implementer(IHostnameResolver)
class PublicResolver:
    """Yields public addresses only, except for the hosts of sources that allow private ones.

    Attributes:
        refused: by host, the address that was last held back.
    """

    def __init__(self, resolver: Any, private: Sequence[Source]) -> None:
        self._resolver = resolver
        self._private = private
        self.refused: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: CrawlerProcess, reactor: Any) -> PublicResolver:
        """The resolver around the reactor's own, as Scrapy asks for it."""
        return cls(reactor.nameResolver, crawler.settings.get(PRIVATE_SOURCES) or ())

    def install_on_reactor(self) -> None:
        """Make it the resolver of every connection."""
        from twisted.internet import reactor

        reactor.installNameResolver(self)

    def may_be_private(self, host: str) -> bool:
        """Whether a source says that this host may stand at a private address."""
        return any(source.has_host(host) for source in self._private)

    def resolveHostName(  # noqa: N802 - the interface is Twisted's
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve a name, and pass on the addresses that may be connected to."""
        receiver = resolutionReceiver
        if not self.may_be_private(hostName):
            receiver = _PublicOnly(resolutionReceiver, hostName, self.refused)
        return self._resolver.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IResolutionReceiver)
class _PublicOnly:
    """Passes on public addresses, and notes the others."""

    def __init__(self, receiver: Any, host: str, refused: dict[str, str]) -> None:
        self._receiver = receiver
        self._host = host
        self._refused = refused

    def resolutionBegan(self, resolutionInProgress: Any) -> None:  # noqa: N802, N803 - the interface is Twisted's
        self._receiver.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: Any) -> None:  # noqa: N802 - the interface is Twisted's
        if is_public(address.host):
            self._receiver.addressResolved(address)
        else:
            self._refused[self._host] = address.host

    def resolutionComplete(self) -> None:  # noqa: N802 - the interface is Twisted's
        self._receiver.resolutionComplete()
