"""Reports made ready for an engine, in the order of their changes: here, or in processes beside where there are many.

Folding and cutting a report takes longer than writing it, and one Python process keeps one core busy. So processes
beside the writing one read reports from the store and prepare them, a batch each, while this one writes earlier ones.
What comes out is the same, and in the same order.
"""

from __future__ import annotations

import os
import subprocess
import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from corpus import BaogaoError
from corpus.beside import command, environment, packed_message, read_message

if TYPE_CHECKING:
    from concurrent.futures import Future

    from corpus.store import Store
    from indexer.engine import Engine, Prepared
    from indexer.segment import Segmenter

__all__ = ["PreparedReports", "Unpreparable", "preparation", "prepare_reports"]

BESIDE_FROM = 1000  # changes; below it the start of a process, half a second of computing, costs more than it brings
MOST_PROCESSES = 6  # more would wait for the one that writes
BATCHES_AHEAD = 10  # of each process, so that it goes on while the writing one commits, which takes seconds


@dataclass(frozen=True, slots=True)
class Unpreparable:
    """A report that cannot be prepared, and the error as Python prints it."""

    traceback: str


PreparedReports = Mapping[str, "Prepared | Unpreparable"]
"""By report id; a report that the store does not hold is left out."""

Batch = TypeVar("Batch")


class Prepare(Protocol):
    """Gives batches in their order, each with its reports prepared."""

    def __call__(self, batches: Iterable[tuple[Batch, Sequence[str]]]) -> Iterator[tuple[Batch, PreparedReports]]:
        """`batches`: whatever the caller knows each by, and the ids of its reports."""


def prepare_reports(engine: Engine, segmenter: Segmenter, store: Store, ids: Sequence[str]) -> PreparedReports:
    """Those reports of the store, ready for `engine`; one that cannot be prepared keeps no other out."""
    prepared: dict[str, Prepared | Unpreparable] = {}
    for report in store.get_many(ids).values():
        try:
            prepared[report.id] = engine.prepare(report, segmenter)
        except Exception:  # noqa: BLE001 - one indexed report: whoever writes logs it, and counts it
            prepared[report.id] = Unpreparable(traceback.format_exc())
    return prepared


@contextmanager
def preparation(engine: Engine, segmenter: Segmenter, store: Store, *, changes: int) -> Iterator[Prepare]:
    """What prepares batches of reports, about so many `changes` in all.

    It raises a BaogaoError where a process beside has ended of itself.
    """
    processes = min(_cores(), MOST_PROCESSES) if changes >= BESIDE_FROM else 1
    if processes > 1:
        with _Pool(processes, (store.home, engine.name, segmenter.terms)) as pool:
            yield pool.prepared
    else:
        yield lambda batches: ((batch, prepare_reports(engine, segmenter, store, ids)) for batch, ids in batches)


class _Pool:
    """Processes beside. A thread for each waits for its answers, so that no process waits for another's to be taken."""

    def __init__(self, processes: int, setting: tuple[Any, ...]) -> None:
        self._processes: list[_Process] = []
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        self._threads = ThreadPoolExecutor(processes, "preparing")
        try:
            for _ in range(processes):
                self._processes.append(_Process(setting))
                self._idle.put(self._processes[-1])
        except BaseException:
            self._close()
            raise

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def prepared(self, batches: Iterable[tuple[Batch, Sequence[str]]]) -> Iterator[tuple[Batch, PreparedReports]]:
        """As `Prepare` has it; few batches wait in memory."""
        waiting: deque[tuple[Batch, Future[PreparedReports]]] = deque()
        for batch, ids in batches:
            waiting.append((batch, self._threads.submit(self._ask, ids)))
            if len(waiting) > BATCHES_AHEAD * len(self._processes):
                yield _done(*waiting.popleft())
        while waiting:
            yield _done(*waiting.popleft())

    def _ask(self, ids: Sequence[str]) -> PreparedReports:
        process = self._idle.get()
        try:
            return process.ask(ids)
        finally:
            self._idle.put(process)

    def _close(self) -> None:
        for process in self._processes:
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.close()


class _Process:
    """One process beside, which prepares a batch at a time."""

    def __init__(self, setting: tuple[Any, ...]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - a module of our own
            command("indexer.preparing_process"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(),
            start_new_session=True,
        )
        self._setting: bytes = packed_message(setting)

    def ask(self, ids: Sequence[str]) -> PreparedReports:
        """Those reports, prepared there.

        Raises:
            BaogaoError: it has ended.
        """
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise AssertionError("the process is started with pipes")
        try:
            stdin.write(self._setting + packed_message(ids))
            stdin.flush()
            self._setting = b""  # it has been told
            answer: PreparedReports | BaogaoError = read_message(stdout)
        except (OSError, EOFError) as error:
            raise _ended(self._process) from error
        if isinstance(answer, BaogaoError):
            raise answer
        return answer

    def kill(self) -> None:
        """Let it do nothing more."""
        self._process.kill()

    def close(self) -> None:
        """Let go of it, once it is killed and nobody asks it any more."""
        with suppress(BrokenPipeError), self._process:
            pass


def _ended(process: subprocess.Popen[bytes]) -> BaogaoError:
    code = process.wait()
    how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
    return BaogaoError(
        f"A process that prepares reports for the index {how}.",
        hint="What was written is kept: run this again. If it is killed again, memory is short.",
    )


def _done(batch: Batch, reports: Future[PreparedReports]) -> tuple[Batch, PreparedReports]:
    return batch, reports.result()


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
