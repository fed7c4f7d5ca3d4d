"""Where on a page the text stands: known containers of the CMS families first, else the element that holds most."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["find_container", "page_root", "parse_page", "remove_hidden", "strings_of"]

# Ids, classes and element names, lower case, nearest to the text first (TRS editors stand inside the others).
CONTAINERS = (
    "trs_editor",
    "trs_ueditor",
    "trs_editor_view",
    "ucapcontent",
    "ucap-content",
    "zoom",
    "zoomcon",
    "ivs_content",
    "article_con",
    "article-content",
    "article_content",
    "article-body",
    "artile_zw",
    "wzzw-article",
    "bt-content",
    "main-txt",
    "pages_content",
    "wenzhang-content",
    "news_body_txt_a",
    "article",
)
NEVER_TEXT = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "select",
    "option",
    "button",
    "textarea",
    "svg",
)
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
CLIMB_FROM = frozenset(
    re.findall(r"\w+", "p span font b strong em i u a center tr tbody thead tfoot table li ul ol dl dd dt ")
)
DOMINANT = 0.6  # of the text of an element: the child that holds it is where the text is
NEARLY_ALL = 0.8  # of the text of the fullest known container: a nearer one that holds it is better
LEAST_OF_PAGE = 0.3  # of the text of the fullest element: a known container with less may be some other box
ENOUGH_WEIGHT = 300  # one paragraph: a known container that holds it is the document, however long the menus are
PUNCTUATION = re.compile(r"[，。；：、,;]")
PUNCTUATION_WEIGHT = 10  # characters: running text has punctuation, menus have none


def parse_page(text: str) -> BeautifulSoup:
    """The element tree of a page, without scripts' text in it."""
    return BeautifulSoup(text, "lxml")


def page_root(soup: BeautifulSoup) -> Tag:
    """The body element, or the whole document where there is none."""
    return soup.body or soup


def remove_hidden(soup: BeautifulSoup, *, scripts_only: bool = False) -> int:
    """Take out what a reader never sees; how many hidden elements were taken (scripts and styles not counted)."""
    for tag in soup.find_all(NEVER_TEXT):
        if not tag.decomposed:
            tag.decompose()
    hidden = [] if scripts_only else [tag for tag in soup.find_all(True) if _is_hidden(tag)]
    for tag in hidden:
        if not tag.decomposed:
            tag.decompose()
    return len(hidden)


def find_container(root: Tag) -> Tag:
    """The element that holds the document's text and as little else as possible."""
    weights = _weights(root)
    fullest = _descend(root, weights)
    known = list(_known_containers(root))
    most = max((weights.get(id(tag), 0) for _, tag in known), default=0)
    if most == 0 or most < min(ENOUGH_WEIGHT, LEAST_OF_PAGE * weights.get(id(fullest), 0)):
        return fullest
    enough = [(rank, -weights[id(tag)], tag) for rank, tag in known if weights.get(id(tag), 0) >= NEARLY_ALL * most]
    return min(enough, key=lambda candidate: candidate[:2])[2]


def strings_of(tag: Tag) -> Iterator[NavigableString]:
    """The visible pieces of text in `tag`; comments and the like are left out."""
    for node in tag.descendants:
        if type(node) is NavigableString:
            yield node


def _is_hidden(tag: Tag) -> bool:
    style = tag.get("style")
    return tag.has_attr("hidden") or (isinstance(style, str) and bool(HIDDEN_STYLE.search(style)))


def _known_containers(root: Tag) -> Iterator[tuple[int, Tag]]:
    rank = {name: position for position, name in enumerate(CONTAINERS)}
    for tag in root.find_all(True):
        names = [tag.name.lower(), *(str(name).lower() for name in tag.get_attribute_list("class") if name)]
        if tag.get("id"):
            names.append(str(tag["id"]).lower())
        best = min((rank[name] for name in names if name in rank), default=None)
        if best is not None:
            yield best, tag


def _weights(root: Tag) -> dict[int, int]:
    """How much running text each element holds, by identity; the text of links counts nothing."""
    weights: dict[int, int] = {}
    for string in strings_of(root):
        text = string.strip()
        if not text:
            continue
        ancestors = list(_ancestors(string, root))
        if any(tag.name == "a" for tag in ancestors):
            continue
        weight = len(text) + PUNCTUATION_WEIGHT * len(PUNCTUATION.findall(text))
        for tag in ancestors:
            weights[id(tag)] = weights.get(id(tag), 0) + weight
    return weights


def _ancestors(node: NavigableString, root: Tag) -> Iterator[Tag]:
    for tag in node.parents:
        yield tag
        if tag is root:
            return


def _descend(root: Tag, weights: dict[int, int]) -> Tag:
    """From `root` down as long as one child holds most of the text; then up out of paragraphs, rows and tables."""
    current = root
    while True:
        children = [child for child in current.children if isinstance(child, Tag)]
        heaviest = max(children, key=lambda child: weights.get(id(child), 0), default=None)
        if heaviest is None or weights.get(id(heaviest), 0) < DOMINANT * max(weights.get(id(current), 0), 1):
            break
        current = heaviest
    while current is not root and current.name in CLIMB_FROM and current.parent is not None:
        current = current.parent
    return current
