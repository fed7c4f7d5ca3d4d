"""One visit, what it knows of its page, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from datetime import date

    from corpus.cms import Link
    from crawler.summary import News, Outcome
    from crawler.tally import Kind

__all__ = ["Ended", "Page", "Visit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One address to be fetched for a source; `column` is the first list page of the column that led to it."""

    id: int
    source: str
    kind: Kind
    url: str
    text: str
    published: date | None
    column: str = ""

    @property
    def host(self) -> str:
        """The host that is asked."""
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is known of a page from its last visit.

    Attributes:
        url: where it stood, after redirects.
        kind: what it was visited as.
        rules: fingerprint of the source's rules at that time.
        wanted: false for a page that was read and is not what the source asks for.
        etag, last_modified: the validators that the server sent.
        sha256: hex, of the decoded body.
        items: of a list page, how many items it has, whether asked for or not.
        found: of a list page, the links that are asked for.
        pager: of a list page, those of `found` that are further pages of the same list.
        name: of a list page, what it calls itself.
    """

    url: str
    kind: Kind
    rules: str
    wanted: bool
    etag: str | None
    last_modified: str | None
    sha256: str
    items: int = 0
    found: tuple[tuple[Kind, Link], ...] = ()
    pager: frozenset[str] = frozenset()
    name: str = ""

    @property
    def is_template(self) -> bool:
        """Whether it shows no item and leads on: a script draws its list from elsewhere."""
        return not self.items and bool(self.pager)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a visit ended, and what it leaves behind.

    Attributes:
        outcome: how it ended.
        reason: why it brought nothing, where it did not.
        moved_to: where a redirect led.
        bytes: size of the bodies received, as sent.
        found: the links that are to be visited.
        page: what is now known of the page.
        news: what of it the store did not know.
        moved_from: the address that the store knew the report by, where that is another.
        items: of a list page that was read anew, the addresses of all its items.
        partial: whether the walk of the list ends there, though the list goes on.
        known: of a list page, how many links lead to known reports that are not asked for again.
        empty: whether a page came that holds no text.
        seconds: from the request to the end.
    """

    outcome: Outcome
    reason: str = ""
    moved_to: str | None = None
    bytes: int = 0
    found: tuple[tuple[Kind, Link], ...] = ()
    page: Page | None = None
    news: News | None = None
    moved_from: str | None = None
    items: tuple[str, ...] = ()
    partial: bool = False
    known: int = 0
    empty: bool = False
    seconds: float = 0.0
