"""Everything that a search finds, however much it is: what exports and concordances are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus import Report
    from corpus.store import Store
    from indexer.generations import IndexVersion
    from indexer.page import SearchRequest
    from indexer.query.nodes import Node
    from indexer.query.notes import Note
    from indexer.segment import Segmenter

__all__ = ["Selection"]

BATCH_REPORTS = 200  # read from the store at once: about a megabyte of text


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The reports that a request finds, in its order, as of one commit of the index.

    Attributes:
        collection: title of the collection.
        request: what was asked; its offset, limit and snippets do not matter here.
        query: the query's meaning without its filters: what is marked in a text.
        node: the meaning of query and filters together.
        total: how many reports are found; exact.
        ids: of the reports, in order: all of them, or the first that were asked for.
        segmenter: cuts texts as that index does.
        index: the state of the index.
        notes: how the query was taken where that is not obvious.
    """

    collection: str
    request: SearchRequest
    query: Node
    node: Node
    total: int
    ids: tuple[str, ...]
    segmenter: Segmenter
    index: IndexVersion
    notes: tuple[Note, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether `ids` names every report that is found."""
        return len(self.ids) == self.total

    def reports(self, store: Store) -> Iterator[Report]:
        """The reports, in order, a few at a time in memory; without those deleted since the index was updated."""
        for start in range(0, len(self.ids), BATCH_REPORTS):
            yield from store.get_many(self.ids[start : start + BATCH_REPORTS]).values()
