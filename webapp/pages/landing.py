"""The first page: what the collection holds and how to begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer import SearchRequest
from indexer.query import FilterField
from webapp import labels, links
from webapp.search_state import SearchState

if TYPE_CHECKING:
    from corpus.store import Stats, Store
    from indexer import Searcher

__all__ = ["EXAMPLES", "LandingPage", "landing_page"]

# Searches that show what the box understands; they are links, so each must be a query that parses without a note.
EXAMPLES = (
    "枫桥经验",
    '"公共法律服务" 调解',
    "行政复议 OR 行政诉讼",
    "信访 -网络",
    "title:工作报告",
    "word:执法 year:2020..2022",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One value of the collection, how many reports have it, and the search for them.

    `share` is its part of the largest count, in percent, for the bar beside it.
    """

    label: str
    count: int
    href: str
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LandingPage:
    """What the first page shows."""

    stats: Stats
    all_href: str
    years: tuple[Entry, ...]
    provinces: tuple[Entry, ...]
    doc_types: tuple[Entry, ...]
    examples: tuple[tuple[str, str], ...]


def landing_page(store: Store, searcher: Searcher) -> LandingPage:
    """The first page, with the counts that the index gives, so that each link finds as many as it says."""
    counted = (FilterField.YEAR, FilterField.PLACE, FilterField.DOC_TYPE)
    page = searcher.search(SearchRequest(limit=0, snippets=0, facets=counted))

    def entries(facet: FilterField) -> tuple[Entry, ...]:
        values = [item for item in page.facets[facet] if facet is not FilterField.PLACE or "/" not in str(item.value)]
        most = max((item.count for item in values), default=1)
        return tuple(
            Entry(
                label=labels.facet_value_label(facet, str(item.value)),
                count=item.count,
                href=links.toggled(SearchState(), facet, str(item.value)),
                share=round(100 * item.count / most),
            )
            for item in values
        )

    return LandingPage(
        stats=store.stats(),
        all_href=links.search_url(SearchState()),
        years=entries(FilterField.YEAR),
        provinces=entries(FilterField.PLACE),
        doc_types=entries(FilterField.DOC_TYPE),
        examples=tuple((query, links.requeried(SearchState(), query)) for query in EXAMPLES),
    )
