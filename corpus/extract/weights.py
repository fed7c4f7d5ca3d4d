"""How much running text each element of a page holds: what tells a document from the menus around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.extract.tree import label_of, remembered

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Weights", "is_surrounding", "weigh"]

Weights = dict["_Element", int]

PUNCTUATION = re.compile(r"[，。；：、,;]")
PUNCTUATION_WEIGHT = 10  # characters: running text has punctuation, menus have none
MOST_OF_FRAME = 0.4  # of a page's text: what holds more is no frame, whatever it is called
SURROUNDINGS = re.compile(
    r"(?:^|[-_ ])(?:foot|footer|bottom|copyright|navs?|navbar|menu|header|sidebar|crumbs?|breadcrumb|aside|share"
    r"|comments?)(?:$|[-_ \d])"
)
names_surroundings = remembered(SURROUNDINGS)
FOOTER_TEXT = re.compile(
    r"版权所有|ICP备|公网安备|政府网站标识码|网站标识码|技术支持\s*[:：]|(?:主办|承办)(?:单位)?\s*[:：]"
)


def weigh(root: _Element) -> Weights:
    """The weight of each element below `root`, and of `root`: text of links and of the page's frame counts nothing."""
    weights: Weights = {}
    frame: list[_Element] = []
    for element in reversed(list(root.iter("*"))):
        inside = 0 if element.tag == "a" else weights.get(element, 0) + _weight(element.text)
        weights[element] = inside
        if element is root:
            continue
        if inside and is_surrounding(element):
            frame.append(element)
        parent, below = element.getparent(), inside + _weight(element.tail)
        if parent is not None and below:
            weights[parent] = weights.get(parent, 0) + below
    most = MOST_OF_FRAME * weights.get(root, 0)
    for element in reversed(frame):  # from the outside in
        inside = weights[element]
        if inside <= most and all(weights[around] for around in element.iterancestors() if around in weights):
            weights[element] = 0
            for around in element.iterancestors():
                if around in weights:
                    weights[around] -= inside
    return weights


def _weight(text: str | None) -> int:
    if not text or not (stripped := text.strip()) or FOOTER_TEXT.search(stripped):
        return 0
    return len(stripped) + PUNCTUATION_WEIGHT * len(PUNCTUATION.findall(stripped))


def is_surrounding(element: _Element) -> bool:
    """Whether the element is the page's frame by its tag or name: header, menu, footer, share buttons, comments."""
    return names_surroundings(label_of(element))
