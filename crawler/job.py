"""What the crawling process is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from crawler.budget import Budget
from crawler.sources import Source, parse_sources

__all__ = ["CheckScope", "Job", "PreviewDepth"]


class PreviewDepth(StrEnum):
    """How far a preview follows list pages."""

    FIRST_PAGES = "first_pages"  # the start pages alone
    ALL_PAGES = "all_pages"  # pagers and columns too, as a crawl does


class CheckScope(StrEnum):
    """Which source pages a check visits."""

    DUE = "due"  # those whose day has come
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One crawl.

    Attributes:
        home: path of the home.
        sources: what is collected.
        limit: most reports to ask for; None for all.
        since: earliest date of publication; None for every date.
        whole: walk every list to its end, and look at every known report.
        delay: least seconds between two requests to a host, in place of what sources and settings say.
        check: visit the source pages of the collection's reports instead of lists: which; None for a crawl.
        site: of a check, only the source of this name, or the pages of this host.
        preview: read list pages only and keep nothing: how far they are followed; None for a crawl.
        budget: the most to spend on all sources; the settings say where it does not.
    """

    home: Path
    sources: tuple[Source, ...]
    limit: int | None = None
    since: date | None = None
    delay: float | None = None
    whole: bool = False
    check: CheckScope | None = None
    site: str | None = None
    preview: PreviewDepth | None = None
    budget: Budget = field(default_factory=Budget)

    def delays(self, default: float) -> dict[str, float]:
        """Least seconds between two requests, by host: the most that any source of the host asks for.

        Args:
            default: for sources that do not say.
        """
        delays: dict[str, float] = {}
        for source in self.sources:
            own = source.delay_seconds if source.delay_seconds is not None else default
            for host in source.asked_hosts():
                delays[host] = max(delays.get(host, 0.0), own if self.delay is None else self.delay)
        return delays

    def to_json(self) -> dict[str, Any]:
        """The job as a JSON object."""
        return {
            "home": str(self.home.absolute()),
            "sources": [source.as_dict() for source in self.sources],
            "limit": self.limit,
            "since": self.since.isoformat() if self.since else None,
            "delay": self.delay,
            "whole": self.whole,
            "check": self.check,
            "site": self.site,
            "preview": self.preview,
            "budget": self.budget.as_dict(),
        }

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> Job:
        """The job that `to_json` wrote."""
        return cls(
            home=Path(given["home"]),
            sources=parse_sources(given["sources"], "job"),
            limit=given["limit"],
            since=date.fromisoformat(given["since"]) if given["since"] else None,
            delay=given["delay"],
            whole=given["whole"],
            check=CheckScope(given["check"]) if given["check"] else None,
            site=given["site"],
            preview=PreviewDepth(given["preview"]) if given["preview"] else None,
            budget=Budget(**given["budget"]),
        )
