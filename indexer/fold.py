"""One form for all spellings of a text, and the way back from it to the original.

What is the same to a reader is the same here: 楓橋經驗, “枫桥 经验” and 枫桥经验 fold to one string. A search compares
folded text with folded text; a page marks the original by offsets.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache
from itertools import accumulate

from corpus.simplified import simplified_characters, simplified_digest

__all__ = ["FoldedText", "fold", "fold_version"]

RULES_VERSION = 1  # raise it whenever a rule below changes; an index made under other rules is stale

QUOTES_AND_BRACKETS = frozenset("“”‘’\"'「」『』《》〈〉（）()【】[]〔〕")
MIDDLE_DOTS = frozenset("·・‧∙⋅")  # names are written with any of them: 买买提·艾力
VARIATION_SELECTORS = frozenset(map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
TRANSPARENT = QUOTES_AND_BRACKETS | MIDDLE_DOTS | VARIATION_SELECTORS
# white space, control, format (zero-width) characters; lone surrogates, which no engine could store
TRANSPARENT_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs"})
MAX_PASSES = (
    8  # three reach the fixed point for every character of Unicode 14; the bound keeps a bad table from hanging
)


def fold(text: str) -> str:
    """The folded form: equal for texts that a reader takes for the same, and unchanged by folding again.

    Character by character: NFKC, case folding, traditional to simplified (OpenCC's t2s); then white space, control and
    zero-width characters, quotes, brackets and middle dots are dropped. Sentence punctuation stays. The result never
    holds a lone surrogate, so it can always be encoded.
    """
    return text.translate(_TABLE)


class FoldedText:
    """A text with its folded form and the way back: offsets in `folded` are mapped to spans of `original`."""

    __slots__ = ("_ends", "folded", "original")

    def __init__(self, original: str) -> None:
        self.original = original
        self.folded = fold(original)
        self._ends: list[int] | None = None  # folded length up to and including each original character

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of `original` that `folded[start:end]` came from.

        A character that folds to several is covered whole, also by a hit in its middle; dropped characters are covered
        between the first and the last character of the hit, not around them. An empty span maps to an empty span.

        Raises:
            ValueError: not ``0 <= start <= end <= len(folded)``.
        """
        if not 0 <= start <= end <= len(self.folded):
            raise ValueError(f"({start}, {end}) is no span of a folded text of {len(self.folded)} characters")
        if self._ends is None:
            self._ends = list(accumulate(map(len, map(_TABLE.__getitem__, map(ord, self.original)))))
        first = bisect_right(self._ends, start)
        if start == end:
            return first, first
        return first, bisect_right(self._ends, end - 1) + 1

    def find_all(self, needle: str) -> list[tuple[int, int]]:
        """Spans of `original` where the folded `needle` stands: left to right, not overlapping, as `str.count` counts.

        A needle that folds to nothing stands nowhere.
        """
        wanted = fold(needle)
        if not wanted:
            return []
        spans = []
        at = self.folded.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            spans.append(self.original_span(at, end))
            at = self.folded.find(wanted, end)
        return spans


@cache
def fold_version() -> str:
    """Names the rules and tables in force; it changes whenever the folded form of some text may change."""
    return f"fold-{RULES_VERSION}/unicode-{unicodedata.unidata_version}/t2s-{simplified_digest()}"


class _FoldTable(dict[int, str]):
    """Folded form by code point, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = chr(code)
        for _ in range(MAX_PASSES):
            again = "".join(map(_fold_once, folded))
            if again == folded:
                break
            folded = again
        self[code] = folded
        return folded


def _fold_once(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char).casefold().translate(simplified_characters())
    return "".join(one for one in plain if not _is_transparent(one))


def _is_transparent(char: str) -> bool:
    return char in TRANSPARENT or char.isspace() or unicodedata.category(char) in TRANSPARENT_CATEGORIES


_TABLE = _FoldTable()
