"""The keys of a source: one table that names each, checks its value, and says what it does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from corpus import canonical_url
from corpus.cms import ADAPTERS

__all__ = ["FAMILIES", "SOURCE_KEYS", "WEB_PORTS", "SourceKey", "Tls", "WrongValueError"]

FAMILIES = ("auto", *(adapter.family for adapter in ADAPTERS))
FIRST_YEAR, LAST_YEAR = 1949, 2100
MAX_DELAY_SECONDS = 3600.0
MOST = 1e9  # beyond it a number is a slip of the pen
WEB_PORTS = {"http": 80, "https": 443}
YEAR_RANGE = re.compile(r"(\d{4})\.\.(\d{4})")
HOST_NAME = re.compile(r"[\w-]+(\.[\w-]+)*")


class Tls(StrEnum):
    """What a source allows where the connection to it fails as it should be made."""

    STANDARD = "standard"  # nothing else
    LEGACY = "legacy"  # old protocols, ciphers, key sizes and renegotiation; the certificate holds
    UNVERIFIED = "unverified"  # the same, and the certificate is not checked
    PLAIN = "plain"  # plain HTTP


@dataclass(frozen=True, slots=True)
class SourceKey:
    """One key of a ``[[source]]``: its name, what turns the given value into the kept one, and what it does."""

    name: str
    check: Callable[[Any], Any]
    help: str


class WrongValueError(Exception):
    """A value is not what the key takes; the text says what was expected, after `must be`."""


def _name(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise WrongValueError("a text that is not empty")
    return value.strip()


def _start(value: Any) -> tuple[str, ...]:
    urls = [value] if isinstance(value, str) else value
    if not isinstance(urls, list) or not urls:
        raise WrongValueError("a list of at least one http or https address")
    return tuple(_url(url) for url in urls)


def _url(value: Any) -> str:
    expected = "a list of http or https addresses"
    if not isinstance(value, str):
        raise WrongValueError(expected)
    try:
        parts = urlsplit(value.strip())
        complete = parts.scheme.lower() in WEB_PORTS and parts.hostname and parts.port != 0
    except ValueError:
        complete = False
    if not complete or parts.username or parts.password or re.search(r"\s", value.strip()):
        raise WrongValueError(expected)
    return canonical_url(value)


def _hosts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(host, str) and HOST_NAME.fullmatch(host) for host in value):
        raise WrongValueError("a list of host names without scheme or path")
    return tuple(host.lower() for host in value)


def _family(value: Any) -> str:
    if value not in FAMILIES:
        raise WrongValueError(f"one of {', '.join(FAMILIES)}")
    return str(value)


def _pattern(value: Any) -> re.Pattern[str]:
    if not isinstance(value, str) or not value:
        raise WrongValueError("a regular expression")
    try:
        return re.compile(value)
    except re.error as error:
        raise WrongValueError(f"a regular expression ({error})") from error


def _years(value: Any) -> frozenset[int]:
    expected = 'a range such as "2019..2025" or a list of years'
    if isinstance(value, str) and (match := YEAR_RANGE.fullmatch(value.strip())):
        first, last = int(match[1]), int(match[2])
        years: list[Any] = list(range(first, last + 1)) if FIRST_YEAR <= first <= last <= LAST_YEAR else []
    else:
        years = value if isinstance(value, list) else [value]
    if not years or not all(type(year) is int and FIRST_YEAR <= year <= LAST_YEAR for year in years):
        raise WrongValueError(expected)
    return frozenset(years)


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongValueError("true or false")
    return value


def _count(value: Any) -> int:
    if type(value) is not int or value < 1:
        raise WrongValueError("a whole number of at least 1")
    return value


def _delay(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MAX_DELAY_SECONDS:
        raise WrongValueError(f"a number of seconds from 0 to {MAX_DELAY_SECONDS:.0f}")
    return float(value)


def _positive(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < MOST:
        raise WrongValueError("a number above 0")
    return float(value)


def _tls(value: Any) -> Tls:
    if value not in tuple(Tls):
        raise WrongValueError(f"one of {', '.join(Tls)}")
    return Tls(value)


SOURCE_KEYS = (
    SourceKey("name", _name, "What summaries and --site call the source."),
    SourceKey("start", _start, "Addresses of the first list pages."),
    SourceKey("family", _family, "Adapter for its list pages; auto asks each page."),
    SourceKey("hosts", _hosts, "Further hosts that belong to the site, sub-domains included."),
    SourceKey("follow", _pattern, "Links to further list pages, by their text or address."),
    SourceKey("title_pattern", _pattern, "What the text of a link to a report, or the report's title, holds."),
    SourceKey("url_pattern", _pattern, "What the address of a report holds."),
    SourceKey("years", _years, "Report years wanted."),
    SourceKey("allow_private", _boolean, "Whether it may stand at a private or loopback address."),
    SourceKey("max_pages", _count, "Most list pages that one run visits."),
    SourceKey("delay_seconds", _delay, "Least time between two requests."),
    SourceKey("budget_pages", _count, "Most pages that one crawl asks the site for."),
    SourceKey("budget_megabytes", _positive, "Most megabytes that one crawl takes from the site."),
    SourceKey("budget_minutes", _positive, "Longest time that one crawl spends on the site."),
    SourceKey("tls", _tls, "What is allowed where its TLS connection fails: legacy, unverified or plain."),
)
