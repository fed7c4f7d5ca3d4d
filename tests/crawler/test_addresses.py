from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.address import IPv4Address as TwistedAddress

from crawler import parse_sources
from crawler.download.addresses import PublicResolver, is_public


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("127.0.0.1", id="loopback"),
        pytest.param("127.8.9.10", id="loopback range"),
        pytest.param("10.1.2.3", id="private A"),
        pytest.param("172.16.0.1", id="private B"),
        pytest.param("192.168.1.1", id="private C"),
        pytest.param("169.254.169.254", id="link-local, cloud metadata"),
        pytest.param("100.64.0.1", id="shared"),
        pytest.param("0.0.0.0", id="unspecified"),  # noqa: S104 - it is what must be refused
        pytest.param("224.0.0.1", id="multicast"),
        pytest.param("240.0.0.1", id="reserved"),
        pytest.param("255.255.255.255", id="broadcast"),
        pytest.param("192.0.2.1", id="documentation"),
        pytest.param("198.18.0.1", id="benchmark"),
        pytest.param("::1", id="loopback v6"),
        pytest.param("::", id="unspecified v6"),
        pytest.param("fe80::1", id="link-local v6"),
        pytest.param("fe80::1%eth0", id="link-local v6 with scope"),
        pytest.param("fc00::1", id="unique local"),
        pytest.param("fd12:3456::1", id="unique local, common"),
        pytest.param("fec0::1", id="site-local"),
        pytest.param("ff02::1", id="multicast v6"),
        pytest.param("2001:db8::1", id="documentation v6"),
        pytest.param("::ffff:127.0.0.1", id="mapped loopback"),
        pytest.param("::ffff:10.0.0.1", id="mapped private"),
        pytest.param("2002:7f00:0001::", id="6to4 loopback"),
        pytest.param("64:ff9b::7f00:1", id="NAT64 loopback"),
        pytest.param("2001:0:4136:e378:8000:63bf:3fff:fdd2", id="Teredo"),
    ],
)
def test_an_address_that_is_not_of_the_public_internet_is_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "202.108.1.1", "2400:3200::1", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(address)


def test_what_is_no_address_is_an_error() -> None:
    with pytest.raises(ValueError, match="does not appear to be"):
        is_public("www.gov.example")


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_wrapping_an_address_in_ipv6_never_makes_it_public(ip: IPv4Address) -> None:
    mapped = IPv6Address(int(IPv6Address("::ffff:0:0")) | int(ip))
    nat64 = IPv6Address(int(IPv6Address("64:ff9b::")) | int(ip))
    sixtofour = IPv6Address(int(IPv6Address("2002::")) | int(ip) << 80)
    assert {is_public(str(wrapped)) for wrapped in (mapped, nat64, sixtofour)} == {is_public(str(ip))}


class Receiver:
    """Notes what a resolver yields."""

    def __init__(self) -> None:
        self.events: list[str] = []

    def resolutionBegan(self, _: Any) -> None:  # noqa: N802 - the interface is Twisted's
        self.events.append("began")

    def addressResolved(self, address: Any) -> None:  # noqa: N802 - the interface is Twisted's
        self.events.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802 - the interface is Twisted's
        self.events.append("complete")


class Names:
    """A resolver whose answers may change between two questions, as an attacker's name server does."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    def resolveHostName(self, receiver: Any, *_: object) -> None:  # noqa: N802 - the interface is Twisted's
        receiver.resolutionBegan(None)
        for address in self.answers.pop(0):
            receiver.addressResolved(TwistedAddress("TCP", address, 80))
        receiver.resolutionComplete()


def resolved(resolver: PublicResolver, host: str) -> list[str]:
    receiver = Receiver()
    resolver.resolveHostName(receiver, host)
    return receiver.events


def test_the_resolver_passes_on_public_addresses_alone() -> None:
    resolver = PublicResolver(Names(["1.1.1.1", "10.0.0.1"]), [])
    assert resolved(resolver, "www.a.example") == ["began", "1.1.1.1", "complete"]


def test_a_name_that_turns_private_between_two_questions_is_held_back() -> None:
    resolver = PublicResolver(Names(["1.1.1.1"], ["127.0.0.1"]), [])
    assert resolved(resolver, "www.a.example") == ["began", "1.1.1.1", "complete"]
    assert resolved(resolver, "www.a.example") == ["began", "complete"]
    assert resolver.refused == {"www.a.example": "127.0.0.1"}


def test_only_the_hosts_of_a_source_that_says_so_may_be_private() -> None:
    tables = [{"name": "a", "start": ["http://intranet.example/"], "allow_private": True}]
    resolver = PublicResolver(Names(["10.0.0.1"], ["10.0.0.1"]), parse_sources(tables, "sources.toml"))
    assert resolved(resolver, "intranet.example") == ["began", "10.0.0.1", "complete"]
    assert resolved(resolver, "other.example") == ["began", "complete"]
