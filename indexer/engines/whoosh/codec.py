"""How Whoosh's posting lists are written and read here: the files are those of its own codec, the loops are not.

Whoosh writes and reads posting by posting, with a dozen Python calls each; here a word's whole list is put together,
and taken apart, at once. Its own readers understand what is written.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from itertools import accumulate, groupby
from operator import itemgetter, sub
from pickle import dumps, load, loads
from struct import Struct
from typing import TYPE_CHECKING, Any, NamedTuple

from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3FieldWriter, W3TermInfo, W3TermsReader
from whoosh.filedb.filetables import HashWriter, OrderedHashWriter
from whoosh.util.numlists import GrowableArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["BlockCodec", "BlockTermsReader", "PostingList"]

POSTINGS_PER_BLOCK = 1024  # Whoosh's 128 suit skipping through a list; here lists are read whole
COMPRESSION_LEVEL = 1
COMPRESSED_FROM_BYTES = 80  # below this zlib makes a block longer, as whoosh3 measured
PICKLE_PROTOCOL = 2  # what Whoosh writes
CRC_32 = 1  # of Whoosh's hash functions for terms; its default MD5 takes twice as long

_block_length = Struct("!i")
_field_id = Struct("!H")
_key_and_value_lengths = Struct("!ii")
_slot = Struct("!Iq")
_term = Struct("!BfIBBfIIqi")  # as `W3TermInfo` lays it out, then the extent of the list
_extent = Struct(f"!{W3TermInfo._struct.size}xqi")  # noqa: SLF001 - the rest is passed over


class PostingList(NamedTuple):
    """In which documents a word stands, ascending, and how often in each."""

    field: str
    word: bytes
    documents: Sequence[int]
    counts: Sequence[int]


class BlockCodec(W3Codec):
    """Whoosh's codec with lists written and read whole. It is pickled into each segment by this name."""

    length_stats = False  # field lengths are columns of the segment

    def field_writer(self, storage: Any, segment: Any) -> BlockFieldWriter:
        """Writes the posting lists of a new segment."""
        return BlockFieldWriter(self, storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> BlockTermsReader:
        """The words of a segment, and their lists."""
        name = segment.make_filename(self.TERMS_EXT)
        lists = segment.open_file(storage, self.POSTS_EXT)
        return BlockTermsReader(self, storage.open_file(name), storage.file_length(name), lists)


class BlockTermsReader(W3TermsReader):
    """Whoosh's reader of words, able to give their whole lists."""

    def list_of(self, field: str, word: bytes) -> PostingList:
        """The posting list of a word.

        Raises:
            KeyError: it does not stand in the field.
        """
        return self._list(field, word, self._tindex[self._keycoder(field, word)])

    def lists(self) -> Iterator[PostingList]:
        """Every posting list, in order of field and word."""
        for key, value in self._tindex:
            field, word = self._keydecoder(key)
            yield self._list(field, word, value)

    def _list(self, field: str, word: bytes, value: bytes) -> PostingList:
        return PostingList(field, word, *_decoded(self._postfile.get(*_extent.unpack(value))))


class BlockFieldWriter(W3FieldWriter):
    """Whoosh's writer of posting lists, fed with a whole list at a time."""

    _tindex: TermsWriter

    def __init__(self, codec: Any, storage: Any, segment: Any) -> None:
        super().__init__(codec, storage, segment)
        self._tindex = TermsWriter(self._tindex.dbfile)
        self._tindex.extras["fieldmap"] = self._fieldmap
        self._offset = self._postfile.tell()

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[PostingList]) -> None:
        """Write all lists; they come in order of field and word."""
        del lengths
        for field, of_field in groupby(items, key=itemgetter(0)):
            self.start_field(field, schema[field])
            for _, word, documents, counts in of_field:
                self._write_list(word, documents, counts)
            self.finish_field()

    def _write_list(self, word: bytes, documents: Sequence[int], counts: Sequence[int]) -> None:
        number, most = len(documents), max(counts)
        pieces = [WHOOSH3_HEADER_MAGIC]
        for first in range(0, number, POSTINGS_PER_BLOCK):
            last = first + POSTINGS_PER_BLOCK
            pieces.append(_encoded(documents[first:last], counts[first:last], final=last >= number))
        data = b"".join(pieces)
        self._postfile.write(data)
        facts = _term.pack(
            0, sum(counts), number, 0, 0, most, documents[0], documents[-1], self._offset, len(data)
        )  # not inlined, and no lengths
        self._tindex.add(_field_id.pack(self._fieldid) + word, facts)
        self._offset += len(data)


class TermsWriter(OrderedHashWriter):
    """Whoosh's table of terms, written in as few calls as it takes."""

    def __init__(self, dbfile: Any) -> None:
        dbfile.seek(0)  # over the header that one with other hashes has written
        HashWriter.__init__(self, dbfile, hashtype=CRC_32)
        self.index = GrowableArray("I")
        self.lastkey = b""
        self._position: int = dbfile.tell()

    def add(self, key: bytes, value: bytes) -> None:
        """Add a term; they come in order."""
        if key <= self.lastkey:
            raise ValueError(f"Keys must increase: {self.lastkey!r}..{key!r}")
        self.lastkey = key
        entry = _key_and_value_lengths.pack(len(key), len(value)) + key + value
        self.dbfile.write(entry)
        hashed = zlib.crc32(key)
        self.buckets[hashed & 255].append((hashed, self._position))
        self.index.append(self._position)
        self._position += len(entry)

    def _write_hashes(self) -> None:
        position = self._position
        for entries in self.buckets:
            slots = 2 * len(entries)
            self.directory.append((position, slots))
            table = [(0, 0)] * slots
            for entry in entries:
                slot = (entry[0] >> 8) % slots
                while table[slot][1]:  # no term stands at 0
                    slot = (slot + 1) % slots
                table[slot] = entry
            data = b"".join([_slot.pack(*entry) for entry in table])
            self.dbfile.write(data)
            position += len(data)


def _encoded(documents: Sequence[int], counts: Sequence[int], *, final: bool) -> bytes:
    """One block as Whoosh's codec lays it out: length (negative for the last), facts to skip by, postings."""
    steps = (documents[0], *map(sub, documents[1:], documents))
    most = max(counts)
    data = dumps((steps, None if most == 1 else tuple(counts), None), PICKLE_PROTOCOL)
    level = COMPRESSION_LEVEL if len(data) >= COMPRESSED_FROM_BYTES else 0
    if level:
        data = zlib.compress(data, level)
    facts = dumps((len(documents), documents[-1], most, level, 0, 0), PICKLE_PROTOCOL)
    length = len(facts) + len(data)
    return _block_length.pack(-length if final else length) + facts + data


def _decoded(data: bytes) -> tuple[list[int], list[int]]:
    """Documents and counts of a whole list."""
    documents: list[int] = []
    counts: list[int] = []
    at = len(WHOOSH3_HEADER_MAGIC)
    while at < len(data):
        begin = at + _block_length.size
        at = begin + abs(_block_length.unpack_from(data, at)[0])
        block = BytesIO(data[begin:at])
        number, _, _, level, _, _ = load(block)  # noqa: S301 - Whoosh's own format, of an index of our own
        rest = block.read()
        steps, of_block, _ = loads(zlib.decompress(rest) if level else rest)  # noqa: S301 - as above
        documents.extend(accumulate(steps))
        counts.extend(of_block or [1] * number)
    return documents, counts
