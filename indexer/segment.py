"""Text into words, with jieba in search mode and a dictionary of the field's own terms.

rjieba is jieba written in Rust: the same dictionary and the same algorithm, ten to twenty times as fast; a test holds
that both cut Chinese alike. Words decide ranking and the `word:` operator; what a keyword finds never depends on them.
"""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from functools import cache, cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus.jieba_instances import new_jieba
from indexer.boundaries import folded_with_marks, original_runs
from indexer.fold import FoldedText, fold, fold_version

if TYPE_CHECKING:
    from rjieba import Jieba

__all__ = [
    "RESERVE",
    "Segmenter",
    "Term",
    "domain_terms",
    "segmenter_with",
    "shipped_jieba",
    "shipped_segmenter",
]

DICTIONARY_PATH = Path(__file__).with_name("dictionary.txt")
RULES_VERSION = 2  # raise it whenever the code below cuts some text differently
KEPT_SEGMENTERS = 4  # each holds 25 MB; a server needs that of its index, and for a moment that of a new one

RESERVE = 1_000_000
"""Occurrences set aside for a collection's own words, of jieba's 60 million: what the words take, the reserve gives.

jieba weighs a word by its share of all occurrences. As long as their number stays, a new word changes the cut only of
texts in which it stands, so that these alone must be cut again.
"""
_RESERVE_WORD = "《》"  # stands in no folded text

_lock = threading.Lock()


class Term(NamedTuple):
    """A word of a dictionary: its frequency is in jieba's own counts, its tag jieba's part of speech."""

    word: str
    frequency: int
    tag: str


class Segmenter:
    """Cuts text into words by jieba's dictionary, the field's terms, and a collection's own words.

    It loads at its first use and never changes, so threads share it.
    """

    def __init__(self, terms: tuple[Term, ...] = ()) -> None:
        """Cut with `terms` besides what is shipped; where two say different things of one word, the last holds."""
        self.terms = terms
        self._lock = threading.Lock()
        self._loaded: Jieba | None = None

    @cached_property
    def digest(self) -> str:
        """Names all that decides how a text is folded and cut: 16 hex digits; the version of the dictionary."""
        digest = hashlib.sha256(DICTIONARY_PATH.read_bytes())
        digest.update(f"rjieba {version('rjieba')} rules {RULES_VERSION} {fold_version()}".encode())
        for term in sorted({term.word: term for term in self.terms}.values()):
            digest.update(f"\n{term.word} {term.frequency}".encode())
        return digest.hexdigest()[:16]

    def words(self, text: str) -> list[str]:
        """The words of a text in order, as indexed: jieba's search mode, so long words bring their parts before them.

        The text is split at line breaks, quotes and brackets, which no word crosses; each run is folded, which mends
        words with spaces or zero-width characters inside, and cut. Tokens without letter, digit or Chinese character
        are dropped.
        """
        return [token for token in self._jieba().cut_for_search(folded_with_marks(text)) if _is_word(token)]

    def counts_between(self, marked: str) -> Counter[str]:
        """How often each of the `words` of a text comes that `folded_with_marks` has folded."""
        counts = Counter(self._jieba().cut_for_search(marked))
        # nearly every token is letters alone, and a call for each would take longer than all the rest
        for token in [token for token in counts if not token.isalnum() and not _is_word(token)]:
            del counts[token]
        return counts

    def word_set(self, text: str) -> frozenset[str]:
        """The distinct words of a text: what the `word:` operator looks in."""
        return frozenset(self.words(text))

    def word_spans(self, text: str, word: str) -> list[tuple[int, int]]:
        """Spans of `text` where `word`, folded, stands as one of its `words`; in order, and they may overlap."""
        wanted = fold(word)
        spans = []
        for run in original_runs(text) if wanted else ():
            folded = FoldedText(run[0])
            if wanted in folded.folded:
                for token, start, end in self._jieba().tokenize(folded.folded, mode="search"):
                    if token == wanted:
                        first, last = folded.original_span(start, end)
                        spans.append((run.start() + first, run.start() + last))
        return spans

    def segment_query(self, text: str) -> list[str]:
        """The words of a keyword without their parts (jieba's precise mode): for ranking, and to explain a query."""
        return [token for token in self._jieba().cut(folded_with_marks(text)) if _is_word(token)]

    def _jieba(self) -> Jieba:
        if self._loaded is None:
            with self._lock:  # two first calls at once would load twice
                if self._loaded is None:
                    self._loaded = _load(self.terms)
        return self._loaded


@lru_cache(maxsize=KEPT_SEGMENTERS)
def segmenter_with(terms: tuple[Term, ...]) -> Segmenter:
    """The segmenter that knows `terms` besides what is shipped; the same one for the same terms."""
    return Segmenter(terms)


def shipped_segmenter() -> Segmenter:
    """The segmenter of a collection without words of its own."""
    return segmenter_with(())


@cache
def domain_terms() -> tuple[Term, ...]:
    """The terms of the field that are shipped."""
    rows = (line.split() for line in DICTIONARY_PATH.read_text(encoding="utf-8").splitlines())
    return tuple(Term(word, int(frequency), tag) for word, frequency, tag in rows)


def _is_word(token: str) -> bool:
    return token.isalnum() or any(map(str.isalnum, token))


def shipped_jieba() -> Jieba:
    """Jieba with the shipped terms, newly loaded: words may be added to it."""
    jieba = new_jieba()
    for term in domain_terms():
        jieba.add_word(*term)
    jieba.add_word(_RESERVE_WORD, RESERVE, "x")
    return jieba


def _load(terms: tuple[Term, ...]) -> Jieba:
    jieba = shipped_jieba()
    reserve = RESERVE
    for term in {term.word: term for term in terms}.values():
        if not jieba.has_word(term.word):
            reserve -= term.frequency
        jieba.add_word(*term)
    jieba.add_word(_RESERVE_WORD, max(reserve, 1), "x")
    return jieba
