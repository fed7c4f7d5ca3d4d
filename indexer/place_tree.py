"""The tree of places with their counts: 浙江省 > 浙江省/杭州市 > ..., opened along what is chosen.

Engines count the whole path of each report's place. A report has one such path, so what lies in a place is the sum of
the paths that go on from its own, and equal names in different provinces stay apart.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from indexer.engine import PlaceCounts
from indexer.facets import in_order, is_chosen, selection_of
from indexer.page import MAX_FACET_VALUES
from indexer.query.nodes import FilterField

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from indexer.engine import FacetCounts
    from indexer.page import FacetValue
    from indexer.query.nodes import Node

__all__ = ["ROOT", "SLASH", "place_counts", "place_values", "places_to"]

ROOT = ""  # above the provinces
SLASH = "/"


def place_values(counts: FacetCounts, chosen: Node | None) -> tuple[FacetValue, ...]:
    """The tree, each place before those in it: the provinces, and what lies in a place that is chosen or leads there.

    Where all reports lie in one place, what lies in that is listed too. Of one place's children, the most frequent
    `MAX_FACET_VALUES` are.

    Args:
        counts: how many reports are of each path.
        chosen: the facet's own filter; a place it names is listed even where no report is of it.
    """
    selection = selection_of(chosen)
    named = [str(path) for path in selection.named()]
    opened = {ROOT}
    for path in named:
        opened.update(places_to(path) if selection.value(path, 0).selected else places_to(path)[:-1])
    totals = _open_along_what_all_share(counts, opened)
    for path in named:
        for place in places_to(path):
            totals.setdefault(place, 0)
    children = defaultdict(list)
    for path, count in totals.items():
        children[path.rpartition(SLASH)[0]].append(selection.value(path, count))
    return tuple(_listed(ROOT, children, opened))


def place_counts(counts: FacetCounts, opened: Collection[str] | None = None) -> dict[str, int]:
    """How many reports each place holds, those in its parts included.

    Args:
        counts: how many reports are of each path.
        opened: only the children of these places are counted; of all places unless given.
    """
    totals: defaultdict[str, int] = defaultdict(int)
    for path, count in counts.items():
        place, slash, below = str(path).partition(SLASH)
        totals[place] += count
        while slash and (opened is None or place in opened):
            name, slash, below = below.partition(SLASH)
            place = f"{place}{SLASH}{name}"
            totals[place] += count
    return dict(totals)


def _listed(parent: str, children: Mapping[str, Iterable[FacetValue]], opened: Collection[str]) -> Iterator[FacetValue]:
    inside = in_order(FilterField.PLACE, children.get(parent, ()))
    for place, item in enumerate(inside):
        if place < MAX_FACET_VALUES or is_chosen(item) or item.value in opened:
            yield item
            if item.value in opened:
                yield from _listed(str(item.value), children, opened)


def places_to(path: str) -> list[str]:
    """The places that a path leads through, itself last; none for the root."""
    names = path.split(SLASH) if path else []
    return [SLASH.join(names[:end]) for end in range(1, len(names) + 1)]


def _open_along_what_all_share(counts: FacetCounts, opened: set[str]) -> dict[str, int]:
    """The counts of what is in sight, with every place opened that holds all reports."""
    totals = _in_sight(counts, opened)
    shared = [path for path in totals if SLASH not in path]
    while len(shared) == 1:
        (place,) = shared
        opened.add(place)
        totals = _in_sight(counts, opened)
        shared = [path for path in totals if path.rpartition(SLASH)[0] == place and totals[path] == totals[place]]
    return totals


def _in_sight(counts: FacetCounts, opened: Collection[str]) -> dict[str, int]:
    """How many reports each child of the opened places holds."""
    if not isinstance(counts, PlaceCounts):
        return place_counts(counts, opened)
    totals: dict[str, int] = {}
    waiting = [ROOT]
    while waiting:
        inside = counts.children(waiting.pop())
        totals |= inside
        waiting.extend(path for path in inside if path in opened)
    return totals
