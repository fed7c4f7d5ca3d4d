"""A request as read: its text and its ticked values made one query with the filters of each facet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.query.parser import parse
from indexer.query.tree import split_filters
from indexer.query.values import filters_from_params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.page import SearchRequest
    from indexer.query.nodes import FilterField, Node
    from indexer.query.notes import Note
    from indexer.query.places import PlaceNames
    from indexer.segment import Segmenter

__all__ = ["Asked", "read_request"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request means.

    Attributes:
        node: the text alone.
        ticked: the values chosen beside it, by facet.
        query: the text without the filters at its top.
        filters: those filters and the ticked ones, by facet.
        notes: how text and values were taken.
    """

    node: Node
    ticked: Mapping[FilterField, Node]
    query: Node
    filters: Mapping[FilterField, Node]
    notes: tuple[Note, ...]


def read_request(request: SearchRequest, places: PlaceNames, segmenter: Segmenter) -> Asked:
    """The meaning of a request; it never fails, and what could not be read as written is noted."""
    parsed = parse(request.query, places=places, segmenter=segmenter)
    ticked, remarks = filters_from_params(request.filters, places)
    query, filters = split_filters(parsed.node, ticked)
    return Asked(node=parsed.node, ticked=ticked, query=query, filters=filters, notes=(*parsed.notes, *remarks))
