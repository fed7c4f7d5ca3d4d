"""Facets that are counted beside a page: whoever looks at them waits, and is told what went wrong."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING

import pytest

from indexer.engines.tantivy.reader import CountedBeside
from indexer.query.nodes import FilterField

if TYPE_CHECKING:
    from indexer.engine import FacetCounts

COUNTS: dict[FilterField, FacetCounts] = {FilterField.YEAR: {2020: 3}, FilterField.PROVINCE: {}}


def test_who_looks_waits_until_all_is_counted() -> None:
    may_go_on = Event()

    def count() -> dict[FilterField, FacetCounts]:
        assert may_go_on.wait(30)
        return COUNTS

    with ThreadPoolExecutor(1) as pool:
        counting = pool.submit(count)
        facets = CountedBeside(counting)
        assert not counting.done()
        may_go_on.set()
        assert facets == COUNTS
        assert list(facets) == list(COUNTS)


def test_what_goes_wrong_in_counting_reaches_who_looks() -> None:
    counting: Future[dict[FilterField, FacetCounts]] = Future()
    counting.set_exception(ValueError("too many values"))
    facets = CountedBeside(counting)

    with pytest.raises(ValueError, match="too many values"):
        facets[FilterField.YEAR]
