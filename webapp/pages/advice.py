"""What the page offers where nothing is found: the searcher's suggestions, sorted under headings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer import SuggestionKind
from webapp import labels, links
from webapp.language import gettext

if TYPE_CHECKING:
    from indexer import SearchPage, Suggestion
    from webapp.search_state import SearchState

__all__ = ["Advice", "PartAlone", "Trial", "advice_of"]

SHOWN_CHARACTERS = 80  # of a part of the query


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A search to try instead, with how many reports it finds."""

    label: str
    count: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAlone:
    """What one part of the text finds by itself: under the filters, and everywhere where there are some."""

    filtered: Trial
    everywhere: Trial | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What to try.

    Attributes:
        nearest: with terms that exist.
        anywhere: the keywords anywhere in the text, which were to stand near each other, in one field or as words.
        scattered: the words of a keyword, each by itself.
        parts: each part alone.
        without: the text without a part.
        facets: without each filter whose absence helps.
        unfiltered: without any filter.
    """

    nearest: tuple[Trial, ...]
    anywhere: tuple[Trial, ...]
    scattered: tuple[Trial, ...]
    parts: tuple[PartAlone, ...]
    without: tuple[Trial, ...]
    facets: tuple[Trial, ...]
    unfiltered: Trial | None


def advice_of(page: SearchPage, state: SearchState) -> Advice:
    """The suggestions of `page`, which found nothing for `state`."""
    kinds = SuggestionKind
    by_kind = {kind: [found for found in page.suggestions if found.kind is kind] for kind in kinds}
    everywhere = {found.text: found for found in by_kind[kinds.EVERYWHERE]}
    unfiltered = [_trial(found, state, found.query) for found in by_kind[kinds.WITHOUT_FILTERS]]
    return Advice(
        nearest=tuple(_trial(found, state, found.query) for found in by_kind[kinds.NEAREST]),
        anywhere=tuple(_trial(found, state, found.query) for found in by_kind[kinds.ANYWHERE]),
        scattered=tuple(_trial(found, state, found.query) for found in by_kind[kinds.SCATTERED]),
        parts=tuple(
            PartAlone(
                filtered=_trial(found, state, found.text),
                everywhere=_trial(everywhere[found.text], state, found.text) if found.text in everywhere else None,
            )
            for found in by_kind[kinds.ALONE]
        ),
        without=tuple(_trial(found, state, found.text) for found in by_kind[kinds.WITHOUT]),
        facets=tuple(_trial(found, state, _dropped(found, state)) for found in by_kind[kinds.WITHOUT_FILTER]),
        unfiltered=unfiltered[0] if unfiltered else None,
    )


def _trial(found: Suggestion, state: SearchState, text: str) -> Trial:
    kept = {facet: values for facet, values in state.filters.items() if facet in found.filters}
    label = text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"
    return Trial(
        label=label or gettext("All reports"),
        count=found.total,
        href=links.search_url(replace(state, query=found.query, filters=kept, page=1)),
    )


def _dropped(found: Suggestion, state: SearchState) -> str:
    """The filter that was left out, as the page names it."""
    return " ".join(
        f"{labels.facet_label(facet)} {'、'.join(labels.chosen_label(facet, value) for value in values)}"
        for facet, values in state.filters.items()
        if facet not in found.filters
    )
