"""Links to the pages of a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp import links

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.search_state import SearchState

__all__ = ["PAGE_SIZE", "PageLink", "Pager", "pager", "pager_of"]

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
    return pager(state.page, total, PAGE_SIZE, lambda page: links.paged(state, page))


def pager(page: int, total: int, size: int, address: Callable[[int], str]) -> Pager:
    """The pager of `total` things of which one page shows `size`; `address` gives that of a page by its number."""
    last = max(1, -(-total // size))
    return Pager(
        page=page,
        last=last,
        previous=address(min(page - 1, last)) if page > 1 else None,
        next=address(page + 1) if page < last else None,
        numbers=tuple(_numbers(page, last, address)),
    )


def _numbers(page: int, last: int, address: Callable[[int], str]) -> list[PageLink]:
    near = range(max(1, page - AROUND), min(last, page + AROUND) + 1)
    numbers = sorted({1, last, *near})
    found: list[PageLink] = []
    for number in numbers:
        if found and number - (found[-1].number or 0) > 1:
            found.append(PageLink(None))
        found.append(PageLink(number, address(number), current=number == page))
    return found
