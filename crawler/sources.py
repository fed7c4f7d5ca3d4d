"""sources.toml: which sites are collected, and what of them."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from corpus import SettingsError
from crawler.source_keys import FAMILIES, SOURCE_KEYS, WEB_PORTS, SourceKey, Tls, WrongValueError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FAMILIES", "SOURCE_KEYS", "Source", "SourceKey", "Tls", "parse_sources", "read_sources"]


AGREED_KEYS = ("allow_private", "tls")  # they hold for connections, which sources of one host share


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
        budget_pages, budget_megabytes, budget_minutes: most that one crawl asks of the site; None for any amount.
        tls: what is allowed where the TLS connection fails.
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
    budget_pages: int | None = None
    budget_megabytes: float | None = None
    budget_minutes: float | None = None
    tls: Tls = Tls.STANDARD

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
            disagree on allow_private or tls.
    """
    sources = tuple(_source(table, f"{file_name}, source {number}") for number, table in enumerate(tables, 1))
    seen: dict[str, Source] = {}
    shared: dict[str, Source] = {}
    for source in sources:
        if source.name in seen:
            raise SettingsError(f"{file_name}: two sources are named {source.name!r}.", hint="Give each its own name.")
        seen[source.name] = source
        for host in (*source.start_hosts(), *source.hosts):
            _check_agreement(source, shared.setdefault(host, source), host, file_name)
    return sources


def _check_agreement(source: Source, other: Source, host: str, file_name: str) -> None:
    for key in AGREED_KEYS:
        if getattr(source, key) != getattr(other, key):
            raise SettingsError(
                f"{file_name}: {other.name!r} and {source.name!r} share the host {host} and disagree on {key}.",
                hint="Give both the same value.",
            )


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
        except WrongValueError as error:
            raise SettingsError(f"{place}: {name} must be {error}, not {value!r}.", hint=known[name].help) from error
    for name in ("name", "start"):
        if name not in kept:
            raise SettingsError(f"{place}: {name} is missing.", hint=known[name].help)
    return Source(**kept)


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
