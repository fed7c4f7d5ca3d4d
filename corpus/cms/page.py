"""A page as every adapter sees it: its anchors, with clean text and the date that stands beside each."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Comment, Tag
from lxml import etree

from corpus.errors import InputError
from corpus.report import canonical_url

__all__ = ["Anchor", "Attachment", "Link", "WebPage", "read_date"]

PARSER = "lxml"
NOT_OF_HTML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")  # the parser would stop, or refuse the page
WRAPPERS = re.compile(
    r"</?(?:div|span|font|b)\b[^>]*>", re.IGNORECASE
)  # what a page that nests too deep can do without
ITEM_TAGS = ("li", "tr", "dd", "dt")
ITEM_LEVELS = 2  # how far above its anchor an item without an item tag may begin
MOST_ITEM_ANCHORS = 3  # title, picture and "more" of one item; what holds more is a list
MOST_ITEM_CHARACTERS = 400  # a title, a date and a summary
WRITTEN_LINK = re.compile(r"""href\s*=\s*["']?([^"'\s<>]+)""", re.IGNORECASE)
COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?")
EDGE_DATE = re.compile(
    rf"^[\[(（【]?\s*{DATE.pattern}[\])）】]?|[\[(（【]?\s*{DATE.pattern}(?:\s*\d\d:\d\d(?::\d\d)?)?[\])）】]?$"
)
BULLETS = re.compile(r"^[\s·•●▪■◆★>\u203a»・]+")
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
SET_APART = re.compile(r"\S(?: \S){5,}")  # each character by itself: the title was broken up by elements
ELLIPSIS = re.compile(r"(?:…+|\.{2,}|。{2,})$")
SHARED_START = 4  # characters that a title attribute and the visible text must share to be the same title


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a report: its absolute address, its text, and the date beside it (None where there is none)."""

    url: str
    text: str
    published: date | None = None

    @property
    def truncated(self) -> bool:
        """Whether the list shows only the beginning of the title."""
        return bool(ELLIPSIS.search(self.text))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a page offers for download.

    Attributes:
        url: absolute where the page's own address was given, else as the page writes it.
        label: the text of the link; empty for a link around an image.
    """

    url: str
    label: str


@dataclass(frozen=True)
class Anchor:
    """One ``<a href>`` of a page, with its absolute address and clean text."""

    element: Tag
    url: str
    text: str

    @cached_property
    def item(self) -> Tag | None:
        """The list item around the anchor: the nearest li, tr, dd or dt, else a close ancestor with no other link."""
        item = next((tag for tag in self.element.parents if tag.name in ITEM_TAGS), None)
        if item is not None:
            return item if _is_item(item) else None
        near = self.element.parent
        for _ in range(ITEM_LEVELS):
            if near is None or len({str(anchor["href"]) for anchor in _links_in(near)}) > 1:
                return None
            if read_date(near.get_text(" ")):
                return near
            near = near.parent
        return None

    @cached_property
    def published(self) -> date | None:
        """The date in the anchor's item."""
        return read_date(self.item.get_text(" ")) if self.item is not None else None


class WebPage:
    """A page: its address, its HTML as text, and what is in it.

    Of an answer to a script, `shown_on` is the page that the script stands on: there its relative links start from.
    """

    def __init__(self, url: str, html: str, *, shown_on: str | None = None) -> None:
        self.url = url
        self.html = html
        self.shown_on = shown_on

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The parsed page."""
        return BeautifulSoup(self.html, PARSER)

    @cached_property
    def tree(self) -> etree._Element | None:
        """The parsed page as lxml's elements, on which articles are read, many times faster; None where it is empty."""
        markup = NOT_OF_HTML.sub("", self.html)
        tree = _parsed(markup)
        return _parsed(WRAPPERS.sub("", markup)) if tree is None and markup.strip() else tree

    @cached_property
    def data(self) -> Any:
        """What a JSON answer holds; None where the page is none."""
        if self.html.lstrip("\ufeff \t\r\n")[:1] not in ("{", "["):
            return None
        try:
            return json.loads(self.html.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            return None

    @cached_property
    def base(self) -> str:
        """The address that relative links start from."""
        tag = self.soup.find("base", href=True) if "<base" in self.lowered else None
        return urljoin(self.url, str(tag["href"]).strip()) if isinstance(tag, Tag) else self.shown_on or self.url

    @cached_property
    def anchors(self) -> list[Anchor]:
        """The anchors that lead to another page over http or https, in the page's order."""
        found = []
        for element in _links_in(self.soup):
            url = self.absolute(str(element["href"]))
            if url is not None and url != self.address:
                found.append(Anchor(element, url, _clean_text(element)))
        return found

    @cached_property
    def written_paths(self) -> frozenset[str]:
        """The paths of the page's links as written, comments included, each after a slash: quick to look through."""
        return frozenset("/" + re.split(r"[?#]", href, maxsplit=1)[0] for href in WRITTEN_LINK.findall(self.html))

    @cached_property
    def address(self) -> str:
        """The page's own address, in the form in which links to it are compared."""
        return self.absolute(self.url) or self.url

    @cached_property
    def lowered(self) -> str:
        """The HTML in lower case: whether a mark stands in it is told quicker than by an expression."""
        return self.html.lower()

    @cached_property
    def live(self) -> str:
        """The HTML without its comments."""
        return COMMENT.sub("", self.html)

    @cached_property
    def comments(self) -> str:
        """What stands in the HTML's comments."""
        return "\n".join(COMMENT.findall(self.html))

    @cached_property
    def commented(self) -> WebPage:
        """The page made of what its HTML comments hide: some sites keep the list there and draw it by script."""
        if "<a" not in self.comments:
            return WebPage(self.base, "")
        comments = [text for text in self.soup.find_all(string=lambda text: isinstance(text, Comment)) if "<a" in text]
        return WebPage(self.base, "\n".join(comments))

    def absolute(self, href: str) -> str | None:
        """The address that `href` leads to; None for what is no web address or stays on the page."""
        href = href.strip()
        if not href or href.startswith("#"):
            return None
        try:
            url = urljoin(self.base, href)
            if urlsplit(url).scheme.lower() not in {"http", "https"} or not urlsplit(url).hostname:
                return None
            return canonical_url(url)
        except (ValueError, InputError):  # a bracket that is no IPv6 address, a port out of range
            return None


def _parsed(markup: str) -> etree._Element | None:
    """The tree; None where there is nothing in it, or where it nests so deep that the parser would leave text out."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree = etree.fromstring(markup.encode(), parser)
    except etree.XMLSyntaxError:
        return None
    return None if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log) else tree


def read_date(text: str) -> date | None:
    """The first calendar date in the text, year first."""
    for match in DATE.finditer(text):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:  # such as month 13
            continue
    return None


def _is_item(element: Tag) -> bool:
    anchors = sum(1 for tag in element.descendants if isinstance(tag, Tag) and tag.name == "a")
    return anchors <= MOST_ITEM_ANCHORS and len(element.get_text()) <= MOST_ITEM_CHARACTERS


def _links_in(element: Tag) -> list[Tag]:
    """The ``<a href>`` below `element`; a walk of our own, since a search by rules takes many times as long."""
    return [tag for tag in element.descendants if isinstance(tag, Tag) and tag.name == "a" and "href" in tag.attrs]


def _clean_text(element: Tag) -> str:
    visible = _trim(element.get_text(""))
    title = _trim(str(element.get("title") or ""))
    if not visible:
        image = element.find("img", alt=True)
        return title or (_trim(str(image["alt"])) if isinstance(image, Tag) else "")
    return title if _same_title(title, visible) else visible


def _same_title(title: str, visible: str) -> bool:
    """Whether the title attribute is the same title, at least as long: lists cut the visible text or break it up."""
    whole, shown = _squeeze(title), _squeeze(ELLIPSIS.sub("", visible))
    return len(whole) >= len(shown) and whole[:SHARED_START] == shown[:SHARED_START]


def _trim(text: str) -> str:
    text = BULLETS.sub("", " ".join(INVISIBLE.sub("", text).split()))
    text = EDGE_DATE.sub("", text).strip()
    return _squeeze(text) if SET_APART.fullmatch(text) else text


def _squeeze(text: str) -> str:
    return "".join(text.split())
