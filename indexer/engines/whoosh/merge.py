"""When segments are merged: few enough of them that a search is quick, seldom enough that writing stays cheap."""

from __future__ import annotations

from collections import defaultdict
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.engines.whoosh.commit import SegmentEntry

__all__ = ["MERGE_FACTOR", "segments_to_merge"]

MERGE_FACTOR = 8  # so many segments of about one size become one; a report is written log8(reports) times
SMALLEST_TIER = 64  # reports; below it all segments count as of one size
DELETED_SHARE = 0.2  # above it a segment is written anew without its deleted rows


def segments_to_merge(segments: Sequence[SegmentEntry]) -> list[SegmentEntry]:
    """The segments that should become one now, in order; empty when there is nothing to do.

    Called again after each merge, until nothing is left to do.
    """
    tiers: dict[int, list[SegmentEntry]] = defaultdict(list)
    for segment in segments:
        tiers[_tier(segment.live)].append(segment)
    for tier in sorted(tiers):
        if len(tiers[tier]) >= MERGE_FACTOR:
            return tiers[tier]
    crowded = [segment for segment in segments if segment.deleted > DELETED_SHARE * segment.rows]
    return crowded[:1]


def _tier(live: int) -> int:
    return int(log(max(live, SMALLEST_TIER) / SMALLEST_TIER, MERGE_FACTOR) + 1e-9)
