"""Nodes to text in the query language: ``parse(unparse(node)).node == node`` for every node that a parse gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.query.lexer import is_bare_keyword, is_bare_value, without_quotes
from indexer.query.nodes import (
    And,
    FilterField,
    Keyword,
    MatchAll,
    Near,
    Node,
    Not,
    Or,
    PathFilter,
    PlaceFilter,
    TextFilter,
    Word,
    YearFilter,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["depth_of", "unparse", "year_text"]

NAMES = {FilterField.DOC_TYPE: "type", FilterField.SITE: "host"}  # where the query's word is not the facet's name


def unparse(node: Node) -> str:  # noqa: C901, PLR0911 - one return a kind of node
    """The query that means `node`; empty for every report."""
    match node:
        case MatchAll():
            return ""
        case Keyword():
            return _keyword(node)
        case Word(text=text):
            return f"word:{_value(text)}"
        case YearFilter(ranges=ranges):
            return f"year:{','.join(year_text(first, last) for first, last in ranges)}"
        case PlaceFilter(level=facet, names=values) | TextFilter(facet=facet, values=values):
            return f"{NAMES.get(facet, facet.value)}:{_value(','.join(values))}"
        case PathFilter(paths=paths):
            return f"place:{_value(','.join(paths))}"
        case Not(child=child):
            return f"-{_operand(child, And, Or, Near)}"
        case Near(within=within, operands=operands):
            return _joined(f" NEAR/{within.value} ", operands, Or, Near)
        case And(children=children):
            return _joined(" ", children, Or)
        case Or(children=children):
            return _joined(" OR ", children)


def depth_of(node: Node) -> int:
    """How many parentheses and NOTs stand within each other in ``unparse(node)``."""
    match node:
        case Not(child=child):
            return 1 + _depth_in(child, And, Or, Near)
        case Near(operands=operands):
            return max(_depth_in(operand, Or, Near) for operand in operands)
        case And(children=children):
            return max(_depth_in(child, Or) for child in children)
        case Or(children=children):
            return max(map(depth_of, children))
        case _:
            return 0


def year_text(first: int | None, last: int | None) -> str:
    """A range of years as written in queries and addresses: 2022, 2019..2022, 2019.., ..2022."""
    if first == last:
        return f"{first:04}" if first is not None else ".."
    return f"{'' if first is None else f'{first:04}'}..{'' if last is None else f'{last:04}'}"


def _joined(operator: str, children: Iterable[Node], *in_parentheses: type) -> str:
    return operator.join(_operand(child, *in_parentheses) for child in children)


def _depth_in(node: Node, *in_parentheses: type) -> int:
    return isinstance(node, in_parentheses) + depth_of(node)


def _operand(node: Node, *in_parentheses: type) -> str:
    return f"({unparse(node)})" if isinstance(node, in_parentheses) else unparse(node)


def _keyword(node: Keyword) -> str:
    prefix = f"{node.field.value}:" if node.field else ""
    is_bare = is_bare_value if node.field else is_bare_keyword
    return prefix + (_phrase(node.text) if node.quoted or not is_bare(node.text) else node.text)


def _value(text: str) -> str:
    return text if is_bare_value(text) else _phrase(text)


def _phrase(text: str) -> str:
    return f'"{without_quotes(text)}"'
