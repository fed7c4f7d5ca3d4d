"""The files that a page of results offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.exporter import EXPORT_FORMATS
from indexer.query import marked_terms
from webapp import links
from webapp.concordance_state import ConcordanceState

if TYPE_CHECKING:
    from indexer import SearchPage
    from webapp.search_state import SearchState

__all__ = ["ABOUT", "MAX_EXPORT_REPORTS", "Downloads", "downloads_of"]

MAX_EXPORT_REPORTS = 10_000
ABOUT = "about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloads:
    """The files of a search by their labels, and the page that lists its occurrences (None without a keyword)."""

    files: tuple[tuple[str, str], ...]
    about_href: str
    concordance_href: str | None
    is_cut: bool
    most: int = MAX_EXPORT_REPORTS


def downloads_of(page: SearchPage, state: SearchState) -> Downloads:
    """What can be had of the search that `page` is a page of."""
    listed = ConcordanceState(search=state).at_page(1)
    return Downloads(
        files=tuple((chosen.label, links.export_url(state, chosen.id)) for chosen in EXPORT_FORMATS.values()),
        about_href=links.export_url(state, ABOUT),
        concordance_href=links.concordance_url(listed) if marked_terms(page.node) else None,
        is_cut=page.total > MAX_EXPORT_REPORTS,
    )
