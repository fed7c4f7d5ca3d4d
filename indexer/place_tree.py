"""The tree of places with their counts: 浙江省 > 浙江省/杭州市 > ..., opened along what is chosen.

Engines count the whole path of each report's place. A report has one such path, so what lies in a place is the sum of
the paths that go on from its own, and equal names in different provinces stay apart.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from indexer.facets import in_order, is_chosen, selection_of
from indexer.page import MAX_FACET_VALUES
from indexer.query.nodes import FilterField

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from indexer.engine import FacetCounts
    from indexer.page import FacetValue
    from indexer.query.nodes import Node

__all__ = ["ROOT", "SLASH", "place_counts", "place_values"]

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
    opened = {ROOT, *(above for path in named for above in _above(path))}
    opened.update(path for path in named if selection.value(path, 0).selected)
    totals = place_counts(counts, opened)
    if sum(SLASH not in path for path in totals) == 1:
        opened.update(_shared(counts))
        totals = place_counts(counts, opened)
    for path in named:
        for place in (*_above(path), path):
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
    for whole, count in counts.items():
        path = str(whole)
        end = path.find(SLASH)
        while end >= 0:
            place = path[:end]
            totals[place] += count
            if opened is not None and place not in opened:
                break
            end = path.find(SLASH, end + 1)
        else:
            totals[path] += count
    return dict(totals)


def _listed(parent: str, children: Mapping[str, Iterable[FacetValue]], opened: Collection[str]) -> Iterator[FacetValue]:
    inside = in_order(FilterField.PLACE, children.get(parent, ()))
    for place, item in enumerate(inside):
        if place < MAX_FACET_VALUES or is_chosen(item) or item.value in opened:
            yield item
            if item.value in opened:
                yield from _listed(str(item.value), children, opened)


def _above(path: str) -> list[str]:
    """The places that the path lies in, the nearest last."""
    names = path.split(SLASH)
    return [SLASH.join(names[:end]) for end in range(1, len(names))]


def _shared(counts: FacetCounts) -> list[str]:
    """The places that all paths lie in."""
    paths = [str(path) for path in counts]
    first, last = (path.split(SLASH) for path in (min(paths), max(paths)))
    shared = []
    for place, (one, other) in enumerate(zip(first, last, strict=False), start=1):
        if one != other:
            break
        shared.append(SLASH.join(first[:place]))
    return shared
