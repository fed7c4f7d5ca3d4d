"""What an export is of: enough to know what its figures mean, and to make it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.exporter.tables import Cell

__all__ = ["Provenance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What an export is of.

    Attributes:
        collection: title of the collection.
        query: as typed.
        meaning: query and filters in words.
        filters: the values chosen beside the query, by facet.
        order: of the rows.
        total: how many reports are found; exact.
        covered: of how many of them the export is, the first in its order.
        index: the state of the index: engine, generation, seq, and dictionary, which names the rules and the words by
            which texts are folded and cut.
        exported_at: when it was made.
    """

    collection: str
    query: str
    meaning: str
    filters: Mapping[str, tuple[str, ...]]
    order: str
    total: int
    covered: int
    index: Mapping[str, str | int]
    exported_at: datetime

    def to_json(self, rows: int) -> dict[str, Any]:
        """JSON-ready data; `rows` is how many were written."""
        return {
            "collection": self.collection,
            "query": self.query,
            "meaning": self.meaning,
            "filters": {name: list(values) for name, values in self.filters.items()},
            "order": self.order,
            "reports_found": self.total,
            "reports_covered": self.covered,
            "rows": rows,
            "exported_at": self.exported_at.astimezone(UTC).isoformat(timespec="seconds"),
            "index": dict(self.index),
            "program": f"baogao {version('baogao')}",
        }

    def to_rows(self, rows: int) -> list[tuple[str, Cell]]:
        """The same as names and values."""
        flat: list[tuple[str, Cell]] = []
        for name, value in self.to_json(rows).items():
            if name == "filters":
                flat.extend((facet, ", ".join(values)) for facet, values in value.items())
            elif name == "index":
                flat.extend((f"index {part}", known) for part, known in value.items())
            else:
                flat.append((name, value))
        return flat
