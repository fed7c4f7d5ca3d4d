"""Simplified to traditional, character by character, for the one page that the site publishes in traditional script."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["to_traditional"]


def to_traditional(text: str) -> str:
    """`text` in traditional characters; of a character with several forms the usual one."""
    return text.translate(_table())


@cache
def _table() -> dict[int, int]:
    rows = files("localsite").joinpath("traditional.txt").read_text(encoding="utf-8").split()
    return {ord(simplified): ord(traditional) for simplified, traditional in (tuple(row) for row in rows)}
