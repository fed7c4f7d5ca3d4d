"""From a response to what it leaves behind: links from a list page, a report in the store from a report's page."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from corpus import InputError, canonical_url
from corpus.cms import WebPage
from corpus.extract import decode, sniff_charset
from crawler.reading import PageReader
from crawler.state import Ended, Kind, Page
from crawler.summary import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus import Report, ReportAttachment
    from corpus.attachments import ReadFile
    from corpus.challenge import Challenge
    from corpus.extract import Document
    from corpus.store import Store
    from crawler.selection import Found, Selection
    from crawler.state import CrawlState, Visit

__all__ = ["Collector", "Fetched", "Rules"]

GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
HTML_TYPES = ("", "text/html", "application/xhtml+xml", "text/plain", "application/octet-stream")
ANSWER_TYPES = (
    "application/json",
    "text/json",
    "application/xml",
    "text/xml",
    "application/javascript",
    "text/javascript",
)
LIST_TYPES = HTML_TYPES + ANSWER_TYPES  # some families answer the further pages of a list in XML or JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A response, content-decoded, as far as collecting needs it.

    Attributes:
        url: where it came from, after redirects.
        status: the HTTP status.
        headers: by lower-case name.
        body: content-decoded.
        snapshot: id of the archive's record of it.
        collected_at: when it was received, with time zone.
        received: size of all bodies on the way, redirects included, as sent.
        challenge: what came in place of the page; None where the page came.
        document: of a file in place of a page, what was read from it; else None.
        files: what the page offers, fetched and read.
        again: a file did not come for a reason that may pass, so that the page is to be read again next time.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    snapshot: int | None
    collected_at: datetime
    received: int
    challenge: Challenge | None = None
    document: Document | None = None
    files: tuple[ReadFile, ...] = ()
    again: bool = False

    @property
    def media_type(self) -> str:
        """The declared media type, lower case, without parameters; empty where none is declared."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The declared character set."""
        _, _, value = self.headers.get("content-type", "").lower().partition("charset=")
        return value.partition(";")[0].strip(" \"'") or None


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
        self._store = store
        self._state = state
        self._rules = rules
        self._known_sites = known_sites
        self.reader = PageReader()

    def validators(self, visit: Visit, url: str) -> dict[str, str]:
        """The headers that make a request for `url` conditional; none unless what a 304 refers to is still at hand."""
        page = self._known(visit, url)
        if page is None:
            return {}
        given = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
        return {name: value for name, value in given.items() if value}

    def collect(self, visit: Visit, fetched: Fetched) -> Ended:
        """How the visit ended; a report that is asked for has been saved."""
        ended = self._by_status(visit, fetched)
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

    def _is_to_be_read(self, visit: Visit, fetched: Fetched) -> bool:
        """Whether it is the page of a report, and new or changed."""
        if visit.kind is not Kind.REPORT or fetched.status != HTTPStatus.OK or fetched.challenge is not None:
            return False
        known = self._known(visit, fetched.url)
        return known is None or known.sha256 != _sha256(fetched.body)

    def held(self, visit: Visit, url: str) -> Report | None:
        """The report of a page as the store holds it; None for a new one."""
        return self._store.find_by_url(url) or self._store.find_by_url(visit.url)

    def _by_status(self, visit: Visit, fetched: Fetched) -> Ended:
        if fetched.status == HTTPStatus.OK and fetched.challenge is None:
            return self._page(visit, fetched)
        if fetched.status == HTTPStatus.NOT_MODIFIED:
            known = self._known(visit, fetched.url)
            if known is None:
                return Ended(outcome=Outcome.FAILED, reason="answered 304 to a request that was not conditional")
            return _still(known, Outcome.NOT_MODIFIED)
        if fetched.challenge is not None:
            return Ended(outcome=Outcome.BLOCKED, reason=fetched.challenge.reason)
        outcome = Outcome.GONE if fetched.status in GONE else Outcome.FAILED
        return Ended(outcome=outcome, reason=f"answered {fetched.status}")

    def _page(self, visit: Visit, fetched: Fetched) -> Ended:
        known = self._known(visit, fetched.url)
        if known is not None and known.sha256 == _sha256(fetched.body):
            now = _page(visit, fetched, known.rules)
            return _still(replace(known, etag=now.etag, last_modified=now.last_modified), Outcome.UNCHANGED)
        return self._list(visit, fetched) if visit.kind is Kind.LIST else self._report(visit, fetched)

    def _list(self, visit: Visit, fetched: Fetched) -> Ended:
        if fetched.media_type not in LIST_TYPES:
            return Ended(outcome=Outcome.FAILED, reason=f"a list page was expected, not {fetched.media_type}")
        rules = self._rules[visit.source]
        try:
            decoded = decode(fetched.body, label=fetched.charset or sniff_charset(fetched.body), lenient=True)
        except InputError as error:
            return Ended(outcome=Outcome.FAILED, reason=error.message)
        found = self._found(visit, WebPage(fetched.url, decoded.text))
        page = replace(_page(visit, fetched, rules.fingerprint), items=found.items, found=found.links)
        return Ended(outcome=Outcome.LISTED, found=page.found, page=page)

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
            "collected_at": fetched.collected_at,
            "snapshot": fetched.snapshot,
            "known_sites": self._known_sites,
            "document": fetched.document,
            "files": fetched.files,
        }

    def _report(self, visit: Visit, fetched: Fetched) -> Ended:
        try:
            report = self._read(visit, fetched)
        except InputError as error:
            return Ended(outcome=Outcome.FAILED, reason=error.message)
        rules = self._rules[visit.source]
        refusal = rules.selection.refusal(report, visit.text)
        page = _page(visit, fetched, rules.fingerprint, wanted=refusal is None)
        if refusal is not None:
            return Ended(outcome=Outcome.OTHER, reason=refusal, page=page)
        saved = self._store.save(replace(report, id=self._id(visit, report)))
        return Ended(outcome=Outcome(saved.outcome.value), page=page)

    def _id(self, visit: Visit, report: Report) -> str:
        """The report's id; a page that has moved keeps the id under which the store knows it, and so its bookmarks."""
        known = self.held(visit, report.url or visit.url)
        return known.id if known is not None else report.id

    def _known(self, visit: Visit, url: str) -> Page | None:
        """What is known of a page, where it still holds: its report is in the store, or the rules are the same."""
        page = self._state.page(canonical_url(url), visit.kind)
        if page is None:
            return None
        if visit.kind is Kind.REPORT and page.wanted:
            return page if self._store.find_by_url(url) is not None else None
        return page if page.rules == self._rules[visit.source].fingerprint else None


def _still(page: Page, outcome: Outcome) -> Ended:
    """How a visit ended that found the page as it was."""
    if page.kind is Kind.LIST:
        return Ended(outcome=Outcome.LISTED, found=page.found, page=page)
    return Ended(outcome=outcome if page.wanted else Outcome.OTHER, page=page)


def _page(visit: Visit, fetched: Fetched, rules: str, *, wanted: bool = True) -> Page:
    return Page(
        url=canonical_url(fetched.url),
        kind=visit.kind,
        rules=rules,
        wanted=wanted,
        etag=None if fetched.again else fetched.headers.get("etag"),
        last_modified=None if fetched.again else fetched.headers.get("last-modified"),
        sha256="" if fetched.again else _sha256(fetched.body),
    )


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
