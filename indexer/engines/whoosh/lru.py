"""A cache that forgets what was used longest ago once its entries together grow too large."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

__all__ = ["SizedLru"]

Key = TypeVar("Key")
Value = TypeVar("Value")


class SizedLru(Generic[Key, Value]):
    """Values by key, up to a total size; safe to share between threads."""

    def __init__(self, capacity: int) -> None:
        """`capacity` is the total of the sizes that `put` is told."""
        self._capacity = capacity
        self._total = 0
        self._entries: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value | None:
        """The value, now the one used last; None where it is not, or no longer, kept."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            self._entries.move_to_end(key)
            return entry[0]

    def put(self, key: Key, value: Value, *, size: int) -> None:
        """Keep the value; one that is larger than the whole capacity is not kept."""
        with self._lock:
            if key in self._entries:
                self._total -= self._entries.pop(key)[1]
            self._entries[key] = (value, size)
            self._total += size
            while self._total > self._capacity:
                _, (_, dropped) = self._entries.popitem(last=False)
                self._total -= dropped
