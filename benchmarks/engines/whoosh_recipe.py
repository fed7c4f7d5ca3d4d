"""The recipe that most projects use (`benchmarks.recipe`), asked the same searches."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks import recipe
from benchmarks.engines.asked import LIMIT
from benchmarks.engines.peer import Built, Page, reports_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.engines.asked import Asked
    from corpus import Home
    from corpus.store import Store

__all__ = ["WhooshRecipe"]

NEAR_WORDS = 20


class WhooshRecipe:
    """The peer named ``recipe``."""

    def build(self, home: Home, store: Store, folder: Path) -> Built:
        """Index as tutorials do."""
        del home
        begun = time.perf_counter()
        recipe.build(folder, reports_of(store))
        seconds = time.perf_counter() - begun
        return Built(seconds, sum(item.stat().st_size for item in folder.rglob("*") if item.is_file()))

    @contextmanager
    def open(self, home: Home, store: Store, folder: Path) -> Iterator[_Pages]:
        """Nothing: the recipe opens the index for every page."""
        del home, store
        yield _Pages(folder)


class _Pages:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def page(self, asked: Asked) -> Page:
        """A page in Whoosh's own query language."""
        words = [f'"{word}"' for word in asked.words]
        text = f'"{" ".join(asked.words)}"~{NEAR_WORDS}' if asked.near else " ".join(words)
        if asked.years:
            text += f" report_year:[{asked.years[0]} TO {asked.years[1]}]"
        if asked.province:
            text += f" province:{asked.province}"
        total, values = recipe.page(self._folder, text, LIMIT, offset=asked.offset)
        return Page(total, min(LIMIT, max(total - asked.offset, 0)), values)
