"""Slows down whoever guesses passwords: after so many failed logins a name and an address have to wait."""

from __future__ import annotations

import math
import time
from collections import deque
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["LoginGuard"]

WINDOW_SECONDS = 15 * 60
MOST_FAILURES = {"name": 10, "address": 30}  # an institute may share one address
MOST_KEYS = 10_000  # some megabytes, whatever is tried


class LoginGuard:
    """The failed logins of the last quarter of an hour. Kept in memory: a restart of the server forgets them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures: dict[tuple[str, str], deque[float]] = {}

    def wait_seconds(self, name: str, address: str) -> int:
        """How long the next login under the name, or from the address, has to wait; 0: not at all."""
        now = self._clock()
        with self._lock:
            return max(self._wait("name", name, now), self._wait("address", address, now))

    def failed(self, name: str, address: str) -> None:
        """Take note of a failed login."""
        now = self._clock()
        with self._lock:
            for kind, value in (("name", name), ("address", address)):
                self._failures.setdefault((kind, value), deque()).append(now)
            while len(self._failures) > MOST_KEYS:
                self._failures.pop(next(iter(self._failures)))

    def succeeded(self, name: str) -> None:
        """Forget the failures under a name whose password was right."""
        with self._lock:
            self._failures.pop(("name", name), None)

    def _wait(self, kind: str, value: str, now: float) -> int:
        failures = self._failures.get((kind, value))
        if failures is None:
            return 0
        while failures and failures[0] <= now - WINDOW_SECONDS:
            failures.popleft()
        if not failures:
            del self._failures[kind, value]
            return 0
        if len(failures) < MOST_FAILURES[kind]:
            return 0
        return math.ceil(failures[-MOST_FAILURES[kind]] + WINDOW_SECONDS - now)
