"""Questions to the lexicon: what begins so, what sounds so, what is spelled nearly so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.fold import fold
from indexer.lexicon.entries import Entry, Kind
from indexer.lexicon.keeping import LEXICON_FOLDER, STATE_FILE, read_state
from indexer.lexicon.likeliness import likeliness
from indexer.lexicon.syllables import spelled, syllables
from indexer.lexicon.table import LexiconTable, merged

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Lexicon", "lexicon_stamp", "open_lexicon"]

CANDIDATES = 40  # nearest spellings that are looked at more closely
EXACT_WEIGHT = 10  # pinyin or initials typed in full mean their word before longer ones of its frequency
SHORT = 2  # characters: half of such a word is another word, unless it sounds alike
TWO_WRONG = 5  # characters from which two may be wrong
LONGEST_NEAR = 30  # characters of a keyword that near terms are looked for


class Lexicon:
    """The tables in force, asked as one; safe to share between threads."""

    def __init__(self, tables: Iterable[LexiconTable], *, made_at: int = 0) -> None:
        """`made_at`: the change at which the first table was made; up to it, names in no report are not among them."""
        self._tables = tuple(tables)
        self.made_at = made_at

    def completions(self, typed: str, limit: int) -> dict[Kind, list[Entry]]:
        """Entries that `typed` begins, by characters or by pinyin: of each kind `limit`, the likeliest first.

        What is written just as `typed` is left out: it is complete.
        """
        folded = fold(typed)
        if not folded:
            return {kind: [] for kind in Kind}
        exact = [table.having_key(folded, limit) if folded.isascii() else [] for table in self._tables]
        found = merged(
            {*table.heaviest(folded, limit), *spelled_so} for table, spelled_so in zip(self._tables, exact, strict=True)
        )
        spelled_out = {entry.text for entries in exact for entry in entries}
        others = [entry for entry in found if fold(entry.text) != folded]
        others.sort(key=lambda entry: _order(entry, exact=entry.text in spelled_out))
        return {kind: [entry for entry in others if entry.kind is kind][:limit] for kind in Kind}

    def having_sound(self, text: str) -> list[Entry]:
        """Other terms with the pinyin of `text`, or whose pinyin or initials `text` is; the likeliest first."""
        folded = fold(text)
        key = folded if folded.isascii() else spelled(syllables(folded))
        found = merged(table.having_key(key) for table in self._tables) if key else []
        terms = [entry for entry in found if entry.kind is Kind.TERM and entry.text != folded]
        return sorted(terms, key=_order)

    def spelled_nearly(self, text: str, limit: int) -> list[str]:
        """Terms with one character more, less or other than `text`, two in long ones, or two swapped; nearest first.

        Of equally near ones those that sound nearer come first, then those that more reports have.
        """
        from rapidfuzz import process  # needed only where nothing was found
        from rapidfuzz.distance import OSA

        folded = fold(text)
        if not SHORT <= len(folded) <= LONGEST_NEAR:
            return []
        most = 2 if len(folded) >= TWO_WRONG else 1
        found: dict[str, int] = {}
        for table in self._tables:
            near = process.extract(folded, table.terms(), scorer=OSA.distance, score_cutoff=most, limit=CANDIDATES)
            found.update((term, int(distance)) for term, distance, _ in near if term != folded)
        sound = spelled(syllables(folded))
        unlike = {term: OSA.distance(sound, spelled(syllables(term))) for term in found}
        near_enough = [term for term in found if len(folded) > SHORT or unlike[term] <= 1]
        return sorted(near_enough, key=lambda term: (found[term], unlike[term], -self._weight(term), term))[:limit]

    def holds_term(self, text: str) -> bool:
        """Whether `text`, folded, is a term."""
        return self._weight(fold(text)) > 0

    def stands_in_a_title(self, text: str) -> bool:
        """Whether `text`, folded, stands in a title that there was when the first table was made."""
        return any(fold(text) in table.folded_titles for table in self._tables[:1])

    def _weight(self, folded: str) -> int:
        return sum(
            entry.weight
            for table in self._tables
            for entry in table.having_key(folded)
            if entry.kind is Kind.TERM and entry.text == folded
        )


def open_lexicon(index: Path) -> Lexicon:
    """The lexicon of the index at `index`; an empty one where it has none that can be read."""
    state = read_state(index)
    if state is None:
        return Lexicon(())
    names = [state.base] if state.recent is None else [state.base, state.recent]
    try:
        tables = [LexiconTable(index / LEXICON_FOLDER / name) for name in names]
    except (OSError, ValueError):  # replaced this moment, or damaged: a search needs none
        return Lexicon(())
    return Lexicon(tables, made_at=state.base_seq)


def lexicon_stamp(index: Path) -> object:
    """A value that differs after every change of the lexicon; None where there is none. It costs microseconds."""
    try:
        status = (index / LEXICON_FOLDER / STATE_FILE).stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino


def _order(entry: Entry, *, exact: bool = False) -> tuple[float, int, str]:
    """The likelier first; of equally likely ones the longer, since 葡萄 may only be what 葡萄牙 is made of."""
    return -likeliness(entry) * (EXACT_WEIGHT if exact else 1), -len(entry.text), entry.text
