"""The state of a concordance's page, which is exactly what its address says."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus import InputError
from indexer import Sort
from indexer.concordance import DEFAULT_WIDTH, MAX_WIDTH, MIN_WIDTH, LineOrder
from webapp.concordances import LinesAsked
from webapp.search_state import SHOWN, SearchState, read_number, read_state

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

__all__ = ["ConcordanceState", "read_concordance_state", "read_order"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcordanceState:
    """What is searched for, and how its occurrences are listed; `search.page` is the page of lines."""

    search: SearchState
    order: LineOrder = LineOrder.REPORT
    width: int = DEFAULT_WIDTH

    def asked(self) -> LinesAsked:
        """What the concordance is made from."""
        return LinesAsked(self.search.query, tuple(self.search.filters.items()), self.order, self.width)

    def at_page(self, page: int) -> ConcordanceState:
        """Another page of it."""
        return replace(self, search=replace(self.search, page=page))

    def parameters(self) -> dict[str, str | list[str]]:
        """The parameters of this page's address; what has its default value is left out."""
        given = self.search.parameters()
        if self.order is not LineOrder.REPORT:
            given["order"] = self.order.value
        if self.width != DEFAULT_WIDTH:
            given["width"] = str(self.width)
        return given


def read_concordance_state(arguments: MultiDict[str, str]) -> ConcordanceState:
    """The concordance that an address's parameters state.

    Raises:
        InputError: as for `read_state`, or ``order`` or ``width`` has a value that means nothing.
    """
    return ConcordanceState(
        search=replace(read_state(arguments), sort=Sort.RELEVANCE),
        order=read_order(arguments.get("order", "")),
        width=read_number(arguments, "width", default=DEFAULT_WIDTH, least=MIN_WIDTH, most=MAX_WIDTH),
    )


def read_order(text: str) -> LineOrder:
    """The order of lines that `text` names; by report where it is empty.

    Raises:
        InputError: there is no such order.
    """
    text = text.strip()
    choices = [order.value for order in LineOrder]
    if not text or text in choices:
        return LineOrder(text or LineOrder.REPORT)
    nearest = difflib.get_close_matches(text, choices, n=1)
    raise InputError(
        f"order must be one of {', '.join(choices)}, not {text[:SHOWN]!r}.",
        hint=f"Did you mean {nearest[0]}?" if nearest else "Leave order out to list them by report.",
        reason="no-order",
        arguments={"known": ", ".join(choices), "text": text[:SHOWN]},
    )
