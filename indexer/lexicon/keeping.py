"""Keeps the lexicon true: made anew when much has changed, and a small table of what came since beside it otherwise.

A full making reads every word of the index and every title, which takes seconds; so it is done for a new index, for
other words of the collection's own, and after a tenth of the reports has changed. Between, the words of new reports go
into the table `recent`, at the price of cutting those reports once more. What was deleted stays until the next making:
a completion is checked before it is shown.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from indexer.durable import write_whole
from indexer.lexicon.entries import issuer_entries, term_entries, title_entries
from indexer.lexicon.table import LexiconTable, merged, write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from corpus import Report
    from corpus.store import Store
    from indexer.engine import EngineReader
    from indexer.lexicon.entries import Entry
    from indexer.segment import Segmenter

__all__ = ["LEXICON_FOLDER", "STATE_FILE", "LexiconState", "read_state", "refresh_lexicon"]

LEXICON_FOLDER = "lexicon"
STATE_FILE = "state.json"
TABLE_FORM = 3  # raise it whenever tables are written differently, or their entries ordered by another rule
LEAST_CHANGES = 1_000  # below so many a full making is never due
CHANGED_SHARE = 0.1  # of the reports
CHANGES_AT_ONCE = 200  # reports in memory


@dataclass(frozen=True, slots=True)
class LexiconState:
    """Which tables are in force.

    Attributes:
        form: of the tables, `TABLE_FORM`; a state without it, or with another, counts for nothing.
        base: folder of the table that was made in full.
        base_seq, reports: the change it was made at, and how many reports there were.
        dictionary: what its words were cut with (`Segmenter.digest`).
        recent: folder of the table of what came since; None while there is none.
        seq: the change up to which both together are true.
    """

    base: str
    base_seq: int
    reports: int
    dictionary: str
    recent: str | None
    seq: int
    form: int


def read_state(index: Path) -> LexiconState | None:
    """Which tables of the index at `index` are in force; None where it has no lexicon that can be read."""
    try:
        state = LexiconState(**json.loads((index / LEXICON_FOLDER / STATE_FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return state if state.form == TABLE_FORM else None


def refresh_lexicon(index: Path, reader: EngineReader, store: Store, segmenter: Segmenter) -> None:
    """Bring the lexicon of the index at `index` up to the change that `reader` sees.

    Raises:
        OSError: it cannot be written.
    """
    state = read_state(index)
    changed = state is None or state.dictionary != segmenter.digest
    if state is None or changed or reader.seq - state.base_seq > max(LEAST_CHANGES, CHANGED_SHARE * state.reports):
        base = _write(index, _everything(reader, store))
        seq, reports = reader.seq, len(reader)
        state = LexiconState(base, seq, reports, segmenter.digest, recent=None, seq=seq, form=TABLE_FORM)
    elif state.seq < reader.seq:
        added = _of_reports(_changed(store, state.seq, reader.seq), segmenter)
        recent = _write(index, merged((_recent(index, state), added)))
        state = replace(state, recent=recent, seq=reader.seq)
    else:
        return
    folder = index / LEXICON_FOLDER
    write_whole(folder / STATE_FILE, json.dumps(asdict(state), indent=1).encode())
    for item in folder.iterdir():
        if item.is_dir() and item.name not in {state.base, state.recent}:
            shutil.rmtree(item)


def _write(index: Path, entries: Iterable[Entry]) -> str:
    name = f"table-{secrets.token_hex(4)}"
    write_table(index / LEXICON_FOLDER / name, entries)
    return name


def _everything(reader: EngineReader, store: Store) -> list[Entry]:
    titles: Counter[str] = Counter()
    issuers: Counter[str] = Counter()
    for title, issuer in store.names():
        titles[title] += 1
        if issuer:
            issuers[issuer] += 1
    return [*term_entries(reader.terms()), *issuer_entries(issuers.items()), *title_entries(titles.items())]


def _recent(index: Path, state: LexiconState) -> list[Entry]:
    if state.recent is None:
        return []
    try:
        return LexiconTable(index / LEXICON_FOLDER / state.recent).entries()
    except (OSError, ValueError):  # words of a few reports; the next full making brings them back
        return []


def _changed(store: Store, first: int, last: int) -> Iterator[Report]:
    while changes := store.changes_after(first, limit=CHANGES_AT_ONCE):
        ids = [change.report_id for change in changes if not change.deleted and change.seq <= last]
        yield from store.get_many(ids).values()
        first = changes[-1].seq


def _of_reports(reports: Iterable[Report], segmenter: Segmenter) -> list[Entry]:
    words: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    issuers: Counter[str] = Counter()
    for report in reports:
        words.update(segmenter.word_set(f"{report.title}\n{report.body}"))
        titles[report.title] += 1
        if report.issuer:
            issuers[report.issuer] += 1
    return [*term_entries(words.items()), *issuer_entries(issuers.items()), *title_entries(titles.items())]
