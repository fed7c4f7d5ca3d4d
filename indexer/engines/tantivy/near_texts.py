"""Which reports have the operands of a NEAR in one passage, by looking into their texts.

Folded title and body are kept compressed in the index with the ends of their sentences and paragraphs, 6 KB a report.
"""

from __future__ import annotations

import struct
import sys
from typing import TYPE_CHECKING

import numpy as np
import tantivy

from indexer.engines.tantivy import schema
from indexer.engines.tantivy.facets import count
from indexer.engines.tantivy.ids import report_ids
from indexer.passages import nearness_utf8, packed_passages, unpacked_passages

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from indexer.passages import Passages
    from indexer.query.nodes import Near
    from indexer.segment import Segmenter

__all__ = ["holding_together", "packed_texts"]

LENGTHS = struct.Struct("<3I")  # of the title's text, the title's ends, the body's text; the body's ends are the rest
LEVEL = 3  # level 9 saves another twentieth and takes three times as long
COMPACT = "utf-16-le"  # compresses Chinese to seven eighths of what UTF-8 does
NUMBER = np.dtype(np.uint32)


def packed_texts(title: Passages[str], body: Passages[str]) -> bytes:
    """Title and body with the ends of their passages, compressed."""
    parts = (_text(title), _steps(packed_passages(title)), _text(body), _steps(packed_passages(body)))
    return zstd.compress(LENGTHS.pack(*map(len, parts[:3])) + b"".join(parts), level=LEVEL)


def holding_together(
    searcher: tantivy.Searcher, near: Near, candidates: tantivy.Query, segmenter: Segmenter
) -> tantivy.Query:
    """The query for those of `candidates` that have the operands of `near` in one passage."""
    unscored = tantivy.Query.const_score_query(candidates, 1.0)
    total, _ = count(searcher, unscored, ())
    found = searcher.search(unscored, limit=total, count=False).hits if total else []
    wanted = nearness_utf8(near, segmenter.words)
    held = []
    for _, address in found:
        title, body = _unpacked(searcher.doc(address).get_first(schema.TEXTS) or b"")
        if title.hold(wanted) or body.hold(wanted):
            held.append(address)
    return tantivy.Query.term_set_query(schema.schema(), schema.ID, report_ids(searcher, held))


def _unpacked(packed: bytes) -> tuple[Passages[bytes], Passages[bytes]]:
    data = zstd.decompress(packed)
    title, title_ends, body = LENGTHS.unpack_from(data)
    first = LENGTHS.size
    second, third = first + title, first + title + title_ends
    return (
        unpacked_passages(_utf8(data[first:second]), _ends(data[second:third])),
        unpacked_passages(_utf8(data[third : third + body]), _ends(data[third + body :])),
    )


def _text(passages: Passages[str]) -> bytes:
    return passages.text.encode(COMPACT)


def _utf8(text: bytes) -> bytes:
    return text.decode(COMPACT).encode()


def _steps(ends: bytes) -> bytes:
    """Numbers as the differences between them, which compress better."""
    return np.diff(np.frombuffer(ends, dtype=NUMBER), prepend=NUMBER.type(0)).tobytes()


def _ends(steps: bytes) -> bytes:
    return np.cumsum(np.frombuffer(steps, dtype=NUMBER), dtype=NUMBER).tobytes()
