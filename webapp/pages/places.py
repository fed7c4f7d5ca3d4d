"""How a report's place and source are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from corpus import Report

__all__ = ["host_of", "place_chain", "source_url"]


def place_chain(report: Report) -> tuple[str, ...]:
    """The places from the province down, each once; the functional zone stands behind the county."""
    chain = (report.province, report.city, report.county, report.zone, report.township)
    return tuple(dict.fromkeys(place for place in chain if place))


def source_url(url: str | None) -> str | None:
    """`url` where a browser may be sent there (http or https), else None."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else None


def host_of(url: str | None) -> str | None:
    """The host name of an address that a browser may be sent to, else None."""
    shown = source_url(url)
    return urlsplit(shown).hostname if shown else None
