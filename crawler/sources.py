"""sources.toml: which sites are collected, and what of them. One table names every key and checks its value."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from corpus import SettingsError, canonical_url
from corpus.cms import ADAPTERS

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FAMILIES", "SOURCE_KEYS", "Source", "SourceKey", "parse_sources", "read_sources"]

FAMILIES = ("auto", *(adapter.family for adapter in ADAPTERS))
FIRST_YEAR, LAST_YEAR = 1949, 2100
MAX_DELAY_SECONDS = 3600.0
WEB_PORTS = {"http": 80, "https": 443}
YEAR_RANGE = re.compile(r"(\d{4})\.\.(\d{4})")
HOST_NAME = re.compile(r"[\w-]+(\.[\w-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One site, and what is collected from it.

    Attributes:
        name: what summaries and `--site` call it.
        start: addresses of the first list pages.
        family: the adapter that reads its list pages; ``auto`` asks each page.
        hosts: further hosts that belong to the site, their sub-domains included.
        follow: links to further list pages, by their text or address.
        title_pattern: what the text of a link to a report, or the report's title, holds; None takes every list item.
        url_pattern: what the address of a report holds.
        years: the report years wanted; None takes every year.
        allow_private: whether it may stand at a private or loopback address.
        max_pages: most list pages that one run visits.
        delay_seconds: least time between two requests; None takes the home's setting.
    """

    name: str
    start: tuple[str, ...]
    family: str = "auto"
    hosts: tuple[str, ...] = ()
    follow: re.Pattern[str] | None = None
    title_pattern: re.Pattern[str] | None = None
    url_pattern: re.Pattern[str] | None = None
    years: frozenset[int] | None = None
    allow_private: bool = False
    max_pages: int = 1000
    delay_seconds: float | None = None

    def on_site(self, url: str) -> bool:
        """Whether `url` belongs to the site, at a port that the start pages use.

        The hosts of the start pages count with and without ``www.``, but not their sub-domains: below www.gov.cn stands
        every government of the country. Those of `hosts` count with their sub-domains.
        """
        parts = urlsplit(url)
        if parts.scheme not in WEB_PORTS or not parts.hostname:
            return False
        try:
            port = parts.port or WEB_PORTS[parts.scheme]
        except ValueError:  # a port that is no number
            return False
        return port in self._ports() and self.has_host(parts.hostname)

    def has_host(self, host: str) -> bool:
        """Whether the host belongs to the site, whatever the port."""
        name = host.lower()
        return name.removeprefix("www.") in self.start_hosts() or any(_within(name, site) for site in self.hosts)

    def start_hosts(self) -> tuple[str, ...]:
        """The hosts of the start pages, lower case, without a leading ``www.``."""
        names = ((urlsplit(url).hostname or "").lower().removeprefix("www.") for url in self.start)
        return tuple(dict.fromkeys(names))

    def asked_hosts(self) -> tuple[str, ...]:
        """The hosts that requests go to by name: of the start pages as written, their ``www.`` twins, and `hosts`."""
        twins = [name for host in self.start_hosts() for name in (host, f"www.{host}")]
        return (*twins, *self.hosts)

    def as_dict(self) -> dict[str, Any]:
        """The source as sources.toml writes it; a key that is not set is left out."""
        given = {field.name: _plain(getattr(self, field.name)) for field in fields(self)}
        return {name: value for name, value in given.items() if value is not None}

    def _ports(self) -> set[int]:
        starts = [urlsplit(url) for url in self.start]
        ports = {parts.port or WEB_PORTS[parts.scheme] for parts in starts}
        return ports | set(WEB_PORTS.values()) if ports & set(WEB_PORTS.values()) else ports


@dataclass(frozen=True, slots=True)
class SourceKey:
    """One key of a ``[[source]]``: its name, what turns the given value into the kept one, and what it does."""

    name: str
    check: Callable[[Any], Any]
    help: str


class _WrongValueError(Exception):
    """A value is not what the key takes; the text says what was expected, after `must be`."""


def read_sources(path: Path) -> tuple[Source, ...]:
    """The sources that the file names, in its order.

    Raises:
        SettingsError: the file is missing or no TOML, or a key or value is not as `SOURCE_KEYS` says.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.", hint="Name the sources file.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name} is not valid TOML: {error}.", hint="Correct that line.") from error
    unknown = next((name for name in given if name != "source"), None)
    if unknown is not None:
        raise SettingsError(f"{path.name}: unknown table or key {unknown!r}.", hint="Each site is one [[source]].")
    tables = given.get("source")
    if not isinstance(tables, list) or not tables:
        raise SettingsError(f"{path.name} names no source.", hint="Write one [[source]] with a name and start pages.")
    return parse_sources(tables, path.name)


def parse_sources(tables: list[Any], file_name: str) -> tuple[Source, ...]:
    """The sources that the tables describe.

    Raises:
        SettingsError: a key or value is not as `SOURCE_KEYS` says, two sources share a name, or two on one host
            disagree on allow_private.
    """
    sources = tuple(_source(table, f"{file_name}, source {number}") for number, table in enumerate(tables, 1))
    seen: dict[str, Source] = {}
    private: dict[str, Source] = {}
    for source in sources:
        if source.name in seen:
            raise SettingsError(f"{file_name}: two sources are named {source.name!r}.", hint="Give each its own name.")
        seen[source.name] = source
        for host in (*source.start_hosts(), *source.hosts):
            other = private.setdefault(host, source)
            if other.allow_private != source.allow_private:
                raise SettingsError(
                    f"{file_name}: {other.name!r} and {source.name!r} share the host {host} and disagree on "
                    "allow_private.",
                    hint="Give both the same value.",
                )
    return sources


def _source(table: Any, place: str) -> Source:
    if not isinstance(table, Mapping):
        raise SettingsError(f"{place} is no table.", hint="Each site is one [[source]].")
    if isinstance(table.get("name"), str):
        place = f"{place} ({table['name']})"
    known = {key.name: key for key in SOURCE_KEYS}
    kept: dict[str, Any] = {}
    for name, value in table.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(known)}."
            raise SettingsError(f"{place}: unknown key {name!r}.", hint=hint)
        try:
            kept[name] = known[name].check(value)
        except _WrongValueError as error:
            raise SettingsError(f"{place}: {name} must be {error}, not {value!r}.", hint=known[name].help) from error
    for name in ("name", "start"):
        if name not in kept:
            raise SettingsError(f"{place}: {name} is missing.", hint=known[name].help)
    return Source(**kept)


def _name(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _WrongValueError("a text that is not empty")
    return value.strip()


def _start(value: Any) -> tuple[str, ...]:
    urls = [value] if isinstance(value, str) else value
    if not isinstance(urls, list) or not urls:
        raise _WrongValueError("a list of at least one http or https address")
    return tuple(_url(url) for url in urls)


def _url(value: Any) -> str:
    expected = "a list of http or https addresses"
    if not isinstance(value, str):
        raise _WrongValueError(expected)
    try:
        parts = urlsplit(value.strip())
        complete = parts.scheme.lower() in WEB_PORTS and parts.hostname and parts.port != 0
    except ValueError:
        complete = False
    if not complete or parts.username or parts.password or re.search(r"\s", value.strip()):
        raise _WrongValueError(expected)
    return canonical_url(value)


def _hosts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(host, str) and HOST_NAME.fullmatch(host) for host in value):
        raise _WrongValueError("a list of host names without scheme or path")
    return tuple(host.lower() for host in value)


def _family(value: Any) -> str:
    if value not in FAMILIES:
        raise _WrongValueError(f"one of {', '.join(FAMILIES)}")
    return str(value)


def _pattern(value: Any) -> re.Pattern[str]:
    if not isinstance(value, str) or not value:
        raise _WrongValueError("a regular expression")
    try:
        return re.compile(value)
    except re.error as error:
        raise _WrongValueError(f"a regular expression ({error})") from error


def _years(value: Any) -> frozenset[int]:
    expected = 'a range such as "2019..2025" or a list of years'
    if isinstance(value, str) and (match := YEAR_RANGE.fullmatch(value.strip())):
        first, last = int(match[1]), int(match[2])
        years: list[Any] = list(range(first, last + 1)) if FIRST_YEAR <= first <= last <= LAST_YEAR else []
    else:
        years = value if isinstance(value, list) else [value]
    if not years or not all(type(year) is int and FIRST_YEAR <= year <= LAST_YEAR for year in years):
        raise _WrongValueError(expected)
    return frozenset(years)


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _WrongValueError("true or false")
    return value


def _max_pages(value: Any) -> int:
    if type(value) is not int or value < 1:
        raise _WrongValueError("a whole number of at least 1")
    return value


def _delay(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MAX_DELAY_SECONDS:
        raise _WrongValueError(f"a number of seconds from 0 to {MAX_DELAY_SECONDS:.0f}")
    return float(value)


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
    SourceKey("max_pages", _max_pages, "Most list pages that one run visits."),
    SourceKey("delay_seconds", _delay, "Least time between two requests."),
)


def _within(host: str, site: str) -> bool:
    return host == site or host.endswith(f".{site}")


def _plain(value: Any) -> Any:
    match value:
        case re.Pattern():
            return value.pattern
        case frozenset():
            return sorted(value)
        case tuple():
            return list(value)
        case _:
            return value
