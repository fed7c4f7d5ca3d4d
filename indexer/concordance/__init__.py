"""The concordance of a query: every occurrence of its keywords with what stands before and after it.

As many lines as the pages of the found reports show marks: the sum of `occurrences` over the hits of the same search.
"""

from indexer.concordance.lines import (
    DEFAULT_WIDTH,
    LINE_COLUMNS,
    MAX_WIDTH,
    MIN_WIDTH,
    Line,
    LineReport,
    concordance_json,
    concordance_lines,
    line_cells,
    lines_of,
)
from indexer.concordance.ordering import SORTED_ORDERS, LineOrder, OrderedLines, report_sort

__all__ = [
    "DEFAULT_WIDTH",
    "LINE_COLUMNS",
    "MAX_WIDTH",
    "MIN_WIDTH",
    "SORTED_ORDERS",
    "Line",
    "LineOrder",
    "LineReport",
    "OrderedLines",
    "concordance_json",
    "concordance_lines",
    "line_cells",
    "lines_of",
    "report_sort",
]
