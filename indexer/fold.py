"""One form for all spellings of a text, and the way back from it to the original.

What is the same to a reader is the same here: 楓橋經驗, “枫桥 经验” and 枫桥经验 fold to one string. A search compares
folded text with folded text; a page marks the original by offsets.
"""

from __future__ import annotations

import sys
import unicodedata
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from corpus.simplified import simplified_characters, simplified_digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt

    Codes = npt.NDArray[np.uint32]

__all__ = ["QUOTES_AND_BRACKETS", "UTF_32", "FoldedText", "Folding", "fold", "fold_version"]

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

LONG_TEXT = 200  # characters from which a text is folded as an array of code points
UTF_32 = f"utf-32-{sys.byteorder[0]}e"
DROPPED, SEVERAL, NOT_MET = 0xFFFF_FFFD, 0xFFFF_FFFE, 0xFFFF_FFFF  # no code points, and in this order


def fold(text: str) -> str:
    """The folded form: equal for texts that a reader takes for the same, and unchanged by folding again.

    Character by character: NFKC, case folding, traditional to simplified (OpenCC's t2s); then white space, control and
    zero-width characters, quotes, brackets and middle dots are dropped. Sentence punctuation stays. The result never
    holds a lone surrogate, so it can always be encoded.
    """
    return _PLAIN.fold(text)


class FoldedText:
    """A text with its folded form and the way back: offsets in `folded` are mapped to spans of `original`."""

    __slots__ = ("_ends", "_origins", "_places", "folded", "original")

    def __init__(self, original: str) -> None:
        self.original = original
        self._origins: _Origins | None = None  # of a long text: what tells its `_places`
        self._places: npt.NDArray[np.intp] | None = None  # which original character each folded one is from
        self._ends: list[int] | None = None  # or: folded length up to and including each original character
        if len(original) < LONG_TEXT:
            self.folded = fold(original)
        else:
            self.folded, self._origins = _PLAIN.fold_with_origins(original)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of `original` that `folded[start:end]` came from.

        A character that folds to several is covered whole, also by a hit in its middle; dropped characters are covered
        between the first and the last character of the hit, not around them. An empty span maps to an empty span.

        Raises:
            ValueError: not ``0 <= start <= end <= len(folded)``.
        """
        if not 0 <= start <= end <= len(self.folded):
            raise ValueError(f"({start}, {end}) is no span of a folded text of {len(self.folded)} characters")
        if self._origins is not None:
            places = self._places_of(self._origins)
            first = int(places[start]) if start < len(places) else len(self.original)
            return first, int(places[end - 1]) + 1 if start < end else first
        ends = self._ends_of_characters()
        first = bisect_right(ends, start)
        if start == end:
            return first, first
        return first, bisect_right(ends, end - 1) + 1

    def find_all(self, needle: str) -> list[tuple[int, int]]:
        """Spans of `original` where the folded `needle` stands: left to right, not overlapping, as `str.count` counts.

        A needle that folds to nothing stands nowhere.
        """
        wanted = fold(needle)
        if not wanted:
            return []
        starts = []
        at = self.folded.find(wanted)
        while at >= 0:
            starts.append(at)
            at = self.folded.find(wanted, at + len(wanted))
        if self._origins is None:
            return [self.original_span(at, at + len(wanted)) for at in starts]
        if not starts:
            return []
        places = self._places_of(self._origins)
        lasts = [at + len(wanted) - 1 for at in starts]
        return list(zip(places[starts].tolist(), (places[lasts] + 1).tolist(), strict=True))

    def _ends_of_characters(self) -> list[int]:
        """Of a short text: the folded length up to and including each original character."""
        if self._ends is None:
            self._ends = list(accumulate(map(len, map(_PLAIN.table.__getitem__, map(ord, self.original)))))
        return self._ends

    def _places_of(self, origins: _Origins) -> npt.NDArray[np.intp]:
        """Which original character each folded one is from; made for the first hit, since most texts have none."""
        if self._places is None:
            self._places = origins.places()
        return self._places


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


class _Origins:
    """How many folded characters each character of a text became."""

    __slots__ = ("_counts",)

    def __init__(self, counts: npt.NDArray[np.bool_] | npt.NDArray[np.intp]) -> None:
        self._counts = counts

    def places(self) -> npt.NDArray[np.intp]:
        """Which character of the text each folded one is from."""
        import numpy as np

        if self._counts.dtype == np.bool_:
            return np.flatnonzero(self._counts)
        return np.repeat(np.arange(len(self._counts)), self._counts)


def _code_of(folded: str) -> int:
    if len(folded) > 1:
        return SEVERAL
    return ord(folded) if folded else DROPPED


class Folding:
    """Folds texts by the rules of `fold`, but for characters that another is put in the place of."""

    def __init__(self, instead: Mapping[str, str]) -> None:
        """`instead` maps single characters to single characters."""
        self.table = _FoldTable({ord(char): put for char, put in instead.items()})
        self._codes: Codes | None = None  # what each code point folds to; numpy is loaded for the first long text

    def fold(self, text: str) -> str:
        """The folded form."""
        return text.translate(self.table) if len(text) < LONG_TEXT else self.fold_with_origins(text)[0]

    def fold_with_origins(self, text: str) -> tuple[str, _Origins]:
        """The folded form, and where its characters come from."""
        import numpy as np

        codes = np.frombuffer(text.encode(UTF_32, "surrogatepass"), dtype=np.uint32)
        folded = self._looked_up(codes)
        if folded.max() <= DROPPED:  # nearly always: each character is one, or none
            kept = folded != DROPPED
            return folded[kept].tobytes().decode(UTF_32), _Origins(kept)
        counts = (folded != DROPPED).astype(np.intp)
        several = np.flatnonzero(folded == SEVERAL)
        expansions = [self.table[code] for code in codes[several].tolist()]
        counts[several] = [len(one) for one in expansions]
        folded = np.repeat(folded, counts)
        folded[folded == SEVERAL] = np.frombuffer("".join(expansions).encode(UTF_32), dtype=np.uint32)
        return folded.tobytes().decode(UTF_32), _Origins(counts)

    def _looked_up(self, codes: Codes) -> Codes:
        """What each code point folds to, `DROPPED` and `SEVERAL` among them."""
        import numpy as np

        if self._codes is None:
            self._codes = np.full(sys.maxunicode + 1, NOT_MET, dtype=np.uint32)
        folded = self._codes.take(codes)
        if folded.max() == NOT_MET:
            for code in set(codes[folded == NOT_MET].tolist()):  # numpy's own `unique` would load 0.05 s of numpy.ma
                self._codes[code] = _code_of(self.table[code])
            folded = self._codes.take(codes)
        return folded


_PLAIN = Folding({})
