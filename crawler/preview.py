"""What a crawl would fetch, told without keeping anything: list pages are read, reports are named."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from crawler.collecting import Collector, Rules
from crawler.state import Kind
from crawler.summary import TROUBLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.cms import Link, WebPage
    from corpus.store import Store
    from crawler.selection import Found
    from crawler.state import CrawlState, Visit
    from crawler.summary import SourceSummary

__all__ = ["Preview", "PreviewCollector", "PreviewLink", "SourcePreview"]


@dataclass(frozen=True, slots=True)
class PreviewLink:
    """A link that a crawl would follow to a report.

    Attributes:
        url: its address.
        text: of the link.
        published: the date beside it, as ISO 8601 (None where there is none).
        known: whether the collection has a report from there; a crawl asks only whether it has changed.
    """

    url: str
    text: str
    published: str | None
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePreview:
    """What a crawl of one source would fetch.

    Attributes:
        name: of the source.
        families: the CMS families that its list pages show, in the order met.
        list_pages: list pages read.
        items: items of those pages, whether asked for or not.
        links: the reports asked for, each once.
        further_pages: list pages that were found and not visited.
        robots: by origin, what its robots.txt says or why it was not read.
        troubles: list pages that did not come in, by address.
        notes: what a person should look at.
    """

    name: str
    families: tuple[str, ...] = ()
    list_pages: int = 0
    items: int = 0
    links: tuple[PreviewLink, ...] = ()
    further_pages: int = 0
    robots: Mapping[str, str] = field(default_factory=dict)
    troubles: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether every start page came in, and some list page has items."""
        return not self.troubles and self.items > 0

    def to_json(self) -> dict[str, Any]:
        """A JSON object: the attributes by their names, and ``ok``."""
        return {"ok": self.ok, **asdict(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a crawl would fetch, source by source.

    Attributes:
        sources: in the order of the sources file.
        seconds: how long it took.
        stopped: whether it was interrupted.
    """

    sources: tuple[SourcePreview, ...]
    seconds: float
    stopped: bool = False

    @property
    def ok(self) -> bool:
        """Whether it ran to its end and every source is in order."""
        return not self.stopped and all(source.ok for source in self.sources)

    def to_json(self) -> dict[str, Any]:
        """A JSON object: ``ok``, then each source."""
        sources = [source.to_json() for source in self.sources]
        return {"ok": self.ok, "stopped": self.stopped, "seconds": self.seconds, "sources": sources}

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> Preview:
        """The preview that `to_json` wrote."""
        sources = tuple(_source_from_json(source) for source in given["sources"])
        return cls(sources=sources, seconds=given["seconds"], stopped=given["stopped"])


def _source_from_json(given: dict[str, Any]) -> SourcePreview:
    kept: dict[str, Any] = {name: value for name, value in given.items() if name != "ok"}
    kept |= {name: tuple(value) for name, value in kept.items() if isinstance(value, list)}
    return SourcePreview(**kept | {"links": tuple(PreviewLink(**link) for link in given["links"])})


@dataclass(slots=True)
class _Seen:
    """What the list pages of one source have shown so far."""

    families: dict[str, None] = field(default_factory=dict)
    items: int = 0
    links: dict[str, Link] = field(default_factory=dict)
    further: set[str] = field(default_factory=set)


class PreviewCollector(Collector):
    """Reads list pages as a crawl does; reports are noted, and never asked for."""

    def __init__(
        self,
        store: Store,
        state: CrawlState,
        rules: Mapping[str, Rules],
        *,
        known: Store | None,
        first_pages_only: bool,
    ) -> None:
        """Take note of what the list pages lead to.

        Args:
            store: of a home that is thrown away afterwards.
            state: of the same home.
            rules: by source.
            known: the collection's own store, read only; None where there is no collection yet.
            first_pages_only: follow no pagers and columns, but to where a page without items draws its list from.
        """
        super().__init__(store, state, rules, known_sites={})
        self._collection = known
        self._first_pages_only = first_pages_only
        self._seen = {name: _Seen() for name in rules}

    def preview(self, summary: SourceSummary) -> SourcePreview:
        """What became of the source, whose list pages ended as `summary` says."""
        seen = self._seen[summary.name]
        troubles = [trouble for outcome in TROUBLES for trouble in summary.troubles(outcome)]
        return SourcePreview(
            name=summary.name,
            families=tuple(seen.families),
            list_pages=summary.list_pages,
            items=seen.items,
            links=tuple(self._link(link) for link in seen.links.values()),
            further_pages=len(seen.further),
            robots=summary.robots,
            troubles={trouble.url: trouble.reason for trouble in troubles},
            notes=tuple(summary.notes),
        )

    def _found(self, visit: Visit, page: WebPage) -> Found:
        found = super()._found(visit, page)
        seen = self._seen[visit.source]
        seen.families.setdefault(found.family)
        seen.items += len(found.items)
        seen.links.update((link.url, link) for kind, link in found.links if kind is Kind.REPORT)
        lists = tuple((kind, link) for kind, link in found.links if kind is Kind.LIST)
        if self._first_pages_only:
            is_template = not found.items and visit.url == visit.column  # a script draws its list from elsewhere
            asked = tuple((kind, link) for kind, link in lists if is_template and link.url in found.pager)
            seen.further.update(link.url for kind, link in lists if (kind, link) not in asked)
            lists = asked
        return replace(found, links=lists)

    def _link(self, link: Link) -> PreviewLink:
        known = self._collection is not None and self._collection.find_by_url(link.url) is not None
        published = link.published.isoformat() if link.published else None
        return PreviewLink(link.url, link.text, published, known)
