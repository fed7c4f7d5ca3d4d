"""The plain form of a text, for patterns to read: simplified characters, ASCII digits and punctuation, same length."""

from __future__ import annotations

from functools import cache

from corpus.simplified import simplified_characters

__all__ = ["plain"]

FIRST_HAN, LAST_HAN = 0x3400, 0x9FFF
FULL_WIDTH_OFFSET = 0xFEE0  # from ！ to ! and so on
# Characters of the gazetteer's names that OpenCC would replace: 乾县 is no 干县.
KEPT = "乾塚洩濛氾篢鮀鮜鷺磑輋鴜礐瀂"
PUNCTUATION = {
    "\u2236": ":",
    "\ufe30": ":",
    "\u3000": " ",
    "\u00a0": " ",
    "〔": "[",
    "〕": "]",
    "【": "[",
    "】": "]",
}
DASHES = "—–―─~\uff0d\uff5e"  # the last two are full-width


def plain(text: str) -> str:
    """The text with one character for each of its own; what is not known stays as it is."""
    return text.translate(_table())


class _Table(dict[int, str]):
    """What becomes of each character; one that stays is noted when it is first met, which spares an error each time."""

    def __missing__(self, point: int) -> str:
        self[point] = kept = chr(point)
        return kept


@cache
def _table() -> _Table:
    table = _Table(
        (point, simplified)
        for point, simplified in simplified_characters().items()
        if FIRST_HAN <= point <= LAST_HAN and len(simplified) == 1 and chr(point) not in KEPT
    )
    table.update({code + FULL_WIDTH_OFFSET: chr(code) for code in range(ord("!"), ord("~") + 1)})
    table.update({ord(old): new for old, new in PUNCTUATION.items()})
    table.update({ord(dash): "-" for dash in DASHES})
    return table
