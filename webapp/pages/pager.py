"""Links to the pages of a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp import links

if TYPE_CHECKING:
    from webapp.search_state import SearchState

__all__ = ["PAGE_SIZE", "PageLink", "Pager", "pager_of"]

PAGE_SIZE = 20
AROUND = 2  # numbers shown on either side of the current page


@dataclass(frozen=True, slots=True)
class PageLink:
    """One numbered page; `number` None stands for a gap."""

    number: int | None
    href: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """The pages around the current one, and the neighbours' addresses where there are any."""

    page: int
    last: int
    previous: str | None
    next: str | None
    numbers: tuple[PageLink, ...]


def pager_of(state: SearchState, total: int) -> Pager:
    """The pager of a search with `total` hits; its `last` is at least 1."""
    last = max(1, -(-total // PAGE_SIZE))
    return Pager(
        page=state.page,
        last=last,
        previous=links.paged(state, min(state.page - 1, last)) if state.page > 1 else None,
        next=links.paged(state, state.page + 1) if state.page < last else None,
        numbers=tuple(_numbers(state, last)),
    )


def _numbers(state: SearchState, last: int) -> list[PageLink]:
    near = range(max(1, state.page - AROUND), min(last, state.page + AROUND) + 1)
    numbers = sorted({1, last, *near})
    found: list[PageLink] = []
    for number in numbers:
        if found and number - (found[-1].number or 0) > 1:
            found.append(PageLink(None))
        found.append(PageLink(number, links.paged(state, number), current=number == state.page))
    return found
