"""The state of a search, which is exactly what its address says."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus import InputError
from indexer import Sort
from indexer.query import PARAM_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.datastructures import MultiDict

    from indexer import FilterField

__all__ = ["SearchState", "read_number", "read_span", "read_state"]

MAX_QUERY = 10_000  # characters; every link of the page repeats them
MAX_VALUES = 50  # ticked in one facet; every link of the page repeats them
LAST_YEAR = 9999
SHOWN = 80  # characters of a wrong value that a message repeats
MAX_PAGE = 50_000_000  # keeps the offset within what every engine's integers hold


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchState:
    """What is searched for and how it is shown.

    Attributes:
        query: the text in the box.
        filters: ticked values by facet; a facet without any is absent.
        sort: the order of hits.
        page: counted from 1.
        explain: whether each hit tells what its score is made of.
    """

    query: str = ""
    filters: Mapping[FilterField, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    explain: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether neither text nor filter narrows the collection."""
        return not self.query and not self.filters

    def values(self, facet: FilterField) -> tuple[str, ...]:
        """The ticked values of `facet`."""
        return self.filters.get(facet, ())

    def with_values(self, facet: FilterField, values: tuple[str, ...]) -> SearchState:
        """This search with `values` ticked in `facet`, at its first page."""
        filters = {name: ticked for name, ticked in self.filters.items() if name != facet}
        if values:
            filters[facet] = values
        return replace(self, filters=filters, page=1)

    def parameters(self) -> dict[str, str | list[str]]:
        """The parameters of this search's address; what has its default value is left out."""
        given: dict[str, str | list[str]] = {"q": self.query} if self.query else {}
        # In the order of the facets, so that equal searches have equal addresses.
        for facet, name in PARAM_NAMES.items():
            if values := self.values(facet):
                given[name] = list(values)
        if self.sort is not Sort.RELEVANCE:
            given["sort"] = self.sort.value
        if self.page > 1:
            given["page"] = str(self.page)
        if self.explain:
            given["explain"] = "1"
        return given


def read_state(arguments: MultiDict[str, str]) -> SearchState:
    """The search that an address's parameters state.

    Raises:
        InputError: ``sort``, ``page`` or ``explain`` has a value that means nothing, the query is longer than
            `MAX_QUERY`, or one facet has more than `MAX_VALUES` values.
    """
    return SearchState(
        query=_read_query(arguments.get("q", "").strip()),
        filters=_read_filters(arguments),
        sort=_read_sort(arguments.get("sort", "")),
        page=read_number(arguments, "page", default=1, least=1, most=MAX_PAGE),
        explain=bool(read_number(arguments, "explain", default=0, least=0, most=1)),
    )


def read_span(arguments: MultiDict[str, str], first_name: str, last_name: str) -> str | None:
    """The span of years that a form's two fields state, such as 2019..2022; None where the address has neither field.

    An end that is left open is empty, and so is the whole where both are.

    Raises:
        InputError: an end is no year.
    """
    if first_name not in arguments and last_name not in arguments:
        return None
    ends = [read_number(arguments, name, default=0, least=1, most=LAST_YEAR) for name in (first_name, last_name)]
    if not any(ends):
        return ""
    first, last = sorted(ends) if all(ends) else ends
    return f"{first or ''}..{last or ''}" if first != last else str(first)


def read_number(arguments: MultiDict[str, str], name: str, *, default: int, least: int, most: int) -> int:
    """The whole number that the parameter `name` gives, or `default` where it is absent or empty.

    Raises:
        InputError: it is no whole number from `least` to `most`.
    """
    text = arguments.get(name, "").strip()
    if not text:
        return default
    if text.isascii() and text.isdigit() and len(text) < len(str(most)) + 1 and least <= int(text) <= most:
        return int(text)
    raise InputError(
        f"{name} must be a whole number from {least} to {most}, not {text[:SHOWN]!r}.",
        hint=f"Leave {name} out, or mend it.",
        reason="no-number",
        arguments={"name": name, "least": least, "most": most, "text": text[:SHOWN]},
    )


def _read_query(text: str) -> str:
    if len(text) > MAX_QUERY:
        raise InputError(
            f"The query has {len(text):,} characters; at most {MAX_QUERY:,} are searched for.",
            hint="Shorten it.",
            reason="query-too-long",
            arguments={"length": f"{len(text):,}", "limit": f"{MAX_QUERY:,}"},
        )
    return text


def _read_filters(arguments: MultiDict[str, str]) -> dict[FilterField, tuple[str, ...]]:
    filters = {}
    for facet, name in PARAM_NAMES.items():
        values = (value.strip() for value in arguments.getlist(name))
        ticked = tuple(dict.fromkeys(value for value in values if value))
        if len(ticked) > MAX_VALUES:
            raise InputError(
                f"{name} is given {len(ticked):,} values; at most {MAX_VALUES} can be ticked at once.",
                hint="Leave some out, or use a value of the level above.",
                reason="too-many-values",
                arguments={"facet": facet.value, "count": f"{len(ticked):,}", "limit": MAX_VALUES},
            )
        if ticked:
            filters[facet] = ticked
    return filters


def _read_sort(text: str) -> Sort:
    text = text.strip()
    if not text:
        return Sort.RELEVANCE
    choices = [sort.value for sort in Sort]
    if text in choices:
        return Sort(text)
    nearest = difflib.get_close_matches(text, choices, n=1)
    hint = f"Did you mean {nearest[0]}?" if nearest else "Leave sort out to sort by relevance."
    raise InputError(
        f"sort must be one of {', '.join(choices)}, not {text[:SHOWN]!r}.",
        hint=hint,
        reason="no-sort",
        arguments={"known": ", ".join(choices), "text": text[:SHOWN]},
    )
