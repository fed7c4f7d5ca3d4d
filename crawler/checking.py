"""Which reports' source pages a check visits: those that are due, on hosts that may be asked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus import canonical_url
from corpus.cms import Link
from crawler.ground import Errand
from crawler.source_keys import WEB_PORTS
from crawler.sources import Source
from crawler.tally import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.store import CheckedPage
    from crawler.summary import CrawlSummary

__all__ = ["ANY_HOST", "CHECK", "CheckPlan", "is_due", "of_check", "plan_checks"]

CHECK = "check: "
"""Begins the names of a check's sources, so that its visits do not mix with those of a crawl."""

ANY_HOST = "*"
OTHER_HOSTS = f"{CHECK}other hosts"
HASH_BYTES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPlan:
    """What a check visits.

    Attributes:
        sources: with the rules of the crawl's sources for hosts, pace and the like, but without their selections.
        errands: what is to be visited, by the name of the source.
        left_out: reports on hosts that neither a source nor the setting names.
    """

    sources: tuple[Source, ...]
    errands: Mapping[str, Sequence[Errand]]
    left_out: int


def of_check(summary: CrawlSummary, plan: CheckPlan) -> CrawlSummary:
    """The summary as a check's: its sources by their own names, those without any visit left out."""
    visited = [source for source in summary.sources if source.links]
    for source in visited:
        source.name = source.name.removeprefix(CHECK)
    return replace(summary, sources=tuple(visited), check=True, left_out=plan.left_out)


def is_due(page: CheckedPage, *, today: date, every_days: int) -> bool:
    """Whether the page's day has come since it was last looked at, or, if it never was, since it was collected.

    Each report has its day within the period, drawn from its id: so a collection that came in at once is checked a part
    a day. A day on which no check ran is made up for by the next one.
    """
    digest = hashlib.blake2b(page.report_id.encode("utf-8", "surrogatepass"), digest_size=HASH_BYTES).digest()
    slot = int.from_bytes(digest) % every_days
    latest = today - timedelta(days=(today.toordinal() - slot) % every_days)
    return page.looked_at.astimezone(UTC).date() < latest


def plan_checks(
    pages: Iterable[CheckedPage],
    sources: Sequence[Source],
    *,
    hosts: str,
    site: str | None,
    every_days: int,
    everything: bool,
) -> CheckPlan:
    """What a check visits.

    Args:
        pages: every report with an address, those not looked at for the longest time first.
        sources: what crawls collect; the first on whose site a page stands gives its pace and permissions.
        hosts: further hosts that may be asked, parted by white space or commas, sub-domains included; ``*`` for all.
        site: only the source of this name, or pages of this host; None for all.
        every_days: the period in which each page is looked at once.
        everything: whatever is due or not.
    """
    named = hosts.replace(",", " ").split()
    today = datetime.now(UTC).date()
    errands: dict[str, list[Errand]] = {f"{CHECK}{source.name}": [] for source in sources}
    others: list[Errand] = []
    left_out = 0
    for page in pages:
        url = canonical_url(page.url)
        source = next((source for source in sources if source.on_site(url)), None)
        if source is None and not _may_be_asked(url, named):
            left_out += 1
            continue
        if site is not None and not _is_of(site, source, url):
            continue
        if everything or is_due(page, today=today, every_days=every_days):
            errand = Errand(Kind.REPORT, Link(url, page.title), "")
            (others if source is None else errands[f"{CHECK}{source.name}"]).append(errand)
    planned = [_unselecting(source) for source in sources if site is None or errands[f"{CHECK}{source.name}"]]
    if others:
        planned.append(_source_of(others))
        errands[OTHER_HOSTS] = others
    return CheckPlan(sources=tuple(planned), errands=errands, left_out=left_out)


def _unselecting(source: Source) -> Source:
    return replace(source, name=f"{CHECK}{source.name}", title_pattern=None, url_pattern=None, follow=None, years=None)


def _source_of(errands: Sequence[Errand]) -> Source:
    """One source for all pages that no source collects; it names every host, since the pace is kept by host."""
    urls = [errand.link.url for errand in errands]
    found = dict.fromkeys(urlsplit(url).hostname or "" for url in urls)
    return Source(name=OTHER_HOSTS, start=(urls[0],), hosts=tuple(found))


def _may_be_asked(url: str, named: Sequence[str]) -> bool:
    parts = urlsplit(url)
    try:
        usual = parts.port in {None, WEB_PORTS.get(parts.scheme)}
    except ValueError:  # a port that is no number
        return False
    host = (parts.hostname or "").lower()
    return usual and any(name in {ANY_HOST, host} or host.endswith(f".{name}") for name in named)


def _is_of(site: str, source: Source | None, url: str) -> bool:
    return site == urlsplit(url).hostname or (source is not None and (site == source.name or source.has_host(site)))
