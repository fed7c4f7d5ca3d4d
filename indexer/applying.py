"""Applies changes of the store to an index: prepared in batches, written in order, committed from time to time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.preparing import Unpreparable, preparation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.store import Change, Store
    from indexer.engine import Engine, EngineWriter, Prepared
    from indexer.generations import Generation

__all__ = ["Counts", "Progress", "apply_changes", "cut_again"]

logger = logging.getLogger(__name__)

READ_AT_ONCE = 50  # reports that are prepared and written together
CHANGES_AT_ONCE = 2000  # that are read from the store's log together

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Counts:
    """What became of reports so far.

    Attributes:
        indexed: reports added or replaced.
        deleted: reports removed.
        recut: reports cut again because of changed words.
        failed: ids of those that could not be indexed.
    """

    indexed: int = 0
    deleted: int = 0
    recut: int = 0
    failed: list[str] = field(default_factory=list)


def apply_changes(engine: Engine, target: Generation, store: Store, counts: Counts, progress: Progress | None) -> None:
    """Write what the store has changed since the last commit of `target`; `counts` is kept up.

    Raises:
        OSError: the index cannot be written.
        BaogaoError: a process that prepared reports has ended.
    """
    first = done = committed = engine.applied_seq(target.path)
    last = store.last_seq()
    waiting = 0
    with (
        preparation(engine, target.segmenter, store, changes=last - first) as prepared,
        engine.writer(target.path) as writer,
    ):
        while store.last_seq() > done:  # again for what has come while the last batches were prepared
            for batch, reports in prepared(_batches(store, done)):
                for change in batch:
                    if (report := reports.get(change.report_id)) is None:
                        writer.delete(change.report_id)
                        counts.deleted += 1
                    else:
                        counts.indexed += _write(writer, change.report_id, report, counts)
                done = batch[-1].seq
                waiting += len(batch)
                if progress:
                    progress(done - first, max(last, done) - first)
                if waiting >= engine.commit_every:
                    writer.commit(seq=done)
                    committed, waiting = done, 0
        if committed < done:
            writer.commit(seq=done)


def cut_again(engine: Engine, target: Generation, store: Store, ids: Sequence[str], counts: Counts) -> None:
    """Write those reports anew with the target's words; one that is no longer there goes with the changes that follow.

    Raises:
        OSError: the index cannot be written.
        BaogaoError: a process that prepared reports has ended.
    """
    seq = engine.applied_seq(target.path)
    batches = ((first, ids[first : first + READ_AT_ONCE]) for first in range(0, len(ids), READ_AT_ONCE))
    with (
        preparation(engine, target.segmenter, store, changes=len(ids)) as prepared,
        engine.writer(target.path) as writer,
    ):
        for _, reports in prepared(batches):
            for report_id, report in reports.items():
                counts.recut += _write(writer, report_id, report, counts)
        writer.commit(seq=seq)


def _batches(store: Store, seq: int) -> Iterator[tuple[Sequence[Change], list[str]]]:
    """The changes after `seq`, with the ids of reports that are there."""
    while changes := store.changes_after(seq, limit=CHANGES_AT_ONCE):
        for first in range(0, len(changes), READ_AT_ONCE):
            batch = changes[first : first + READ_AT_ONCE]
            yield batch, [change.report_id for change in batch if not change.deleted]
        seq = changes[-1].seq


def _write(writer: EngineWriter, report_id: str, report: Prepared | Unpreparable, counts: Counts) -> bool:
    """Whether the report could be written; one that cannot be indexed is counted, and must not keep the others out."""
    if isinstance(report, Unpreparable):
        logger.error("Report %s cannot be indexed\n%s", report_id, report.traceback)
    else:
        try:
            writer.upsert(report)
        except OSError:
            raise  # the disk, not the report
        except Exception:
            logger.exception("Report %s cannot be indexed", report_id)
        else:
            return True
    writer.delete(report_id)
    counts.failed.append(report_id)
    return False
