"""Addresses of searches and of pages that remember a search: the one module that adds or removes one thing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import g, request, url_for

from indexer import Sort
from indexer.query import EXCLUDING, PARAM_NAMES, FilterField

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from webapp.concordance_state import ConcordanceState
    from webapp.search_state import SearchState

__all__ = [
    "build_url",
    "cleared",
    "concordance_file_url",
    "concordance_url",
    "excluding",
    "expand_years",
    "export_url",
    "facet_url",
    "here",
    "kept_parameters",
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

PLAIN = "!$'()*,/:;?@"  # what need not be escaped in the query of an address
YEARS_BETWEEN = 200  # the longest span of years that is written out one by one


def search_url(state: SearchState) -> str:
    """The address of the page of results."""
    return _results_path() + _query_string(state.parameters())


def _results_path() -> str:
    """The path of the page of results; a page has hundreds of links there, and building one takes Flask long."""
    if "results_path" not in g:
        g.results_path = url_for("search.results")
    return str(g.results_path)


def _query_string(parameters: Mapping[str, str | list[str]]) -> str:
    return f"?{urlencode(parameters, doseq=True, safe=PLAIN, errors='replace')}" if parameters else ""


def build_url(state: SearchState) -> str:
    """The address of the form, filled in with the search."""
    return url_for("build.show", **replace(state, page=1, sort=Sort.RELEVANCE).parameters())  # type: ignore[arg-type]  # as above


def toggled(state: SearchState, facet: FilterField, value: str, *, known: Iterable[str] = ()) -> str:
    """The search with `value` of `facet` ticked where it is not, and not ticked where it is.

    A place is asked for instead of those it lies in and of those that lie in it.

    Args:
        state: the search.
        facet: the facet.
        value: one value of it; after a minus sign, its exclusion.
        known: every value the facet shows; a ticked span of years (2019..2022) is written out with their help when
            one of its years is taken away.
    """
    ticked = expand_years(state.values(facet), known) if facet is FilterField.YEAR else state.values(facet)
    if value in ticked:
        return search_url(state.with_values(facet, tuple(item for item in ticked if item != value)))
    others = (item for item in state.values(facet) if not _gives_way(facet, item, value))
    return search_url(state.with_values(facet, (*others, value)))


def excluding(state: SearchState, facet: FilterField, value: str) -> str:
    """The search without the reports that have `value`; a place is excluded with all that lies in it."""
    others = (item for item in state.values(facet) if not _lies_in(facet, item.removeprefix(EXCLUDING), value))
    return search_url(state.with_values(facet, (*others, f"{EXCLUDING}{value}")))


def facet_url(state: SearchState, facet: FilterField, *, text: str = "", within: str = "", page: int = 1) -> str:
    """The page of a facet's values under a search; of places, those that lie `within` one."""
    more = {name: value for name, value in (("facet_q", text), ("within", within)) if value}
    parameters = {**replace(state, page=page).parameters(), **more}
    return url_for("facets.show", name=PARAM_NAMES[facet], **parameters)  # type: ignore[arg-type]  # as above


def kept_parameters(state: SearchState, *, but: FilterField | None = None) -> tuple[tuple[str, str], ...]:
    """Name and value of each parameter of the search, for a form's hidden fields; without the page, and one facet."""
    kept = replace(state, page=1) if but is None else state.with_values(but, ())
    return tuple(
        (name, value)
        for name, given in kept.parameters().items()
        for value in ([given] if isinstance(given, str) else given)
    )


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


def _gives_way(facet: FilterField, item: str, value: str) -> bool:
    """Whether a ticked or excluded value is dropped when another one is ticked."""
    if item.startswith(EXCLUDING):
        return _lies_in(facet, value, item.removeprefix(EXCLUDING))
    if facet is not FilterField.PLACE or value.startswith(EXCLUDING):
        return False
    return _lies_in(facet, item, value) or _lies_in(facet, value, item)


def _lies_in(facet: FilterField, value: str, area: str) -> bool:
    return value == area or (facet is FilterField.PLACE and value.startswith(f"{area}/"))


def _years_of(value: str, known: list[int]) -> list[str]:
    first, dots, last = value.partition("..")
    if not dots or not all(end.isascii() and (end.isdigit() or not end) for end in (first, last)):
        return [value]
    if first and last and int(last) - int(first) < YEARS_BETWEEN:
        return [str(year) for year in range(int(first), int(last) + 1)]
    inside = [year for year in known if (not first or year >= int(first)) and (not last or year <= int(last))]
    return [str(year) for year in inside]
