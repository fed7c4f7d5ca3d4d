"""What a search asks and what comes back: the front door's own dataclasses, whatever engine is behind."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from indexer.engine import Sort

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus import Report
    from indexer.generations import IndexVersion
    from indexer.query.nodes import FilterField, Node
    from indexer.query.notes import Note
    from indexer.ranking import ScorePart
    from indexer.reading import Reading
    from indexer.suggestions import Suggestion

__all__ = [
    "MAX_FACET_VALUES",
    "MAX_LIMIT",
    "FacetValue",
    "Hit",
    "SearchPage",
    "SearchRequest",
    "Snippet",
]

MAX_LIMIT = 1000
MAX_FACET_VALUES = 500  # there are 41,352 townships: more than this nobody reads, and each costs time on every page


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """A search as a person states it.

    Attributes:
        query: the text in the box, in the query language; empty means every report.
        filters: ticked facet values or command-line options, by facet; several values of one facet are OR.
            Years are given as ``2022`` or ``2019..2022``, places by official or short name. A value after a minus
            sign (``-浙江省``) is excluded.
        sort, offset, limit: the page; limit at most `MAX_LIMIT`.
        snippets: how many snippets a hit; 0 for none.
        facets: the facets to count; None for all of them.
        reading: also say how the query was read and, where nothing is found, what to try; costs a second search.
    """

    query: str = ""
    filters: Mapping[FilterField, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20
    snippets: int = 3
    facets: tuple[FilterField, ...] | None = None
    reading: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a field: escaped text with ``<mark>`` around the hits and nothing else."""

    field: str
    html: str


@dataclass(slots=True)  # not frozen: a page makes some thousand of them, and that would take thrice as long
class FacetValue:
    """One value of a facet: its count under all other facets' filters, and whether it is asked for or excluded."""

    value: str | int
    count: int
    selected: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One report of the page of results; `score` is the sum of `parts`. `report.body` is loaded; JSON leaves it out."""

    report: Report
    score: float
    occurrences: int
    snippets: tuple[Snippet, ...]
    title_html: str
    parts: tuple[ScorePart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """A page of results; `to_json` gives the object of the command's ``--json`` and of the web API.

    Counts are exact. A facet lists its `MAX_FACET_VALUES` most frequent values, and every selected or excluded one;
    PLACE lists the paths of a tree, each before those in it, opened along those selected.

    Attributes:
        index: the state of the index that answered.
        dictionary_changed: whether the collection's own words are no longer those that it is cut with.
    PLACE lists the paths of a tree, each before those in it, opened along those selected. `reading` is None and
    `suggestions` are empty where the request did not ask for them.
    """

    query: str
    node: Node
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    facets: Mapping[FilterField, tuple[FacetValue, ...]]
    index: IndexVersion
    dictionary_changed: bool = False
    notes: tuple[Note, ...] = ()
    reading: Reading | None = None
    suggestions: tuple[Suggestion, ...] = ()

    def to_json(self, *, explain: bool = False) -> dict[str, Any]:
        """The page as JSON-ready data; the names are part of the product's contract.

        With `explain`, each hit tells what its score is made of.
        """
        return {
            "query": self.query,
            "total": self.total,
            "took_ms": round(self.took_ms, 2),
            "hits": [_hit_json(hit) | (_explanation(hit) if explain else {}) for hit in self.hits],
            "facets": {
                facet.value: [{"value": item.value, "count": item.count} for item in values]
                for facet, values in self.facets.items()
            },
            "notes": [{"code": note.code, "message": note.message} for note in self.notes],
            "index": asdict(self.index) | {"dictionary_changed": self.dictionary_changed},
            "reading": self.reading.to_json() if self.reading else None,
            "suggestions": [suggestion.to_json() for suggestion in self.suggestions],
        }


def _explanation(hit: Hit) -> dict[str, Any]:
    return {"explanation": [asdict(part) for part in hit.parts]}


def _hit_json(hit: Hit) -> dict[str, Any]:
    report = hit.report
    return {
        "id": report.id,
        "url": report.url,
        "title": report.title,
        "issuer": report.issuer,
        "report_year": report.report_year,
        "published": report.published.isoformat() if report.published else None,
        "level": report.level,
        "doc_type": report.doc_type,
        "province": report.province,
        "city": report.city,
        "county": report.county,
        "township": report.township,
        "score": round(hit.score, 4),
        "occurrences": hit.occurrences,
        "snippets": [{"field": snippet.field, "html": snippet.html} for snippet in hit.snippets],
    }
