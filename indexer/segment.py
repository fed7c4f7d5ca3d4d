"""Text into words, with jieba in search mode and a dictionary of the field's own terms.

rjieba is jieba written in Rust: the same dictionary and the same algorithm, ten to twenty times as fast; a test holds
that both cut Chinese alike. Words decide ranking and the `word:` operator; what a keyword finds never depends on them.
"""

from __future__ import annotations

import hashlib
import re
import threading
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from indexer.fold import QUOTES_AND_BRACKETS, FoldedText, fold, fold_version

if TYPE_CHECKING:
    from rjieba import Jieba

__all__ = ["dictionary_hash", "domain_terms", "segment_query", "word_set", "word_spans", "words"]

DICTIONARY_PATH = Path(__file__).with_name("dictionary.txt")
RULES_VERSION = 1  # raise it whenever the code below cuts some text differently

LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
# half-width, full-width and vertical forms of quotes and brackets stand in these blocks
COMPATIBILITY_FORMS = (*range(0x2070, 0x2090), *range(0x2329, 0x232B), *range(0xFE10, 0xFE70), *range(0xFF00, 0xFFF0))
BOUNDARIES = (
    LINE_BREAKS
    + "".join(QUOTES_AND_BRACKETS)
    + "".join(form for form in map(chr, COMPATIBILITY_FORMS) if normalize("NFKC", form) in QUOTES_AND_BRACKETS)
)
_BOUNDARY = re.compile(f"[{re.escape(BOUNDARIES)}]+")
_RUN = re.compile(f"[^{re.escape(BOUNDARIES)}]+")
_lock = threading.Lock()


def words(text: str) -> list[str]:
    """The words of a text in order, as indexed: jieba's search mode, so long words bring their parts before them.

    The text is split at line breaks, quotes and brackets, which no word crosses; each run is folded, which mends words
    with spaces or zero-width characters inside, and cut. Tokens without letter, digit or Chinese character are dropped.
    """
    return [token for token in _jieba().cut_for_search(_runs(text)) if token.isalnum() or _is_word(token)]


def word_set(text: str) -> frozenset[str]:
    """The distinct words of a text: what the `word:` operator looks in."""
    return frozenset(words(text))


def word_spans(text: str, word: str) -> list[tuple[int, int]]:
    """Spans of `text` where `word`, folded, stands as one of its `words`; in order, and they may overlap."""
    wanted = fold(word)
    spans = []
    for run in _RUN.finditer(text) if wanted else ():
        folded = FoldedText(run[0])
        if wanted in folded.folded:
            for token, start, end in _jieba().tokenize(folded.folded, mode="search"):
                if token == wanted:
                    first, last = folded.original_span(start, end)
                    spans.append((run.start() + first, run.start() + last))
    return spans


def segment_query(text: str) -> list[str]:
    """The words of a keyword without their parts (jieba's precise mode): for ranking, and to explain a query."""
    return [token for token in _jieba().cut(_runs(text)) if _is_word(token)]


@cache
def domain_terms() -> tuple[tuple[str, int, str], ...]:
    """The user dictionary: term, frequency (in jieba's own counts, of 60 million words) and part of speech."""
    rows = (line.split() for line in DICTIONARY_PATH.read_text(encoding="utf-8").splitlines())
    return tuple((term, int(frequency), tag) for term, frequency, tag in rows)


@cache
def dictionary_hash() -> str:
    """Names all that decides how a text is folded and cut, for an index's manifest: 16 hex digits."""
    digest = hashlib.sha256(DICTIONARY_PATH.read_bytes())
    digest.update(f"rjieba {version('rjieba')} rules {RULES_VERSION} {fold_version()}".encode())
    return digest.hexdigest()[:16]


def _runs(text: str) -> str:
    """The folded runs, one a line: jieba never joins what a line break parts."""
    return "\n".join(map(fold, _BOUNDARY.split(text)))


def _is_word(token: str) -> bool:
    return any(map(str.isalnum, token))


@cache
def _load() -> Jieba:
    from rjieba import Jieba  # its import reads the dictionary, 0.15 s that a start without a search is spared

    segmenter = Jieba()
    for term, frequency, tag in domain_terms():
        segmenter.add_word(term, frequency, tag)
    return segmenter


def _jieba() -> Jieba:
    with _lock:  # two first calls at once would load twice
        return _load()
