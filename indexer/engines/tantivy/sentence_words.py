"""The words of which an index knows in which sentences they stand, so that most NEARs need no look at a text.

Each sentence is a value of one field. Tantivy's n-gram tokenizer gives all characters of a value one position, and each
value a later one; so what stands in one sentence has one position, and a NEAR is a phrase without distance. A word is
one character there, its number in the list beyond all characters of texts. It is given wherever its characters stand,
whether or not they are a word there.

Between paragraphs some values are empty: words of one paragraph are no further apart than `PARAGRAPH_REACH`, those of
two always are. A text with a paragraph of more sentences than that is marked. A word that stands across the end of a
sentence is a paragraph of its own after all others. So a report has the sign of every word of the list that it
contains, and such a keyword needs no phrase of characters.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from indexer.passages import Passages

    Numbers = npt.NDArray[np.int64]

__all__ = [
    "LIST_PATH",
    "LONG_PARAGRAPH",
    "PARAGRAPH_REACH",
    "listed_words",
    "sentence_values",
    "standing_in",
    "word_sign",
]

LIST_PATH = Path(__file__).with_name("sentence_words.txt")

FIRST_SIGN = 0xF0000  # private use: a list of up to 65,533 words
LONG_PARAGRAPH = "\U0010fffd"
MOST_SENTENCES = 10  # of a paragraph that is not long
STEP = 2  # positions from one value to the next; an empty one takes a single position
PARAGRAPH_REACH = STEP * (MOST_SENTENCES - 1)
BETWEEN_PARAGRAPHS = ("",) * (PARAGRAPH_REACH - STEP + 1)

BEYOND = 0xFFFF  # stands for all characters that no word of the list has


def listed_words() -> list[str]:
    """The words of the list, folded."""
    lines = LIST_PATH.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def word_sign(folded: str) -> str | None:
    """The character that stands for the folded word; None where it is not in the list."""
    return _signs().get(folded)


def standing_in(folded: str) -> frozenset[str]:
    """The signs of all words of the list that stand in the folded text."""
    _, _, numbers = _trie().occurrences(folded)
    return frozenset(chr(FIRST_SIGN + number) for number in numbers.tolist())


def sentence_values(title: Passages[str], body: Passages[str]) -> list[str]:
    """The values of the field: for each sentence the signs of the words in it, and what parts paragraphs."""
    ends = np.array([*title.ends, *body.ends], dtype=np.int64)
    ends[len(title.ends) :] += 2 * len(title.text)
    sentence_ends = ends >> 1
    starts, lengths, numbers = _trie().occurrences(title.text + body.text)
    sentences = np.searchsorted(sentence_ends, starts, side="right")
    whole = starts + lengths <= sentence_ends[sentences]
    # the place of a sentence and the number of a word as one number, each pair once
    pairs = np.sort((sentences[whole] << 16) + numbers[whole])
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    signs = _text(FIRST_SIGN + (pairs & 0xFFFF))
    bounds = np.searchsorted(pairs >> 16, np.arange(len(ends) + 1)).tolist()
    values = [signs[first:last] for first, last in pairwise(bounds)]
    paragraphs = [(first, last) for first, last in pairwise((0, *(np.flatnonzero(ends & 1) + 1).tolist()))]
    parted = [value for first, last in paragraphs for value in (*values[first:last], *BETWEEN_PARAGRAPHS)]
    across = ~whole & ((starts >= len(title.text)) | (starts + lengths <= len(title.text)))
    for sign in _text(FIRST_SIGN + np.unique(numbers[across])):
        parted += (sign, *BETWEEN_PARAGRAPHS)
    if max(last - first for first, last in paragraphs) > MOST_SENTENCES:
        parted.append(LONG_PARAGRAPH)
    return parted


def _text(codes: Numbers) -> str:
    return codes.astype("<u4").tobytes().decode("utf-32-le")


class _Trie:
    """The words of the list by their characters, so that a text is looked through in a few steps of numpy.

    A state is a beginning of words. Those that go on come first, and have a row of what each character leads to.
    """

    def __init__(self, words: list[str]) -> None:
        prefixes = {word[:length] for word in words for length in range(1, len(word))}
        going_on = sorted(prefixes)
        states = {prefix: place for place, prefix in enumerate(["", *going_on, *(set(words) - prefixes)])}
        self._going_on = 1 + len(going_on)
        letters = {letter: place for place, letter in enumerate(sorted(set("".join(words))), start=1)}
        self._letters = np.zeros(BEYOND + 1, dtype=np.intp)
        self._letters[list(map(ord, letters))] = list(letters.values())
        self._width = 1 + len(letters)
        self._next = np.zeros(self._going_on * self._width, dtype=np.intp)  # a row after the other
        for prefix, state in states.items():
            if prefix:
                self._next[states[prefix[:-1]] * self._width + letters[prefix[-1]]] = state
        self._numbers = np.full(len(states), -1, dtype=np.int64)
        self._numbers[[states[word] for word in words]] = np.arange(len(words))
        self._lengths = np.array(list(map(len, words)), dtype=np.int64)

    def occurrences(self, text: str) -> tuple[Numbers, Numbers, Numbers]:
        """Where words of the list begin in the text, their lengths, and their numbers."""
        codes = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
        letters = self._letters.take(codes, mode="clip")
        starts = np.arange(len(letters))
        states = self._next[: self._width].take(letters)
        found: list[tuple[Numbers, Numbers]] = []
        length = 1
        while starts.size:
            numbers = self._numbers.take(states)
            words = np.flatnonzero(numbers >= 0)
            found.append((starts.take(words), numbers.take(words)))
            on = np.flatnonzero((states > 0) & (states < self._going_on) & (starts + length < len(letters)))
            starts = starts.take(on)
            states = self._next.take(states.take(on) * self._width + letters.take(starts + length))
            length += 1
        if not found:
            none = np.zeros(0, dtype=np.int64)
            return none, none, none
        beginnings, numbers = map(np.concatenate, zip(*found, strict=True))
        return beginnings, self._lengths.take(numbers), numbers


@cache
def _signs() -> dict[str, str]:
    return {word: chr(FIRST_SIGN + number) for number, word in enumerate(listed_words())}


@cache
def _trie() -> _Trie:
    return _Trie(listed_words())
