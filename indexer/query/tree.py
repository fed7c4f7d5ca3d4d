"""Work on trees of query nodes: join them, take the filters out, list what is to be marked."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, TypeGuard

from indexer.query.nodes import (
    And,
    Field,
    FilterField,
    Keyword,
    MatchAll,
    Near,
    NearOperand,
    Node,
    Not,
    Or,
    PathFilter,
    PlaceFilter,
    Span,
    TextFilter,
    Within,
    Word,
    YearFilter,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = [
    "all_of",
    "any_of",
    "both_of",
    "combine",
    "excluded",
    "facet_of",
    "included",
    "keywords",
    "marked_terms",
    "merge_filters",
    "narrowed",
    "near",
    "near_terms",
    "ranking_terms",
    "split_filters",
    "with_terms",
]

Filter = YearFilter | PlaceFilter | PathFilter | TextFilter


def facet_of(node: Node) -> FilterField | None:
    """The facet that a filter node chooses values of; None for any other node."""
    match node:
        case YearFilter():
            return FilterField.YEAR
        case PathFilter():
            return FilterField.PLACE
        case PlaceFilter(level=facet) | TextFilter(facet=facet):
            return facet
        case _:
            return None


def all_of(children: Iterable[Node]) -> Node:
    """Matches where all children match: flat, without MatchAll; the child itself where there is only one."""
    flat: list[Node] = []
    for child in children:
        if not isinstance(child, MatchAll):
            flat.extend(child.children if isinstance(child, And) else (child,))
    return And(tuple(flat), _span(flat)) if len(flat) > 1 else flat[0] if flat else MatchAll()


def any_of(children: Sequence[Node]) -> Node:
    """Matches where any child matches: flat; the child itself where there is only one; MatchAll where one child is.

    Filters of one facet alone become one filter of all their values: they are that facet's own selection.
    """
    if not children or any(isinstance(child, MatchAll) for child in children):
        return MatchAll()
    flat: list[Node] = []
    for child in children:
        flat.extend(child.children if isinstance(child, Or) else (child,))
    facets = {facet_of(child) for child in flat}
    if len(facets) == 1 and None not in facets:
        return functools.reduce(_either, flat)
    return Or(tuple(flat), _span(flat)) if len(flat) > 1 else flat[0]


def near(within: Within, operands: Sequence[Node]) -> Node | None:
    """Matches where one passage holds all operands: flat; the operand itself where there is only one.

    None where an operand is of a kind that stands in no passage: a filter, a NOT, a field's keyword, an AND.
    """
    flat: list[Node] = []
    for operand in operands:
        flat.extend(operand.operands if isinstance(operand, Near) and operand.within is within else (operand,))
    able = [operand for operand in flat if _can_be_near(operand, within)]
    if len(able) < len(flat):
        return None
    return Near(within, tuple(able), _span(able)) if len(able) > 1 else able[0]


def near_terms(node: NearOperand) -> Iterable[Keyword | Word]:
    """The keywords and words in an operand of `Near`, or in a `Near` itself, in order."""
    match node:
        case Keyword() | Word():
            yield node
        case Near(operands=children):
            for child in children:
                yield from near_terms(child)
        case Or(children=alternatives):
            for alternative in alternatives:
                if isinstance(alternative, NearOperand):
                    yield from near_terms(alternative)


def ranking_terms(node: Node) -> Iterable[Keyword | Word]:
    """The keywords and words that a match can owe its rank to: none under a NOT, none of issuer or site."""
    match node:
        case And(children=children) | Or(children=children):
            for child in children:
                yield from ranking_terms(child)
        case Near():
            yield from near_terms(node)
        case Keyword(field=None | Field.TITLE) | Word():
            yield node
        case Not() | _:
            return


def merge_filters(node: Node) -> Node:
    """The node with the filters of one facet that stand side by side at the top made one: their values are OR."""
    if not isinstance(node, And):
        return node
    merged: list[Node] = []
    places: dict[FilterField, int] = {}
    for child in node.children:
        facet = facet_of(child)
        if facet in places:
            merged[places[facet]] = _either(merged[places[facet]], child)
            continue
        if facet:
            places[facet] = len(merged)
        merged.append(child)
    return all_of(merged)


def both_of(query: Node, by: Node) -> Node:
    """Matches where both do, also when it is written down and read again.

    Side by side, two filters of one facet would be a choice between them; so a second one is kept apart by two NOTs.
    """
    chosen = {facet_of(child) for child in _conditions(query)} - {None}
    kept = [Not(Not(child)) if facet_of(child) in chosen else child for child in _conditions(by)]
    return all_of((query, *kept))


def combine(node: Node, filters: Mapping[FilterField, Node]) -> Node:
    """The query narrowed by the filters."""
    return all_of((node, *filters.values()))


def split_filters(node: Node, ticked: Mapping[FilterField, Node] | None = None) -> tuple[Node, dict[FilterField, Node]]:
    """The query without the filters at its top, and those filters by facet.

    Args:
        node: the query.
        ticked: filters chosen beside the query; within one facet their values are OR-ed with those taken out, and what
            either of them excludes is excluded.
    """
    chosen: dict[FilterField, list[Node]] = {facet: [filters] for facet, filters in (ticked or {}).items()}
    rest = []
    for child in node.children if isinstance(node, And) else (node,):
        facet = facet_of(child.child if isinstance(child, Not) else child)
        if facet is None:
            rest.append(child)
        else:
            chosen.setdefault(facet, []).append(child)
    return all_of(rest), {facet: _selection(nodes) for facet, nodes in chosen.items()}


def included(selection: Node) -> tuple[Node, ...]:
    """The filters of one facet's selection whose values are asked for; at most one, as `split_filters` gives it."""
    return tuple(node for node in _conditions(selection) if not isinstance(node, Not))


def excluded(selection: Node) -> tuple[Node, ...]:
    """The filters of one facet's selection whose values are excluded, without their Not; at most one, as above."""
    return tuple(node.child for node in _conditions(selection) if isinstance(node, Not))


def narrowed(node: Node, ticked: Mapping[FilterField, Node]) -> Node:
    """The query with the filters chosen beside it: the one node that means both."""
    return combine(*split_filters(node, ticked))


def marked_terms(node: Node) -> tuple[Keyword | Word | Near, ...]:
    """The distinct keywords, words and NEARs that a matching report may hold: those under an even number of NOTs."""
    return tuple(dict.fromkeys(_positive(node, positive=True)))


def with_terms(node: Node, change: Callable[[Keyword | Word | Near], Node]) -> Node:
    """The tree with `change(term)` in the place of each of its `marked_terms`."""
    return _with_terms(node, change, positive=True)


def keywords(node: Node) -> tuple[Keyword, ...]:
    """The distinct keywords among `marked_terms`, those restricted to a field or within a NEAR included."""
    terms = (near_terms(term) if isinstance(term, Near) else (term,) for term in marked_terms(node))
    return tuple(dict.fromkeys(term for group in terms for term in group if isinstance(term, Keyword)))


def _can_be_near(node: Node, within: Within) -> TypeGuard[NearOperand]:
    match node:
        case Keyword(field=field):
            return field is None
        case Word():
            return True
        case Near(within=inner):
            return inner is within or inner is Within.SENTENCE
        case Or(children=children):
            return all(_can_be_near(child, within) for child in children)
        case _:
            return False


def _with_terms(node: Node, change: Callable[[Keyword | Word | Near], Node], *, positive: bool) -> Node:
    match node:
        case Keyword() | Word() | Near():
            return change(node) if positive else node
        case Not(child=child):
            return Not(_with_terms(child, change, positive=not positive), node.span)
        case And(children=children):
            return all_of(_with_terms(child, change, positive=positive) for child in children)
        case Or(children=children):
            return any_of([_with_terms(child, change, positive=positive) for child in children])
        case _:
            return node


def _positive(node: Node, *, positive: bool) -> Iterable[Keyword | Word | Near]:
    match node:
        case Keyword() | Word() | Near():
            if positive:
                yield node
        case Not(child=child):
            yield from _positive(child, positive=not positive)
        case And(children=children) | Or(children=children):
            for child in children:
                yield from _positive(child, positive=positive)
        case _:
            return


def _conditions(selection: Node) -> tuple[Node, ...]:
    return selection.children if isinstance(selection, And) else (selection,)


def _selection(nodes: Sequence[Node]) -> Node:
    """One selection of a facet out of several: any of the values asked for, and none of those excluded."""
    asked_for = [node for selection in nodes for node in included(selection)]
    unwanted = [node for selection in nodes for node in excluded(selection)]
    conditions: list[Node] = [functools.reduce(_either, asked_for)] if asked_for else []
    if unwanted:
        node = functools.reduce(_either, unwanted)
        conditions.append(Not(node, _span([node])))
    return all_of(conditions)


def _either(one: Node, other: Node) -> Node:
    """One filter for the values of two of the same facet."""
    match one, other:
        case YearFilter(), YearFilter():
            return YearFilter(tuple(dict.fromkeys((*one.ranges, *other.ranges))), one.span)
        case PlaceFilter(), PlaceFilter() if one.level is other.level:
            return PlaceFilter(one.level, tuple(dict.fromkeys((*one.names, *other.names))), one.span)
        case PathFilter(), PathFilter():
            return PathFilter(tuple(dict.fromkeys((*one.paths, *other.paths))), one.span)
        case TextFilter(), TextFilter() if one.facet is other.facet:
            return TextFilter(one.facet, tuple(dict.fromkeys((*one.values, *other.values))), one.span)
        case _:
            return Or((one, other), _span((one, other)))


def _span(children: Sequence[Node]) -> Span:
    spans = [child.span for child in children if not isinstance(child, MatchAll)]
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else (0, 0)
