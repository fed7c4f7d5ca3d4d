"""All values of one facet under a search, page by page, or those that a text means: by characters or by pinyin."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus.gazetteer import syllables_of
from indexer.engine import PlaceCounts
from indexer.facets import in_order, selection_of
from indexer.fold import fold
from indexer.page import SearchRequest
from indexer.place_tree import ROOT, SLASH, place_counts, places_to
from indexer.query.nodes import FilterField
from indexer.query.values import LEVEL_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.engine import FacetCounts
    from indexer.page import FacetValue
    from indexer.query.nodes import Node
    from indexer.query.notes import Note

__all__ = ["FacetPage", "FacetRequest", "list_values"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetRequest:
    """Which values of which facet.

    Attributes:
        facet: the facet.
        search: the search whose reports are counted; its order and page are of no account.
        text: only values that hold these characters, or whose pinyin has these letters or initials (西湖区: xihu, xhq).
        within: of the tree of places, only those in this one: its parts, or with `text` those at all levels below.
        offset, limit: the page.
    """

    facet: FilterField
    search: SearchRequest = field(default_factory=SearchRequest)
    text: str = ""
    within: str = ROOT
    offset: int = 0
    limit: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetPage:
    """A page of a facet's values: years from the newest, others from the most frequent, then by name.

    `total` values meet the request. Counts are exact, leave out the facet's own filter and obey all others.
    """

    facet: FilterField
    total: int
    values: tuple[FacetValue, ...]
    notes: tuple[Note, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The page as JSON-ready data."""
        return {
            "facet": self.facet.value,
            "total": self.total,
            "values": [
                {"value": item.value, "count": item.count, "selected": item.selected, "excluded": item.excluded}
                for item in self.values
            ],
            "notes": [{"code": note.code, "message": note.message} for note in self.notes],
        }


def list_values(request: FacetRequest, counts: FacetCounts, chosen: Node | None, notes: tuple[Note, ...]) -> FacetPage:
    """The values that `request` asks for.

    Args:
        request: the request.
        counts: how many reports have each value.
        chosen: the facet's own filter; a value it names is listed even where no report has it.
        notes: what the page tells about the search.
    """
    facet = request.facet
    selection = selection_of(chosen)
    every = dict(_counted(request, counts))
    for value in selection.named():
        every.setdefault(value, 0)
    candidates: Iterable[str | int] = every
    if facet is FilterField.PLACE:
        candidates = [place for place in every if _lies(str(place), request)]
    meant = _Meaning(facet, request.text)
    found = in_order(facet, (selection.value(value, every[value]) for value in candidates if meant(value)))
    return FacetPage(
        facet=facet,
        total=len(found),
        values=tuple(found[request.offset : request.offset + request.limit]),
        notes=notes,
    )


def _counted(request: FacetRequest, counts: FacetCounts) -> FacetCounts:
    """The counts of what is listed, and of a few places more."""
    if request.facet is not FilterField.PLACE:
        return counts
    if request.text.strip():
        return dict(place_counts(counts).items())
    if isinstance(counts, PlaceCounts):
        return dict(counts.children(request.within).items())
    return dict(place_counts(counts, places_to(request.within)).items())


def _lies(place: str, request: FacetRequest) -> bool:
    """Whether the place lies where it is asked for: at any level with a text, at the next one without."""
    inside = place.startswith(f"{request.within}{SLASH}") if request.within else True
    depth = request.within.count(SLASH) + 1 if request.within else 0
    return inside and (bool(request.text.strip()) or place.count(SLASH) == depth)


class _Meaning:
    """Whether a text means a value."""

    def __init__(self, facet: FilterField, text: str) -> None:
        self._facet = facet
        self._text = fold(text)
        letters = self._text.replace("'", "")
        self._letters = letters if letters.isascii() and letters.isalpha() else ""

    def __call__(self, value: str | int) -> bool:
        if not self._text:
            return True
        return any(self._is_called(_called(name)) for name in self._names(str(value)))

    def _is_called(self, name: _Name) -> bool:
        if self._text in name.folded:
            return True
        return bool(self._letters) and (self._letters in name.initials or f" {self._letters}" in name.spelled)

    def _names(self, value: str) -> list[str]:
        """What the value is called: of a place its own name, not those above it; of a level its Chinese names too."""
        if self._facet is FilterField.PLACE:
            return [value.rpartition(SLASH)[2]]
        if self._facet is FilterField.LEVEL:
            return [value, *(name for name, level in LEVEL_NAMES.items() if level == value)]
        return [value]


class _Name(NamedTuple):
    """A name as it is compared: 西湖区, xhq, and from each of its syllables on: " xihuqu huqu qu"."""

    folded: str
    initials: str
    spelled: str


@lru_cache(maxsize=100_000)  # more names than the gazetteer has
def _called(name: str) -> _Name:
    syllables = () if name.isascii() else syllables_of(name)
    spelled = (" " + "".join(syllables[start:]) for start in range(len(syllables)))
    return _Name(fold(name), "".join(syllable[0] for syllable in syllables), "".join(spelled))
