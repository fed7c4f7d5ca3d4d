"""Traditional characters and their simplified forms: the one table that reading and searching share."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

__all__ = ["simplified_characters", "simplified_digest"]

T2S_PATH = Path(__file__).with_name("t2s.txt")


@cache
def simplified_characters() -> dict[int, str]:
    """Simplified form by code point: OpenCC's t2s for single characters, as `scripts/compile_t2s.py` writes it."""
    lines = T2S_PATH.read_text(encoding="utf-8").splitlines()
    traditional, simplified = (line for line in lines if line and not line.startswith("#"))
    return dict(zip(map(ord, traditional), simplified, strict=True))


@cache
def simplified_digest() -> str:
    """Twelve hexadecimal digits that change with the table."""
    return hashlib.sha256(T2S_PATH.read_bytes()).hexdigest()[:12]
