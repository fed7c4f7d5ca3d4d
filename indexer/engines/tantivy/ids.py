"""Report ids as numbers: 16 characters of base 32 are 80 bits, kept as two columns. Any other id is text alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from indexer.engines.tantivy import schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    import tantivy

__all__ = ["id_columns", "report_ids"]

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"  # of RFC 4648, as `corpus.report_id` writes it
WELL_KNOWN = re.compile(f"[{ALPHABET}]{{16}}")
BITS = 5
HALF = 8  # characters in a number
AS_TEXT = 1 << BITS * HALF  # more than a number of characters can be: the id stands in the stored document

_LETTERS = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)
_SHIFTS = np.arange(BITS * (HALF - 1), -1, -BITS, dtype=np.uint64)


def id_columns(report_id: str) -> tuple[int, int]:
    """The two numbers that stand for an id."""
    if not WELL_KNOWN.fullmatch(report_id):
        return AS_TEXT, AS_TEXT
    return _number(report_id[:HALF]), _number(report_id[HALF:])


def report_ids(searcher: tantivy.Searcher, addresses: Sequence[tantivy.DocAddress]) -> list[str]:
    """The id of each document."""
    if not addresses:
        return []
    where = list(addresses)
    heads, tails = (
        np.array(searcher.fast_field_values(name, where), dtype=np.uint64) for name in (schema.ID_HEAD, schema.ID_TAIL)
    )
    letters = np.concatenate((_letters(heads), _letters(tails)), axis=1)
    ids = [text.decode() for text in letters.view(f"S{2 * HALF}").ravel().tolist()]
    for place in np.flatnonzero(heads == AS_TEXT).tolist():
        ids[place] = str(searcher.doc(where[place]).get_first(schema.ID))
    return ids


def _number(text: str) -> int:
    number = 0
    for letter in text:
        number = number << BITS | ALPHABET.index(letter)
    return number


def _letters(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint8]:
    """The characters of each number, one row a number."""
    places = (numbers[:, None] >> _SHIFTS) & np.uint64((1 << BITS) - 1)
    letters: npt.NDArray[np.uint8] = _LETTERS[places.astype(np.intp)]
    return letters
