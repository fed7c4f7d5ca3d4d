"""What a query means: frozen nodes, compared by value; the span of text they came from is kept but not compared."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "And",
    "Field",
    "FilterField",
    "Keyword",
    "MatchAll",
    "Near",
    "NearOperand",
    "Node",
    "Not",
    "Or",
    "PathFilter",
    "PlaceFilter",
    "Span",
    "TextFilter",
    "Within",
    "Word",
    "YearFilter",
]

Span = tuple[int, int]
NO_SPAN: Span = (0, 0)


class Field(StrEnum):
    """A field that a keyword can be restricted to."""

    TITLE = "title"
    ISSUER = "issuer"
    SITE = "site"


class FilterField(StrEnum):
    """A facet: a field that filters choose whole values of. The values are the names in URLs and JSON.

    They are the names of a report's attributes too. PLACE is the whole path of a report's place (`Report.place`).
    """

    YEAR = "report_year"
    PLACE = "place"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    LEVEL = "level"
    DOC_TYPE = "doc_type"
    SITE = "site"


class Within(StrEnum):
    """What the operands of a `Near` share. The values are the letters after ``NEAR/``."""

    SENTENCE = "s"
    PARAGRAPH = "p"


@dataclass(frozen=True, slots=True)
class MatchAll:
    """Every report: the meaning of an empty query."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """fold(text) is a substring of the folded title or body, or of the one `field`.

    `quoted` says how it was written; it does not change what matches.
    """

    text: str
    field: Field | None = None
    quoted: bool = False
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)


@dataclass(frozen=True, slots=True)
class Word:
    """fold(text) is one of the words that jieba (search mode) cuts the title or body into."""

    text: str
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)


@dataclass(frozen=True, slots=True)
class Near:
    """Every operand stands, whole, in one and the same sentence or paragraph; at least two operands.

    The title is a sentence and a paragraph of its own; see `indexer.passages` for those of the body. A `Near` among the
    operands stands in the passages that it matches in; one of paragraphs is never among those of one of sentences.
    """

    within: Within
    operands: tuple[NearOperand, ...]
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)


@dataclass(frozen=True, slots=True)
class YearFilter:
    """report_year lies in one of the closed ranges; None is an open end. Ranges are OR."""

    ranges: tuple[tuple[int | None, int | None], ...]
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)


@dataclass(frozen=True, slots=True)
class PlaceFilter:
    """The place at `level` (PROVINCE, CITY, COUNTY or TOWNSHIP) bears one of the official `names` (OR)."""

    level: FilterField
    names: tuple[str, ...]
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)


@dataclass(frozen=True, slots=True)
class PathFilter:
    """`Report.place` is one of the `paths` (OR), or goes on from one: 浙江省/杭州市 and all that lies in it."""

    paths: tuple[str, ...]
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)


@dataclass(frozen=True, slots=True)
class TextFilter:
    """`facet` (LEVEL, DOC_TYPE or SITE) has one of the `values` (OR)."""

    facet: FilterField
    values: tuple[str, ...]
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """Every report that `child` does not match."""

    child: Node
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """Matches where all children match; at least two of them."""

    children: tuple[Node, ...]
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)


@dataclass(frozen=True, slots=True)
class Or:
    """Matches where any child matches; at least two of them."""

    children: tuple[Node, ...]
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)


NearOperand = Keyword | Word | Or | Near
"""An `Or` here is one of such operands; a keyword is restricted to no field."""

Node = MatchAll | Keyword | Word | Near | YearFilter | PlaceFilter | PathFilter | TextFilter | Not | And | Or
