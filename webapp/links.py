"""Addresses of searches and of pages that remember a search: the one module that adds or removes one thing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import request, url_for

from indexer import Sort
from indexer.query import FilterField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from webapp.concordance_state import ConcordanceState
    from webapp.search_state import SearchState

__all__ = [
    "build_url",
    "cleared",
    "concordance_file_url",
    "concordance_url",
    "expand_years",
    "export_url",
    "here",
    "local_path",
    "paged",
    "report_url",
    "requeried",
    "search_url",
    "snapshot_address",
    "sorted_by",
    "toggled",
    "without_facet",
]

YEARS_BETWEEN = 200  # the longest span of years that is written out one by one


def search_url(state: SearchState) -> str:
    """The address of the page of results."""
    return url_for("search.results", **state.parameters())  # type: ignore[arg-type]  # url_for takes lists of values


def build_url(state: SearchState) -> str:
    """The address of the form, filled in with the search."""
    return url_for("build.show", **replace(state, page=1, sort=Sort.RELEVANCE).parameters())  # type: ignore[arg-type]  # as above


def toggled(state: SearchState, facet: FilterField, value: str, *, known: Iterable[str] = ()) -> str:
    """The search with `value` of `facet` ticked where it is not, and not ticked where it is.

    Args:
        state: the search.
        facet: the facet.
        value: one value of it.
        known: every value the facet shows; a ticked span of years (2019..2022) is written out with their help when
            one of its years is taken away.
    """
    ticked = expand_years(state.values(facet), known) if facet is FilterField.YEAR else state.values(facet)
    if value in ticked:
        return search_url(state.with_values(facet, tuple(item for item in ticked if item != value)))
    return search_url(state.with_values(facet, (*state.values(facet), value)))


def without_facet(state: SearchState, facet: FilterField) -> str:
    """The search with nothing ticked in `facet`."""
    return search_url(state.with_values(facet, ()))


def cleared(state: SearchState) -> str:
    """The search with nothing ticked anywhere."""
    return search_url(replace(state, filters={}, page=1))


def requeried(state: SearchState, query: str) -> str:
    """The search with other text in the box and the same filters."""
    return search_url(replace(state, query=query, page=1))


def sorted_by(state: SearchState, sort: Sort) -> str:
    """The search in another order, at its first page."""
    return search_url(replace(state, sort=sort, page=1))


def paged(state: SearchState, page: int) -> str:
    """Another page of the search."""
    return search_url(replace(state, page=page))


def report_url(report_id: str, state: SearchState, *, hit: int | None = None, revision: int | None = None) -> str:
    """The address of a report, opened from a search: its hits are marked and the way back is kept."""
    more: dict[str, object] = {**state.parameters()}
    if revision is not None:
        more["revision"] = revision
    if hit is not None:
        more["hit"] = hit
    anchor = f"hit-{hit}" if hit is not None else None
    return url_for("reports.show", report_id=report_id, _anchor=anchor, **more)  # type: ignore[arg-type]  # as above


def snapshot_address(snapshot_id: int, report_id: str | None) -> str:
    """The full address of a frozen copy, for citations; `report_id` says which report of a file that holds many."""
    return url_for("snapshots.show", snapshot_id=snapshot_id, report=report_id, _external=True)


def concordance_url(state: ConcordanceState) -> str:
    """The address of a concordance's page."""
    return url_for("concordance.show", **state.parameters())  # type: ignore[arg-type]  # as above


def concordance_file_url(state: ConcordanceState, format_id: str) -> str:
    """The address of the lines as a file."""
    given = state.at_page(1).parameters()
    return url_for("concordance.download", format_id=format_id, **given)  # type: ignore[arg-type]  # as above


def export_url(state: SearchState, format_id: str) -> str:
    """The address of what the search finds as a file; ``about`` says what such files are of."""
    given = replace(state, page=1).parameters()
    return url_for("exports.download", format_id=format_id, **given)  # type: ignore[arg-type]  # as above


def here() -> str:
    """The address of this page, without the site: where a form brings the reader back to."""
    return request.full_path.rstrip("?") if request.method == "GET" else "/"


def local_path(address: str | None, *, otherwise: str) -> str:
    """`address` where it is a path on this site, else `otherwise`; so that no form can send a reader elsewhere."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return otherwise
    if any(ord(character) < ord(" ") or character == "\\" for character in address):
        return otherwise
    return address


def expand_years(values: tuple[str, ...], known: Iterable[str]) -> tuple[str, ...]:
    """`values` with each span of years (2019..2022, 2019.., ..2022) written out year by year.

    An open end is written out with the years of `known` alone. A value that is no span stays as it is.
    """
    years = sorted(int(year) for year in known if year.isdigit())
    expanded: list[str] = []
    for value in values:
        expanded.extend(_years_of(value, years))
    return tuple(dict.fromkeys(expanded))


def _years_of(value: str, known: list[int]) -> list[str]:
    first, dots, last = value.partition("..")
    if not dots or not all(end.isascii() and (end.isdigit() or not end) for end in (first, last)):
        return [value]
    if first and last and int(last) - int(first) < YEARS_BETWEEN:
        return [str(year) for year in range(int(first), int(last) + 1)]
    inside = [year for year in known if (not first or year >= int(first)) and (not last or year <= int(last))]
    return [str(year) for year in inside]
