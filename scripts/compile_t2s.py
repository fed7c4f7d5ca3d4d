"""Writes corpus/t2s.txt, the table of single traditional characters and their simplified forms, from OpenCC.

OpenCC takes about 40 ms to import and load, the table 1 ms; so the table ships and OpenCC is needed only here and in
the test that holds the two equal. Run it after raising OpenCC's version: ``python -m scripts.compile_t2s``.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

from opencc import OpenCC

TABLE = Path(__file__).resolve().parents[1] / "corpus" / "t2s.txt"
SURROGATES = range(0xD800, 0xE000)


def mappings() -> dict[str, str]:
    """Every character that OpenCC's t2s changes when it stands alone, with what it becomes."""
    converter = OpenCC("t2s")
    characters = [chr(code) for code in range(sys.maxunicode + 1) if code not in SURROGATES]
    pairs = ((char, converter.convert(char)) for char in characters if not char.isascii())
    return {char: simplified for char, simplified in pairs if simplified != char}


def main() -> None:
    """Write the table."""
    table = mappings()
    header = (
        f"# Single traditional characters, and under each its simplified form: t2s of OpenCC {version('opencc')}.\n"
        "# OpenCC (https://github.com/BYVoid/OpenCC) is under the Apache License 2.0, and so is this table.\n"
        "# Written by scripts/compile_t2s.py.\n"
    )
    TABLE.write_text(f"{header}{''.join(table)}\n{''.join(table.values())}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
