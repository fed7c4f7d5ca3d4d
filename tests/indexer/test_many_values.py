"""A facet of more values than tantivy counts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tantivy

from indexer.engines.tantivy import schema
from indexer.engines.tantivy.facets import count
from indexer.query.nodes import FilterField

if TYPE_CHECKING:
    from pathlib import Path

VALUES = 66_000  # tantivy refuses from 65,000 on
YEARS = 14


def test_a_facet_of_more_values_than_tantivy_counts_at_once_is_counted(tmp_path: Path) -> None:
    searcher = _index(tmp_path)
    total, counts = count(searcher, tantivy.Query.all_query(), [FilterField.LEVEL, FilterField.TOWNSHIP])
    assert total == VALUES + 1
    assert counts[FilterField.LEVEL] == {"township": VALUES + 1}
    assert counts[FilterField.TOWNSHIP] == {f"{number}镇": 2 if number == 0 else 1 for number in range(VALUES)}


def _index(path: Path) -> tantivy.Searcher:
    writer = schema.open_index(path, create=True).writer(64_000_000, 1)
    for number in [*range(VALUES), 0]:
        document = tantivy.Document()
        document.add_text(FilterField.TOWNSHIP.value, f"{number}镇")
        document.add_text(FilterField.LEVEL.value, "township")
        document.add_unsigned(schema.BY_NEWEST, (65_534 - 2012 - number % YEARS << 48) + number)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    return schema.open_index(path).searcher()
