"""How Whoosh's posting lists are written and read here: the files are those of its own codec, the loops are not.

Whoosh writes and reads posting by posting, with a dozen Python calls each; here a word's whole list is put together,
and taken apart, at once. Its own readers understand what is written.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import itemgetter, sub
from pickle import dumps
from struct import Struct
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3FieldWriter, W3LeafMatcher, W3TermInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["BlockCodec", "Postings"]

Postings = tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]
"""Ascending row numbers, and how often the word stands in each."""

Posting = tuple[str, bytes, int, float, bytes | None]
"""Field, word, document, weight, and nothing more."""

POSTINGS_PER_BLOCK = 1024  # Whoosh's 128 suit skipping through a list; here lists are read whole
COMPRESSION_LEVEL = 1
COMPRESSED_FROM_BYTES = 80  # below this zlib makes a block longer, as whoosh3 measured
PICKLE_PROTOCOL = 2  # what Whoosh writes

_block_length = Struct("!i")
_field_id = Struct("!H")


class BlockCodec(W3Codec):
    """Whoosh's codec with lists written and read whole. It is pickled into each segment by this name."""

    length_stats = False  # field lengths are columns of the segment

    def field_writer(self, storage: Any, segment: Any) -> BlockFieldWriter:
        """Writes the posting lists of a new segment."""
        return BlockFieldWriter(self, storage, segment)

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, **options: Any) -> BlockMatcher:
        """The posting list of one word."""
        offset, length = terminfo.extent()
        return BlockMatcher(dbfile, offset, length, format_, **options)


@dataclass(frozen=True, slots=True)
class _Block:
    """A run of postings, as `W3TermInfo.add_block` asks about it. Lengths are not kept."""

    documents: Sequence[int]
    _weights: Sequence[float]

    def __len__(self) -> int:
        return len(self.documents)

    def min_id(self) -> int:
        return self.documents[0]

    def max_id(self) -> int:
        return self.documents[-1]

    def max_weight(self) -> float:
        return max(self._weights)

    def min_length(self) -> int:
        return 0

    def max_length(self) -> int:
        return 0


class BlockFieldWriter(W3FieldWriter):
    """Whoosh's writer of posting lists, fed with a whole list at a time."""

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[Posting]) -> None:
        """Write all postings; they come in order of field, word and document."""
        del lengths
        for field, of_field in groupby(items, key=itemgetter(0)):
            self.start_field(field, schema[field])
            for word, of_word in groupby(of_field, key=itemgetter(1)):
                _, _, documents, weights, _ = zip(*of_word, strict=True)
                self._write_list(word, documents, weights)
            self.finish_field()

    def _write_list(self, word: bytes, documents: Sequence[int], weights: Sequence[float]) -> None:
        start = self._postfile.tell()
        info = W3TermInfo()
        pieces = [WHOOSH3_HEADER_MAGIC]
        for first in range(0, len(documents), POSTINGS_PER_BLOCK):
            last = first + POSTINGS_PER_BLOCK
            block = _Block(documents[first:last], weights[first:last])
            info.add_block(block)
            pieces.append(_encoded(block, weights[first:last], final=last >= len(documents)))
        data = b"".join(pieces)
        self._postfile.write(data)
        info.set_extent(start, len(data))
        self._tindex.add(_field_id.pack(self._fieldid) + word, info.to_bytes())


def _encoded(block: _Block, weights: Sequence[float], *, final: bool) -> bytes:
    """One block as Whoosh's codec lays it out: length (negative for the last), facts to skip by, postings."""
    documents = block.documents
    steps = (documents[0], *map(sub, documents[1:], documents))
    heaviest = block.max_weight()
    data = dumps((steps, None if heaviest == min(weights) == 1.0 else tuple(weights), None), PICKLE_PROTOCOL)
    level = COMPRESSION_LEVEL if len(data) >= COMPRESSED_FROM_BYTES else 0
    if level:
        data = zlib.compress(data, level)
    facts = dumps((len(documents), documents[-1], heaviest, level, 0, 0), PICKLE_PROTOCOL)
    length = len(facts) + len(data)
    return _block_length.pack(-length if final else length) + facts + data


class BlockMatcher(W3LeafMatcher):
    """Whoosh's matcher over a posting list on disk, able to give the whole list as arrays."""

    def arrays(self) -> Postings:
        """The whole list; the matcher is used up."""
        documents: list[int] = []
        weights: list[float] = []
        while not self._atend:
            self._read_data()
            steps, block_weights, _ = self._data
            documents.extend(accumulate(steps))
            weights.extend(block_weights or [1.0] * len(steps))
            self._next_block()
        return np.array(documents, dtype=np.int64), np.array(weights, dtype=np.float32)
