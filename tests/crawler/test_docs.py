"""docs/crawling.md says what the code does."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from corpus.cms import ADAPTERS
from crawler import SOURCE_KEYS, parse_sources

PAGE = (Path(__file__).parents[2] / "docs" / "crawling.md").read_text(encoding="utf-8")


def test_every_key_of_a_source_is_in_the_table() -> None:
    table = PAGE.partition("### Adapters")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == [key.name for key in SOURCE_KEYS]


def test_every_adapter_is_in_the_table() -> None:
    table = PAGE.partition("### Adapters")[2]
    assert re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE) == [adapter.family for adapter in ADAPTERS]


def test_the_example_is_a_source() -> None:
    example = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    (source,) = parse_sources(tomllib.loads(example[1])["source"], "docs/crawling.md")
    assert source.years == frozenset(range(2019, 2026))
