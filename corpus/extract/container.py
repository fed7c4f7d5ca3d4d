"""Where on a page the text stands: where its family says, in a known container, else in the element that holds most."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from corpus.extract.tree import MOST_LABELS, describe, label_of
from corpus.extract.weights import weigh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from corpus.extract.weights import Weights

__all__ = ["CONTAINERS", "Container", "find_container"]

# Ids, classes and element names, lower case, nearest to the text first (TRS editors stand inside the others).
CONTAINERS = (
    *("trs_editor", "trs_ueditor", "trs_editor_view", "ucapcontent", "ucap-content", "zoom", "zoomcon"),
    *("ivs_content", "article_con", "article-content", "article_content", "article-body", "artile_zw", "wzzw-article"),
    *("bt-content", "main-txt", "pages_content", "wenzhang-content", "news_body_txt_a", "article"),
)
RANKS = {name: rank for rank, name in enumerate(CONTAINERS)}
CLIMB_FROM = frozenset(
    re.findall(r"\w+", "p span font b strong em i u a center tr tbody thead tfoot table li ul ol dl dd dt h1 h2 h3 h4 ")
)
SIGNATURE = re.compile(
    r"[^，。；：、]{3,30}(?:政府|办事处|委员会|局|厅|委|办公室|院|部|中心)|[12]\d{3}年\d{1,2}月\d{1,2}日"
    r"|[一二三四五六七八九〇○零十年月日]{8,12}"
)
SIGNATURE_LINES = 3
DOMINANT = 0.6  # of the text of an element: the child that holds it is where the text is
NEARLY_ALL = 0.8  # of the text of the fullest known container: a nearer one that holds it is better
LEAST_OF_PAGE = 0.3  # of the text of the fullest element: a known container with less may be some other box
ENOUGH_WEIGHT = 60  # a sentence: a known container that holds it is the document, however long the menus are
VAGUE = frozenset(("article", "article-body", "article_con"))  # names that other boxes bear too
ENOUGH_OF_VAGUE = 300  # a paragraph
LEAST_COPY = 80  # characters of a text that may stand on the page twice
LONGEST_OF_COPY = 1.5  # times its length: a copy with its own title and date line


@dataclass(frozen=True, slots=True)
class Container:
    """The element that was taken for the document's text, and why.

    Attributes:
        element: it.
        rule: ``family``, ``known container``, ``most text`` or ``whole page``.
        why: for a person to check: the element's name and how its text compares with the fullest element's.
        sure: 0 to 1.
    """

    element: _Element
    rule: str
    why: str
    sure: float


def find_container(root: _Element, named: _Element | None) -> Container:
    """The element that holds the document's text and as little else as possible.

    Args:
        root: the page's body.
        named: the element that the page's family names, if it does.
    """
    weights = weigh(root)
    fullest = _descend(root, weights)
    if named is not None and named in weights:
        return _container(named, "family", weights, fullest)
    all_known = list(_known(root))
    least = LEAST_OF_PAGE * weights[fullest]
    known = [
        (rank, element)
        for rank, element in all_known
        if weights.get(element, 0)
        >= max(1, min(least, ENOUGH_OF_VAGUE if CONTAINERS[rank] in VAGUE else ENOUGH_WEIGHT))
    ]
    if not known:
        pictured = next((element for _, element in all_known if next(element.iter("img"), None) is not None), None)
        if pictured is not None and weights[fullest] < ENOUGH_OF_VAGUE:
            return _container(pictured, "known container", weights, fullest)
        return _container(fullest, "whole page" if fullest is root else "most text", weights, fullest)
    known = [(rank, element) for rank, element in known if CONTAINERS[rank] not in VAGUE] or known
    most = max(weights[element] for _, element in known)
    enough = [(rank, -weights[element], element) for rank, element in known if weights[element] >= NEARLY_ALL * most]
    nearest = min(enough, key=lambda candidate: candidate[:2])[2]
    return _container(nearest, "known container", weights, fullest)


def _container(element: _Element, rule: str, weights: Weights, fullest: _Element) -> Container:
    mine, most = weights.get(element, 0), max(weights.get(fullest, 0), 1)
    share = mine / most
    sure = {"family": 0.95, "known container": 0.95, "most text": 0.8}.get(rule, 0.5)
    why = f"{rule} {describe(element)}: {share:.0%} of the text of the fullest element, {describe(fullest)}"
    return Container(element, rule, why, sure)


def _known(root: _Element) -> Iterator[tuple[int, _Element]]:
    for element in root.iter("*"):
        rank = _rank(label_of(element))
        if rank is not None and element is not root:
            yield rank, element


@lru_cache(MOST_LABELS)
def _rank(label: str) -> int | None:
    return min((RANKS[name] for name in label.split() if name in RANKS), default=None)


def _descend(root: _Element, weights: Weights) -> _Element:
    """From `root` down as long as one child holds most of the text; then up out of paragraphs, rows and tables."""
    current = root
    while True:
        children = sorted(current.iterchildren("*"), key=lambda child: -weights.get(child, 0))
        if not children or weights.get(children[0], 0) == 0:
            break
        if weights[children[0]] < DOMINANT * weights.get(current, 0) and not _are_copies(children[:2]):
            break
        current = min(children[:2], key=current.index) if _are_copies(children[:2]) else children[0]
    while current is not root and current.tag in CLIMB_FROM and current.getparent() is not None:
        current = current.getparent()
    return current.getparent() if current is not root and _is_signed_below(current) else current


def _is_signed_below(element: _Element) -> bool:
    """Whether the lines right below the element are the signature of its text: a body's name, a date in words."""
    below = islice(element.itersiblings("*"), SIGNATURE_LINES)
    return any(SIGNATURE.fullmatch("".join("".join(sibling.itertext()).split())) for sibling in below)


def _are_copies(elements: list[_Element]) -> bool:
    """Whether two elements hold the same text, as the desktop's and the mobile's copy of a page do."""
    if len(elements) != len(("desktop", "mobile")):
        return False
    shorter, longer = sorted(("".join("".join(element.itertext()).split()) for element in elements), key=len)
    return len(shorter) >= LEAST_COPY and len(longer) <= LONGEST_OF_COPY * len(shorter) and shorter in longer
