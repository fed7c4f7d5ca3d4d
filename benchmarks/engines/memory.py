"""The memory that a process and its children hold as their own, watched while something runs."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["OwnMemory"]

EVERY_SECONDS = 0.2


class OwnMemory:
    """Within its block, watches the anonymous memory of this process and those below it, in bytes."""

    def __init__(self) -> None:
        self._held: list[int] = []
        self._ended = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._ended.set()
        self._watch.join()

    @property
    def peak(self) -> int:
        """The most that was held at once."""
        return max(self._held, default=0)

    def after(self, share: float) -> int:
        """What was held when this share of the time had passed."""
        return self._held[int(share * (len(self._held) - 1))]

    def _look(self) -> None:
        while True:
            self._held.append(sum(map(_anonymous, [os.getpid(), *_children(os.getpid())])))
            if self._ended.wait(EVERY_SECONDS):
                return


def _children(process: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").iterdir():
        try:
            direct = [int(child) for child in (task / "children").read_text().split()]
        except FileNotFoundError:  # the thread has ended since
            continue
        for child in direct:
            found += [child, *_children(child)]
    return found


def _anonymous(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except FileNotFoundError:  # it has ended since
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:"))
