"""The path that a page shows as its place on the site: 首页 > 政务公开 > 法治政府建设."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from corpus.extract.tree import label_of, remembered, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["find_breadcrumb"]

BREADCRUMB = re.compile(
    r"(?:您?(?:当前|现在|目前)?的?(?:所在)?(?:位置)(?:是|为)?|当前栏目|所在位置)\s*[:：]?\s*(.*)", re.DOTALL
)
LABEL = re.compile(r"位置|当前栏目")
DEPTH = 4  # elements above the words 当前位置 in which the path is looked for
PARTS = re.compile(r"\s*(?:>+|»|\u203a|/|\uff1e|→|-{2,}|\|)\s*")
names_path = remembered(re.compile(r"crumb|position|location|weizhi|dqwz|bread", re.IGNORECASE))
LONGEST = 200  # characters


def find_breadcrumb(root: _Element) -> str:
    """The page's place on the site, parts parted by " > "; empty where none is shown."""
    marked: list[_Element] = []
    for element in root.iter("*"):
        text, tail = element.text, element.tail
        labelled = element if text and LABEL.search(text) else None
        if labelled is None and tail and LABEL.search(tail):
            labelled = element.getparent()
        if labelled is not None:
            for around in (labelled, *islice(labelled.iterancestors(), DEPTH - 1)):
                if path := _path_in(around, labelled=True):
                    return path
        if names_path(label_of(element)):
            marked.append(element)
    return next((path for element in marked if (path := _path_in(element, labelled=False))), "")


def _path_in(element: _Element, *, labelled: bool) -> str:
    text = text_of(element)
    if len(text) > LONGEST:
        return ""
    match = BREADCRUMB.match(text)
    if labelled and not match:
        return ""
    parts = [part for part in PARTS.split(match[1] if match else text) if part]
    return " > ".join(parts) if len(parts) > 1 else ""
