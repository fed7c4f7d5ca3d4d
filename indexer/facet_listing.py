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

MANY_NAMES = 100_000  # more than the gazetteer has


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
        candidates = _places_listed(map(str, every), request)
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


def _places_listed(places: Iterable[str], request: FacetRequest) -> list[str]:
    """Those that lie in the place asked for: at any level with a text, at the next one without."""
    inside = f"{request.within}{SLASH}" if request.within else ROOT
    if request.text.strip():
        return [place for place in places if place.startswith(inside)]
    depth = inside.count(SLASH)
    return [place for place in places if place.startswith(inside) and place.count(SLASH) == depth]


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
        if self._facet is FilterField.PLACE:
            return self._is_called(str(value).rpartition(SLASH)[2])
        return any(map(self._is_called, self._names(str(value))))

    def _is_called(self, name: str) -> bool:
        if self._text in _folded(name):
            return True
        if not self._letters or name.isascii():
            return False
        spoken = _spoken(name)
        return self._letters in spoken.initials or (self._letters in spoken.spelled and spoken.begins(self._letters))

    def _names(self, value: str) -> list[str]:
        """What the value is called: of a level its Chinese names too."""
        if self._facet is FilterField.LEVEL:
            return [value, *(name for name, level in LEVEL_NAMES.items() if level == value)]
        return [value]


class _Spoken(NamedTuple):
    """How a name is spoken, 西湖区: its syllables, xhq and xihuqu."""

    syllables: tuple[str, ...]
    initials: str
    spelled: str

    def begins(self, letters: str) -> bool:
        """Whether the name, from one of its syllables on, begins so."""
        return any("".join(self.syllables[start:]).startswith(letters) for start in range(len(self.syllables)))


@lru_cache(maxsize=MANY_NAMES)
def _folded(name: str) -> str:
    return fold(name)


@lru_cache(maxsize=MANY_NAMES)
def _spoken(name: str) -> _Spoken:
    syllables = syllables_of(name)
    return _Spoken(syllables, "".join([syllable[0] for syllable in syllables]), "".join(syllables))
