"""From a response to what it leaves behind: links from a list page, a report in the store from a report's page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from corpus import InputError, canonical_url
from corpus.cms import WebPage, is_form_answer
from corpus.extract import decode, sniff_charset
from corpus.reading import listed_date
from crawler.checking import CHECK
from crawler.fetched import ANSWER_TYPES, HTML_TYPES, LIST_TYPES, page_of
from crawler.moves import Former, former_of
from crawler.reading import PageReader
from crawler.sightings import Sightings
from crawler.state import Ended, Kind, Page
from crawler.summary import Outcome
from crawler.vanishing import LONGEST_NOTICE, gone_by_redirect, gone_by_status, gone_by_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from corpus import Report, ReportAttachment
    from corpus.store import Store
    from crawler.fetched import Fetched
    from crawler.selection import Found, Selection
    from crawler.state import CrawlState, Visit

__all__ = ["Collector", "Rules"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What one source selects, and the fingerprint of that."""

    selection: Selection
    fingerprint: str


class Collector:
    """Turns responses into what they leave behind; it fetches nothing."""

    def __init__(
        self, store: Store, state: CrawlState, rules: Mapping[str, Rules], known_sites: Mapping[str, str]
    ) -> None:
        self._begun = datetime.now(UTC)
        self._store = store
        self._sightings = Sightings(store)
        self._state = state
        self._rules = rules
        self._known_sites = known_sites
        self.reader = PageReader()

    def validators(self, visit: Visit, url: str, file: ReportAttachment | None = None) -> dict[str, str]:
        """The headers that make a request for `url`, or for a `file` there, conditional; none without what is held."""
        page = self._known(visit.source, visit.kind, url) if file is None else self._state.page(url, Kind.FILE)
        if page is None or (file is not None and page.sha256 != file.sha256):
            return {}
        given = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
        return {name: value for name, value in given.items() if value}

    def collect(self, visit: Visit, fetched: Fetched) -> Ended:
        """How the visit ended; a report that is asked for has been saved, and its status kept."""
        ended = self._by_status(visit, fetched)
        if visit.kind is Kind.REPORT:
            ended = self._sightings.looked(visit, fetched.url, fetched.collected_at, ended)
        if ended.outcome is Outcome.GONE:
            return replace(ended, bytes=fetched.received)
        moved_to = fetched.url if canonical_url(fetched.url) != visit.url else None
        return replace(ended, moved_to=moved_to, bytes=fetched.received)

    async def prepare(self, visit: Visit, fetched: Fetched) -> None:
        """Have a report that is to be read, and is no file, read beside the crawl where that helps."""
        if fetched.document is None and self._is_to_be_read(visit, fetched):
            await self.reader.prepare(fetched.body, **self._given(visit, fetched))

    def offers(self, visit: Visit, fetched: Fetched) -> tuple[ReportAttachment, ...]:
        """The files that are to be fetched with the page of a report: one that is asked for, and is new or changed."""
        if not self._is_to_be_read(visit, fetched):
            return ()
        try:
            report = self._read(visit, fetched)
        except InputError:
            return ()
        refused = self._rules[visit.source].selection.refusal(report, visit.text) is not None
        return () if refused else tuple(item for item in report.attachments if not item.is_body)

    def former(self, visit: Visit, fetched: Fetched) -> tuple[Former, ...]:
        """Where a report that is asked for, and stands at an address that the store does not know, may have stood."""
        if not self._is_to_be_read(visit, fetched) or self.held(visit, fetched.url) is not None:
            return ()
        try:
            report = self._read(visit, fetched)
        except InputError:
            return ()
        if self._rules[visit.source].selection.refusal(report, visit.text) is not None:
            return ()
        former = former_of(self._store, report, since=self._begun)
        on_site = former is not None and self._rules[visit.source].selection.source.on_site(former.url)
        return (former,) if former is not None and on_site else ()

    def is_gone(self, visit: Visit, fetched: Fetched, moved_to: str) -> bool:
        """Whether the address of the visit, at which the page now at `moved_to` may have stood, leads there no more."""
        if fetched.challenge is not None:
            return False
        if canonical_url(fetched.url) == canonical_url(moved_to) or self._gone(visit, fetched) is not None:
            return True
        if fetched.status != HTTPStatus.OK:
            return False
        try:
            return self._soft_404(fetched, self._read(visit, fetched).body) is not None
        except InputError:
            return self._soft_404(fetched, None) is not None

    def keep_file(self, fetched: Fetched) -> None:
        """Keep the validators of a file that came."""
        self._state.keep(page_of(Kind.FILE, fetched, ""))

    def files_to_check(self, visit: Visit, fetched: Fetched) -> tuple[ReportAttachment, ...]:
        """The files that are to be looked at with a page: at a check, those that are held of one that is as it was."""
        if not visit.source.startswith(CHECK) or self._known(visit.source, visit.kind, fetched.url) is None:
            return ()
        if fetched.status not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED) or self._gone(visit, fetched) is not None:
            return ()
        held = self.held(visit, fetched.url)
        if fetched.challenge is not None or self._is_to_be_read(visit, fetched) or held is None:
            return ()
        # The own file of a report that is one is its page; one that did not come was asked for when its page was read.
        return tuple(file for file in held.attachments if file.sha256 and not file.reason and file.url != held.url)

    def ask_anew(self, visit: Visit, url: str) -> bool:
        """Let a page be asked for whole, and read with all its files, as if it had changed; whether that can be."""
        page = self._known(visit.source, visit.kind, url)
        if page is not None:
            self._state.keep(replace(page, etag=None, last_modified=None, sha256=""))
        return page is not None

    def _is_to_be_read(self, visit: Visit, fetched: Fetched) -> bool:
        """Whether it is the page of a report, and new or changed."""
        if visit.kind is not Kind.REPORT or fetched.status != HTTPStatus.OK or fetched.challenge is not None:
            return False
        if self._gone(visit, fetched) is not None:
            return False
        known = self._known(visit.source, visit.kind, fetched.url)
        return known is None or known.sha256 != fetched.sha256

    def held(self, visit: Visit, url: str) -> Report | None:
        """The report of a page as the store holds it; None for a new one."""
        return self._store.find_by_url(url) or self._store.find_by_url(visit.url)

    def _by_status(self, visit: Visit, fetched: Fetched) -> Ended:
        if fetched.challenge is not None:
            return Ended(outcome=Outcome.BLOCKED, reason=fetched.challenge.reason)
        gone = self._gone(visit, fetched)
        if gone is not None:
            return Ended(outcome=Outcome.GONE, reason=gone)
        if fetched.status == HTTPStatus.OK:
            return self._page(visit, fetched)
        if fetched.status == HTTPStatus.NOT_MODIFIED:
            known = self._known(visit.source, visit.kind, fetched.url)
            if known is None:
                return Ended(outcome=Outcome.FAILED, reason="answered 304 to a request that was not conditional")
            return self._still(visit, known, Outcome.NOT_MODIFIED)
        return Ended(outcome=Outcome.FAILED, reason=f"answered {fetched.status}")

    def _gone(self, visit: Visit, fetched: Fetched) -> str | None:
        """Why the page is gone, as its status and its address tell."""
        gone = gone_by_status(fetched.status)
        return gone or (gone_by_redirect(visit.url, fetched.url) if visit.kind is Kind.REPORT else None)

    def _page(self, visit: Visit, fetched: Fetched) -> Ended:
        known = self._known(visit.source, visit.kind, fetched.url)
        if known is not None and known.sha256 == fetched.sha256:
            now = page_of(visit.kind, fetched, known.rules)
            page = replace(known, etag=now.etag, last_modified=now.last_modified)
            return self._still(visit, page, Outcome.UNCHANGED)
        return self._list(visit, fetched) if visit.kind is Kind.LIST else self._report(visit, fetched)

    def _list(self, visit: Visit, fetched: Fetched) -> Ended:
        if fetched.media_type not in LIST_TYPES:
            return Ended(outcome=Outcome.FAILED, reason=f"a list page was expected, not {fetched.media_type}")
        rules = self._rules[visit.source]
        try:
            decoded = decode(fetched.body, label=fetched.charset or sniff_charset(fetched.body), lenient=True)
        except InputError as error:
            return Ended(outcome=Outcome.FAILED, reason=error.message)
        is_answer = fetched.media_type in ANSWER_TYPES or is_form_answer(fetched.url)
        found = self._found(visit, WebPage(fetched.url, decoded.text, shown_on=visit.column if is_answer else None))
        page = replace(
            page_of(visit.kind, fetched, rules.fingerprint),
            items=len(found.items),
            found=found.links,
            pager=found.pager,
            name=found.name,
        )
        return self._listed(visit, page, found.items)

    def _listed(self, visit: Visit, page: Page, items: tuple[str, ...] | None) -> Ended:
        """How the visit to a list page ended, with the links that are to be followed; `items` None: it is as it was.

        On known ground the walk of the column ends; a template is no ground, it stays the same whatever its list says.
        Unless the run looks at everything, a known report whose server gives no validators is not sent again just
        because a list shows it.
        """
        ends = bool(page.pager) and not page.is_template and self._state.ends_walk(visit.source, items)
        whole = self._state.is_whole(visit.source)
        found, known = [], 0
        for kind, link in page.found:
            if kind is Kind.REPORT and not whole and self._is_at_rest(visit.source, link.url):
                known += 1
            elif not (ends and link.url in page.pager):
                found.append((kind, link))
        return Ended(
            outcome=Outcome.LISTED, found=tuple(found), page=page, items=items or (), known=known, partial=ends
        )

    def _is_at_rest(self, source: str, url: str) -> bool:
        """Whether a link leads to a page that is known whole, and that can be asked for only whole."""
        served = self._state.led_to(source, url)
        page = self._known(source, Kind.REPORT, served) if served else None
        return page is not None and bool(page.sha256) and not page.etag and not page.last_modified

    def _still(self, visit: Visit, page: Page, outcome: Outcome) -> Ended:
        """How a visit ended that found the page as it was."""
        if page.kind is Kind.LIST:
            return self._listed(visit, page, None)
        return Ended(outcome=outcome if page.wanted else Outcome.OTHER, page=page)

    def _found(self, visit: Visit, page: WebPage) -> Found:
        """What a list page leads to."""
        return self._rules[visit.source].selection.found(page)

    def _read(self, visit: Visit, fetched: Fetched) -> Report:
        return self.reader.read(fetched.body, **self._given(visit, fetched))

    def _given(self, visit: Visit, fetched: Fetched) -> dict[str, Any]:
        """What reading is told beside the bytes."""
        return {
            "url": fetched.url,
            "media_type": fetched.media_type or None,
            "charset": fetched.charset,
            "title": visit.text,
            "listed": visit.published or self._listed_before(visit, fetched.url),
            "collected_at": fetched.collected_at,
            "snapshot": fetched.snapshot,
            "known_sites": self._known_sites,
            "document": fetched.document,
            "files": fetched.files,
        }

    def _listed_before(self, visit: Visit, url: str) -> date | None:
        """The date that a list gave for the page when it led there; what a check visits comes from no list."""
        held = self.held(visit, url)
        return listed_date(held) if held is not None else None

    def _report(self, visit: Visit, fetched: Fetched) -> Ended:
        try:
            report = self._read(visit, fetched)
        except InputError as error:
            return self._soft_404(fetched, None) or Ended(outcome=Outcome.FAILED, reason=error.message, empty=True)
        gone = self._soft_404(fetched, report.body)
        if gone is not None:
            return gone
        rules = self._rules[visit.source]
        refusal = rules.selection.refusal(report, visit.text)
        page = page_of(visit.kind, fetched, rules.fingerprint, wanted=refusal is None)
        if refusal is not None:
            return Ended(outcome=Outcome.OTHER, reason=refusal, page=page)
        ended = Ended(outcome=Outcome.ADDED, page=page)
        return self._sightings.saved(visit, report, ended, moved_from=fetched.moved_from)

    def _soft_404(self, fetched: Fetched, article: str | None) -> Ended | None:
        """The end of a visit to a page that says itself that it is gone; its snapshot is marked as no content."""
        if fetched.media_type not in HTML_TYPES or len(article or "") > LONGEST_NOTICE:
            return None
        try:
            decoded = decode(fetched.body, label=fetched.charset or sniff_charset(fetched.body), lenient=True)
        except InputError:
            return None
        reason = gone_by_words(decoded.text, article)
        if reason is None:
            return None
        if fetched.snapshot is not None:
            self._store.statuses.mark_refusal(fetched.snapshot, reason)
        return Ended(outcome=Outcome.GONE, reason=reason)

    def _known(self, source: str, kind: Kind, url: str) -> Page | None:
        """What is known of a page, where it still holds: its report is in the store, or the rules are the same."""
        page = self._state.page(canonical_url(url), kind)
        if page is None:
            return None
        if kind is Kind.REPORT and page.wanted:
            return page if self._store.find_by_url(url) is not None else None
        return page if page.rules == self._rules[source].fingerprint else None
