"""Brings the index up to date with the store: what changed since the last time, or everything anew beside it."""

from __future__ import annotations

import errno
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from corpus import BaogaoError, HomeReadOnlyError
from indexer.applying import Counts, apply_changes, cut_again
from indexer.engine_choice import chosen_engine, name_in_settings
from indexer.generations import (
    IndexDamagedError,
    IndexMissingError,
    copy_generation,
    create_generation,
    keep_words,
    live_generation,
    make_live,
    remove_all_but,
    stale_reason,
)
from indexer.lexicon import refresh_lexicon
from indexer.own_words import read_own_words
from indexer.recutting import Recut, plan_recut
from indexer.state import keep_pace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus import Home
    from corpus.store import Store
    from indexer.applying import Progress
    from indexer.engine import Engine
    from indexer.generations import Generation
    from indexer.own_words import BadLine, OwnWords

__all__ = ["IndexSummary", "update_index"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSummary:
    """What `update_index` did.

    Attributes:
        indexed: reports added or replaced.
        deleted: reports removed.
        failed: ids of reports that could not be indexed; they are not found until they change or a rebuild takes them.
        total: reports in the index now.
        seq: the change up to which the index is now true.
        seconds: time taken.
        generation: name of the live generation.
        rebuilt: why everything was indexed anew beside the old index; None where it was not.
        dictionary: version of the dictionary that the index is cut with, the collection's own words included.
        own_words: how many words `dictionary.txt` of the home gives.
        changed_words: those of them that came, went or changed since the last update.
        recut: reports that were cut again for them.
        bad_lines: lines of `dictionary.txt` that were left out.
        setting_changed: whether baogao.toml named another engine than was asked for, and now names that one.
    """

    indexed: int
    deleted: int
    failed: tuple[str, ...]
    total: int
    seq: int
    seconds: float
    generation: str
    rebuilt: str | None = None
    dictionary: str
    own_words: int = 0
    changed_words: tuple[str, ...] = ()
    recut: int = 0
    bad_lines: tuple[BadLine, ...] = ()
    setting_changed: bool = False

    def to_json(self) -> dict[str, Any]:
        """The summary as JSON-ready data."""
        return asdict(self) | {
            "failed": list(self.failed),
            "seconds": round(self.seconds, 3),
            "changed_words": list(self.changed_words),
            "bad_lines": [line._asdict() for line in self.bad_lines],
        }

    def in_words(self) -> str:
        """The summary for people: one line, and one more where something needs saying."""
        line = (
            f"{self.indexed:,} reports indexed, {self.deleted:,} removed, {self.total:,} in the index "
            f"({self.generation}); {self.seconds:.1f} s."
        )
        if self.changed_words:
            line += f"\n{_counted(len(self.changed_words), 'word')} of dictionary.txt changed: "
            line += "the index was built anew." if self.rebuilt else f"{_counted(self.recut, 'report')} cut again."
        if self.rebuilt:
            line += f"\nThe index was built anew: {self.rebuilt}."
        if self.setting_changed:
            line += "\nbaogao.toml names that engine now."
        if self.failed:
            line += f"\n{len(self.failed):,} could not be indexed: {', '.join(self.failed[:10])}."
        return line


def update_index(
    home: Home, store: Store, *, engine: str | None = None, rebuild: bool = False, progress: Progress | None = None
) -> IndexSummary:
    """Apply the store's changes to the index; safe to kill at any moment and to run again.

    What was committed before a kill is kept; a rebuild starts again, and leaves the live index as it is until it ends.

    Args:
        home: an open home.
        store: its store.
        engine: name of the engine; by default that of the settings, or of the live index where they name none. Another
            than the live index's builds anew; where the settings name another, they are changed with the switch.
        rebuild: build a new generation beside the live one even where that is sound.
        progress: told (changes done, changes there are) from time to time.

    Raises:
        HomeBusyError: another process is updating the index.
        HomeReadOnlyError: the home cannot be written to.
        SettingsError: there is no such engine, or `dictionary.txt` cannot be read.
        BaogaoError: the disk is full.
    """
    started = time.perf_counter()
    wanted = chosen_engine(home, engine)
    own = read_own_words(home)
    with home.writing("index"), _mendable_errors(home):
        live, reason = _live_or_reason(home, wanted)
        if live is not None and rebuild:
            reason = reason or "a rebuild was asked for"
        remove_all_but(home, live)
        recut = Recut(())
        if live is not None and reason is None and live.manifest.own_words != own.digest:
            recut = plan_recut(wanted, live, own)
            reason = recut.anew
        target = _target(home, wanted, own, None if reason else live, recut)
        if live is None:
            make_live(home, target)  # a first index can be searched, and is kept, as far as it has come
        counts = Counts()
        if reason is None and recut.report_ids:
            cut_again(wanted, target, store, recut.report_ids, counts)
        apply_changes(wanted, target, store, counts, progress)
        renamed = name_in_settings(home, wanted.name)
        if target is not live:
            make_live(home, target)
        total = _finish(wanted, target, store)
        keep_pace(target, indexed=counts.indexed, seconds=time.perf_counter() - started)
    return IndexSummary(
        indexed=counts.indexed,
        deleted=counts.deleted,
        failed=tuple(dict.fromkeys(counts.failed)),
        total=total,
        seq=wanted.applied_seq(target.path),
        seconds=time.perf_counter() - started,
        generation=target.name,
        rebuilt=reason,
        dictionary=target.manifest.dictionary,
        own_words=len(own.terms),
        changed_words=recut.words,
        recut=counts.recut,
        bad_lines=own.bad_lines,
        setting_changed=renamed,
    )


def _target(home: Home, engine: Engine, own: OwnWords, sound: Generation | None, recut: Recut) -> Generation:
    """The generation to write to: the live one where it is sound and its words have not changed."""
    if sound is None:
        return create_generation(home, engine, own)
    if sound.manifest.own_words == own.digest:
        return sound
    if not recut.words:
        return keep_words(sound, own)
    return copy_generation(home, engine, sound, own)


def _live_or_reason(home: Home, wanted: Engine) -> tuple[Generation | None, str | None]:
    """The live generation, if it can be read, and why it cannot be updated as it is, if so."""
    try:
        live = live_generation(home)
    except IndexMissingError:
        return None, None
    except IndexDamagedError as error:
        return None, error.message.rstrip(".")
    if live.manifest.engine != wanted.name:
        return live, f"the engine changed from {live.manifest.engine} to {wanted.name}"
    if reason := stale_reason(live):
        return live, reason
    try:
        wanted.reader(live.path, live.segmenter).close()
    except (FileNotFoundError, ValueError) as error:
        return None, f"the old one could not be read ({error})"
    return live, None


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _finish(engine: Engine, target: Generation, store: Store) -> int:
    """Bring the lexicon up to the index as it is now; how many reports that holds."""
    reader = engine.reader(target.path, target.segmenter)
    try:
        refresh_lexicon(target.path, reader, store, target.segmenter)
        return len(reader)
    finally:
        reader.close()


@contextmanager
def _mendable_errors(home: Home) -> Iterator[None]:
    """Says in words what the file system objected to, where a person can mend it."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise HomeReadOnlyError(
                f"{error.filename or home.index} cannot be written to.",
                hint="Give yourself write permission, or choose another --home.",
            ) from error
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise BaogaoError(
                f"There is no space left for the index in {home.index}.", hint="Make room, then run this again."
            ) from error
        raise
