"""Draws that are the same on every machine and under every Python: numbers come from SHA-256, not from `random`."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Draw"]

Item = TypeVar("Item")


class Draw:
    """A stream of draws that depends on its key alone."""

    def __init__(self, *key: object) -> None:
        self._key = "/".join(str(part) for part in key)
        self._drawn = 0

    def below(self, bound: int) -> int:
        """The next whole number from 0 up to, and without, `bound`."""
        self._drawn += 1
        digest = hashlib.sha256(f"{self._key}:{self._drawn}".encode()).digest()
        return int.from_bytes(digest[:8]) % bound

    def between(self, lowest: int, highest: int) -> int:
        """The next whole number from `lowest` to `highest`, both included."""
        return lowest + self.below(highest - lowest + 1)

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self.below(len(items))]

    def sample(self, items: Sequence[Item], count: int) -> list[Item]:
        """`count` different items (all of them where there are fewer), in the order in which they stand."""
        left = list(range(len(items)))
        chosen = [left.pop(self.below(len(left))) for _ in range(min(count, len(items)))]
        return [items[position] for position in sorted(chosen)]
