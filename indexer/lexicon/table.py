"""The lexicon on disk: entries, and their keys in sorted order, as arrays that are mapped into memory, not read.

An entry is found by its folded text, by its pinyin written as one, and by its pinyin's initials. All keys stand in one
list: what is typed begins some of them, and those are one slice of it. Entries are numbered kind by kind, the likeliest
first, so the likeliest of a slice are those with the lowest numbers.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from indexer.durable import sync_tree
from indexer.fold import fold
from indexer.lexicon.entries import Entry, Kind
from indexer.lexicon.likeliness import likeliness
from indexer.lexicon.strings import SortedStrings, Strings, load_array, write_sorted_strings, write_strings
from indexer.lexicon.syllables import initials, spelled, syllables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import numpy.typing as npt

__all__ = ["LexiconTable", "merged", "write_table"]

LONGEST_SPELLING = 12  # characters of a text that are spelled: nobody types the pinyin of a whole title
KEYS_OF_AN_ENTRY = 3
MOST_ALIKE = 200  # more entries that sound the same nobody looks through
FIRST_BYTE = b"\x00"  # below every byte of a key
LAST_BYTE = b"\xff"  # above every byte of UTF-8


class LexiconTable:
    """One table on disk; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open the table in `folder`.

        Raises:
            OSError, ValueError: a file is missing or damaged.
        """
        self._texts = Strings(folder, "texts")
        self._keys = SortedStrings(folder, "keys")
        self._entry_of_key: npt.NDArray[np.uint32] = load_array(folder, "entry_of_key")
        self._kinds: npt.NDArray[np.uint8] = load_array(folder, "kinds")
        self._weights: npt.NDArray[np.uint32] = load_array(folder, "weights")
        if len(self._kinds) != len(self._texts) or len(self._entry_of_key) != len(self._keys):
            raise ValueError(f"{folder} is damaged: its files are not of one table")
        self._kind_bounds = [*np.searchsorted(self._kinds, list(Kind)).tolist(), len(self._kinds)]

    def __len__(self) -> int:
        return len(self._texts)

    def heaviest(self, prefix: str, limit: int) -> list[Entry]:
        """Entries with a key that begins so: of each kind the `limit` likeliest, in no order."""
        return self._likeliest(prefix.encode(), prefix.encode() + LAST_BYTE, limit)

    def having_key(self, key: str, limit: int = MOST_ALIKE) -> list[Entry]:
        """Entries with exactly this key: of each kind the `limit` likeliest, in no order."""
        return self._likeliest(key.encode(), key.encode() + FIRST_BYTE, limit)

    def _likeliest(self, begin: bytes, end: bytes, limit: int) -> list[Entry]:
        """Of the entries with a key from `begin` up to and without `end`, of each kind the `limit` likeliest."""
        numbers = self._entry_of_key[self._keys.position(begin) : self._keys.position(end)]
        chosen: list[int] = []
        for first, last in pairwise(self._kind_bounds):
            of_kind = numbers[(first <= numbers) & (numbers < last)]
            most = limit * KEYS_OF_AN_ENTRY  # an entry may stand here with each of its keys
            if len(of_kind) > most:
                of_kind = np.partition(of_kind, most)[:most]
            chosen.extend(sorted(set(of_kind.tolist()))[:limit])
        return [self._entry(number) for number in chosen]

    def terms(self) -> list[str]:
        """The text of every term."""
        return self._texts.first(self._kind_bounds[Kind.TERM + 1])

    @cached_property
    def folded_titles(self) -> str:
        """The text of every title, folded, with a full stop between any two."""
        texts = self._texts[self._kind_bounds[Kind.TITLE] : self._kind_bounds[Kind.TITLE + 1]]
        return fold(b"\n".join(texts).decode().replace("\n", "。"))

    def entries(self) -> list[Entry]:
        """Every entry."""
        return [self._entry(number) for number in range(len(self))]

    def _entry(self, number: int) -> Entry:
        text = self._texts[number].decode()
        return Entry(Kind(int(self._kinds[number])), text, int(self._weights[number]))


def write_table(folder: Path, entries: Iterable[Entry]) -> None:
    """Write `entries` into `folder`, which is made; durable when this returns."""
    folder.mkdir(parents=True)
    ordered = sorted(entries, key=lambda entry: (entry.kind, -likeliness(entry)))
    keys = sorted((key.encode(), number) for number, entry in enumerate(ordered) for key in _keys(entry))
    write_strings(folder, "texts", [entry.text.encode() for entry in ordered])
    write_sorted_strings(folder, "keys", [key for key, _ in keys])
    np.save(folder / "entry_of_key.npy", np.array([number for _, number in keys], dtype=np.uint32))
    np.save(folder / "kinds.npy", np.array([entry.kind for entry in ordered], dtype=np.uint8))
    np.save(folder / "weights.npy", np.array([entry.weight for entry in ordered], dtype=np.uint32))
    sync_tree(folder)


def merged(tables: Iterable[Iterable[Entry]]) -> list[Entry]:
    """The entries of several lists, each kind and text once, with its numbers of reports added up."""
    weights: dict[tuple[Kind, str], int] = defaultdict(int)
    for entries in tables:
        for entry in entries:
            weights[entry.kind, entry.text] += entry.weight
    return [Entry(kind, text, weight) for (kind, text), weight in weights.items()]


def _keys(entry: Entry) -> set[str]:
    folded = fold(entry.text)
    parts = syllables(folded[:LONGEST_SPELLING])
    return {folded, spelled(parts), initials(parts)} - {""}
