"""Which reports have the operands of a NEAR in one passage, by looking into their texts.

Folded title and body are kept compressed in the index with the ends of their sentences and paragraphs, 5.6 KB a
report.
"""

from __future__ import annotations

import struct
import sys
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np
import tantivy

from indexer.engines.tantivy import schema
from indexer.engines.tantivy.facets import count
from indexer.engines.tantivy.ids import report_ids
from indexer.engines.tantivy.sentence_words import listed_words
from indexer.passages import Passages, nearness

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.query.nodes import Near
    from indexer.segment import Segmenter

__all__ = ["holding_together", "packed_texts"]

LENGTHS = struct.Struct("<6I")  # for title and body: of the text, the ends of sentences and those of runs, in bytes
LEVEL = 2  # level 4 saves another twenty-fifth and takes twice as long
COMPACT = "utf-16-le"  # compresses Chinese to seven eighths of what UTF-8 does
NUMBER = np.dtype(np.uint32)


def packed_texts(title: Passages[str], body: Passages[str]) -> bytes:
    """Title and body with the ends of their passages, compressed."""
    parts = [
        part for text in (title, body) for part in (text.text.encode(COMPACT), _steps(text.ends), _steps(text.runs))
    ]
    packed = LENGTHS.pack(*map(len, parts)) + b"".join(parts)
    return zstd.compress(packed, level=LEVEL, zstd_dict=_dictionary().as_digested_dict)


def holding_together(
    searcher: tantivy.Searcher, near: Near, candidates: tantivy.Query, segmenter: Segmenter
) -> tantivy.Query:
    """The query for those of `candidates` that have the operands of `near` in one passage."""
    unscored = tantivy.Query.const_score_query(candidates, 1.0)
    total, _ = count(searcher, unscored, ())
    found = searcher.search(unscored, limit=total, count=False).hits if total else []
    wanted = nearness(near, segmenter.words)
    held = []
    for _, address in found:
        title, body = _unpacked(searcher.doc(address).get_first(schema.TEXTS) or b"")
        if title.hold(wanted) or body.hold(wanted):
            held.append(address)
    return tantivy.Query.term_set_query(schema.schema(), schema.ID, report_ids(searcher, held))


def _unpacked(packed: bytes) -> tuple[Passages[str], Passages[str]]:
    data = zstd.decompress(packed, zstd_dict=_dictionary())
    ends = accumulate(LENGTHS.unpack_from(data), initial=LENGTHS.size)
    title, title_ends, title_runs, body, body_ends, body_runs = (data[first:last] for first, last in pairwise(ends))
    return (
        Passages(title.decode(COMPACT), _ends(title_ends), _ends(title_runs)),
        Passages(body.decode(COMPACT), _ends(body_ends), _ends(body_runs)),
    )


@cache
def _dictionary() -> zstd.ZstdDict:
    """The sentence words, as what a text is taken to begin with: that saves a tenth."""
    return zstd.ZstdDict("".join(listed_words()).encode(COMPACT), is_raw=True)


def _steps(ends: Sequence[int]) -> bytes:
    """Numbers as the differences between them, which compress better."""
    return np.diff(np.array(ends, dtype=NUMBER), prepend=NUMBER.type(0)).tobytes()


def _ends(steps: bytes) -> list[int]:
    return list(accumulate(memoryview(steps).cast("I")))
