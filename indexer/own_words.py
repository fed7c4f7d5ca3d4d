"""A collection's own words: ``dictionary.txt`` of the home, one a line: ``word [frequency] [tag]``, ``# comment``.

A line that cannot be used is named with its number and left out; the others count. Which words are cut, and so what
`word:` finds and how hits are ranked, depends on them; what a keyword finds never does.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from corpus import SettingsError
from indexer.fold import fold
from indexer.segment import RESERVE, Term, segmenter_with, shipped_jieba

if TYPE_CHECKING:
    from corpus import Home
    from indexer.segment import Segmenter

__all__ = [
    "MAX_WORDS",
    "BadLine",
    "OwnWord",
    "OwnWords",
    "changed_words",
    "own_words_errors",
    "own_words_stamp",
    "read_own_words",
    "why_all_changes",
]

MAX_WORDS = 100_000  # a general dictionary of several hundred thousand words is there already
MAX_CHARACTERS = 60  # of one word
MAX_FREQUENCY = RESERVE  # three times that of 的, the most frequent word there is
LONGEST_ECHO = 40  # characters of a line that its message repeats
DEFAULT_TAG = "n"
_COMMENT = re.compile(r"(?:^|\s)#.*")
_TAG = re.compile("[A-Za-z]{1,4}")


class BadLine(NamedTuple):
    """A line that was left out, and why."""

    number: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.number}: {self.reason}"


class OwnWord(NamedTuple):
    """A word as its line says it, folded. `frequency` is None where the line gives none."""

    word: str
    frequency: int | None
    tag: str
    line: int


@dataclass(frozen=True)
class OwnWords:
    """The words of a ``dictionary.txt``, and the lines of it that could not be read."""

    words: tuple[OwnWord, ...] = ()
    unread: tuple[BadLine, ...] = ()

    @cached_property
    def digest(self) -> str:
        """Names the words and their frequencies, whatever the comments and tags; empty without words."""
        if not self.words:
            return ""
        lines = (f"{word.word} {word.frequency}\n" for word in self.words)
        return hashlib.sha256("".join(lines).encode()).hexdigest()[:16]

    @cached_property
    def _settled(self) -> tuple[tuple[Term, ...], tuple[BadLine, ...]]:
        if not self.words:
            return (), ()
        jieba = shipped_jieba()
        terms, bad = [], []
        for word in self.words:
            least = jieba.suggest_freq(word.word)
            frequency = word.frequency or least
            jieba.add_word(word.word, frequency, word.tag)
            if jieba.cut(word.word) == [word.word]:
                terms.append(Term(word.word, frequency, word.tag))
                continue
            jieba.add_word(word.word, max(frequency, least), word.tag)
            whole = jieba.cut(word.word) == [word.word]
            hint = f"{word.word[:LONGEST_ECHO]} is cut whole from a frequency of {least:,} on, or without one"
            never = f"{word.word[:LONGEST_ECHO]} holds characters that end a word, so no text can have it as one"
            bad.append(BadLine(word.line, hint if whole else never))
        return tuple(terms), tuple(bad)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The words that can be cut, each with its frequency; without one, the least by which jieba cuts it whole."""
        return self._settled[0]

    @property
    def bad_lines(self) -> tuple[BadLine, ...]:
        """Every line that was left out, in order."""
        return tuple(sorted((*self.unread, *self._settled[1])))

    def segmenter(self) -> Segmenter:
        """Cuts with these words besides what is shipped."""
        return segmenter_with(self.terms)


def own_words_errors(home: Home) -> list[str]:
    """What is wrong with the lines of the home's ``dictionary.txt`` that are left out.

    Raises:
        SettingsError: the file is there and cannot be read.
    """
    return [str(line) for line in read_own_words(home).bad_lines]


def read_own_words(home: Home) -> OwnWords:
    """The words of the home's ``dictionary.txt``; none where there is no such file.

    Raises:
        SettingsError: the file is there and cannot be read.
    """
    try:
        data = home.dictionary.read_bytes()
    except FileNotFoundError:
        return OwnWords()
    except OSError as error:
        raise SettingsError(
            f"{home.dictionary} cannot be read: {error.strerror}.", hint="Make it a text file that you may read."
        ) from error
    words: dict[str, OwnWord] = {}
    bad = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        try:
            word = _read_line(number, line)
            if word is None:
                continue
            _check_is_new(word, words)
            words[word.word] = word
        except ValueError as error:
            bad.append(BadLine(number, str(error)))
    return OwnWords(tuple(words.values()), tuple(bad))


def own_words_stamp(home: Home) -> object:
    """A value that differs after every change to the file, without reading it; None where there is none."""
    try:
        status = home.dictionary.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino, status.st_size


def why_all_changes(old: tuple[Term, ...], new: tuple[Term, ...]) -> str | None:
    """Why going from the `old` words to the `new` can change the cut of any text; None where only of texts with them.

    jieba weighs a word by its share of all occurrences, and their number stays as long as the reserve bears the words
    (see `RESERVE`). The frequency that jieba itself gives a word is not known here, so changing it changes the number.
    """
    changed = changed_words(old, new)
    if not changed:
        return None
    jieba = shipped_jieba()
    for terms in (old, new):
        if sum(term.frequency for term in terms if not jieba.has_word(term.word)) >= RESERVE:
            return f"the frequencies in dictionary.txt come to more than {RESERVE:,}, so the cut of any text can change"
    for word in changed:
        if jieba.has_word(word):
            return f"{word} is a word of jieba's own dictionary, whose frequency bears on the cut of any text"
    return None


def changed_words(old: tuple[Term, ...], new: tuple[Term, ...]) -> tuple[str, ...]:
    """The words that only one of the two has, or that differ in frequency."""
    before, after = ({term.word: term.frequency for term in terms} for terms in (old, new))
    return tuple(word for word in (before | after) if before.get(word) != after.get(word))


def _read_line(number: int, line: bytes) -> OwnWord | None:
    """The word of one line; None where the line holds none.

    Raises:
        ValueError: the line is wrong; the message says how.
    """
    try:
        text = line.decode()
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None
    fields = _COMMENT.sub("", text).split()
    if not fields:
        return None
    if len(fields) == 2 and _TAG.fullmatch(fields[1]):  # noqa: PLR2004 - a word and its tag
        fields.insert(1, "")
    word, frequency, tag, *more = *fields, *("", DEFAULT_TAG)[len(fields) - 1 :]
    if more or not _TAG.fullmatch(tag):
        raise ValueError(f"{text.strip()[:LONGEST_ECHO]} is not of the form: word [frequency] [tag]")
    folded = fold(word)
    if not any(map(str.isalnum, folded)):
        raise ValueError(f"{word[:LONGEST_ECHO]} holds no letter, digit or Chinese character")
    if len(folded) > MAX_CHARACTERS:
        raise ValueError(f"a word has at most {MAX_CHARACTERS} characters, this one has {len(folded)}")
    return OwnWord(folded, _read_frequency(frequency), tag, number)


def _read_frequency(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MAX_FREQUENCY))):
        raise ValueError(f"the frequency {text[:LONGEST_ECHO]} is no whole number from 1 to {MAX_FREQUENCY:,}")
    if not 1 <= int(text) <= MAX_FREQUENCY:
        raise ValueError(f"the frequency {text} is not from 1 to {MAX_FREQUENCY:,}")
    return int(text)


def _check_is_new(word: OwnWord, words: dict[str, OwnWord]) -> None:
    if word.word in words:
        raise ValueError(f"{word.word} stands in line {words[word.word].line} already")
    if len(words) >= MAX_WORDS:
        raise ValueError(f"a dictionary has at most {MAX_WORDS:,} words")
