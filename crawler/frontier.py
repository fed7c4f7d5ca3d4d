"""Hands out the visits that are left, one at a time a host, and keeps what each led to."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.budget import Budget, Spending
from crawler.state import Kind
from crawler.summary import VisitProgress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from crawler.sources import Source
    from crawler.state import CrawlState, Ended, Visit

__all__ = ["Frontier"]


class Frontier:
    """The visits of this crawl's sources.

    Attributes:
        seconds: by source, from its first visit of this crawl to the end of its last.
        stopped: hosts that are not asked any more in this crawl, and why; their visits stay for the next.
        spent: by source, the budget that has been spent; under "" that of the whole crawl.
    """

    def __init__(
        self,
        state: CrawlState,
        sources: Mapping[str, Source],
        *,
        limit: int | None = None,
        budget: Budget | None = None,
        tell: Callable[[VisitProgress], None] | None = None,
    ) -> None:
        self._state = state
        self._sources = sources
        self._left = limit  # reports that may still be asked for; None for any number
        self._tell = tell
        self._hosts = dict.fromkeys(state.pending_hosts(sources))
        self._out: dict[str, Visit] = {}
        self._done, self._known = state.progress(sources)
        self._begun: dict[str, float] = {}
        self._whole = Spending(budget or Budget())
        self._each = {name: Spending(Budget.of_source(source)) for name, source in sources.items()}
        self._open = list(sources)  # names of the sources whose budget is not spent
        self._asked: dict[int, float] = {}
        self.seconds: dict[str, float] = {}
        self.stopped: dict[str, str] = {}
        self.spent: dict[str, str] = {}

    @property
    def idle(self) -> bool:
        """Whether no visit is out, and none is left that may be asked for."""
        return not self._out and (self._left == 0 or not self._hosts)

    def next_visit(self) -> Visit | None:
        """The next visit to a host that has none out; None where there is none now."""
        if self._left == 0:
            return None
        self._heed_budgets()
        for host in [name for name in self._hosts if name not in self._out]:
            visit = self._state.next_visit(host, self._open)
            if visit is None:
                del self._hosts[host]
                continue
            if visit.kind is Kind.REPORT and self._left is not None:
                self._left -= 1
            self._out[host] = visit
            self._asked[visit.id] = monotonic()
            self._begun.setdefault(visit.source, self._asked[visit.id])
            self._whole.ask()
            self._each[visit.source].ask()
            return visit
        return None

    def finish(self, visit: Visit, ended: Ended) -> None:
        """Keep how a visit ended, and what it found."""
        source = self._sources[visit.source]
        ended = replace(ended, seconds=round(monotonic() - self._asked.pop(visit.id), 3))
        self._known += self._state.finish(visit, ended, source.max_pages)
        self._done += 1
        self.release(visit)
        self._whole.receive(ended.bytes)
        self._each[visit.source].receive(ended.bytes)
        self._expect(dict.fromkeys(urlsplit(link.url).hostname or "" for _, link in ended.found))
        self.seconds[visit.source] = monotonic() - self._begun[visit.source]
        if self._tell is not None:
            self._tell(VisitProgress(visit.source, visit.url, ended.outcome, self._done, self._known))

    def release(self, visit: Visit) -> None:
        """Take back a visit without an end: it stays for the next crawl."""
        self._out.pop(visit.host, None)

    def stop(self, host: str, reason: str) -> None:
        """Ask the host for nothing more in this crawl."""
        self.stopped[host] = reason
        self._hosts.pop(host, None)

    def _heed_budgets(self) -> None:
        whole = self._whole.spent()
        if whole is not None:
            self.spent[""] = whole
            self._hosts.clear()
        for name in list(self._open):
            spent = self._each[name].spent()
            if spent is not None:
                self.spent[name] = spent
                self._open.remove(name)

    def _expect(self, hosts: Iterable[str]) -> None:
        """Go on with the hosts, as far as they are not left alone."""
        self._hosts.update((host, None) for host in hosts if host not in self.stopped)
