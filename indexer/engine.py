"""The contract that every engine keeps: what is written to it, what is asked of it, what it answers.

An engine knows documents by report id. It answers with exact totals and exact facet counts, whatever it is made of; one
contract suite and one differential suite run over every engine.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from corpus import Report
    from indexer.query.nodes import FilterField, Node
    from indexer.segment import Segmenter

__all__ = [
    "Engine",
    "EngineAnswer",
    "EngineHit",
    "EngineReader",
    "EngineRequest",
    "EngineWriter",
    "FacetCounts",
    "PlaceCounts",
    "Prepared",
    "Sort",
]


class Sort(StrEnum):
    """Order of hits. Ties fall back to newer year first, then to the id, so that pages are stable."""

    RELEVANCE = "relevance"
    YEAR = "year"
    YEAR_DESC = "-year"
    PUBLISHED = "published"
    PUBLISHED_DESC = "-published"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineRequest:
    """What is asked of an engine.

    Attributes:
        query: the text's meaning, without the filters below.
        filters: ANDed onto `query`, by facet: one filter, its Not, or both in one And. A facet's counts leave out the
            filter of that facet's own field.
        sort, offset, limit: the page; unknown years and dates sort last in either direction.
        facets: the fields to count.
    """

    query: Node
    filters: Mapping[FilterField, Node]
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20
    facets: Sequence[FilterField] = ()


@dataclass(frozen=True, slots=True)
class EngineHit:
    """One report of the page. `score` is 0.0 where the order is not by relevance."""

    report_id: str
    score: float


FacetCounts = Mapping[str | int, int]
"""How many matching reports have each value; reports without a value are not counted.

The values of PLACE are whole paths (`Report.place`): a report counts at the place it is of, and not at those above it.
"""


class PlaceCounts(FacetCounts):
    """The counts of PLACE as an engine may answer them that can add up what lies in a place: quicker than whole paths.

    Any other mapping will do as well.
    """

    @abstractmethod
    def children(self, place: str) -> dict[str, int]:
        """How many matching reports each place directly in this one holds, the empty path holding the provinces.

        A report counts at every place that its path leads through. Places without a report are left out.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineAnswer:
    """The page of hits, the exact total, and the exact counts of each facet asked for; looking at those may wait."""

    total: int
    hits: tuple[EngineHit, ...]
    facets: Mapping[FilterField, FacetCounts]


class EngineReader(Protocol):
    """One opened index, as of one moment; safe to share between threads."""

    def search(self, request: EngineRequest) -> EngineAnswer:
        """The page that `request` asks for."""

    def ids(self, query: Node) -> set[str]:
        """Ids of every report that `query` matches."""

    def has_word(self, word: str) -> bool:
        """Whether any report has the folded `word` among the words of its title or body."""

    def terms(self) -> Iterator[tuple[str, int]]:
        """Every word that a title or body has, folded, once and in no order, and about how many reports have it.

        The number is for ranking, never for showing: it is that of the field with more of them, and reports replaced or
        deleted count until their part of the index is merged, so that a word may be listed that no report has any more.
        """

    def __len__(self) -> int:
        """How many reports the index holds."""

    @property
    def seq(self) -> int:
        """The change number up to which this reader sees the collection."""

    def close(self) -> None:
        """Let go of files once the searches under way have ended. No search is begun on this reader afterwards."""


class Prepared(Protocol):
    """A report made ready to be written, as far as that can be done beside the index; it can be pickled."""

    @property
    def report_id(self) -> str:
        """Which report it is."""


class EngineWriter(Protocol):
    """Changes to one index. Nothing is seen by readers, and nothing survives a kill, before `commit`."""

    def upsert(self, prepared: Any) -> None:
        """Add the report that the engine's `prepare` gave `prepared` for, or replace the one with its id."""

    def delete(self, report_id: str) -> None:
        """Remove the report; an id that is not there is no error."""

    def commit(self, *, seq: int) -> None:
        """Make all changes since the last commit visible and durable at once, together with the change number `seq`."""


class Engine(Protocol):
    """A kind of index. A file that a commit has written is never written to again, only replaced or removed."""

    name: ClassVar[str]
    schema_version: ClassVar[int]
    commit_every: ClassVar[int]  # changes; what a kill costs is the time that they take, tens of seconds at most

    def create(self, path: Path) -> None:
        """Make an empty index in the empty directory `path`, applied up to change 0."""

    def applied_seq(self, path: Path) -> int:
        """The change number of the last commit."""

    def stamp(self, path: Path) -> object:
        """A value that differs after every commit, compared with ``==``; taking it costs microseconds.

        Raises:
            OSError: there is no index at `path`.
        """

    def prepare(self, report: Report, segmenter: Segmenter) -> Prepared:
        """The report ready for `EngineWriter.upsert`: nothing is written, so any process may do it.

        `segmenter` cuts its words; an index is written and read with one and the same.
        """

    def writer(self, path: Path) -> AbstractContextManager[EngineWriter]:
        """Write to the index at `path`; leaving the block without `commit` leaves the index as it was.

        One writer at a time: the caller holds the home's lock. What a killed writer left behind is removed here.
        """

    def reader(self, path: Path, segmenter: Segmenter) -> EngineReader:
        """Open the index at `path` as of its last commit; a reader keeps seeing that commit, whatever is written later.

        `segmenter`, which cut the reports' words, cuts the keywords for ranking.

        Raises:
            OSError, ValueError: the index's files are missing or damaged.
        """
