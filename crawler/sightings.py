"""What a look at a report's page leaves in the store: the report as it now is, its status, and what of that is news."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus import canonical_url
from corpus.reextraction import read_as_kept
from corpus.store import Outcome as Saved
from crawler.moves import stands_at
from crawler.summary import News, Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from corpus import Report
    from corpus.store import Store
    from crawler.state import Ended, Visit

__all__ = ["Sightings"]

NEWS = {Saved.ADDED: News.NEW, Saved.CHANGED: News.CHANGED}


class Sightings:
    """Writes what visits to reports find; every method is whole in the store when it returns."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def saved(self, visit: Visit, report: Report, ended: Ended, *, moved_from: str | None = None) -> Ended:
        """Save a report that was read from its page; how the visit ended, with what of it is news.

        A page that has moved keeps the id under which the store knows it, and so its bookmarks.

        Args:
            visit: that led to it.
            report: as read.
            ended: how the visit ended so far.
            moved_from: an address that is gone, and that the store knows the page by.
        """
        known = dict.fromkeys(url for url in (report.url, visit.url, moved_from) if url)
        held = next((found for url in known if (found := self._store.find_by_url(url)) is not None), None)
        if held is not None:
            report = replace(report, id=held.id)
        changed = held is not None and self._says_something_else(held, report)
        old = held.url if held is not None and held.url and canonical_url(held.url) != report.url else None
        saved = self._store.statuses.save(report, at=report.collected_at, text_changed=changed, moved_from=old)
        outcome, news = Outcome(saved.outcome.value), NEWS.get(saved.outcome)
        if held is None or old is None:
            return replace(ended, outcome=outcome, news=news)
        if held.content_sha256 == saved.report.content_sha256:  # only its address is another one
            outcome, news = Outcome.UNCHANGED, None
        return replace(ended, outcome=outcome, news=news, moved_from=old)

    def looked(self, visit: Visit, served: str, at: datetime, ended: Ended) -> Ended:
        """Keep what a visit found that read no report anew: the page as it was, gone, or a challenge in its place."""
        match ended.outcome:
            case Outcome.UNCHANGED | Outcome.NOT_MODIFIED:
                for known in {report.id for report in self._at(visit.url, served)}:
                    self._store.statuses.seen(known, at)
            case Outcome.GONE:
                return self._vanished(visit, at, ended)
            case Outcome.BLOCKED:
                for report in self._at(visit.url):
                    self._store.statuses.blocked(report.id, at, ended.reason)
        return ended

    def _vanished(self, visit: Visit, at: datetime, ended: Ended) -> Ended:
        """Keep that the page is gone: withdrawn, or moved where its text stands elsewhere on its site."""
        for report in self._at(visit.url):
            new = stands_at(self._store, report)
            reason = f"{ended.reason}; its text stands at {new}" if new else ended.reason
            if not self._store.statuses.withdrawn(report.id, at, reason):
                continue
            if new is None:
                return replace(ended, news=News.VANISHED)
            return replace(ended, reason=reason, moved_from=report.url, moved_to=new)
        return ended

    def _at(self, *urls: str) -> list[Report]:
        found = (self._store.find_by_url(url) for url in urls)
        return [report for report in found if report is not None]

    def _says_something_else(self, held: Report, report: Report) -> bool:
        """Whether the page's text changed since the capture that is held, both read by today's rules.

        Without a capture of the page (a report that came as a record of a file) nothing is known of its earlier text.
        """
        if held.content_sha256 == report.content_sha256:
            return False
        before = read_as_kept(self._store, held)
        return before is not None and before.content_sha256 != report.content_sha256
