"""Which of the records of a flat text contain any of many needles: one pass for all, where each would take its own.

Four bytes of each needle are its key. Each four bytes of the text whose hash is that of some key are looked at closely.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from indexer.engines.whoosh.scan import FlatText, Mask

__all__ = ["KEYED_BYTES", "containing_any"]

KEY_OFFSET = 2  # where the key begins: the end of one character and the whole next one, in Chinese
KEY_BYTES = 4
KEYED_BYTES = KEY_OFFSET + KEY_BYTES
"""The shortest needle that can be looked for so."""

HASH_BITS = 20
MULTIPLIER = np.uint32(2654435761)  # Knuth's, for multiplicative hashing
PIECE_BYTES = 1 << 22

Words = dict[int, list[bytes]]


def containing_any(text: FlatText, needles: Iterable[bytes], among: Mask) -> Mask:
    """Which of the records marked in `among` contain one of `needles`, each of `KEYED_BYTES` or more."""
    keyed: Words = defaultdict(list)
    for needle in needles:
        keyed[int.from_bytes(needle[KEY_OFFSET:KEYED_BYTES], "little")].append(needle)
    wanted = np.zeros(1 << HASH_BITS, dtype=np.bool_)
    wanted[_hashes(np.array(list(keyed), dtype=np.uint32))] = True
    ends = text.ends
    found = np.zeros(len(text), dtype=np.bool_)
    first = 0
    while first < len(text):
        start = text.span(first, first + 1)[0]
        last = max(int(np.searchsorted(ends, start + PIECE_BYTES)), first + 1)
        if among[first:last].any():
            piece = bytes(text.piece(first, last))
            places = _places(piece, wanted)
            rows = first + np.searchsorted(ends[first:last], places + start, side="right")
            for place, row in zip(places.tolist(), rows.tolist(), strict=True):
                if not found[row] and among[row] and _stands_at(piece, place, keyed):
                    found[row] = True
        first = last
    return found


def _places(piece: bytes, wanted: Mask) -> npt.NDArray[np.intp]:
    """Where keys may stand."""
    found = []
    for offset in range(KEY_BYTES):
        count = (len(piece) - offset) // KEY_BYTES
        words = np.frombuffer(piece, dtype="<u4", offset=offset, count=count) if count > 0 else np.zeros(0, np.uint32)
        found.append(np.flatnonzero(wanted.take(_hashes(words))) * KEY_BYTES + offset)
    return np.sort(np.concatenate(found))


def _hashes(words: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    hashes: npt.NDArray[np.uint32] = (words * MULTIPLIER) >> np.uint32(32 - HASH_BITS)
    return hashes


def _stands_at(piece: bytes, place: int, keyed: Words) -> bool:
    start = place - KEY_OFFSET
    needles = keyed.get(int.from_bytes(piece[place : place + KEY_BYTES], "little"), ())
    return start >= 0 and any(piece.startswith(needle, start) for needle in needles)
