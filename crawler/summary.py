"""What a crawl did: counts a source, and by address whatever did not come in."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

__all__ = [
    "TROUBLES",
    "CrawlSummary",
    "Move",
    "News",
    "Outcome",
    "PageNews",
    "SourceSummary",
    "Trouble",
    "VisitProgress",
]


class Outcome(StrEnum):
    """How one visit ended."""

    LISTED = "listed"  # a list page was read
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"  # sent again, and says what the store already holds
    NOT_MODIFIED = "not_modified"  # the server answered 304
    OTHER = "other"  # read, and not what the source asks for (title, year, date)
    GONE = "gone"  # 404, 410, sent to the front page or an error page, or a page that says so
    BLOCKED = "blocked"  # a firewall's challenge came in place of the page
    REFUSED = "refused"  # robots.txt, a private address, a redirect off the site
    FAILED = "failed"


TROUBLES = (Outcome.GONE, Outcome.BLOCKED, Outcome.REFUSED, Outcome.FAILED)
"""The outcomes of which each address is named."""


class News(StrEnum):
    """What a visit to a report's page brought that the store did not know."""

    NEW = "new"
    CHANGED = "changed"
    VANISHED = "vanished"  # gone, and was there when last looked at


@dataclass(frozen=True, slots=True)
class Trouble:
    """One address that did not come in, and why."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Move:
    """A report that stands at another address than the store knew it by."""

    old: str
    new: str


@dataclass(slots=True, kw_only=True)
class PageNews:
    """The addresses of the reports of which a run brought news, in the order of the visits; one can stand in two lists.

    Attributes:
        new: reports that the store did not hold.
        changed: reports that were sent otherwise than before.
        moved: reports that now stand elsewhere; they keep their ids.
        vanished: reports whose pages are gone since the last look, with what was answered.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    vanished: list[Trouble] = field(default_factory=list)

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> PageNews:
        """The news that `dataclasses.asdict` gave."""
        return cls(
            new=given["new"],
            changed=given["changed"],
            moved=[Move(**move) for move in given["moved"]],
            vanished=[Trouble(**trouble) for trouble in given["vanished"]],
        )


@dataclass(frozen=True, slots=True)
class VisitProgress:
    """One visit has ended: of which source, where, how; and how many of those known by now are done."""

    source: str
    url: str
    outcome: Outcome
    done: int
    known: int


@dataclass(slots=True, kw_only=True)
class SourceSummary:
    """What became of one source in a run; a run that was stopped and taken up again counts as one.

    Attributes:
        name: of the source.
        list_pages: list pages read.
        links: links to reports that the list pages gave and the source asks for.
        known: those of them that lead to known reports and were not followed again.
        reports: visits to reports by outcome (the report outcomes of `Outcome`).
        moved: visits that a redirect led elsewhere; they count in `reports` too.
        pages: the addresses that the run brought news of.
        gone, blocked, refused, failed: what did not come in, list pages included.
        robots: by origin, what its robots.txt says or why it was not read.
        tls: by host, how connections were made that could not be made as they should be, and why.
        alarms: columns that gave links before, and give none any more.
        notes: what a person should look at (a list page without links, a bound that was reached).
        stopped_hosts: hosts that were left alone before all was asked for, and why.
        spent: the source's budget that was spent before all was asked for; empty where none was.
        pending: visits that are left; the next crawl takes them up.
        resumed: whether a run that had been stopped was taken up.
        bytes: size of the bodies received, as sent.
        seconds: from the first request to the last answer of this call.
    """

    name: str
    list_pages: int = 0
    links: int = 0
    known: int = 0
    reports: Counter[str] = field(default_factory=Counter)
    moved: int = 0
    pages: PageNews = field(default_factory=PageNews)
    gone: list[Trouble] = field(default_factory=list)
    blocked: list[Trouble] = field(default_factory=list)
    refused: list[Trouble] = field(default_factory=list)
    failed: list[Trouble] = field(default_factory=list)
    robots: dict[str, str] = field(default_factory=dict)
    tls: dict[str, str] = field(default_factory=dict)
    alarms: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    stopped_hosts: dict[str, str] = field(default_factory=dict)
    spent: str = ""
    pending: int = 0
    resumed: bool = False
    bytes: int = 0
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether a list page was read, and all is well with what was asked for."""
        return bool(self.list_pages) and self.is_well

    @property
    def is_well(self) -> bool:
        """Whether nothing failed or was blocked, no host had to be left alone, and no column has fallen silent."""
        return not (self.failed or self.blocked or self.stopped_hosts or self.alarms)

    @property
    def added(self) -> int:
        """Reports that are new to the store."""
        return self.reports[Outcome.ADDED]

    @property
    def changed(self) -> int:
        """Reports of which a new revision was kept."""
        return self.reports[Outcome.CHANGED]

    @property
    def unchanged(self) -> int:
        """Reports that were sent again and say what the store already holds."""
        return self.reports[Outcome.UNCHANGED]

    @property
    def not_modified(self) -> int:
        """Reports for which the server answered 304."""
        return self.reports[Outcome.NOT_MODIFIED]

    def troubles(self, outcome: Outcome) -> list[Trouble]:
        """The list of addresses that ended so (one of `TROUBLES`)."""
        return {
            Outcome.GONE: self.gone,
            Outcome.BLOCKED: self.blocked,
            Outcome.REFUSED: self.refused,
            Outcome.FAILED: self.failed,
        }[outcome]

    def to_json(self) -> dict[str, Any]:
        """A JSON object: the attributes by their names, the report outcomes beside them."""
        counted = (Outcome.ADDED, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.NOT_MODIFIED, Outcome.OTHER)
        plain = asdict(self)
        del plain["reports"]
        return plain | {outcome.value: self.reports[outcome] for outcome in counted}

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> SourceSummary:
        """The summary that `to_json` wrote."""
        outcomes = {outcome.value for outcome in Outcome} - {outcome.value for outcome in TROUBLES}
        kept = {name: value for name, value in given.items() if name not in outcomes}
        for outcome in TROUBLES:
            kept[outcome.value] = [Trouble(**trouble) for trouble in given[outcome.value]]
        kept["pages"] = PageNews.from_json(given["pages"])
        return cls(**kept, reports=Counter({name: given[name] for name in outcomes if given.get(name)}))


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSummary:
    """What a crawl did, source by source.

    Attributes:
        sources: in the order of the sources file.
        seconds: the whole crawl.
        check: whether it looked again at the reports it has, instead of walking lists.
        left_out: of a check, reports on hosts that neither a source nor the setting `check_hosts` names.
        stopped: whether it was interrupted; what is pending comes with the next crawl.
        spent: the crawl's budget that was spent before all was asked for; empty where none was.
    """

    sources: tuple[SourceSummary, ...]
    seconds: float
    stopped: bool = False
    spent: str = ""
    check: bool = False
    left_out: int = 0

    @property
    def ok(self) -> bool:
        """Whether all that was asked for came in: it was not interrupted, and every source is well."""
        return not self.stopped and all(source.is_well if self.check else source.ok for source in self.sources)

    @property
    def added(self) -> int:
        """Reports that are new to the store."""
        return sum(source.added for source in self.sources)

    @property
    def changed(self) -> int:
        """Reports of which a new revision was kept."""
        return sum(source.changed for source in self.sources)

    @property
    def unchanged(self) -> int:
        """Reports that stand as they stood, whether sent again or answered with 304."""
        return sum(source.unchanged + source.not_modified for source in self.sources)

    @property
    def blocked(self) -> int:
        """Addresses at which a firewall's challenge came in place of the page."""
        return sum(len(source.blocked) for source in self.sources)

    @property
    def moved(self) -> int:
        """Reports that stand at another address than before."""
        return sum(len(source.pages.moved) for source in self.sources)

    @property
    def vanished(self) -> int:
        """Reports whose pages are gone since the last look; their last good copies stay."""
        return sum(len(source.pages.vanished) for source in self.sources)

    @property
    def failed(self) -> int:
        """Addresses that failed."""
        return sum(len(source.failed) for source in self.sources)

    def to_json(self) -> dict[str, Any]:
        """A JSON object: totals, then each source."""
        return {
            "ok": self.ok,
            "check": self.check,
            "left_out": self.left_out,
            "stopped": self.stopped,
            "spent": self.spent,
            "seconds": self.seconds,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "blocked": self.blocked,
            "moved": self.moved,
            "vanished": self.vanished,
            "failed": self.failed,
            "sources": [source.to_json() for source in self.sources],
        }

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> CrawlSummary:
        """The summary that `to_json` wrote."""
        sources = tuple(SourceSummary.from_json(source) for source in given["sources"])
        plain = {name: given[name] for name in ("seconds", "stopped", "spent", "check", "left_out")}
        return cls(sources=sources, **plain)
