"""Brings the index up to date with the store: what changed since the last time, or everything anew beside it."""

from __future__ import annotations

import errno
import logging
import time
from collections import deque
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from corpus import BaogaoError, HomeReadOnlyError
from indexer.engines import engine_named
from indexer.generations import (
    IndexDamagedError,
    IndexMissingError,
    create_generation,
    live_generation,
    make_live,
    remove_all_but,
    stale_reason,
)
from indexer.segment import shipped_segmenter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus import Home
    from corpus.store import Change, Store
    from indexer.engine import Engine, EngineWriter
    from indexer.generations import Generation

__all__ = ["IndexSummary", "update_index"]

logger = logging.getLogger(__name__)

COMMIT_EVERY = 2000  # changes: some ten seconds of work, which is what a kill can cost
READ_AT_ONCE = 100  # reports in memory

Progress = Callable[[int, int], None]


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
    """

    indexed: int
    deleted: int
    failed: tuple[str, ...]
    total: int
    seq: int
    seconds: float
    generation: str
    rebuilt: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The summary as JSON-ready data."""
        return asdict(self) | {"failed": list(self.failed), "seconds": round(self.seconds, 3)}

    def in_words(self) -> str:
        """The summary for people: one line, and one more where something needs saying."""
        line = (
            f"{self.indexed:,} reports indexed, {self.deleted:,} removed, {self.total:,} in the index "
            f"({self.generation}); {self.seconds:.1f} s."
        )
        if self.rebuilt:
            line += f"\nThe index was built anew: {self.rebuilt}."
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
        engine: name of the engine; by default that of the settings. Another than the live index's builds anew.
        rebuild: build a new generation beside the live one even where that is sound.
        progress: told (changes done, changes there are) from time to time.

    Raises:
        HomeBusyError: another process is updating the index.
        HomeReadOnlyError: the home cannot be written to.
        SettingsError: there is no such engine.
        BaogaoError: the disk is full.
    """
    started = time.perf_counter()
    wanted = engine_named(engine or home.settings.engine)
    with home.writing("index"), _mendable_errors(home):
        live, reason = _live_or_reason(home, wanted)
        if live is not None and rebuild:
            reason = reason or "a rebuild was asked for"
        remove_all_but(home, live)
        target = live
        if target is None or reason:
            target = create_generation(home, wanted, shipped_segmenter())
        if live is None:
            make_live(home, target)  # a first index can be searched, and is kept, as far as it has come
        counts = _apply_changes(wanted, target, store, progress)
        if target is not live:
            make_live(home, target)
        total = _count(wanted, target)
    return IndexSummary(
        indexed=counts.indexed,
        deleted=counts.deleted,
        failed=tuple(counts.failed),
        total=total,
        seq=wanted.applied_seq(target.path),
        seconds=time.perf_counter() - started,
        generation=target.name,
        rebuilt=reason,
    )


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


@dataclass(slots=True)
class _Counts:
    indexed: int
    deleted: int
    failed: list[str]


def _apply_changes(engine: Engine, target: Generation, store: Store, progress: Progress | None) -> _Counts:
    counts = _Counts(0, 0, [])
    first = done = engine.applied_seq(target.path)
    last = store.last_seq()
    with engine.writer(target.path, target.segmenter) as writer:
        while changes := store.changes_after(done, limit=COMMIT_EVERY):
            waiting = deque(changes)
            while waiting:
                batch = [waiting.popleft() for _ in range(min(READ_AT_ONCE, len(waiting)))]
                _apply(writer, store, batch, counts)
                if progress:
                    progress(batch[-1].seq - first, max(last, batch[-1].seq) - first)
            done = changes[-1].seq
            writer.commit(seq=done)
    return counts


def _apply(writer: EngineWriter, store: Store, batch: Sequence[Change], counts: _Counts) -> None:
    reports = store.get_many([change.report_id for change in batch if not change.deleted])
    for change in batch:
        report = reports.get(change.report_id)
        if report is None:
            writer.delete(change.report_id)
            counts.deleted += 1
            continue
        try:
            writer.upsert(report)
            counts.indexed += 1
        except OSError:
            raise  # the disk, not the report
        except Exception:  # one report that cannot be indexed must not keep the others out
            logger.exception("Report %s cannot be indexed", change.report_id)
            writer.delete(change.report_id)
            counts.failed.append(change.report_id)


def _count(engine: Engine, target: Generation) -> int:
    reader = engine.reader(target.path, target.segmenter)
    try:
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
