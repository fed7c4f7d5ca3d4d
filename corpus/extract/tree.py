"""The element tree of a page: what a reader never sees is taken out; what elements are called."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml.etree import Comment, ProcessingInstruction, XPath

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

__all__ = [
    "MOST_LABELS",
    "describe",
    "is_hidden",
    "label_of",
    "page_root",
    "refill_headings",
    "remembered",
    "remove_unseen",
    "spell_out",
    "text_of",
]

NEVER_TEXT = frozenset(
    (
        *("script", "style", "noscript", "template", "iframe", "object", "embed", "select", "option", "button"),
        *("textarea", "svg", "link", "meta", "head", "video", "audio", "map", "input"),
    )
)
TITLED = XPath("//*[@title]")
MOST_LABELS = 4096  # that a search by name remembers; a site's templates have some hundreds
HIDDEN_CLASSES = frozenset(("ng-hide", "d-none", "layui-hide", "mui-hidden", "sr-only", "visually-hidden"))
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


FIELDS = frozenset(("text", "password", "email", "tel", "search", ""))  # kinds of input that a reader types into
MOST_OF_FORM = 80  # characters that stand in a form of fields; a form around a page's text holds more
HEADINGS = ("h1", "h2", "h3")
LONGEST_HEADING = 100  # characters
SAYS_MORE = re.compile(r"[。；：:]|(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d")  # a sentence, a label, a date


def page_root(tree: _Element) -> _Element:
    """The body element, or the whole document where there is none."""
    return tree if tree.tag == "body" else next(tree.iter("body"), tree)


def remove_unseen(tree: _Element, *, scripts_only: bool = False) -> int:
    """Take out comments, scripts, forms to fill in and hidden elements; how many of the last were taken.

    Args:
        tree: of the page; it is changed.
        scripts_only: leave what is hidden by a style or an attribute.
    """
    unseen, hidden = [], 0
    forms = [form for form in tree.iter("form") if _has_fields(form)]
    for element in tree.iter():
        tag = element.tag
        if tag is Comment or tag is ProcessingInstruction or tag in NEVER_TEXT:
            unseen.append(element)
        elif not scripts_only and is_hidden(element) and tag not in ("html", "body"):
            unseen.append(element)
            hidden += 1
    for element in unseen:
        _drop(element)
    for form in forms:
        if len(text_of(form)) <= MOST_OF_FORM and next(form.iter(*HEADINGS), None) is None:
            _drop(form)
    return hidden


def spell_out(tree: _Element) -> None:
    """Give elements whose text is cut with dots the whole text, where their title attribute holds it."""
    for element in TITLED(tree):
        title, shown = element.get("title"), (element.text or "").strip()
        if shown.endswith(("...", "…")) and title.strip().startswith(shown.rstrip(".…")):
            element.text = title


def refill_headings(tree: _Element) -> None:
    """Give a heading the short paragraph that stands in it: the parser ends a heading where a paragraph begins."""
    for heading in list(tree.iter(*HEADINGS)):
        paragraph = heading.getnext()
        if paragraph is None or paragraph.tag != "p" or text_of(heading) or (heading.tail or "").strip():
            continue
        text = text_of(paragraph)
        if 0 < len(text) <= LONGEST_HEADING and not SAYS_MORE.search(text):
            heading.append(paragraph)


def label_of(element: _Element) -> str:
    """The element's id, its classes and its tag in lower case, with a space between: what patterns for names read."""
    identity, classes, tag = element.get("id"), element.get("class"), element.tag
    if classes:
        return f"{identity} {classes} {tag}".lower() if identity else f"{classes} {tag}".lower()
    return f"{identity} {tag}".lower() if identity else str(tag)


def remembered(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    """Whether `pattern` is found in a label, told once for each: a page has few labels, on many elements."""

    @lru_cache(MOST_LABELS)
    def is_found(label: str) -> bool:
        return pattern.search(label) is not None

    return is_found


def describe(element: _Element) -> str:
    """The element as a selector would name it: ``div#zoom``, ``div.TRS_Editor``, ``td``."""
    identity = (element.get("id") or "").strip()
    classes = (element.get("class") or "").split()
    return f"{element.tag}#{identity}" if identity else f"{element.tag}.{classes[0]}" if classes else str(element.tag)


def text_of(element: _Element) -> str:
    """All text in `element`, white space made single spaces. Comments must have been taken out."""
    if not len(element):  # as most links and items of menus
        return " ".join(element.text.split()) if element.text else ""
    return " ".join("".join(element.itertext()).split())


def is_hidden(element: _Element) -> bool:
    """Whether a style, an attribute or a class of its own hides the element."""
    style, classes = element.get("style"), element.get("class")
    if style is not None and HIDDEN_STYLE.search(style):
        return True
    return element.get("hidden") is not None or (classes is not None and not HIDDEN_CLASSES.isdisjoint(classes.split()))


def _has_fields(form: _Element) -> bool:
    """Whether a reader can write something into the form."""
    fields = form.iter("input", "textarea")
    return any(field.tag == "textarea" or (field.get("type") or "").lower() in FIELDS for field in fields)


def _drop(element: _Element) -> None:
    """Take the element out of its tree, and leave the text behind it where it stands."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
